//! Source files as UTF-8 text, or the mistake that they are not.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// The text of a file without a byte order mark; `None`, after reporting, if it is not UTF-8.
pub(super) fn utf8<'b>(
    file: &Arc<str>,
    bytes: &'b [u8],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<&'b str> {
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|&&b| b == b'\n').count() + 1;
            diagnostics.push(
                Diagnostic::new(
                    Rule::NotUtf8,
                    file,
                    Span::default(),
                    format!("The file is not UTF-8 text (line {line})"),
                )
                .hint("Save it again with the encoding UTF-8."),
            );
            None
        }
    }
}
