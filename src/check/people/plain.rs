//! A text without everything that hides a number.
//!
//! - Characters that are not seen (zero-width, soft hyphens, combining marks) are removed.
//! - Full-width digits and letters, and other compatibility forms, become the plain ones (NFKC);
//!   digits of other scripts become ASCII digits.
//! - Rows of Chinese digits, of numbers in rings and of English words for digits become ASCII
//!   digits, see [`spelled`]. Other numbers in rings become a break: they count the items of a
//!   list, and a number may follow one, as in `①13…`.
//! - Dates, digests and most of a web address are covered, see [`covered`]: their digits are no
//!   one's number.

use std::cell::OnceCell;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::base::narrow::to_u32;
use crate::base::source::Span;
use crate::base::text::find_byte;
use crate::check::people::spelled::{Change, Signs};
use crate::check::people::{characters, covered, digits, spelled};

/// A text made plain, and the place of each piece in the original.
pub(crate) struct PlainText<'t> {
    pub text: String,
    /// The places of all groups of digits in it.
    pub groups: Vec<Range<usize>>,
    original: &'t str,
    /// For each byte of `text`, the bytes of the original that its character was made from. Read
    /// only where something is reported.
    sources: OnceCell<Vec<Source>>,
}

/// Start and end of a character in the original.
type Source = (u32, u32);

impl PlainText<'_> {
    pub(crate) fn new(original: &str) -> PlainText<'_> {
        let Writer { text, groups, .. } = Writer::new(original, None).write(original);
        PlainText { text, groups, original, sources: OnceCell::new() }
    }

    /// The place of a range of the plain text in the original.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let sources = self.sources.get_or_init(|| {
            let writer = Writer::new(self.original, Some(Vec::new())).write(self.original);
            writer.sources.unwrap_or_default()
        });
        let first = sources.get(range.start).map_or(0, |source| source.0);
        let last = sources.get(range.end.saturating_sub(1)).map_or(first, |source| source.1);
        Span { start: first, end: last }
    }
}

/// Writes a plain text; with `sources` also where it comes from.
struct Writer {
    text: String,
    /// Of the digits in the text, once it is written.
    groups: Vec<Range<usize>>,
    sources: Option<Vec<Source>>,
    signs: Signs,
}

impl Writer {
    fn new(original: &str, sources: Option<Vec<Source>>) -> Writer {
        let text = String::with_capacity(original.len());
        Writer { text, groups: Vec::new(), sources, signs: Signs::default() }
    }

    fn write(mut self, original: &str) -> Writer {
        // Where what is copied as it is begins.
        let mut copied = 0;
        let mut at = 0;
        while let Some(character) = original[at..].chars().next() {
            if character.is_ascii() {
                at += ascii_length(&original[at..]);
                continue;
            }
            let start = at;
            at += character.len_utf8();
            // Nearly every character is one of these.
            if matches!(character, '\u{4e00}'..='\u{9fff}' | '、' | '。' | '“' | '”') {
                if characters::chinese(character).is_some() {
                    self.signs.see_chinese(&original[..start], character, &original[at..]);
                }
                continue;
            }
            self.copy(original, copied..start);
            copied = at;
            self.write_odd(character, original, start..at);
        }
        self.copy(original, copied..original.len());
        self.groups = digits::groups(&self.text);
        if covered::cover(&mut self.text, &self.groups) {
            self.groups = digits::groups(&self.text);
        }
        let changes = spelled::changes(&self.text, &self.groups, &self.signs);
        if !changes.is_empty() {
            self.replace(changes);
            self.groups = digits::groups(&self.text);
        }
        self
    }

    /// Appends what a character that may hide something is made into.
    fn write_odd(&mut self, character: char, original: &str, from: Range<usize>) {
        if let Some(plain) = characters::decimal(character) {
            return self.push(plain, from);
        }
        match character {
            // Full-width forms of ASCII.
            '！'..='～' => {
                let plain = u32::from(character) - u32::from('！') + u32::from('!');
                self.push(char::from_u32(plain).unwrap_or(character), from);
            }
            _ if characters::is_invisible(character) => {}
            _ if characters::is_ringed(character) => {
                self.signs.has_ringed = true;
                self.push(character, from);
            }
            // The empty cell of Braille.
            '\u{2800}' => self.push(' ', from),
            '\u{2801}'..='\u{28ff}' => {
                self.signs.has_braille = true;
                self.push(character, from);
            }
            _ => {
                if characters::chinese(character).is_some() {
                    let (before, after) = (&original[..from.start], &original[from.end..]);
                    self.signs.see_chinese(before, character, after);
                }
                character.nfkc().for_each(|part| self.push(part, from.clone()));
            }
        }
    }

    /// Appends a part of the original as it is.
    fn copy(&mut self, original: &str, range: Range<usize>) {
        let part = &original[range.clone()];
        self.text.push_str(part);
        if let Some(sources) = &mut self.sources {
            for (at, character) in part.char_indices() {
                let at = range.start + at;
                let source = (to_u32(at), to_u32(at + character.len_utf8()));
                sources.extend(std::iter::repeat_n(source, character.len_utf8()));
            }
        }
    }

    /// Appends what a part of the original is made into.
    fn push(&mut self, character: char, from: Range<usize>) {
        self.text.push(character);
        if let Some(sources) = &mut self.sources {
            let source = (to_u32(from.start), to_u32(from.end));
            sources.extend(std::iter::repeat_n(source, character.len_utf8()));
        }
    }

    /// Makes changes, which are in order and do not overlap. Each part of what replaces a range
    /// comes from the whole of it.
    fn replace(&mut self, changes: Vec<Change>) {
        let (old, sources) = (std::mem::take(&mut self.text), self.sources.take());
        let mut new_sources = Vec::new();
        let mut at = 0;
        let mut keep = |text: &mut String, range: Range<usize>| {
            text.push_str(&old[range.clone()]);
            if let Some(sources) = &sources {
                new_sources.extend_from_slice(&sources[range]);
            }
        };
        let mut replaced = Vec::new();
        for (range, new) in changes {
            keep(&mut self.text, at..range.start);
            replaced.push((self.text.len(), range.clone(), new.len()));
            self.text.push_str(&new);
            at = range.end;
        }
        keep(&mut self.text, at..old.len());
        self.sources = sources.map(|sources| insert_sources(&sources, new_sources, &replaced));
    }
}

/// Puts the sources of what was replaced among those that were kept. Each of `replaced` is a place
/// in the new text, the range in the old one, and the length of what is there now.
fn insert_sources(
    old: &[Source],
    kept: Vec<Source>,
    replaced: &[(usize, Range<usize>, usize)],
) -> Vec<Source> {
    let mut all = Vec::with_capacity(kept.len());
    let mut kept = kept.into_iter();
    for (at, range, length) in replaced {
        while all.len() < *at {
            all.extend(kept.next());
        }
        let first = old.get(range.start).map_or(0, |source| source.0);
        let last = old.get(range.end.saturating_sub(1)).map_or(first, |source| source.1);
        all.extend(std::iter::repeat_n((first, last), *length));
    }
    all.extend(kept);
    all
}

/// How much ASCII a text begins with, in bytes.
fn ascii_length(text: &str) -> usize {
    find_byte(text.as_bytes(), |byte| !byte.is_ascii()).unwrap_or(text.len())
}
