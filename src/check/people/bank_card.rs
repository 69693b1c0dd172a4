//! `bank-card`: the number of a bank card.
//!
//! 16 to 19 digits whose last one is the right check digit (Luhn) are an error. Without it, 16 to
//! 19 digits in one piece or in groups of four are a warning.

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::digits::{NumberCandidate, are_years, candidates, values};
use crate::check::people::personal_data::{PersonalData, SearchedText};
use crate::check::people::resident_id::has_birth_date;

pub(crate) fn bank_card(text: &SearchedText) -> Vec<PersonalData> {
    candidates(&text.rows).filter_map(|candidate| card(&candidate)).collect()
}

fn card(candidate: &NumberCandidate) -> Option<PersonalData> {
    let values = values(candidate.digits).filter(|values| (16..=19).contains(&values.len()))?;
    if are_years(candidate)
        || has_birth_date(candidate.digits)
        || values.iter().all(|value| *value == values[0])
    {
        return None;
    }
    let (severity, message) = if is_luhn(&values) {
        (Severity::Error, "This is a bank card number")
    } else if is_grouped(candidate) {
        (Severity::Warning, "This looks like a bank card number")
    } else {
        return None;
    };
    Some(PersonalData {
        rule: Rule::BankCard,
        severity,
        range: candidate.range.clone(),
        message: message.to_owned(),
        hint: "Remove it; if a card must be mentioned, write “the card ending in 0000”.",
    })
}

/// Whether the digits are written as on a card: in one piece, or in groups of four.
fn is_grouped(candidate: &NumberCandidate) -> bool {
    let Some((last, groups)) = candidate.lengths.split_last() else { return false };
    candidate.is_whole
        && groups.iter().all(|length| *length == 4)
        && (*last <= 4 || groups.is_empty())
}

/// Every second digit from the right counts double; the sum of all digits is a multiple of ten.
fn is_luhn(values: &[u32]) -> bool {
    let doubled = |value: u32| if value > 4 { 2 * value - 9 } else { 2 * value };
    let sum: u32 = values
        .iter()
        .rev()
        .enumerate()
        .map(|(at, &v)| if at % 2 == 1 { doubled(v) } else { v })
        .sum();
    sum.is_multiple_of(10)
}
