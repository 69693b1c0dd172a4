use crate::support::audited::{Audited, artifacts, page};
use crate::support::site;
#[test]
fn zz_shared() {
    let mut names: Vec<_> = std::fs::read_dir("/work/shared/cases/security/audit")
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    names.sort();
    for p in names {
        let name = p.file_name().unwrap().to_string_lossy().into_owned();
        let mut bytes = std::fs::read(&p).unwrap();
        if name.ends_with("html") {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            bytes = text.replacen("<title>", "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><title>", 1).into_bytes();
        }
        let start = std::time::Instant::now();
        let files = [
            ("index.html", page("<p>x</p>").into_bytes()),
            ("icon.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec()),
            (&*name, bytes),
        ];
        let audited = Audited::within(artifacts(files), |b| {
            b.base_url = site::address("https://wuzha.example")
        });
        let codes: std::collections::BTreeSet<_> = audited.codes().into_iter().collect();
        println!("CASE {name} {codes:?} {:?}", start.elapsed());
    }
}
