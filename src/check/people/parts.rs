//! The search of a pattern beside the numbers of a text: what it matches has digits in it, and most of
//! a text is far from any.

use std::ops::Range;

use regex::{Captures, Regex};

/// How far a match reaches before its first digits and after them, in bytes.
const BEFORE: usize = 80;
const AFTER: usize = 160;

/// The parts of a text around groups of digits, in order, and apart.
pub(super) fn around<'g>(
    text: &str,
    groups: impl Iterator<Item = &'g Range<usize>>,
) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for group in groups {
        let start = text.floor_char_boundary(group.start.saturating_sub(BEFORE));
        let end = text.ceil_char_boundary((group.end + AFTER).min(text.len()));
        match parts.last_mut() {
            Some(last) if start <= last.end => last.end = end,
            _ => parts.push(start..end),
        }
    }
    parts
}

/// The first match of a pattern that begins in a part of a text.
pub(super) fn first_in(pattern: &Regex, text: &str, part: Range<usize>) -> Option<Range<usize>> {
    let mut at = part.start;
    loop {
        let one = pattern.find_at(&text[..part.end], at)?;
        if one.end() < part.end || part.end == text.len() {
            return Some(one.range());
        }
        // It ends where the part does, so it may go on behind that, or be no match at all.
        let whole = pattern.find_at(text, one.start());
        if let Some(whole) = whole.filter(|whole| whole.start() == one.start()) {
            return Some(whole.range());
        }
        at = text.ceil_char_boundary(one.start() + 1);
    }
}

/// The matches of a pattern that begin in parts of a text.
pub(super) fn find_in(pattern: &Regex, text: &str, parts: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for part in parts {
        let mut at = part.start;
        while at < part.end
            && let Some(one) = first_in(pattern, text, at..part.end)
        {
            at = one.end;
            found.push(one);
        }
    }
    found
}

/// The same with the groups of the pattern.
pub(super) fn captures_in<'t>(
    pattern: &Regex,
    text: &'t str,
    parts: &[Range<usize>],
) -> Vec<Captures<'t>> {
    let found = find_in(pattern, text, parts).into_iter();
    found.filter_map(|one| pattern.captures_at(text, one.start)).collect()
}
