//! `identity-number`: the number of an identity card of Hong Kong, Macau, Taiwan or another
//! country, or of a passport, a permit or another personal document.
//!
//! Hong Kong: one or two letters, six digits and the check digit in brackets, weights 9 to 2,
//! modulo 11. Taiwan: a letter, nine digits, the first of them 1, 2, 8 or 9, or two letters and
//! eight digits, weights 1 9 8 7 6 5 4 3 2 1 1 with the first letter as two digits, modulo 10. The
//! others are in [`documents`].

use std::borrow::Cow;
use std::ops::Range;
use std::slice;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::base::text::find_byte;
use crate::check::people::parts::captures_in;
use crate::check::people::personal_data::{PersonalData, SearchedText};
use crate::check::people::{characters, documents};

static HONG_KONG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:^|[^a-z0-9])([a-z]{1,2})[ *\-]{0,3}([0-9]{3} ?[0-9]{3})[ *]{0,3}[(\[]?[ ]?([0-9a])[ ]?[)\]]?(?:[^0-9a-z]|$)",
    )
    .expect("a pattern")
});
static TAIWAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:^|[^a-z0-9])([a-z])([ *\-]{0,3})([1289][0-9]{2}[ \-]?[0-9]{3}[ \-]?[0-9]{3}|[a-d][ \-]?[0-9]{4}[ \-]?[0-9]{4})(?:[^0-9a-z]|$)",
    )
    .expect("a pattern")
});

pub(crate) fn identity_number(text: &SearchedText) -> Vec<PersonalData> {
    let words = &text.plain.text;
    let mut numbers: Vec<(Range<usize>, &str)> = Vec::new();
    let parts = text.parts(is_after_letter);
    if !parts.is_empty() {
        let latin = latin(words);
        let places = original_places(words, &latin);
        let place = |at: usize| places.as_ref().map_or(at, |places| places[at]);
        // Where letters were replaced, the parts are no more where they were.
        let all = 0..latin.len();
        let parts = if places.is_some() { slice::from_ref(&all) } else { &*parts };
        let own = numbers_in(&latin, parts).into_iter();
        let own = own.map(|range| place(range.start)..place(range.end));
        numbers.extend(
            own.map(|range| (range, "This is an identity card number of Hong Kong or Taiwan")),
        );
    }
    let others = documents::numbers(text).into_iter();
    numbers.extend(others.map(|range| (range, "This is the number of a personal document")));
    let report = |(range, message): (Range<usize>, &str)| PersonalData {
        rule: Rule::IdentityNumber,
        severity: Severity::Error,
        range,
        message: message.to_owned(),
        hint: "Remove it: no one's number may be published, not even as an example.",
    };
    numbers.into_iter().map(report).collect()
}

/// A text with Latin letters for those of the Greek and the Cyrillic alphabet that look the same, and
/// may be the first of a number.
fn latin(words: &str) -> Cow<'_, str> {
    // What their encoding begins with.
    match find_byte(words.as_bytes(), |byte| matches!(byte, 0xce | 0xd0)) {
        Some(_) => words.chars().map(|c| characters::latin(c).unwrap_or(c)).collect(),
        None => Cow::Borrowed(words),
    }
}

/// Whether a group of digits follows a letter, with little between them.
fn is_after_letter(before: &str, length: usize, _: &str) -> bool {
    let before = before.trim_end_matches([' ', '*', '-']);
    let last = before.chars().next_back();
    matches!(length, 3..=9)
        && last.is_some_and(|c| c.is_ascii_alphabetic() || characters::latin(c).is_some())
}

fn numbers_in(text: &str, parts: &[Range<usize>]) -> Vec<Range<usize>> {
    let hong_kong = captures_in(&HONG_KONG, text, parts)
        .into_iter()
        .filter(|number| is_hong_kong(&number[1], &number[2], &number[3]) && is_marked(number))
        .map(|number| range(&number, 1, 3));
    let taiwan = captures_in(&TAIWAN, text, parts)
        .into_iter()
        .filter(|number| is_taiwan(&number[1], &number[3]))
        .map(|number| range(&number, 1, 3));
    hong_kong.chain(taiwan).collect()
}

/// For each byte of a text whose letters were replaced, and its end, the place in the text itself;
/// `None` where they are the same.
fn original_places(text: &str, latin: &str) -> Option<Vec<usize>> {
    if text.len() == latin.len() {
        return None;
    }
    let mut places = Vec::with_capacity(latin.len() + 1);
    for ((at, _), new) in text.char_indices().zip(latin.chars()) {
        places.extend(std::iter::repeat_n(at, new.len_utf8()));
    }
    places.push(text.len());
    Some(places)
}

/// From one group of a match to another.
fn range(captures: &Captures, first: usize, last: usize) -> Range<usize> {
    captures.get(first).map_or(0, |group| group.start())
        ..captures.get(last).map_or(0, |group| group.end())
}

/// Whether a number of small letters or with gaps has its check digit in brackets: by chance one
/// in eleven words and numbers such as `no 1234567` has the right one.
fn is_marked(number: &Captures) -> bool {
    let written = &number[0];
    let is_plain = number[1].bytes().all(|byte| byte.is_ascii_uppercase())
        && number.get(1).map(|letters| letters.end()) == number.get(2).map(|digits| digits.start());
    is_plain || written.contains(['(', '['])
}

fn is_hong_kong(letters: &str, digits: &str, check: &str) -> bool {
    // Before a single letter there is a blank, which counts as 36.
    let letter = |letter: u8| u32::from(letter.to_ascii_uppercase() - b'A') + 10;
    let (first, second) = match letters.as_bytes() {
        [one] => (36, letter(*one)),
        [one, two] => (letter(*one), letter(*two)),
        _ => return false,
    };
    let digits = digits.bytes().filter(u8::is_ascii_digit).map(|digit| u32::from(digit - b'0'));
    let check = if check.eq_ignore_ascii_case("a") { 10 } else { check.parse().unwrap_or(0) };
    let values = [first, second].into_iter().chain(digits).chain([check]);
    values.zip((1..=9).rev()).map(|(value, weight)| value * weight).sum::<u32>() % 11 == 0
}

fn is_taiwan(letter: &str, rest: &str) -> bool {
    const WEIGHTS: [u32; 11] = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1];
    let Some(number) = letter_value(letter) else { return false };
    // A second letter counts as the last digit of its value.
    let second = rest.get(..1).and_then(letter_value).map(|value| value % 10);
    let digits = rest.bytes().filter(u8::is_ascii_digit).map(|digit| u32::from(digit - b'0'));
    let values = [number / 10, number % 10].into_iter().chain(second).chain(digits);
    values.zip(WEIGHTS).map(|(value, weight)| value * weight).sum::<u32>() % 10 == 0
}

/// The value of a letter in numbers of Taiwan.
fn letter_value(letter: &str) -> Option<u32> {
    // In the order of their values from 10.
    const LETTERS: &str = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
    let letter = letter.chars().next()?.to_ascii_uppercase();
    (10..).zip(LETTERS.chars()).find(|(_, own)| *own == letter).map(|(value, _)| value)
}
