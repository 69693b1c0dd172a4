//! `identity-number`: a Hong Kong or Taiwan identity card number.
//!
//! Both begin with letters and end in a check digit; one whose check digit is right is an error.
//! Hong Kong: one or two letters, six digits and the check digit in brackets, weights 9 to 2,
//! modulo 11. Taiwan: a letter, nine digits, the first of them 1, 2, 8 or 9, weights 1 9 8 7 6 5 4
//! 3 2 1 1 with the letter as two digits, modulo 10.

use std::sync::LazyLock;

use regex::Regex;

use super::plain::Plain;
use super::{Found, Known};
use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;

static HONG_KONG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)([A-Z]{1,2}) ?([0-9]{6}) ?\(?([0-9A])\)?(?:[^0-9A-Za-z]|$)")
        .expect("a pattern")
});
static TAIWAN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u:\b)([A-Z])([1289][0-9]{8})(?-u:\b)").expect("a pattern"));

pub(super) fn check(plain: &Plain, _: &Known) -> Vec<Found> {
    let hong_kong =
        HONG_KONG.captures_iter(&plain.text).filter(|c| is_hong_kong(&c[1], &c[2], &c[3]));
    let hong_kong =
        hong_kong.map(|c| c.get(1).map_or(0, |m| m.start())..c.get(3).map_or(0, |m| m.end()));
    let taiwan = TAIWAN.captures_iter(&plain.text).filter(|c| is_taiwan(&c[1], &c[2]));
    let taiwan = taiwan.map(|c| c.get(1).map_or(0, |m| m.start())..c.get(2).map_or(0, |m| m.end()));
    let found = hong_kong.chain(taiwan).map(|range| Found {
        rule: Rule::IdentityNumber,
        severity: Severity::Error,
        range,
        message: "This is the number of an identity card of Hong Kong or Taiwan".to_owned(),
        hint: "Take it out. Nobody's number may stand on a page, not even as an example.",
    });
    found.collect()
}

fn is_hong_kong(letters: &str, digits: &str, check: &str) -> bool {
    // A single letter has a blank before it, which counts 36.
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
    let Some(place) = LETTERS.find(letter) else { return false };
    let number = place as u32 + 10;
    let values = [number / 10, number % 10]
        .into_iter()
        .chain(digits.bytes().map(|digit| u32::from(digit - b'0')));
    const WEIGHTS: [u32; 11] = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1];
    values.zip(WEIGHTS).map(|(value, weight)| value * weight).sum::<u32>() % 10 == 0
}
