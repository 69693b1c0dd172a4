//! People's data in what was built, whatever it was made from: pages, texts, lists, PDFs, documents.

use std::collections::BTreeSet;

use wuzha::base::source::SourceFiles;
use wuzha::check::PeopleGuard;
use wuzha::site::assemble::assemble;

use crate::support::audited::{Audited, artifacts, zipped};
use crate::support::jobs::{job, paragraph, render, section, sheet};
use crate::support::site::{self, HTML, plain, run};

const NUMBER: &str = "139 1234 5678";

/// A page with this in its body.
fn page(body: &str) -> Vec<u8> {
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh\">\n<head>\n<title>页</title>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n\
         <meta name=\"robots\" content=\"noindex\">\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
    .into_bytes()
}

/// A PDF as the typesetter makes it, with this paragraph.
fn pdf(words: &str) -> Vec<u8> {
    let mut job = job("zh");
    sheet(&mut job).sections = vec![section("flags", "危险信号", vec![paragraph(words)])];
    let run = render(&[job]);
    let file = run.artifacts.iter().find(|file| file.path.ends_with(".pdf")).expect("a PDF");
    file.bytes.to_vec()
}

fn office(words: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"urn:w\"><w:body>{words}</w:body></w:document>"
    );
    zipped(&[("[Content_Types].xml", &b"<Types/>"[..]), ("word/document.xml", xml.as_bytes())])
}

/// The rules about people that these bytes break as this file of a site with an exception.
fn found(path: &str, bytes: Vec<u8>) -> BTreeSet<String> {
    let facts =
        "[[exceptions]]\nrule = \"phone-number\"\ntext = \"137 1234 5678\"\nreason = \"公开\"\n";
    let site = assemble(&site::sources(&plain("about").tables(facts).to_string()), None).site;
    let guard = PeopleGuard::of(&site.expect("a site"));
    let found = Audited::within(artifacts([(path, bytes)]), |bounds| {
        // Kept for the rest of the tests: the bounds only borrow it.
        bounds.people = Some(Box::leak(Box::new(guard)));
    });
    let people = ["phone-number", "resident-id", "bank-card", "email-address", "full-name"];
    let codes = found.codes().into_iter().filter(|code| people.contains(code));
    codes.map(str::to_owned).collect()
}

#[test]
fn a_number_in_any_output_is_found() {
    let split =
        "<w:p><w:r><w:t>联系 139</w:t></w:r><w:r><w:t>1234</w:t></w:r><w:t>5678</w:t></w:p>";
    let cells = "<w:tr><w:tc><w:p>110</w:p></w:tc><w:tc><w:p>139 1234 5678</w:p></w:tc></w:tr>";
    for (path, bytes) in [
        ("index.html", page(&format!("<p>联系 {NUMBER}</p>"))),
        ("index.html", page("<p>联系 <b>139</b>1234<i>5678</i></p>")),
        ("index.html", page(&format!("<p aria-label=\"联系 {NUMBER}\">联系</p>"))),
        ("index.html", page("<p>wang.88@qq.com</p>")),
        ("a.txt", format!("联系 {NUMBER}").into_bytes()),
        ("a.csv", format!("姓名,电话\n某人,{NUMBER}\n").into_bytes()),
        ("a.json", format!("{{\"a\":[\"联系 {NUMBER}\"]}}").into_bytes()),
        ("a.json", b"{\"phone\":13912345678}".to_vec()),
        ("atom.xml", format!("<feed><title>联系 {NUMBER}</title></feed>").into_bytes()),
        ("a.pdf", pdf(&format!("联系人留了 {NUMBER}。"))),
        ("a.pdf", pdf("身份证号 330102198104081978。")),
        ("a.docx", office(split)),
        ("a.docx", office(cells)),
        ("kits/a.zip", zipped(&[("a/b.txt", format!("联系 {NUMBER}").as_bytes())])),
    ] {
        let found = found(path, bytes.clone());
        assert_eq!(found.len(), 1, "{path}: {found:?} {}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn what_is_allowed_or_nobodys_is_published() {
    for (path, bytes) in [
        ("index.html", page("<p>拨打 110，2026 年 11 月 30 日，3 万元，137 1234 5678。</p>")),
        ("a.json", b"[1,3,9,1,2,3,4,5,6,7,8,[13,912,345,678]]".to_vec()),
        ("a.txt", "损失 12345678 元，137 1234 5678。".as_bytes().to_vec()),
        ("a.pdf", pdf("拨打 110，公开的电话是 137 1234 5678。")),
        ("a.docx", office("<w:p>2026</w:p><w:p>1234</w:p><w:p>5678</w:p>")),
    ] {
        assert_eq!(found(path, bytes), BTreeSet::new(), "{path}");
    }
}

/// A PDF that an editor puts into `static/` is opened before the site is published.
#[test]
fn a_pdf_with_a_number_is_not_published() {
    let mut sources: SourceFiles = site::sources(&plain("about").to_string());
    sources.insert("static/notice.pdf", pdf(&format!("联系人 {NUMBER}。")));
    let built = run(sources, HTML);
    let short = built.diagnostics_short();
    assert!(short.contains("notice.pdf") && short.contains("[phone-number]"), "{short}");
}
