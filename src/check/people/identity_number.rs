//! `identity-number`: an identity card number of Hong Kong or Taiwan.
//!
//! Both begin with letters and end in a check digit; a number with the right check digit is an
//! error. Hong Kong: one or two letters, six digits and the check digit in brackets, weights 9 to
//! 2, modulo 11. Taiwan: a letter, nine digits, the first of them 1, 2, 8 or 9, weights 1 9 8 7 6 5
//! 4 3 2 1 1 with the letter as two digits, modulo 10.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::personal_data::{PersonalData, SearchedText};

static HONG_KONG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)([A-Z]{1,2}) ?([0-9]{6}) ?\(?([0-9A])\)?(?:[^0-9A-Za-z]|$)")
        .expect("a pattern")
});
static TAIWAN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u:\b)([A-Z])([1289][0-9]{8})(?-u:\b)").expect("a pattern"));

pub(crate) fn identity_number(text: &SearchedText) -> Vec<PersonalData> {
    let is_after_letter = |before: &str, length: usize, _: &str| {
        let before = before.strip_suffix(' ').unwrap_or(before);
        matches!(length, 6 | 7 | 9) && before.ends_with(|c: char| c.is_ascii_uppercase())
    };
    if !text.has_group(is_after_letter) {
        return Vec::new();
    }
    let text = &text.plain.text;
    let hong_kong = HONG_KONG
        .captures_iter(text)
        .filter(|number| is_hong_kong(&number[1], &number[2], &number[3]))
        .map(|number| range(&number, 1, 3));
    let taiwan = TAIWAN
        .captures_iter(text)
        .filter(|number| is_taiwan(&number[1], &number[2]))
        .map(|number| range(&number, 1, 2));
    let numbers = hong_kong.chain(taiwan).map(|range| PersonalData {
        rule: Rule::IdentityNumber,
        severity: Severity::Error,
        range,
        message: "This is an identity card number of Hong Kong or Taiwan".to_owned(),
        hint: "Remove it: no one's number may be published, not even as an example.",
    });
    numbers.collect()
}

/// From one group of a match to another.
fn range(captures: &Captures, first: usize, last: usize) -> Range<usize> {
    captures.get(first).map_or(0, |group| group.start())
        ..captures.get(last).map_or(0, |group| group.end())
}

fn is_hong_kong(letters: &str, digits: &str, check: &str) -> bool {
    // Before a single letter there is a blank, which counts as 36.
    let letter = |letter: u8| u32::from(letter - b'A') + 10;
    let (first, second) = match letters.as_bytes() {
        [one] => (36, letter(*one)),
        [one, two] => (letter(*one), letter(*two)),
        _ => return false,
    };
    let digits = digits.bytes().map(|digit| u32::from(digit - b'0'));
    let check = if check == "A" { 10 } else { check.parse().unwrap_or(0) };
    let values = [first, second].into_iter().chain(digits).chain([check]);
    values.zip((1..=9).rev()).map(|(value, weight)| value * weight).sum::<u32>() % 11 == 0
}

fn is_taiwan(letter: &str, digits: &str) -> bool {
    // The letters in the order of their numbers from 10.
    const LETTERS: &str = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
    const WEIGHTS: [u32; 11] = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1];
    let Some(number) = (10..).zip(LETTERS.chars()).find(|(_, own)| letter.starts_with(*own)) else {
        return false;
    };
    let (number, digits) = (number.0, digits.bytes().map(|digit| u32::from(digit - b'0')));
    let values = [number / 10, number % 10].into_iter().chain(digits);
    values.zip(WEIGHTS).map(|(value, weight)| value * weight).sum::<u32>() % 10 == 0
}
