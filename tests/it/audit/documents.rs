//! PDFs, office files and zips that hide something, or that would not come to an end.

use std::collections::BTreeSet;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::support::audited::{Audited, artifacts, page, zipped};

fn codes_with(path: &str, bytes: Vec<u8>) -> BTreeSet<String> {
    let home = ("index.html", page("<p>x</p>").into_bytes());
    let audited = Audited::new(artifacts([home, (path, bytes)]));
    audited.codes().into_iter().map(str::to_owned).collect()
}

/// A PDF of one page, with more in its catalogue and more objects.
fn pdf(catalogue: &str, objects: &str) -> Vec<u8> {
    format!(
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {catalogue} >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
         3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [4 0 R] >>\nendobj\n\
         {objects}\ntrailer\n<< /Root 1 0 R /Size 9 >>\n%%EOF\n"
    )
    .into_bytes()
}

fn action(action: &str) -> String {
    format!("4 0 obj\n<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << {action} >> >>\nendobj")
}

#[test]
fn no_way_out_of_a_pdf_is_missed() {
    let own = action("/S /URI /URI (https://example.org/)");
    assert!(codes_with("a.pdf", pdf("", &own)).is_empty());
    for (catalogue, objects) in [
        ("/URI << /Base (https://out.example/) >>", own.clone()),
        ("/AcroForm << /XFA [] >>", own.clone()),
        ("", action("/S /Thread /D 0 /F (other.pdf)")),
        ("", action("/S /GoTo /D [] /F << /FS /URL /F (https://out.example/) >>")),
        ("", action("/S /Lau#6ech /F (cmd.exe)")),
        // Two of one name: some readers take the first.
        ("", action("/S /URI /URI (https://out.example/) /URI (https://example.org/)")),
        (
            "",
            action(
                "/S /URI /URI <68747470733a2f2f6f75742e6578616d706c65> /URI (https://example.org/)",
            ),
        ),
        ("", format!("{}\n{own}", action("/S /URI /URI (https://out.example/)"))),
        ("", action("/S /URI /U#52I (https://out.example/) /URI (https://example.org/)")),
    ] {
        let found = codes_with("a.pdf", pdf(catalogue, &objects));
        assert!(!found.is_empty(), "{catalogue} {objects} passes");
    }
    let shown = |words: &str| {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(format!("BT /F1 9 Tf {words} ET").as_bytes()).expect("memory");
        let packed = packed.finish().expect("memory");
        let head =
            format!("5 0 obj\n<< /Filter /FlateDecode /Length {} >>\nstream\n", packed.len());
        let more = [head.as_bytes(), &packed, b"\nendstream\nendobj\n"].concat();
        codes_with("a.pdf", [pdf("", &own), more].concat())
    };
    assert!(shown("(see https://example.org/) Tj").is_empty());
    assert!(shown("(see https://out.example/) Tj").contains("live-address"));
    assert!(shown("[(ht) -20 (tps://out.e) 3 (xample/)] TJ").contains("live-address"));
    let locked =
        String::from_utf8(pdf("", &own)).expect("text").replace("/Size 9", "/Encrypt 8 0 R");
    assert!(codes_with("a.pdf", locked.into_bytes()).contains("malformed-output"));
}

#[test]
fn objects_that_lie_in_each_other_without_end_do_not_end_the_program() {
    for deep in ["[".repeat(200_000), "<</A".repeat(100_000)] {
        let found = codes_with("a.pdf", pdf("", &format!("4 0 obj\n{deep}")));
        assert_eq!(found, BTreeSet::from(["malformed-output".to_owned()]));
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(format!("4 0 {deep}").as_bytes()).expect("memory");
        let packed = packed.finish().expect("memory");
        let mut bytes = pdf("", "");
        let head = format!(
            "4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {} >>\nstream\n",
            packed.len()
        );
        bytes.extend([head.as_bytes(), &packed, b"\nendstream\nendobj\n"].concat());
        assert!(codes_with("a.pdf", bytes).contains("malformed-output"));
    }
    // As deep as may be, it is read to its end.
    for (open, close) in [("[", "]"), ("<</A ", ">>")] {
        let deep = format!("4 0 obj\n{}{}\nendobj", open.repeat(4900), close.repeat(4900));
        codes_with("a.pdf", pdf("", &deep));
        let within = pdf(&format!("/X {}{}", open.repeat(4900), close.repeat(4900)), "");
        assert!(!codes_with("a.pdf", within).is_empty());
    }
}

#[test]
fn zips_in_zips_are_opened_three_deep() {
    let nested = |levels: usize, content: &[u8]| {
        let inside = zipped(&[("a.txt", content)]);
        (1..levels).fold(inside, |inside, _| zipped(&[("a.zip", &inside)]))
    };
    assert!(codes_with("kits/a.zip", nested(3, b"x")).is_empty());
    assert!(codes_with("kits/a.zip", nested(3, b"http://out.example/")).contains("live-address"));
    let command = zipped(&[("a/Run.BAT", b"x")]);
    assert!(codes_with("kits/a.zip", command).contains("active-content"));
    assert!(codes_with("kits/a.zip", nested(4, b"x")).contains("malformed-output"));
    assert!(codes_with("kits/a.zip", nested(300, b"x")).contains("malformed-output"));
}

#[test]
fn office_files_hold_no_programs_and_lead_nowhere_else() {
    let of = |files: &[(&str, &[u8])]| codes_with("form.DOCX", zipped(files));
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" \
             Target=\"{target}\" TargetMode=\"External\"/></Relationships>"
        )
    };
    let with = |kind: &str, target: &str| {
        of(&[("word/_rels/document.xml.rels", relation(kind, target).as_bytes())])
    };
    assert!(of(&[("word/document.xml", b"<x/>"), ("word/media/a.png", b"x")]).is_empty());
    assert!(with("hyperlink", "https://www.gov.cn/").is_empty());
    assert!(with("hyperlink", "https://out.example/").contains("host-not-allowed"));
    assert!(with("attachedTemplate", "https://www.gov.cn/a.dotm").contains("third-party-request"));
    assert!(with("oleObject", "file:///c:/x").contains("bad-link"));
    assert!(of(&[("word/vbaProject.bin", b"x")]).contains("active-content"));
    let odt = zipped(&[("Basic/Standard/Module1.xml", b"<x/>")]);
    assert!(codes_with("a.odt", odt).contains("active-content"));
}

#[test]
fn a_file_is_what_its_name_says() {
    for (name, bytes, fits) in [
        ("a.mp3", &b"ID3\x03"[..], true),
        ("a.woff2", b"wOF2\0\x01", true),
        ("a.MP4", b"\0\0\0\x18ftypmp42", true),
        ("a.webm", b"\x1a\x45\xdf\xa3", true),
        ("a.wav", b"RIFF\0\0\0\0WAVE", true),
        ("a.woff2", b"<script>x</script>", false),
        ("a.mp3", b"\x89PNG\r\n\x1a\n", false),
        ("a.avif", b"\0\0\0\x18ftypmp42", false),
    ] {
        assert_eq!(codes_with(name, bytes.to_vec()).is_empty(), fits, "{name}");
    }
}
