//! `resident-id`: an identity card number of mainland China.
//!
//! With it a stranger can open accounts in the person's name. A number with the right check digit
//! (GB 11643: weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, the sum modulo 11 picks from
//! `10X98765432`) is an error, also where one digit is covered, since the check digit tells which.
//! So are 15 or 18 digits after words such as 身份证: cards had 15 digits until 1999. Any other
//! number that only contains a plausible date of birth is a warning. A number with ten characters
//! covered, 1101**********0016, is not reported.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::digits::{Gap, NumberCandidate, candidates, values};
use crate::check::people::masked::{masked_numbers, readings};
use crate::check::people::nearby;
use crate::check::people::personal_data::{PersonalData, SearchedText};

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// In how many groups people write a number that only words tell.
const MOST_GROUPS: usize = 6;
const CHECK: &[u8; 11] = b"10X98765432";

pub(crate) fn resident_id(text: &SearchedText) -> Vec<PersonalData> {
    let whole = candidates(&text.rows).filter_map(|candidate| number(&candidate, text));
    let masked = masked_numbers(&text.plain.text, &text.plain.groups)
        .into_iter()
        .filter(|number| readings(number).any(|reading| is_right(&reading)))
        .map(|number| report(number.range, Severity::Error));
    let within = text
        .plain
        .groups
        .iter()
        .filter_map(|group| within(&text.plain.text[group.clone()], group.start));
    let within = within.map(|range| report(range, Severity::Error));
    let told = told_in_parts(&text.plain.text, &text.plain.groups);
    let told = told.into_iter().map(|range| report(range, Severity::Error));
    whole.chain(masked).chain(within).chain(told).collect()
}

fn number(candidate: &NumberCandidate, text: &SearchedText) -> Option<PersonalData> {
    let digits = candidate.digits;
    if is_right(digits) {
        return Some(report(candidate.range.clone(), Severity::Error));
    }
    let is_named = matches!(digits.len(), 15 | 18)
        && candidate.lengths.len() <= MOST_GROUPS
        && candidate.gap() <= Gap::Near
        && values(&digits[..15]).is_some()
        && nearby::is_identity(&text.plain.text, candidate.range.start);
    if is_named {
        return Some(report(candidate.range.clone(), Severity::Error));
    }
    let is_like_one = candidate.gap() <= Gap::Near && has_birth_date(digits);
    is_like_one.then(|| report(candidate.range.clone(), Severity::Warning))
}

fn report(range: Range<usize>, severity: Severity) -> PersonalData {
    let message = match severity {
        Severity::Error => "This is an identity card number",
        Severity::Warning => "This looks like an identity card number",
    };
    PersonalData {
        rule: Rule::ResidentId,
        severity,
        range,
        message: message.to_owned(),
        hint: "Remove it: no one's number may be published, not even as an example.",
    }
}

/// Whether these are eighteen characters with a date of birth in the right place.
pub(super) fn has_birth_date(digits: &str) -> bool {
    if digits.len() != 18 || values(&digits[..17]).is_none() {
        return false;
    }
    let number = |range: Range<usize>| digits[range].parse::<u32>().unwrap_or(0);
    (1900..2100).contains(&number(6..10))
        && (1..=12).contains(&number(10..12))
        && (1..=31).contains(&number(12..14))
}

fn is_right(digits: &str) -> bool {
    if !has_birth_date(digits) {
        return false;
    }
    let Some(values) = values(&digits[..17]) else { return false };
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    digits.as_bytes()[17] == CHECK[sum as usize % 11]
}

/// A number in the middle of more digits, 19 to 40 of them.
fn within(digits: &str, start: usize) -> Option<Range<usize>> {
    if !(19..=40).contains(&digits.len()) {
        return None;
    }
    // The first digit of a region's code is 1 to 8.
    let is_one = |at: &usize| {
        matches!(digits.as_bytes()[*at], b'1'..=b'8') && is_right(&digits[*at..at + 18])
    };
    let at = (0..=digits.len() - 18).find(is_one)?;
    Some(start + at..start + at + 18)
}

/// Numbers with a few words between region, date of birth and the rest: `前六位…，出生…，后四位…`.
fn told_in_parts(text: &str, groups: &[Range<usize>]) -> Vec<Range<usize>> {
    const SHAPES: [&[usize]; 6] =
        [&[6, 8, 4], &[6, 8, 3], &[6, 12], &[14, 4], &[6, 4, 4, 4], &[6, 4, 2, 2, 4]];
    static GAP: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^[^0-9\x01]{0,16}$").expect("a pattern"));
    let mut found = Vec::new();
    for first in 0..groups.len() {
        if !matches!(groups[first].len(), 6 | 14) {
            continue;
        }
        for shape in SHAPES {
            let Some(parts) = groups.get(first..first + shape.len()) else { continue };
            let fits = parts.iter().map(Range::len).eq(shape.iter().copied())
                && parts.windows(2).all(|pair| GAP.is_match(&text[pair[0].end..pair[1].start]));
            let mut digits: String = parts.iter().map(|part| &text[part.clone()]).collect();
            let mut end = parts.last().map_or(0, |last| last.end);
            if digits.len() == 17 && text[end..].starts_with(['X', 'x']) {
                digits.push('X');
                end += 1;
            }
            if fits && is_right(&digits) {
                found.push(groups[first].start..end);
            }
        }
    }
    found
}
