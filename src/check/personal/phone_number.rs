//! `phone-number`: the telephone of a person or a firm.
//!
//! A mobile number gives somebody away, or leads readers to a scammer: an error. So does a 400 or
//! 800 number that is not in the hotline register. A landline that is not in it is a warning.
//! Numbers for readers belong in content/hotlines.toml, with their source.

use super::digits::{Join, are_years, joins};
use super::plain::Plain;
use super::{Found, Known};
use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;

pub(super) fn check(_: &Plain, known: &Known) -> Vec<Found> {
    joins(&known.rows)
        .filter(|join| !are_years(join))
        .filter_map(|join| found(&join, known))
        .collect()
}

fn found(join: &Join, known: &Known) -> Option<Found> {
    let digits = join.digits;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || known.registered.contains(digits) {
        return None;
    }
    let (severity, what) = if is_mobile(digits) {
        (Severity::Error, "a mobile number")
    } else if !known.is_register_complete {
        return None;
    } else if digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800")) {
        (Severity::Error, "a service number that is not in the register")
    } else if is_landline(join) {
        (Severity::Warning, "a telephone number that is not in the register")
    } else {
        return None;
    };
    Some(Found {
        rule: Rule::PhoneNumber,
        severity,
        range: join.range.clone(),
        message: format!("This is {what}"),
        hint: "Take it out. A number readers may ring goes into content/hotlines.toml, with its source.",
    })
}

/// 11 digits from 13 to 19, with or without 86 or 0086 before them.
fn is_mobile(digits: &str) -> bool {
    let own = match digits.len() {
        11 => digits,
        13 => digits.strip_prefix("86").unwrap_or(""),
        15 => digits.strip_prefix("0086").unwrap_or(""),
        _ => "",
    };
    own.starts_with('1') && own.len() == 11 && matches!(own.as_bytes()[1], b'3'..=b'9')
}

/// An area code, 0 and two or three digits, and seven or eight digits, in one piece or two or
/// three.
fn is_landline(join: &Join) -> bool {
    let digits = join.digits;
    let starts = digits.starts_with('0') && !digits.starts_with("00");
    let fits = match *join.lengths {
        [length] => (10..=12).contains(&length),
        [area, ..] => {
            matches!(area, 3 | 4)
                && join.lengths.len() <= 3
                && (7..=8).contains(&(digits.len() - area))
        }
        [] => false,
    };
    starts && fits
}
