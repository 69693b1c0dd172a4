//! Which files lie compressed beside themselves, for a server that hands them out so? `wuzha build
//! --precompress`: `.br` and `.gz` beside every text that is worth it.
//!
//! The parts of the search index are gzip inside already, and are inflated by the reader's browser.

use rayon::prelude::*;

use crate::base::archive;
use crate::base::artifact::{Artifact, Artifacts};

type Compress = fn(&[u8]) -> Vec<u8>;

/// How the names of compressed files end, and what makes them.
const FORMS: [(&str, Compress); 2] = [(".br", brotli), (".gz", |bytes| archive::gzip(bytes, 9))];

/// What fits into one packet arrives no sooner for being smaller.
const PACKET: usize = 1400;

/// The best but one: three hundredths larger than the best, in a third of its time.
const QUALITY: i32 = 10;

/// The compressed forms of these files, where they are smaller by a tenth at least.
pub fn beside(artifacts: &Artifacts) -> Vec<Artifact> {
    let texts: Vec<&Artifact> = artifacts
        .iter()
        .filter(|file| {
            file.bytes.len() > PACKET && archive::TEXTS.contains(&archive::ending(&file.path))
        })
        .collect();
    let compressed = texts.par_iter().flat_map_iter(|file| {
        FORMS.iter().filter_map(|(ending, compress)| {
            let bytes = compress(&file.bytes);
            let pays = bytes.len() <= file.bytes.len() / 10 * 9;
            pays.then(|| Artifact::new(format!("{}{ending}", file.path), bytes, &file.made_from))
        })
    });
    compressed.collect()
}

/// The path of the file that a compressed one stands for; another file's own.
pub fn original(path: &str) -> &str {
    let stem = FORMS.iter().find_map(|(ending, _)| path.strip_suffix(ending));
    stem.filter(|stem| archive::TEXTS.contains(&archive::ending(stem))).unwrap_or(path)
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let params = brotli::enc::BrotliEncoderParams {
        mode: brotli::enc::backward_references::BrotliEncoderMode::BROTLI_MODE_TEXT,
        quality: QUALITY,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    let done = brotli::BrotliCompress(&mut &*bytes, &mut compressed, &params);
    done.expect("writing to memory does not fail");
    compressed
}
