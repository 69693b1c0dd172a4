//! Characters that no text may contain: they print as boxes, or hide what a text says.

use std::ops::Range;
use std::sync::Arc;

use memchr::memchr_iter;
use unicode_normalization::char::is_combining_mark;

use crate::base::diagnostic::Diagnostic;
use crate::base::limits;
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

/// Whether a text may hold a forbidden character: by far the most do not, and looking at their bytes
/// is quicker than at their characters.
fn may_hold_forbidden(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Control characters, U+E000 to U+EFFF, and what has four bytes.
    let is_rare = |byte: u8| {
        (byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t'))
            | (byte == 0x7f)
            | (byte == 0xee)
            | (byte >= 0xf0)
    };
    // The first bytes of some common characters too, told apart by those that follow.
    let begins = |first: u8, is_one: fn(&[u8]) -> bool| {
        memchr_iter(first, bytes).any(|at| is_one(&bytes[at + 1..]))
    };
    bytes.iter().fold(false, |found, &byte| found | is_rare(byte))
        || begins(0xc2, |rest| matches!(rest, [..=0x9f, ..]))
        || begins(0xe2, |rest| matches!(rest, [0x80, 0xaa..=0xae, ..] | [0x81, 0xa6..=0xa9, ..]))
        || begins(0xef, |rest| matches!(rest, [..=0xa3 | 0xb7 | 0xbf, ..]))
}

pub fn message(c: char) -> String {
    format!("The character U+{:04X} cannot be shown", c as u32)
}

/// Every run of forbidden characters in a text that begins at `offset` of its file.
pub fn bad_characters(file: &Arc<str>, text: &str, offset: usize) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let suspect = if may_hold_forbidden(text) { text } else { "" };
    for (at, c) in suspect.char_indices().filter(|&(_, c)| is_forbidden(c)) {
        let span = Span::new(at..at + c.len_utf8()).shifted(offset);
        match found.last_mut().filter(|last| last.span.end == span.start) {
            Some(last) => last.span.end = span.end,
            None => {
                found.push(Diagnostic::new(Rule::BadCharacter, file, span, message(c)).hint(HINT));
            }
        }
    }
    if let Some(range) = marks(text) {
        let span = Span::new(range).shifted(offset);
        let message = marks_message();
        found.push(Diagnostic::new(Rule::BadCharacter, file, span, message).hint(MARKS_HINT));
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

/// What to do about many marks.
pub const MARKS_HINT: &str = "Delete them; they come along when decorated text is pasted.";

pub fn marks_message() -> String {
    format!("More than {} marks are put on one letter", limits::MARKS)
}

/// The first run of more marks on one letter than any script writes: setting them takes quadratic
/// time, and nobody could read them.
pub fn marks(text: &str) -> Option<Range<usize>> {
    // The first of them, U+0300, begins with the byte CC.
    if !text.bytes().any(|byte| byte >= 0xCC) {
        return None;
    }
    let (mut count, mut start) = (0, 0);
    for (at, c) in text.char_indices() {
        if !is_combining_mark(c) {
            count = 0;
            continue;
        }
        if count == 0 {
            start = at;
        }
        count += 1;
        if count > limits::MARKS {
            let rest = text[start..].find(|c| !is_combining_mark(c));
            return Some(start..rest.map_or(text.len(), |rest| start + rest));
        }
    }
    None
}
