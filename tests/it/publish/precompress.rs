//! Does a compressed file lie beside what is worth it, and hold the same?

use std::io::Read;

use wuzha::audit::{Bounds, Codes, audit};
use wuzha::base::artifact::{Artifact, Artifacts};
use wuzha::pipeline::Options;
use wuzha::publish::headers;

use crate::render::html::pages::rich;
use crate::support::site::{self, Built, HTML_AND_SEARCH};

fn built(precompress: bool) -> Built {
    let options = Options { outputs: HTML_AND_SEARCH, precompress, ..Options::default() };
    site::run_with(site::sources(&rich()), &options).clean()
}

fn inflated(path: &str, bytes: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    let done = if path.ends_with(".gz") {
        flate2::read::GzDecoder::new(bytes).read_to_end(&mut content)
    } else {
        brotli::Decompressor::new(bytes, 4096).read_to_end(&mut content)
    };
    done.expect("inflated");
    content
}

#[test]
fn every_text_worth_it_has_two_compressed_forms_that_hold_it() {
    let (built, plain) = (built(true), built(false));
    let mut forms = 0;
    for path in built.paths() {
        let Some(original) = path.strip_suffix(".br").or_else(|| path.strip_suffix(".gz")) else {
            continue;
        };
        assert_eq!(inflated(path, built.bytes(path)), built.bytes(original), "{path}");
        assert!(built.bytes(path).len() <= built.bytes(original).len() / 10 * 9, "{path}");
        forms += 1;
    }
    assert!(forms > 40, "{forms}");
    for page in ["index.html", "en/index.html", "sitemap.xml"] {
        assert!(built.has(&format!("{page}.br")) && built.has(&format!("{page}.gz")), "{page}");
    }
    // Smaller still as brotli.
    assert!(built.bytes("index.html.br").len() < built.bytes("index.html.gz").len());
    // Already compressed inside, or one packet in any case.
    assert!(built.paths().iter().all(|path| !path.contains(".bin.") && !path.contains(".png.")));
    // The others are as they were, what hosts are told included.
    let others: Vec<&str> = built
        .paths()
        .into_iter()
        .filter(|path| !path.ends_with(".br") && !path.ends_with(".gz"))
        .collect();
    assert_eq!(others, plain.paths());
    assert!(others.iter().all(|path| built.bytes(path) == plain.bytes(path)));
    assert!(!built.text(headers::FILE).contains(".br"));
}

#[test]
fn one_that_holds_something_else_is_refused() {
    let origin = "static/a.txt".into();
    let audited = |compressed: &[u8], ending: &str| {
        let mut artifacts = Artifacts::default();
        artifacts.extend([
            Artifact::new("a.txt", &b"Ring 110."[..], &origin),
            Artifact::new(format!("a.txt{ending}"), compressed, &origin),
        ]);
        let bounds = Bounds {
            base_url: site::address("https://example.org"),
            hosts: None,
            numbers: None,
            for_folder: false,
            codes: Codes::Anywhere,
            is_made: &|_| true,
        };
        audit(&artifacts, &bounds)
            .iter()
            .map(|found| (found.rule.id(), found.file.to_string()))
            .collect::<Vec<_>>()
    };
    let gzip = |text: &[u8]| wuzha::base::archive::gzip(text, 6);
    assert_eq!(audited(&gzip(b"Ring 110."), ".gz"), []);
    for wrong in [gzip(b"Ring 111."), gzip(b"Ring 110. No."), gzip(b"Ring"), b"no gzip".to_vec()] {
        assert_eq!(audited(&wrong, ".gz"), [("malformed-output", "a.txt.gz".to_owned())]);
        assert_eq!(audited(&wrong, ".br"), [("malformed-output", "a.txt.br".to_owned())]);
    }
}
