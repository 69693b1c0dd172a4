//! Source files as UTF-8 text of one version, or the mistake that they are not.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::parse::conflicts::merge_conflicts;

/// The text of a file without a byte order mark; `None`, after reporting, if it is not UTF-8 or holds
/// two versions that were not merged: all other mistakes would be consequences.
pub(super) fn utf8<'b>(
    file: &Arc<str>,
    bytes: &'b [u8],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<&'b str> {
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => {
            // Markdown could underline a heading of the first level so, which no page has.
            let is_text = file.ends_with(".md") || file.ends_with(".toml");
            let conflicts = merge_conflicts(file, text, is_text);
            if conflicts.is_empty() {
                return Some(text.strip_prefix('\u{FEFF}').unwrap_or(text));
            }
            diagnostics.extend(conflicts);
            None
        }
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
