//! A text without everything that hides a number.
//!
//! - Invisible characters (zero-width, soft hyphens, variation selectors) are removed.
//! - Full-width digits and letters, and other compatibility forms, become the plain ones (NFKC).
//! - Circled numbers become a break: they count the items of a list, and a number may follow one,
//!   as in `①13…`.
//! - Seven Chinese digits or more in a row, 一三八…, become ASCII digits.
//! - Dates, web addresses and digests are covered: their digits are no one's number.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use crate::base::narrow::to_u32;
use crate::base::source::Span;

/// Replaces what was covered; no rule reads across it.
const BREAK: char = '\u{1}';

/// A text made plain, and the place of each piece in the original.
pub(crate) struct PlainText {
    pub text: String,
    /// For each byte of `text`, the bytes of the original that its character was made from.
    sources: Vec<(u32, u32)>,
}

impl PlainText {
    pub(crate) fn new(original: &str) -> PlainText {
        let mut plain =
            PlainText { text: String::with_capacity(original.len()), sources: Vec::new() };
        for (at, character) in original.char_indices() {
            let source = (to_u32(at), to_u32(at + character.len_utf8()));
            match character {
                // Nearly every character is one of these.
                ' '..='~' | '\n' | '\u{4e00}'..='\u{9fff}' => plain.push(character, source),
                _ if is_invisible(character) => {}
                _ if is_circled(character) => plain.push(BREAK, source),
                _ => character.nfkc().for_each(|part| plain.push(part, source)),
            }
        }
        for cover in [&*URL, &*DATE, &*DIGEST] {
            plain.cover(cover);
        }
        plain.spell_digits();
        plain
    }

    /// The place of a range of the plain text in the original.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let first = self.sources.get(range.start).map_or(0, |source| source.0);
        let last = self.sources.get(range.end.saturating_sub(1)).map_or(first, |source| source.1);
        Span { start: first, end: last }
    }

    fn push(&mut self, character: char, source: (u32, u32)) {
        self.text.push(character);
        self.sources.extend(std::iter::repeat_n(source, character.len_utf8()));
    }

    /// Writes breaks over what matches.
    fn cover(&mut self, pattern: &Regex) {
        let ranges: Vec<Range<usize>> =
            pattern.find_iter(&self.text).map(|one| one.range()).collect();
        for range in ranges {
            // A break is one byte, so what follows keeps its place.
            let breaks = BREAK.to_string().repeat(range.len());
            self.text.replace_range(range, &breaks);
        }
    }

    /// Rows of Chinese digits as digits.
    fn spell_digits(&mut self) {
        let ranges: Vec<Range<usize>> =
            CHINESE.find_iter(&self.text).map(|one| one.range()).collect();
        if ranges.is_empty() {
            return;
        }
        let old = std::mem::replace(self, PlainText { text: String::new(), sources: Vec::new() });
        let mut ahead = ranges.iter().peekable();
        for (at, character) in old.text.char_indices() {
            while ahead.next_if(|range| range.end <= at).is_some() {}
            let is_inside = ahead.peek().is_some_and(|range| range.contains(&at));
            let digit = chinese_digit(character).filter(|_| is_inside);
            self.push(digit.unwrap_or(character), old.sources[at]);
        }
    }
}

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

static URL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?:https?|hxxps?)://[^\s"'<>()\[\]（）【】，。；、“”]+"#));
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:19|20)[0-9][0-9] ?[-/.年] ?(?:0?[1-9]|1[0-2]) ?[-/.月] ?(?:3[01]|[12]\d|0?[1-9])")
});
static DIGEST: LazyLock<Regex> = LazyLock::new(|| pattern(r#"translates = "[0-9a-f]*""#));
static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    let digit = "[〇零○一二两三四五六七八九幺壹贰叁肆伍陆柒捌玖]";
    pattern(&format!(r"{digit}(?:[ \-.·]?{digit}){{6,}}"))
});

fn chinese_digit(character: char) -> Option<char> {
    const DIGITS: [&str; 10] =
        ["〇零○", "一幺壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"];
    let digit = DIGITS.iter().position(|forms| forms.contains(character))?;
    char::from_digit(to_u32(digit), 10)
}

fn is_circled(character: char) -> bool {
    matches!(character, '\u{2460}'..='\u{249b}' | '\u{24ea}'..='\u{24ff}' | '\u{2776}'..='\u{2793}')
}

fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e01ef}'
    )
}
