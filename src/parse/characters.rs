//! Characters that no text may contain: they print as boxes, or hide what a text says.

use std::sync::Arc;

use memchr::memchr_iter;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// What to do about one.
pub const HINT: &str = "Delete it; it often comes along when text is pasted from another program.";

/// Control, private-use and direction-override characters, the letters nobody sees (“tags”), those
/// that are none at all, and the one that replaces a damaged one.
pub fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFD}' | '\u{FDD0}'..='\u{FDEF}')
        || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{E007F}' | '\u{F0000}'..)
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Whether a forbidden character may begin with a byte. By far the most bytes of a text are none of
/// these.
fn may_begin_forbidden(byte: u8) -> bool {
    match byte {
        b'\n' | b'\r' | b'\t' => false,
        ..b' ' | 0x7f => true,
        // U+0080, U+2000, U+E000 and U+F000, and what has four bytes.
        0xc2 | 0xe2 | 0xee | 0xef | 0xf0.. => true,
        _ => false,
    }
}

pub fn message(c: char) -> String {
    format!("The character U+{:04X} cannot be shown", c as u32)
}

/// Every run of forbidden characters in a text that begins at `offset` of its file.
pub fn bad_characters(file: &Arc<str>, text: &str, offset: usize) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let suspects = text.bytes().enumerate().filter(|&(_, byte)| may_begin_forbidden(byte));
    let suspects = suspects.filter_map(|(at, _)| Some((at, text[at..].chars().next()?)));
    for (at, c) in suspects.filter(|&(_, c)| is_forbidden(c)) {
        let span = Span::new(at..at + c.len_utf8()).shifted(offset);
        match found.last_mut().filter(|last| last.span.end == span.start) {
            Some(last) => last.span.end = span.end,
            None => {
                found.push(Diagnostic::new(Rule::BadCharacter, file, span, message(c)).hint(HINT));
            }
        }
    }
    // Old Macs ended lines so. Markdown takes it for a line end, and others do not: sections would
    // lose their ids.
    if let Some(at) =
        memchr_iter(b'\r', text.as_bytes()).find(|at| text.as_bytes().get(at + 1) != Some(&b'\n'))
    {
        let message = "A line ends in a carriage return alone (U+000D)";
        let hint = "Have your editor save the file with line ends “LF”.";
        let span = Span::new(at..at + 1).shifted(offset);
        found.push(Diagnostic::new(Rule::BadCharacter, file, span, message).hint(hint));
    }
    found
}
