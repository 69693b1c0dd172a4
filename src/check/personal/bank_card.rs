//! `bank-card`: the number of a bank card.
//!
//! Sixteen to nineteen digits whose last one is the right check digit (Luhn) are an error; sixteen
//! to nineteen in one piece, or in groups of four, are a warning even if it is not. Leave the
//! number out; “the card ending in 0000” says enough.

use super::digits::{Join, are_years, joins, values};
use super::plain::Plain;
use super::resident_id::is_plausible;
use super::{Found, Known};
use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;

pub(super) fn check(_: &Plain, known: &Known) -> Vec<Found> {
    joins(&known.rows).filter_map(|join| found(&join)).collect()
}

fn found(join: &Join) -> Option<Found> {
    let values = values(join.digits).filter(|values| (16..=19).contains(&values.len()))?;
    if are_years(join)
        || is_plausible(join.digits)
        || values.iter().all(|value| *value == values[0])
    {
        return None;
    }
    let is_right = is_luhn(&values);
    let (last, groups) = join.lengths.split_last()?;
    let looks_so = join.is_whole
        && groups.iter().all(|length| *length == 4)
        && (*last <= 4 || groups.is_empty());
    (is_right || looks_so).then(|| Found {
        rule: Rule::BankCard,
        severity: if is_right { Severity::Error } else { Severity::Warning },
        range: join.range.clone(),
        message: if is_right {
            "This is the number of a bank card".to_owned()
        } else {
            "This looks like the number of a bank card".to_owned()
        },
        hint: "Take it out. Say “the card ending in 0000” if a card must be named.",
    })
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
