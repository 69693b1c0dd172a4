//! `resident-id`: the number of a resident identity card of the mainland.
//!
//! With it a stranger can open accounts in somebody's name. A number whose check digit is right (GB
//! 11643: weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, the sum modulo 11 picks from `10X98765432`)
//! is an error; one that only has a plausible date of birth is a warning. Leave it out, or cover
//! it: 1101**********0016 with ten characters that are no digits.

use super::digits::{Join, joins, values};
use super::plain::Plain;
use super::{Found, Known};
use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK: &[u8; 11] = b"10X98765432";

pub(super) fn check(_: &Plain, known: &Known) -> Vec<Found> {
    joins(&known.rows).filter_map(|join| found(&join)).collect()
}

fn found(join: &Join) -> Option<Found> {
    let is_right = is_plausible(join.digits).then(|| is_right(join.digits))?;
    Some(Found {
        rule: Rule::ResidentId,
        severity: if is_right { Severity::Error } else { Severity::Warning },
        range: join.range.clone(),
        message: if is_right {
            "This is the number of an identity card".to_owned()
        } else {
            "This looks like the number of an identity card".to_owned()
        },
        hint: "Take it out. Nobody's number may stand on a page, not even as an example.",
    })
}

/// Whether the eighteen characters have a date of birth where it belongs.
pub(super) fn is_plausible(digits: &str) -> bool {
    if digits.len() != 18 || values(&digits[..17]).is_none() {
        return false;
    }
    let number = |range: std::ops::Range<usize>| digits[range].parse::<u32>().unwrap_or(0);
    (1900..2100).contains(&number(6..10))
        && (1..=12).contains(&number(10..12))
        && (1..=31).contains(&number(12..14))
}

fn is_right(digits: &str) -> bool {
    let Some(values) = values(&digits[..17]) else { return false };
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    digits.as_bytes()[17] == CHECK[sum as usize % 11]
}
