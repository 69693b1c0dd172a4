//! A text without everything that hides a number.
//!
//! - Invisible characters (zero-width, soft hyphens, variation selectors) are removed.
//! - Full-width digits and letters, and other compatibility forms, become the plain ones (NFKC).
//! - Circled numbers become a break: they count the items of a list, and a number may follow one,
//!   as in `①13…`.
//! - Seven Chinese digits or more in a row, 一三八…, become ASCII digits.
//! - Dates, web addresses and digests are covered: their digits are no one's number.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;
use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use crate::base::narrow::to_u32;
use crate::base::source::Span;
use crate::check::people::digits;

/// Replaces what was covered; no rule reads across it.
const BREAK: char = '\u{1}';

/// A text made plain, and the place of each piece in the original.
pub(crate) struct PlainText<'t> {
    pub text: String,
    original: &'t str,
    /// For each byte of `text`, the bytes of the original that its character was made from. Read
    /// only where something is reported.
    sources: OnceCell<Vec<Source>>,
}

/// Start and end of a character in the original.
type Source = (u32, u32);

impl PlainText<'_> {
    pub(crate) fn new(original: &str) -> PlainText<'_> {
        let text = Writer::new(original, None).write(original).0;
        PlainText { text, original, sources: OnceCell::new() }
    }

    /// The place of a range of the plain text in the original.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let sources = self.sources.get_or_init(|| {
            Writer::new(self.original, Some(Vec::new())).write(self.original).1.unwrap_or_default()
        });
        let first = sources.get(range.start).map_or(0, |source| source.0);
        let last = sources.get(range.end.saturating_sub(1)).map_or(first, |source| source.1);
        Span { start: first, end: last }
    }
}

/// Writes a plain text; with `sources` also where it comes from.
struct Writer {
    text: String,
    sources: Option<Vec<Source>>,
    row: Row,
}

impl Writer {
    fn new(original: &str, sources: Option<Vec<Source>>) -> Writer {
        Writer { text: String::with_capacity(original.len()), sources, row: Row::default() }
    }

    fn write(mut self, original: &str) -> (String, Option<Vec<Source>>) {
        // Where what is copied as it is begins.
        let mut copied = 0;
        let mut at = 0;
        while let Some(character) = original[at..].chars().next() {
            if character.is_ascii() && self.row.digits == 0 {
                at += ascii_length(&original[at..]);
                continue;
            }
            let start = at;
            at += character.len_utf8();
            // Nearly every character is one of these.
            if matches!(character, '\0'..='\x7f' | '\u{4e00}'..='\u{9fff}' | '、' | '。' | '“' | '”')
            {
                self.row.count(character);
                continue;
            }
            self.copy(original, copied..start);
            copied = at;
            match character {
                // Full-width forms of ASCII.
                '！'..='～' => {
                    let plain = u32::from(character) - u32::from('！') + u32::from('!');
                    self.push(char::from_u32(plain).unwrap_or(character), start..copied);
                }
                _ if is_invisible(character) => {}
                _ if is_circled(character) => self.push(BREAK, start..copied),
                _ => character.nfkc().for_each(|part| self.push(part, start..copied)),
            }
        }
        self.copy(original, copied..original.len());
        self.cover_all();
        // Covering only makes rows shorter.
        if self.row.longest >= ROW {
            self.spell_digits();
        }
        (self.text, self.sources)
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
        self.row.count(character);
        if let Some(sources) = &mut self.sources {
            let source = (to_u32(from.start), to_u32(from.end));
            sources.extend(std::iter::repeat_n(source, character.len_utf8()));
        }
    }

    fn cover_all(&mut self) {
        if memmem::find(self.text.as_bytes(), b"://").is_some() {
            self.cover(&URL);
        }
        let after_year = |c: char| " -/.年".contains(c);
        let mut groups = digits::groups(&self.text).into_iter();
        if groups.any(|group| group.len() >= 4 && self.text[group.end..].starts_with(after_year)) {
            self.cover(&DATE);
        }
        self.cover(&DIGEST);
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
        let (old, sources) = (std::mem::take(&mut self.text), self.sources.take());
        let mut new_sources = Vec::new();
        let mut ahead = ranges.iter().peekable();
        for (at, character) in old.char_indices() {
            while ahead.next_if(|range| range.end <= at).is_some() {}
            let is_inside = ahead.peek().is_some_and(|range| range.contains(&at));
            let digit = chinese_digit(character).filter(|_| is_inside).unwrap_or(character);
            self.text.push(digit);
            if let Some(sources) = &sources {
                new_sources.extend(std::iter::repeat_n(sources[at], digit.len_utf8()));
            }
        }
        self.sources = sources.map(|_| new_sources);
    }
}

/// Chinese digits that follow each other, with one sign at most between two of them.
#[derive(Default)]
struct Row {
    digits: usize,
    is_sign_before: bool,
    longest: usize,
}

/// How many of them make a number.
const ROW: usize = 7;

impl Row {
    fn count(&mut self, character: char) {
        if chinese_digit(character).is_some() {
            self.digits += 1;
            self.longest = self.longest.max(self.digits);
            self.is_sign_before = false;
        } else if self.digits > 0 {
            let is_sign = !self.is_sign_before && matches!(character, ' ' | '-' | '.' | '·');
            self.is_sign_before = is_sign;
            self.digits = if is_sign { self.digits } else { 0 };
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
    pattern(&format!(r"{digit}(?:[ \-.·]?{digit}){{{},}}", ROW - 1))
});

fn chinese_digit(character: char) -> Option<char> {
    Some(match character {
        '〇' | '零' | '○' => '0',
        '一' | '幺' | '壹' => '1',
        '二' | '两' | '贰' => '2',
        '三' | '叁' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    })
}

/// How much ASCII a text begins with, in bytes.
fn ascii_length(text: &str) -> usize {
    text.bytes().position(|byte| !byte.is_ascii()).unwrap_or(text.len())
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
