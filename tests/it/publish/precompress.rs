//! Compressed copies of files, for servers.

use std::io::Read;

use wuzha::base::archive::gzip;
use wuzha::pipeline::Options;
use wuzha::publish::headers;

use crate::support::audited::{Audited, artifacts};
use crate::support::rich::{RICH, rich};
use crate::support::site::{self, HTML_AND_SEARCH};

/// What a compressed file holds.
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
fn files_that_compress_well_have_gzip_and_brotli_copies() {
    let options = Options { outputs: HTML_AND_SEARCH, precompress: true, ..Options::default() };
    let built = site::run_with(site::sources(&rich()), &options).clean();
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
    // Brotli is smaller still.
    assert!(built.bytes("index.html.br").len() < built.bytes("index.html.gz").len());
    // These are compressed inside.
    assert!(built.paths().iter().all(|path| !path.contains(".bin.") && !path.contains(".png.")));
    // All other files are the same, `_headers` included.
    let others: Vec<&str> = built
        .paths()
        .into_iter()
        .filter(|path| !path.ends_with(".br") && !path.ends_with(".gz"))
        .collect();
    assert_eq!(others, RICH.paths());
    assert!(others.iter().all(|path| built.bytes(path) == RICH.bytes(path)));
    assert!(!built.text(headers::FILE).contains(".br"));
}

#[test]
fn a_compressed_file_with_other_content_is_an_error() {
    let audited = |compressed: &[u8], ending: &str| {
        let path = format!("a.txt{ending}");
        let files = [("a.txt", b"Call 110.".to_vec()), (&path, compressed.to_vec())];
        let audited = Audited::new(artifacts(files));
        let found = audited.found.iter().map(|found| (found.rule.id(), found.file.to_string()));
        found.collect::<Vec<_>>()
    };
    let gzip = |text: &[u8]| gzip(text, 6);
    assert_eq!(audited(&gzip(b"Call 110."), ".gz"), []);
    for wrong in [gzip(b"Call 111."), gzip(b"Call 110. No."), gzip(b"Call"), b"no gzip".to_vec()] {
        assert_eq!(audited(&wrong, ".gz"), [("malformed-output", "a.txt.gz".to_owned())]);
        assert_eq!(audited(&wrong, ".br"), [("malformed-output", "a.txt.br".to_owned())]);
    }
}
