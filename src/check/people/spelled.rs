//! Numbers that are not written in digits: Chinese digits in a row, numbers in rings, Braille,
//! English words for digits, and letters that look like digits.

use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use regex::Regex;

use crate::base::text::find_byte;
use crate::check::people::characters;
use crate::check::people::characters::BREAK;

/// A part of a plain text, and what it is replaced by.
pub(super) type Change = (Range<usize>, String);

/// How many digits in a row make a number; fewer are a quantity, or a turn of phrase.
const ROW: usize = 7;

/// How many of the digits of a row are in rings at least.
const LEAST_RINGS: usize = 3;

/// What a text was seen to have, so that it is only searched for what it may contain.
#[derive(Default)]
pub(super) struct Signs {
    /// Digits in a row, Chinese ones among them, that make a number.
    pub has_chinese_row: bool,
    /// How many digits are in the row so far, and where it ends.
    row: usize,
    end: usize,
    /// A number in a ring.
    pub has_ringed: bool,
    pub has_braille: bool,
}

/// How far apart two Chinese digits of a row are at most, in bytes: other digits may be between.
const APART: usize = 24;

impl Signs {
    /// Notes a Chinese digit, and what is before it and after it.
    pub(super) fn see_chinese(&mut self, before: &str, digit: char, after: &str) {
        if self.has_chinese_row {
            return;
        }
        let near = before.floor_char_boundary(before.len().saturating_sub(APART));
        let gap = &before[self.end.max(near)..];
        let digits = gap.bytes().filter(u8::is_ascii_digit).count();
        let others = gap.chars().filter(|c| !c.is_ascii_digit() && !characters::is_invisible(*c));
        let is_row = self.end >= near && others.count() <= digits + 1;
        let leading = gap.bytes().rev().take_while(u8::is_ascii_digit).count();
        self.row = if is_row { self.row + digits + 1 } else { leading + 1 };
        self.end = before.len() + digit.len_utf8();
        // Digits may follow, too: 一三九 and eight others.
        let is_followed = after.bytes().take(3).filter(u8::is_ascii_digit).count() == 3;
        self.has_chinese_row = self.row >= LEAST || is_followed;
    }
}

/// How many digits up to the last Chinese one a row has at least; others may follow.
const LEAST: usize = 3;

static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    let digit = "[0-9〇零○◯洞一二两三四五六七八九幺壹贰貳叁參肆伍陆陸柒捌玖拐勾]";
    pattern(&format!(r"{digit}(?:[ \-.·,，、/]?{digit}){{{},}}", ROW - 1))
});
static RINGED: LazyLock<Regex> = LazyLock::new(|| {
    let ring = r"[\u{2460}-\u{2468}\u{2474}-\u{247c}\u{2488}-\u{2490}\u{24ea}\u{24f5}-\u{24fd}\u{24ff}\u{2776}-\u{277e}\u{2780}-\u{2788}\u{278a}-\u{2792}\u{3220}-\u{3228}\u{1f100}-\u{1f10c}]";
    pattern(&format!(r"[0-9]?{ring}(?:[ \-.·,，、/]?(?:{ring}|[0-9])){{{},}}", ROW - 2))
});
static BRAILLE: LazyLock<Regex> = LazyLock::new(|| pattern("⠼[⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚]+"));
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    let digit =
        "(?:(?:double|triple)[ -])?(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine)";
    pattern(&format!(r"(?i)(?-u:\b){digit}(?:[ ,\-]{{1,3}}{digit}){{{},}}(?-u:\b)", ROW - 1))
});

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

/// What is changed in a text so that its numbers are digits, in order. `groups` are those of its
/// digits.
pub(super) fn changes(text: &str, groups: &[Range<usize>], signs: &Signs) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    if signs.has_chinese_row {
        let rows = CHINESE.find_iter(text).flat_map(|row| {
            let digits = row.as_str().char_indices().filter_map(move |(at, c)| {
                let digit = characters::chinese(c)?;
                Some((row.start() + at..row.start() + at + c.len_utf8(), digit.to_string()))
            });
            digits.collect::<Vec<_>>()
        });
        changes.extend(rows);
    }
    if signs.has_ringed {
        changes.extend(ringed(text));
    }
    if signs.has_braille {
        changes.extend(BRAILLE.find_iter(text).map(|row| {
            (row.range(), row.as_str().chars().filter_map(characters::braille).collect())
        }));
    }
    if has_english(text) {
        let rows = ENGLISH.find_iter(text);
        changes.extend(rows.map(|row| (row.range(), english(row.as_str()))));
    }
    changes.extend(look_alikes(text, groups));
    changes.sort_by_key(|(range, _)| range.start);
    let mut end = 0;
    changes.retain(|(range, _)| {
        let is_free = range.start >= end;
        end = if is_free { range.end } else { end };
        is_free
    });
    changes
}

/// Rows of numbers in rings as digits, and each of the others as a break.
fn ringed(text: &str) -> Vec<Change> {
    // A single ring before digits counts the items of a list.
    let rings = |row: &str| row.chars().filter(|c| characters::is_ringed(*c)).count();
    let rows = RINGED.find_iter(text).filter(|row| rings(row.as_str()) >= LEAST_RINGS);
    let rows: Vec<Range<usize>> = rows.map(|row| row.range()).collect();
    let rings = text.char_indices().filter(|(_, c)| characters::is_ringed(*c));
    let change = |(at, c): (usize, char)| {
        let row = rows.partition_point(|row| row.end <= at);
        let is_inside = rows.get(row).is_some_and(|row| row.contains(&at));
        let digit = characters::ringed(c).filter(|_| is_inside).unwrap_or(BREAK);
        (at..at + c.len_utf8(), digit.to_string())
    };
    rings.map(change).collect()
}

/// Whether a text spells digits in English, as many in a row as a number has.
fn has_english(text: &str) -> bool {
    const LENGTHS: RangeInclusive<usize> = 2..=6;
    let bytes = text.as_bytes();
    let (mut row, mut at) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at += 1;
        if byte.is_ascii_alphabetic() {
            while bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
                at += 1;
            }
            let is_digit = LENGTHS.contains(&(at - start)) && is_digit_word(&text[start..at]);
            row = if is_digit { row + 1 } else { 0 };
            if row >= ROW {
                return true;
            }
        } else if !byte.is_ascii() {
            row = 0;
            at += find_byte(&bytes[at..], |byte| byte.is_ascii()).unwrap_or(bytes.len() - at);
        }
    }
    false
}

fn is_digit_word(word: &str) -> bool {
    let first = word.as_bytes()[0].to_ascii_lowercase();
    b"zontfsed".contains(&first)
        && (WORDS.iter().any(|(own, _)| word.eq_ignore_ascii_case(own))
            || word.eq_ignore_ascii_case("double")
            || word.eq_ignore_ascii_case("triple"))
}

const WORDS: [(&str, char); 12] = [
    ("zero", '0'),
    ("oh", '0'),
    ("nought", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
];

fn english(row: &str) -> String {
    let mut digits = String::new();
    let mut times = 1;
    for word in row.split(|c: char| !c.is_ascii_alphabetic()) {
        let word = word.to_ascii_lowercase();
        match &*word {
            "double" => times = 2,
            "triple" => times = 3,
            _ => {
                let digit = WORDS.iter().find(|(own, _)| *own == word).map(|(_, digit)| *digit);
                digits
                    .extend(digit.into_iter().flat_map(|digit| std::iter::repeat_n(digit, times)));
                times = 1;
            }
        }
    }
    digits
}

/// Letters that look like digits, in words that consist of these and of digits.
fn look_alikes(text: &str, groups: &[Range<usize>]) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut at = 0;
    while let Some(found) = next_look_alike(text, groups, at) {
        let is_of_word =
            |c: &char| c.is_ascii_alphanumeric() || characters::look_alike(*c).is_some();
        let before = text[..found].chars().rev().take_while(is_of_word);
        let start = found - before.map(char::len_utf8).sum::<usize>();
        let end =
            found + text[found..].chars().take_while(is_of_word).map(char::len_utf8).sum::<usize>();
        at = end.max(found + 1);
        let word = &text[start..end];
        if is_number_like(word) {
            let letters = word.char_indices().filter_map(|(place, c)| {
                let digit = characters::look_alike(c)?;
                Some((start + place..start + place + c.len_utf8(), digit.to_string()))
            });
            changes.extend(letters);
        }
    }
    changes
}

/// The next digit, from a place on, beside a letter that looks like one.
fn next_look_alike(text: &str, groups: &[Range<usize>], from: usize) -> Option<usize> {
    let is_one = |c: Option<char>| c.and_then(characters::look_alike).is_some();
    let next = groups.partition_point(|group| group.end <= from);
    groups[next..].iter().find_map(|group| {
        let first = group.start.max(from);
        if first > from && is_one(text[..first].chars().next_back()) {
            return Some(first);
        }
        is_one(text[group.end..].chars().next()).then_some(group.end - 1)
    })
}

/// Whether a word is a number in which letters replace digits. A capital in front of fewer than
/// eleven characters is the letter of a document's number, as in `I123456789`.
fn is_number_like(word: &str) -> bool {
    let length = word.chars().count();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let is_letter = word.starts_with(|c: char| c.is_ascii_uppercase());
    length >= 3
        && 3 * digits >= length
        && (!is_letter || length >= 11)
        && word.chars().all(|c| c.is_ascii_digit() || characters::look_alike(c).is_some())
}
