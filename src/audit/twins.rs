//! The audit of compressed files: each holds what the file beside it holds, since a server sends
//! one for the other.

use std::io::Read;
use std::sync::Arc;

use flate2::read::GzDecoder;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// Endings of compressed files.
const ENDINGS: [&str; 2] = [".br", ".gz"];

/// The path of the file that a compressed one is beside.
pub fn original(path: &str) -> Option<&str> {
    ENDINGS.iter().find_map(|ending| path.strip_suffix(ending))
}

/// Compares a compressed file with the one beside it.
pub(super) fn audit_compressed(file: &Arc<str>, bytes: &[u8], original: &[u8]) -> Vec<Diagnostic> {
    let mut content = Vec::new();
    let most = original.len() as u64 + 1;
    let read = if file.ends_with(".gz") {
        GzDecoder::new(bytes).take(most).read_to_end(&mut content)
    } else {
        brotli::Decompressor::new(bytes, 4096).take(most).read_to_end(&mut content)
    };
    if read.is_ok() && content == original {
        return Vec::new();
    }
    let what = "This compressed file does not hold what the file beside it holds";
    let hint =
        "Readers would get the one or the other. Build again with `--precompress`, or without it.";
    vec![Diagnostic::new(Rule::MalformedOutput, file, Span::default(), what).hint(hint)]
}
