//! `bank-card`: the number of a bank card or of an account.
//!
//! 16 to 19 digits whose last one is the right check digit (ISO/IEC 7812, Luhn) are an error, also
//! where one digit is covered; so are 12 to 21 digits after words such as 账号 or account, and an
//! IBAN (ISO 13616: modulo 97). Without any of these, 16 to 19 digits in one piece or in groups of
//! four that begin with 3 to 6, as those of card networks do, are a warning.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::digits::{
    Gap, NumberCandidate, are_years, candidates, is_amount, values,
};
use crate::check::people::masked::{masked_numbers, readings};
use crate::check::people::nearby;
use crate::check::people::personal_data::{PersonalData, SearchedText};
use crate::check::people::resident_id::has_birth_date;

static IBAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?-u:\b)")
        .expect("a pattern")
});
/// Digits in groups, after words that name an account.
static ACCOUNT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[0-9](?:[ \-.·]{0,2}[0-9]){11,20}").expect("a pattern"));

pub(crate) fn bank_card(text: &SearchedText) -> Vec<PersonalData> {
    let words = &text.plain.text;
    let cards = candidates(&text.rows).filter_map(|candidate| card(&candidate));
    let masked = masked_numbers(words, &text.plain.groups)
        .into_iter()
        .filter(|number| number.characters.starts_with(['3', '4', '5', '6']))
        .filter(|number| (16..=19).contains(&number.characters.len()))
        .filter(|number| {
            readings(number).filter_map(|reading| values(&reading)).any(|v| is_luhn(&v))
        })
        .map(|number| report(number.range, Severity::Error, "This is a bank card number"));
    cards.chain(masked).chain(accounts(text)).chain(ibans(text)).collect()
}

fn report(range: Range<usize>, severity: Severity, message: &str) -> PersonalData {
    PersonalData {
        rule: Rule::BankCard,
        severity,
        range,
        message: message.to_owned(),
        hint: "Remove it; if a card must be mentioned, write “the card ending in 0000”.",
    }
}

fn card(candidate: &NumberCandidate) -> Option<PersonalData> {
    let values = values(candidate.digits).filter(|values| (16..=19).contains(&values.len()))?;
    if are_years(candidate)
        || has_birth_date(candidate.digits)
        || values.iter().all(|value| *value == values[0])
    {
        return None;
    }
    let (severity, message) = if is_luhn(&values) && is_shaped(candidate) {
        (Severity::Error, "This is a bank card number")
    } else if candidate.is_whole
        && candidate.gap() <= Gap::Near
        && is_grouped(candidate)
        && candidate.digits.starts_with(['3', '4', '5', '6'])
    {
        (Severity::Warning, "This looks like a bank card number")
    } else {
        return None;
    };
    Some(report(candidate.range.clone(), severity, message))
}

/// Whether groups belong together. With unusual signs between them, they are groups of four as on
/// a card, of which networks give out those that begin with 3 to 6; in the cells of a table, where
/// other numbers of four digits are, those of China, which begin with 62.
fn is_shaped(candidate: &NumberCandidate) -> bool {
    match candidate.gap() {
        Gap::None => true,
        Gap::Near => {
            is_grouped(candidate) || candidate.lengths.len() <= 3 || candidate.is_digit_by_digit()
        }
        Gap::Wide => {
            (candidate.is_even() && is_grouped(candidate)
                || candidate.is_digit_by_digit()
                || candidate.has_lengths(&[&[6, 13], &[6, 10], &[8, 8], &[12, 4], &[4, 12]]))
                && candidate.digits.starts_with(['3', '4', '5', '6'])
                && (!candidate.is_in_cells() || candidate.digits.starts_with("62"))
        }
    }
}

/// Whether the digits are written as on a card: in one piece, or in groups of four.
fn is_grouped(candidate: &NumberCandidate) -> bool {
    let Some((last, groups)) = candidate.lengths.split_last() else { return false };
    groups.iter().all(|length| *length == 4) && (*last <= 4 || groups.is_empty())
}

/// Every second digit from the right counts double; the sum of all digits is a multiple of ten.
pub(super) fn is_luhn(values: &[u32]) -> bool {
    let doubled = |value: u32| if value > 4 { 2 * value - 9 } else { 2 * value };
    let sum: u32 = values
        .iter()
        .rev()
        .enumerate()
        .map(|(at, &v)| if at % 2 == 1 { doubled(v) } else { v })
        .sum();
    sum.is_multiple_of(10)
}

/// How long such a number is with what is between its digits, in bytes.
const LONGEST: usize = 96;

/// Numbers of 12 to 21 digits that words before them call an account.
fn accounts(text: &SearchedText) -> Vec<PersonalData> {
    let words = &text.plain.text;
    let starts_one = |group: &&Range<usize>| nearby::is_account(words, group.start);
    let is_long = text.rows.iter().any(|row| row.count() >= 12);
    let groups = if is_long { &*text.plain.groups } else { &[] };
    let numbers = groups.iter().filter(starts_one).filter_map(|group| {
        let end = words.ceil_char_boundary((group.start + LONGEST).min(words.len()));
        let number =
            ACCOUNT.find_at(&words[..end], group.start).filter(|m| m.start() == group.start)?;
        let goes_on = words[number.end()..].starts_with(|c: char| c.is_ascii_digit());
        (!goes_on && !is_amount(words, &number.range())).then(|| number.range())
    });
    numbers
        .map(|range| report(range, Severity::Error, "This is the number of an account"))
        .collect()
}

fn ibans(text: &SearchedText) -> Vec<PersonalData> {
    let words = &text.plain.text;
    let is_code = |before: &str, length: usize, _: &str| {
        length >= 2 && before.ends_with(|c: char| c.is_ascii_uppercase())
    };
    if !text.has_group(is_code) {
        return Vec::new();
    }
    let numbers = IBAN.find_iter(words).filter(|number| is_iban(number.as_str()));
    numbers
        .map(|n| report(n.range(), Severity::Error, "This is the number of an account"))
        .collect()
}

/// The first four characters go to the end, letters count from 10, and the number is 1 modulo 97.
fn is_iban(written: &str) -> bool {
    let characters: Vec<u8> = written.bytes().filter(u8::is_ascii_alphanumeric).collect();
    if !(15..=34).contains(&characters.len()) {
        return false;
    }
    let (first, rest) = characters.split_at(4);
    let rest = rest.iter().chain(first).fold(0, |sum, &byte| match byte {
        b'0'..=b'9' => (sum * 10 + u32::from(byte - b'0')) % 97,
        _ => (sum * 100 + u32::from(byte - b'A') + 10) % 97,
    });
    rest == 1
}
