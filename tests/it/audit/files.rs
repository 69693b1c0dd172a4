//! QR codes, PDFs, zips and the search index in the audit.

use std::collections::BTreeSet;
use std::io::Write;

use wuzha::audit::Codes;
use wuzha::base::artifact::Artifact;

use crate::support::audited::{Audited, artifacts, code, page, with_fault, zipped};
use crate::support::rich::WHOLE;
use crate::support::site;

/// The rules broken by a file beside a home page, each once.
fn codes_with(path: &str, bytes: Vec<u8>) -> Vec<String> {
    let home = ("index.html", page("<p>x</p>").into_bytes());
    let audited = Audited::new(artifacts([home, (path, bytes)]));
    let codes: BTreeSet<&str> = audited.codes().into_iter().collect();
    codes.into_iter().map(str::to_owned).collect()
}

#[test]
fn qr_codes_must_lead_to_the_site() {
    let of = |text: &str| codes_with("print/a.png", code(text));
    assert!(of("https://example.org/").is_empty());
    assert_eq!(of("https://example.org/s/none/"), ["broken-link"]);
    for strange in [
        "https://www.gov.cn/",
        "/",
        "tel:110",
        "javascript:alert(1)",
        "WIFI:S:x;;",
        "https://example.org.scam.example/",
    ] {
        assert_eq!(of(strange), ["strange-code"], "{strange}");
    }
    let blank = site::png(64, 64);
    assert!(codes_with("print/a.png", blank.clone()).is_empty(), "a picture needs no code");
    let must_have_code = Audited::within(artifacts([("print/a.png", blank)]), |bounds| {
        bounds.codes = Codes::Where(&|path| path == "print/a.png");
    });
    assert_eq!(must_have_code.codes(), ["strange-code"]);
}

/// A PDF with one page, with more entries in the dictionaries of its catalogue and its page.
fn pdf(catalog: &str, page: &str) -> Vec<u8> {
    format!(
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {catalog} >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
         3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] {page} >>\nendobj\n\
         trailer\n<< /Root 1 0 R /Size 4 >>\n%%EOF\n"
    )
    .into_bytes()
}

#[test]
fn links_and_actions_of_a_pdf_are_checked() {
    let link = |address: &str| {
        format!(
            "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] \
             /A << /S /URI /URI ({address}) >> >>]"
        )
    };
    let of = |catalog: &str, page: &str| codes_with("a.pdf", pdf(catalog, page));
    assert!(of("", &link("https://example.org/")).is_empty());
    assert!(of("", &link("https://www.gov.cn/x")).is_empty());
    assert_eq!(of("", &link("https://example.org/none/")), ["broken-link"]);
    assert_eq!(of("", &link("https://scam.example/")), ["host-not-allowed"]);
    assert_eq!(of("", &link("javascript:x")), ["bad-link"]);
    for catalog in [
        "/OpenAction << /S /JavaScript /JS (x) >>",
        "/OpenAction << /S /Launch /F (cmd.exe) >>",
        "/AA << /WC << /S /Named /N /Print >> >>",
        "/Names << /EmbeddedFiles << /Names [] >> >>",
        "/Names << /JavaScript << /Names [] >> >>",
    ] {
        assert_eq!(of(catalog, ""), ["active-content"], "{catalog}");
    }
    assert_eq!(
        of("", "/AA << /O << /S /SubmitForm /F (https://scam.example/) >> >>"),
        ["active-content"]
    );
}

#[test]
fn a_damaged_pdf_is_reported_as_malformed() {
    for damaged in
        ["", "%PDF-1.7", "1 0 obj<</Kids[]>>2 0 obj<</Type/Catalog/Pages 1 0 R<<>>/<</#/>>>>"]
    {
        let audited = Audited::new(artifacts([("a.pdf", damaged.as_bytes().to_vec())]));
        assert_eq!(audited.codes(), ["malformed-output"], "{damaged}");
    }
}

#[test]
fn files_in_a_zip_are_checked() {
    let of = |files: &[(&str, &[u8])]| Audited::new(artifacts([("kits/a.zip", zipped(files))]));
    assert!(of(&[("README.txt", b"x"), ("a/b.txt", b"x")]).found.is_empty());
    let found = of(&[("a/b.txt", b"http://scam.example/"), ("c.pdf", b"%PDF-1.7")]);
    let places: Vec<String> =
        found.found.iter().map(|found| format!("{} {}", found.rule.id(), found.file)).collect();
    assert_eq!(places, ["live-address kits/a.zip/a/b.txt", "malformed-output kits/a.zip/c.pdf"]);
    for name in ["../a.txt", "/a.txt", "a/../../b", "a\\b", "C:a", "a//b", "./a"] {
        assert_eq!(of(&[(name, b"")]).codes(), ["unsafe-name"], "{name}");
    }
    // The writer rejects two files of one name.
    let mut twice = zipped(&[("one.txt", b""), ("two.txt", b"")]);
    for at in 0..twice.len() - 7 {
        if twice[at..].starts_with(b"two.txt") {
            twice[at..at + 3].copy_from_slice(b"one");
        }
    }
    let audited = Audited::new(artifacts([("kits/a.zip", twice)]));
    assert!(audited.codes().contains(&"unsafe-name"), "{}", audited.short());
}

#[test]
fn texts_in_the_search_index_are_checked() {
    let built = &*WHOLE;
    let is_records = |path: &&str| path.contains("/records-");
    let records = built.paths().into_iter().find(is_records).expect("records");
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    zipped.write_all("WZ\u{1}r[\"见http://scam.example/\"]".as_bytes()).expect("memory");
    let bytes = zipped.finish().expect("memory");
    let files: Vec<Artifact> = built.artifacts.iter().cloned().collect();
    let audited = Audited::new(with_fault(&files, records, |_| bytes));
    assert_eq!(audited.codes(), ["live-address"], "{}", audited.short());
}
