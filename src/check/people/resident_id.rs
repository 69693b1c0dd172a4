//! `resident-id`: an identity card number of mainland China.
//!
//! With it a stranger can open accounts in the person's name. A number with the right check digit
//! (GB 11643: weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, the sum modulo 11 picks from
//! `10X98765432`) is an error; one that only contains a plausible date of birth is a warning. A
//! number with ten characters covered, 1101**********0016, is not reported.

use std::ops::Range;

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::digits::{NumberCandidate, candidates, values};
use crate::check::people::personal_data::{PersonalData, SearchedText};

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK: &[u8; 11] = b"10X98765432";

pub(crate) fn resident_id(text: &SearchedText) -> Vec<PersonalData> {
    candidates(&text.rows)
        .filter(|candidate| has_birth_date(candidate.digits))
        .map(|candidate| number(&candidate))
        .collect()
}

fn number(candidate: &NumberCandidate) -> PersonalData {
    let (severity, message) = if is_right(candidate.digits) {
        (Severity::Error, "This is an identity card number")
    } else {
        (Severity::Warning, "This looks like an identity card number")
    };
    PersonalData {
        rule: Rule::ResidentId,
        severity,
        range: candidate.range.clone(),
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
    let Some(values) = values(&digits[..17]) else { return false };
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    digits.as_bytes()[17] == CHECK[sum as usize % 11]
}
