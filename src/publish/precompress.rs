//! Compressed files beside the others, for a server that sends them: `wuzha build --precompress`
//! adds `.br` and `.gz` beside every text that gets smaller.
//!
//! The files of the search index are gzip already, and are inflated by the reader's browser.

use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;

use crate::base::archive;
use crate::base::artifact::Artifact;
use crate::base::media::is_text;

type Compress = fn(&[u8]) -> Vec<u8>;

/// The endings of compressed files, and what makes them.
const FORMS: [(&str, Compress); 2] = [(".br", brotli), (".gz", |bytes| archive::gzip(bytes, 9))];

/// A file that fits into one packet arrives no sooner if it is smaller. In bytes.
const PACKET: usize = 1400;

/// The second-best quality: the files are three per cent larger than with the best, in a third of
/// the time.
const QUALITY: i32 = 10;

/// The compressed forms of a file that are smaller by at least a tenth.
pub fn compressed(file: &Artifact) -> Vec<Artifact> {
    let mut compressed = Vec::new();
    if file.bytes.len() <= PACKET || !is_text(&file.path) {
        return compressed;
    }
    for (ending, compress) in FORMS {
        let bytes = compress(&file.bytes);
        if bytes.len() <= file.bytes.len() / 10 * 9 {
            let path = format!("{}{ending}", file.path);
            compressed.push(Artifact::new(path, bytes, &file.made_from));
        }
    }
    compressed
}

/// The path of the file that a compressed one belongs to; for any other file, its own path.
pub fn original(path: &str) -> &str {
    match FORMS.iter().find_map(|(ending, _)| path.strip_suffix(ending)) {
        Some(stem) if is_text(stem) => stem,
        _ => path,
    }
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let params = BrotliEncoderParams {
        mode: BrotliEncoderMode::BROTLI_MODE_TEXT,
        quality: QUALITY,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    let done = brotli::BrotliCompress(&mut &*bytes, &mut compressed, &params);
    done.expect("writing to memory does not fail");
    compressed
}
