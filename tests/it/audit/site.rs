//! Does the audit find every fault that is planted in what was built, and none where there is none?

use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use std::sync::{Arc, LazyLock, Mutex};

use lol_html::{RewriteStrSettings, element, rewrite_str};
use wuzha::audit::tags::Reader;
use wuzha::audit::{Bounds, Codes, audit};
use wuzha::base::artifact::{Artifact, Artifacts};
use wuzha::base::diagnostic::Diagnostic;
use wuzha::base::source::SourceFiles;
use wuzha::cli::report;
use wuzha::cli::report::{Format, Paint};
use wuzha::pipeline::{Options, Outputs};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::render::html::pages::rich;
use crate::support::jobs::jobs_of;
use crate::support::paper::Paper;
use crate::support::site::{self, Built, EVERYTHING, HTML, HTML_AND_SEARCH, config, plain, scam};
use crate::support::tags;

/// What the audit says of some files.
pub struct Audited {
    pub found: Vec<Diagnostic>,
    pub sources: SourceFiles,
}

impl Audited {
    /// Of a site at `https://example.org` that allows what the sites of tests allow.
    pub fn new(files: Artifacts) -> Audited {
        Audited::within(files, |_| {})
    }

    fn within(files: Artifacts, change: impl FnOnce(&mut Bounds)) -> Audited {
        let mut bounds = Bounds {
            base_url: site::address("https://example.org"),
            hosts: Some(site::hosts(&["www.gov.cn", ".example.net"])),
            numbers: Some(BTreeSet::from(["110".to_owned()])),
            for_folder: false,
            codes: Codes::Anywhere,
            is_made: &|_| true,
        };
        change(&mut bounds);
        let mut sources = SourceFiles::default();
        for file in files.iter() {
            sources.insert(&file.path, Arc::clone(&file.bytes));
        }
        Audited { found: audit(&files, &bounds), sources }
    }

    fn short(&self) -> String {
        report::render(&self.found, &self.sources, Format::Short, Paint::Plain)
    }

    fn codes(&self) -> Vec<&str> {
        self.found.iter().map(|found| found.rule.id()).collect()
    }
}

/// The files in `text`, as they would have been built: a `.png` is a code that says what stands
/// there, a `.zip` holds empty files of the names that do.
pub fn outputs(text: &str) -> Artifacts {
    let files = site::files(text).into_iter().map(|(path, text)| match path.rsplit('.').next() {
        Some("png") => (path, code(text.trim())),
        Some("zip") => {
            (path, zipped(&text.lines().map(|name| (name, &b""[..])).collect::<Vec<_>>()))
        }
        _ => (path, text.into_bytes()),
    });
    artifacts(files)
}

fn artifacts<'a>(files: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Artifacts {
    let mut made = Artifacts::default();
    let origin: Arc<str> = Arc::from("test");
    let clashes =
        made.extend(files.into_iter().map(|(path, bytes)| Artifact::new(path, bytes, &origin)));
    assert!(clashes.is_empty(), "{clashes:?}");
    made
}

/// A code as a picture, eight pixels a module.
fn code(text: &str) -> Vec<u8> {
    const MODULE: usize = 8;
    let code = qrcode::QrCode::new(text).expect("it fits");
    let (colours, width) = (code.to_colors(), code.width());
    let side = (width + 8) * MODULE;
    let is_dark = |x: usize, y: usize| {
        let (x, y) = ((x / MODULE).wrapping_sub(4), (y / MODULE).wrapping_sub(4));
        x < width && y < width && colours[y * width + x] == qrcode::Color::Dark
    };
    let pixels: Vec<u8> =
        (0..side * side).map(|at| if is_dark(at % side, at / side) { 0 } else { 255 }).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side as u32, side as u32);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("an end");
    bytes
}

pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(*name, options).expect("a new name");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// A page that is fine, with something in it.
fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh\"><head><title>样页</title><meta name=\"robots\" content=\"noindex\"></head>\
         <body>{body}</body></html>\n"
    )
}

fn codes_of(body: &str) -> Vec<String> {
    let audited = Audited::new(artifacts([("index.html", page(body).into_bytes())]));
    audited.codes().into_iter().map(str::to_owned).collect()
}

/// Every kind of file, with something of everything.
pub static WHOLE: LazyLock<Built> =
    LazyLock::new(|| site::run(site::sources(&rich()), EVERYTHING).clean());

/// The files of a site, one of them changed.
fn with_fault(built: &Built, path: &str, change: impl FnOnce(&[u8]) -> Vec<u8>) -> Artifacts {
    let mut change = Some(change);
    let origin: Arc<str> = Arc::from("test");
    let files = built.outcome.artifacts.iter().map(|file| {
        let is_it = file.path == path;
        let bytes = if is_it {
            change.take().expect("one path")(&file.bytes).into()
        } else {
            Arc::clone(&file.bytes)
        };
        Artifact::new(file.path.clone(), bytes, &origin)
    });
    let mut made = Artifacts::default();
    made.extend(files.collect::<Vec<_>>());
    assert!(change.is_none(), "there is no {path}");
    made
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).expect("text");
    assert!(text.contains(from), "no {from}");
    text.replacen(from, to, 1).into_bytes()
}

#[test]
fn what_is_built_is_sound_with_all_its_pictures() {
    let audited = Audited::new(WHOLE.outcome.artifacts.clone());
    assert!(audited.found.is_empty(), "{}", audited.short());
}

/// Every build is audited; here the copy is taken for what it is not.
#[test]
fn a_copy_for_a_folder_has_no_address_that_only_a_server_knows() {
    let options = Options { outputs: HTML_AND_SEARCH, for_folder: true, ..Options::default() };
    let copy = site::run_with(site::sources(&scam("fake-police").to_string()), &options).clean();
    let served =
        site::run(site::sources(&scam("fake-police").to_string()), HTML_AND_SEARCH).clean();
    let is_made: &(dyn Fn(&str) -> bool + Sync) = &|path| !path.starts_with("print/");
    let of = |built: &Built, for_folder: bool| {
        Audited::within(built.outcome.artifacts.clone(), |bounds| {
            bounds.for_folder = for_folder;
            bounds.is_made = is_made;
        })
    };
    assert!(of(&copy, true).found.is_empty(), "{}", of(&copy, true).short());
    assert!(of(&served, true).codes().contains(&"bad-link"));
}

#[test]
fn a_fault_planted_in_a_whole_site_is_found() {
    let built = &*WHOLE;
    let page = "en/scams/fake-police/index.html";
    assert!(built.has(page), "{:?}", built.paths());
    for (path, from, to, wanted) in [
        (page, "href=\"/en/\"", "href=\"/eng/\"", "broken-link"),
        (page, "href=\"#main\"", "href=\"#mine\"", "broken-link"),
        (page, "<title>", "<title> </title><title>", "incomplete-head"),
        (page, "rel=\"canonical\"", "rel=\"author\"", "incomplete-head"),
        (page, "hreflang=\"x-default\"", "hreflang=\"fr\"", "alternates-differ"),
        (
            page,
            "<link rel=\"alternate\" hreflang=\"zh\"",
            "<link rel=\"author\"",
            "alternates-differ",
        ),
        (page, "<html lang=\"en\"", "<html lang=\"zh\"", "alternates-differ"),
        (
            page,
            "<script defer src=\"/",
            "<script defer src=\"//cdn.example/",
            "third-party-request",
        ),
        (
            page,
            "<link rel=\"icon\" type=\"image/svg+xml\" href=\"/",
            "<link rel=\"icon\" href=\"https://i.example/",
            "third-party-request",
        ),
        (page, "<main id=\"main\"", "<main id=\"help-title\"", "repeated-anchor"),
        (page, "<main id=\"main\"", "<main id=\"main\" onfocus=\"x()\"", "active-content"),
        (page, "<main id=\"main\"", "<style></style><main id=\"main\"", "active-content"),
        (page, "{\"@context\"", "{\"@context\" ", "none"),
        (page, "{\"@context\"", "{@context\"", "malformed-output"),
        (
            page,
            "\"@type\":\"Article\"",
            "\"@type\":\"Article\",\"url\":\"https://example.org/none/\"",
            "broken-link",
        ),
        (
            page,
            "\"@type\":\"Article\"",
            "\"@type\":\"Article\",\"url\":\"https://scam.example/\"",
            "host-not-allowed",
        ),
        (
            page,
            "property=\"og:image\" content=\"https://example.org/",
            "property=\"og:image\" content=\"https://example.org/no",
            "broken-link",
        ),
        (page, "</main>", "<p>http://scam.example/</main>", "live-address"),
        (page, "href=\"tel:110\"", "href=\"tel:119\"", "number-not-registered"),
        (page, "data-index=\"/search/\"", "data-index=\"/find/\"", "broken-link"),
        (
            "atom.xml",
            "<link rel=\"alternate\" href=\"https://example.org/",
            "<link rel=\"alternate\" href=\"https://example.org/no",
            "broken-link",
        ),
        ("atom.xml", "</feed>", "", "malformed-output"),
        (
            "feed.json",
            "\"home_page_url\":\"https://example.org/",
            "\"home_page_url\":\"https://example.org/no",
            "broken-link",
        ),
        ("feed.json", "\"home_page_url\":", "\"home_page_url\"", "malformed-output"),
        ("sitemap.xml", "<loc>https://example.org/", "<loc>https://example.org/no", "broken-link"),
        ("sitemap.xml", "</loc>", "<loc>", "malformed-output"),
        ("robots.txt", "sitemap.xml", "map.xml", "broken-link"),
        ("icon.svg", "<path", "<foreignObject/><path", "active-content"),
        (
            "texts/fake-police/share.zh.txt",
            "https://example.org/s/",
            "https://example.com.cn/s/",
            "live-address",
        ),
    ] {
        let files = with_fault(built, path, |bytes| replaced(bytes, from, to));
        // Pictures have a test of their own, and take their time.
        let audited = Audited::within(files, |bounds| bounds.codes = Codes::In(BTreeSet::new()));
        let codes: BTreeSet<&str> = audited.codes().into_iter().collect();
        let is_found = if wanted == "none" { codes.is_empty() } else { codes.contains(wanted) };
        assert!(is_found && codes.len() < 3, "{path}: {to}\n{}", audited.short());
        let hinted = |found: &&Diagnostic| !found.hint.is_empty();
        assert!(audited.found.iter().all(|found| hinted(&found)), "{to}");
    }
}

#[test]
fn files_that_cannot_be_read_are_told() {
    let built = &*WHOLE;
    let first = |ending: &str| {
        built.paths().into_iter().find(|path| path.ends_with(ending)).expect("one").to_owned()
    };
    for path in [first(".pdf"), first("qr-card.zh.png"), first(".zip"), first("index.bin")] {
        let audited =
            Audited::new(with_fault(built, &path, |bytes| bytes[..bytes.len() / 8].to_vec()));
        let own: Vec<&Diagnostic> =
            audited.found.iter().filter(|found| *found.file == *path).collect();
        assert!(
            own.iter().all(|found| found.rule.id() == "malformed-output") && !own.is_empty(),
            "{path}\n{}",
            audited.short()
        );
    }
    let audited =
        Audited::new(artifacts([("a.txt", b"\xff".to_vec()), ("b.html", b"\xff".to_vec())]));
    assert_eq!(audited.codes(), ["malformed-output"; 2]);
}

#[test]
fn no_spelling_of_a_script_is_an_address() {
    for address in [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "jAvAsCrIpT:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "javascript&colon;alert(1)",
        "javascript&#58;alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript:alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "DATA:image/svg+xml,x",
        "blob:https://example.org/x",
        "file:///etc/passwd",
        "intent://x",
        "weixin://x",
        "//scam.example",
        "\\\\scam.example",
        "/\\scam.example",
        "https:/scam.example",
        "https:scam.example",
        "https://www.gov.cn@scam.example/",
        "https://www.gov.cn:x@scam.example/",
        "https://www.gov.cn\\@scam.example/",
        "https://ｗｗｗ.gov.cn/",
        "../../up",
    ] {
        let found = codes_of(&format!("<a href=\"{address}\">x</a>"));
        assert!(!found.is_empty(), "{address} passes");
    }
    for address in [
        "/",
        "#top",
        "?q=x",
        "index.html",
        "https://example.org/",
        "HTTPS://EXAMPLE.ORG/",
        "https://a.example.net/x?y&amp;z",
        "tel:110",
    ] {
        assert_eq!(
            codes_of(&format!("<a href=\"{address}\">x</a>")),
            Vec::<String>::new(),
            "{address}"
        );
    }
    // A picture may be written out, and nothing else may.
    assert!(codes_of("<img src=\"data:image/png;base64,x\" alt=\"\">").is_empty());
    for element in ["a href", "iframe src", "object data", "form action", "script src", "use href"]
    {
        assert!(
            !codes_of(&format!(
                "<{element}=\"data:image/svg+xml,x\"></{}>",
                element.split(' ').next().expect("one")
            ))
            .is_empty(),
            "{element}"
        );
    }
}

#[test]
fn nothing_asks_another_host() {
    for tag in [
        "<script src=\"https://a.example.net/a.js\"></script>",
        "<link rel=\"stylesheet\" href=\"https://a.example.net/a.css\">",
        "<link rel=\"preload\" href=\"https://a.example.net/a.css\">",
        "<link rel=\"dns-prefetch\" href=\"//a.example.net\">",
        "<link href=\"https://a.example.net/a.css\">",
        "<img src=\"https://a.example.net/a.png\" alt=\"\">",
        "<img srcset=\"/ 1x, https://a.example.net/a.png 2x\" alt=\"\">",
        "<source srcset=\"https://a.example.net/a.png\">",
        "<iframe src=\"https://a.example.net/\"></iframe>",
        "<object data=\"https://a.example.net/\"></object>",
        "<embed src=\"https://a.example.net/\">",
        "<video src=\"https://a.example.net/\" poster=\"https://a.example.net/\"></video>",
        "<audio src=\"https://a.example.net/\"></audio>",
        "<input type=\"image\" src=\"https://a.example.net/\">",
        "<form action=\"https://a.example.net/\"></form>",
        "<button formaction=\"https://a.example.net/\">x</button>",
        "<a href=\"/\" ping=\"https://a.example.net/\">x</a>",
        "<body background=\"https://a.example.net/\">",
        "<meta http-equiv=\"Refresh\" content=\"0; URL=https://a.example.net/\">",
        "<svg><use href=\"https://a.example.net/a.svg\"/><image xlink:href=\"https://a.example.net/a.png\"/></svg>",
        "<div data-script=\"https://a.example.net/a.js\"></div>",
    ] {
        let found = codes_of(tag);
        assert!(
            !found.is_empty() && found.iter().all(|code| code == "third-party-request"),
            "{tag}: {found:?}"
        );
    }
}

#[test]
fn codes_lead_home() {
    let home = ("index.html", page("<p>x</p>").into_bytes());
    let of = |text: &str| {
        let audited = Audited::new(artifacts([home.clone(), ("print/a.png", code(text))]));
        audited.codes().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
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
    let blank = artifacts([home.clone(), ("print/a.png", site::png(64, 64))]);
    assert!(Audited::new(blank.clone()).found.is_empty(), "a picture need not have a code");
    let made_for_it = Audited::within(blank, |bounds| {
        bounds.codes = Codes::In(BTreeSet::from(["print/a.png".to_owned()]))
    });
    assert_eq!(made_for_it.codes(), ["strange-code"]);
}

/// A PDF with one page; `objects` are numbered from 4, `jobs` and `page` stand in those
/// dictionaries.
fn pdf(jobs: &str, page: &str) -> Vec<u8> {
    format!(
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {jobs} >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\n\
         endobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] {page} >>\nendobj\ntrailer\n<< /Root 1 0 R /Size 4 >>\n%%EOF\n"
    )
    .into_bytes()
}

#[test]
fn links_of_a_pdf_stay_at_home_and_nothing_in_it_runs() {
    let link = |address: &str| {
        format!(
            "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI ({address}) >> >>]"
        )
    };
    let of = |jobs: &str, own: &str| {
        let files = [("index.html", page("<p>x</p>").into_bytes()), ("a.pdf", pdf(jobs, own))];
        let audited = Audited::new(artifacts(files));
        audited
            .codes()
            .into_iter()
            .map(str::to_owned)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
    };
    assert!(of("", &link("https://example.org/")).is_empty());
    assert!(of("", &link("https://www.gov.cn/x")).is_empty());
    assert_eq!(of("", &link("https://example.org/none/")), ["broken-link"]);
    assert_eq!(of("", &link("https://scam.example/")), ["host-not-allowed"]);
    assert_eq!(of("", &link("javascript:x")), ["bad-link"]);
    for jobs in [
        "/OpenAction << /S /JavaScript /JS (x) >>",
        "/OpenAction << /S /Launch /F (cmd.exe) >>",
        "/AA << /WC << /S /Named /N /Print >> >>",
        "/Names << /EmbeddedFiles << /Names [] >> >>",
        "/Names << /JavaScript << /Names [] >> >>",
    ] {
        assert_eq!(of(jobs, ""), ["active-content"], "{jobs}");
    }
    assert_eq!(
        of("", "/AA << /O << /S /SubmitForm /F (https://scam.example/) >> >>"),
        ["active-content"]
    );
}

#[test]
fn what_a_zip_holds_is_looked_at_too() {
    let of = |files: &[(&str, &[u8])]| Audited::new(artifacts([("kits/a.zip", zipped(files))]));
    assert!(of(&[("README.txt", b"x"), ("a/b.txt", b"x")]).found.is_empty());
    let found = of(&[("a/b.txt", b"http://scam.example/"), ("c.pdf", b"%PDF-1.7")]);
    let places: Vec<String> =
        found.found.iter().map(|found| format!("{} {}", found.rule.id(), found.file)).collect();
    assert_eq!(places, ["live-address kits/a.zip/a/b.txt", "malformed-output kits/a.zip/c.pdf"]);
    for name in ["../a.txt", "/a.txt", "a/../../b", "a\\b", "C:a", "a//b", "./a"] {
        assert_eq!(of(&[(name, b"")]).codes(), ["unsafe-name"], "{name}");
    }
    // The writer refuses two files of one name.
    let twice = zipped(&[("one.txt", b""), ("two.txt", b"")]);
    let twice: Vec<u8> = String::from_utf8_lossy(&twice).replace("two.txt", "one.txt").into_bytes();
    if twice.len() == zipped(&[("one.txt", b""), ("two.txt", b"")]).len() {
        let audited = Audited::new(artifacts([("kits/a.zip", twice)]));
        assert!(audited.codes().contains(&"unsafe-name"), "{}", audited.short());
    }
}

#[test]
fn the_words_of_the_search_index_are_read() {
    let built = &*WHOLE;
    let records = built
        .paths()
        .into_iter()
        .find(|path| path.contains("/records-"))
        .expect("records")
        .to_owned();
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    zipped.write_all("WZ\u{1}r[\"见http://scam.example/\"]".as_bytes()).expect("memory");
    let bytes = zipped.finish().expect("memory");
    let audited = Audited::new(with_fault(built, &records, |_| bytes));
    assert_eq!(audited.codes(), ["live-address"], "{}", audited.short());
}

/// Where the reader of tags takes something at all, a reader of everything takes it for the same.
#[test]
fn the_strict_reader_and_a_browsers_agree() {
    type Tags = Vec<(String, Vec<(String, String)>)>;
    fn strict(html: &str) -> Option<Tags> {
        let mut reader = Reader::new(html);
        let (mut found, mut attributes, mut is_out) = (Vec::new(), Vec::new(), true);
        while let Some(tag) = reader.next(&mut attributes).ok()? {
            // Where scripts run, what stands in there is a text, and the audit looks at it all the
            // same.
            is_out ^= tag.name == "noscript" && !tag.is_end;
            if !tag.is_end && (is_out || tag.name == "noscript") {
                let own = attributes
                    .iter()
                    .map(|one| (one.name.to_ascii_lowercase(), one.value.to_owned()));
                found.push((tag.name.to_ascii_lowercase(), own.collect()));
            }
            is_out ^= tag.name == "noscript" && tag.is_end;
        }
        Some(found)
    }
    fn lenient(html: &str) -> Tags {
        let found = Mutex::new(Vec::new());
        let read = |element: &mut lol_html::html_content::Element| {
            let own = element.attributes().iter().map(|one| (one.name(), one.value()));
            found.lock().expect("one thread").push((element.tag_name(), own.collect()));
            Ok(())
        };
        let settings =
            RewriteStrSettings::new().append_element_content_handler(element!("*", read));
        rewrite_str(html, settings).expect("no handler fails");
        found.into_inner().expect("one thread")
    }
    let built = &*WHOLE;
    for (path, html) in built.pages() {
        assert_eq!(
            strict(html).unwrap_or_else(|| panic!("{path} is not read")),
            lenient(html),
            "{path}"
        );
    }
    // Pieces of markup in any order, by a generator that gives the same ones every time.
    const PIECES: [&str; 36] = [
        "<",
        ">",
        "/",
        "=",
        "\"",
        "'",
        " ",
        "\n",
        "a",
        "b",
        "&",
        "&amp;",
        "&#39;",
        "!",
        "--",
        "<!--",
        "-->",
        "<p",
        "<p>",
        "</p>",
        "<a href=",
        "\"x\"",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<svg>",
        "</svg>",
        "<textarea>",
        "</textarea>",
        "<br/>",
        "<img src=\"a\">",
        " id=b",
        "<!DOCTYPE html>",
        "<![CDATA[",
        "]]>",
    ];
    let (mut state, mut read) = (1_u64, 0);
    for _ in 0..200_000 {
        let mut html = String::new();
        for _ in 0..8 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            html.push_str(PIECES[(state >> 33) as usize % PIECES.len()]);
        }
        if let Some(found) = strict(&html) {
            // Of two attributes of one name browsers keep the first; the audit looks at both.
            let mut found = found;
            for (_, attributes) in &mut found {
                let mut names = BTreeSet::new();
                attributes.retain(|(name, _)| names.insert(name.clone()));
            }
            let mut other = lenient(&html);
            for (_, attributes) in &mut other {
                let mut names = BTreeSet::new();
                attributes.retain(|(name, _)| names.insert(name.clone()));
            }
            assert_eq!(found, other, "{html:?}");
            read += 1;
        }
    }
    assert!(read > 5_000, "{read}");
}

#[test]
fn mistakes_that_are_the_same_everywhere_are_told_a_few_times() {
    let files: Vec<(String, Vec<u8>)> = (0..40)
        .map(|n| (format!("{n:02}/index.html"), page("<a href=\"/none/\">x</a>").into_bytes()))
        .collect();
    let audited =
        Audited::new(artifacts(files.iter().map(|(path, bytes)| (&**path, bytes.clone()))));
    assert_eq!(audited.codes(), ["broken-link"; 5]);
    assert!(audited.found[4].hint.ends_with("35 more places."), "{}", audited.found[4].hint);
}

#[test]
fn what_a_build_leaves_to_another_is_not_missing() {
    // The picture beside shared links is printed; the index is searched.
    let pages = [plain("about"), scam("fake-police")].map(|page| page.to_string()).concat();
    for outputs in [HTML, HTML_AND_SEARCH, Outputs { html: false, search: false, print: true }] {
        site::run(site::sources(&pages), outputs).clean();
    }
    let built = site::run(site::sources(&pages), HTML).clean();
    let audited = Audited::new(built.outcome.artifacts.clone());
    assert!(audited.codes().contains(&"broken-link"), "the folder itself lacks them");
}

#[test]
fn a_build_that_fails_the_audit_makes_nothing_and_shows_the_place() {
    let text = plain("about").to_string()
        + "-- static/extra.html --\n<!DOCTYPE html>\n<p onclick=\"x()\">\n";
    let built = site::html(&text);
    let wanted = ["incomplete-head"; 3].into_iter().chain(["active-content"]).collect::<Vec<_>>();
    assert_eq!(built.codes(), wanted, "{}", built.diagnostics_short());
    assert!(built.outcome.artifacts.is_empty());
    assert!(built.outcome.refused.contains("extra.html"));
}

#[test]
fn a_defanged_address_stays_defanged_in_every_output() {
    let sample = "hxxps://bank-icbc[.]top/login";
    let page = scam("sample")
        .head("zh", &format!("aliases = [\"{sample}\"]"))
        .lead("zh", &format!("短信里写着 `{sample}`。"))
        .lead("en", &format!("The text says {sample}."))
        .section("zh", "flags", &format!("- 网址 {sample}"));
    let text = page.to_string().replace(": summary.'", &format!(" {sample}'"));
    let built = site::run(site::sources(&text), EVERYTHING).clean();
    let mut seen = BTreeSet::new();
    for file in built.outcome.artifacts.iter() {
        let bytes = match file.path.rsplit('.').next() {
            Some("bin") => {
                let mut plain = Vec::new();
                std::io::Read::read_to_end(
                    &mut flate2::read::GzDecoder::new(&file.bytes[..]),
                    &mut plain,
                )
                .expect("gzip");
                plain
            }
            Some("png" | "zip" | "pdf") => continue,
            _ => file.bytes.to_vec(),
        };
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !text.contains("bank-icbc.top") && !text.contains("https://bank-icbc"),
            "{}",
            file.path
        );
        if text.contains("bank-icbc[.]top") {
            seen.insert(file.path.rsplit('.').next().unwrap_or("").to_owned());
        }
    }
    let wanted = ["bin", "html", "json", "txt", "xml"];
    assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), wanted);
    let html = built.html("scams/sample/index.html");
    let json = tags::named(html, "script")
        .into_iter()
        .find(|tag| tag.get("type") == Some("application/ld+json"));
    let json = json.expect("JSON-LD");
    assert!(html[json.end..].split("</script").next().is_some_and(|json| json.contains(sample)));
    assert!(tags::named(html, "a").iter().all(|a| !a.need("href").contains("icbc")));
    let found = wuzha::pipeline::single::search(
        &built.sources,
        &wuzha::pipeline::single::Question {
            query: "bank-icbc",
            language: Some("zh"),
            limit: 1,
            ..Default::default()
        },
    );
    let found = found.expect("it answers").expect("no mistakes");
    let result = &found.results[0];
    assert!(
        result.url.contains("sample") && !result.excerpt.text.contains("icbc.top"),
        "{}",
        result.excerpt.text
    );
    // The words of what is printed.
    let sources = site::sources(&text);
    let (printer, jobs) = jobs_of(&sources, None);
    let sheet =
        jobs.iter().find(|job| job.format == "sheet-a4" && job.language == "zh").expect("a sheet");
    let layout = printer.lay_out(sheet, &sources).unwrap_or_else(|wrong| panic!("{wrong:?}"));
    let words = Paper::read(&layout).words();
    assert!(words.contains("bank-icbc[.]top") && !words.contains("bank-icbc.top"), "{words}");
}

#[test]
fn an_address_in_angle_brackets_or_a_reference_never_becomes_a_link() {
    for lead in [
        "<https://bad.example/x>",
        "[看这里][1]\n\n[1]: https://bad.example/x",
        "[看这里](<https://bad.example/x>)",
        "[看这里](//bad.example/x)",
        "[看这里](javascript&colon;alert(1))",
        "[看这里](JAVASCRIPT:alert(1))",
        "[看这里](<java\tscript:alert(1)>)",
        "[看这里](data:text/html,x)",
        "<javascript:alert(1)>",
    ] {
        let built = site::html(&plain("about").lead("zh", lead).to_string());
        assert!(!built.codes().is_empty() && built.outcome.artifacts.is_empty(), "{lead} passes");
    }
    let bare = site::html(
        &(config("allowed_hosts = [\"www.gov.cn\"]")
            + &plain("about").lead("zh", "https://www.gov.cn/").to_string()),
    );
    let bare = bare.clean();
    let lead = tags::classed(bare.main("about/index.html"), "lead");
    assert!(tags::named(lead, "a").is_empty(), "a bare address stays text");
}

#[test]
fn a_damaged_pdf_is_a_mistake_and_no_failure() {
    for damaged in
        ["", "%PDF-1.7", "1 0 obj<</Kids[]>>2 0 obj<</Type/Catalog/Pages 1 0 R<<>>/<</#/>>>>"]
    {
        let audited = Audited::new(artifacts([("a.pdf", damaged.as_bytes().to_vec())]));
        assert_eq!(audited.codes(), ["malformed-output"], "{damaged}");
    }
}
