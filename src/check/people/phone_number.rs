//! `phone-number`: the telephone number of a person or a company.
//!
//! A mobile number identifies someone, or leads readers to a scammer: an error, like a 400 or 800
//! number that is not in content/hotlines.toml. A landline that is not in it is a warning.

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::digits::{NumberCandidate, are_years, candidates};
use crate::check::people::personal_data::{PersonalData, SearchedText};

pub(crate) fn phone_number(text: &SearchedText) -> Vec<PersonalData> {
    candidates(&text.rows)
        .filter(|candidate| !are_years(candidate))
        .filter_map(|candidate| number(&candidate, text))
        .collect()
}

fn number(candidate: &NumberCandidate, text: &SearchedText) -> Option<PersonalData> {
    let digits = candidate.digits;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || text.registered.contains(digits) {
        return None;
    }
    let is_service_number =
        digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
    let (severity, message) = if is_mobile(digits) {
        (Severity::Error, "This is a mobile number")
    } else if !text.is_register_complete {
        return None;
    } else if is_service_number {
        (Severity::Error, "This is a 400 or 800 number that is not in content/hotlines.toml")
    } else if is_landline(candidate) {
        (Severity::Warning, "This is a telephone number that is not in content/hotlines.toml")
    } else {
        return None;
    };
    Some(PersonalData {
        rule: Rule::PhoneNumber,
        severity,
        range: candidate.range.clone(),
        message: message.to_owned(),
        hint: "Remove it; a number that readers may call belongs in content/hotlines.toml, with \
               its source.",
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
fn is_landline(candidate: &NumberCandidate) -> bool {
    let digits = candidate.digits;
    let starts = digits.starts_with('0') && !digits.starts_with("00");
    let fits = match *candidate.lengths {
        [length] => (10..=12).contains(&length),
        [area, ..] => {
            matches!(area, 3 | 4)
                && candidate.lengths.len() <= 3
                && (7..=8).contains(&(digits.len() - area))
        }
        [] => false,
    };
    starts && fits
}
