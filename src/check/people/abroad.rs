//! Telephone numbers abroad: after + or 00, of Hong Kong, Macau and Taiwan also without, and in the
//! form of a few places where mobiles have a prefix of their own.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::people::digits::is_amount;
use crate::check::people::nearby;
use crate::check::people::parts::{captures_in, find_in};
use crate::check::people::personal_data::SearchedText;

/// A country code (ITU-T E.164: at most 15 digits in all) and a number.
static WITH_CODE: LazyLock<Regex> = LazyLock::new(|| {
    let codes = "1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9][0-9]{2}";
    Regex::new(&format!(r"(?:\+ ?|(?-u:\b)00[ -]?)(?:{codes})(?:[ \-.()/]{{0,3}}[0-9]){{6,12}}"))
        .expect("a pattern")
});
/// The same without a sign before the code, of three places nearby.
static NEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:85[23][ \-.()]{1,3}[2-9][0-9]{3}[ -]?[0-9]{4}|886[ \-.()]{1,3}0?[2-9](?:[ -]?[0-9]){7,8})(?-u:\b)")
        .expect("a pattern")
});
/// In one piece, after words that say that one calls it; and after the name of a place.
static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:8869[0-9]{8}|85[23][2-9][0-9]{7})(?-u:\b)").expect("a pattern")
});
static OF_PLACE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:香港|澳门|新加坡|hong kong|macau|singapore)(?:的)?(?:电话|手机|号码|手机号| number| phone)?",
        r"[ :是为]{0,2}([2-9][0-9]{3}[ -]?[0-9]{4})(?-u:\b)",
    ))
    .expect("a pattern")
});
/// North America (415) 555-2671.
static AREA: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\([2-9][0-9]{2}\) ?[2-9][0-9]{2}[- ][0-9]{4}(?-u:\b)").expect("a pattern")
});
/// Taiwan 0912-345-678, the United Kingdom 07700 900123, Japan 090-1234-5678, Korea 010-1234-5678
/// (which a landline of Beijing is like).
static LOCAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:09[0-9]{2}[ -][0-9]{3}[ -][0-9]{3}|07[0-9]{3}[ -][0-9]{3} ?[0-9]{3}|[2-9][0-9]{2}-[0-9]{3}-[0-9]{4}|0[789]0[ -][0-9]{4}[ -][0-9]{4})(?-u:\b)")
        .expect("a pattern")
});

/// How many digits such a number has, the code among them.
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

pub(super) fn numbers(text: &SearchedText) -> Vec<Range<usize>> {
    let words = &text.plain.text;
    let find = |pattern, is_one: &dyn Fn(&str, &str, &str) -> bool| {
        find_in(pattern, words, &parts(text, is_one))
    };
    let mut found = find(&WITH_CODE, &|before, number, _| {
        before.trim_end_matches([' ', '(']).ends_with('+') || number.starts_with("00")
    });
    found.retain(|range| is_with_code(words, range));
    found.extend(find(&NEAR, &|_, number, _| ["852", "853", "886"].contains(&number)));
    found.extend(find(&LOCAL, &|_, number, after| {
        (number.starts_with('0') || number.len() == 3) && after.starts_with([' ', '-'])
    }));
    found.extend(find(&AREA, &|before, number, after| {
        number.len() == 3 && before.ends_with('(') && after.starts_with(')')
    }));
    let called =
        find(&CALLED, &|_, number, _| number.starts_with('8') && matches!(number.len(), 11 | 12));
    found.extend(called.into_iter().filter(|range| nearby::is_called(words, range.start)));
    let of_place = parts(text, &|_, number, after| {
        number.len() == 8 || (number.len() == 4 && after.starts_with([' ', '-']))
    });
    let of_place = captures_in(&OF_PLACE, words, &of_place).into_iter();
    found.extend(of_place.filter_map(|one| Some(one.get(1)?.range())));
    found.retain(|range| is_number(text, range));
    found
}

/// The parts of a text around the groups of digits that may begin a number: `is_one` gets what is
/// before one, the group, and what follows.
fn parts(text: &SearchedText, is_one: &dyn Fn(&str, &str, &str) -> bool) -> Vec<Range<usize>> {
    let words = &text.plain.text;
    text.parts(|before, length, after| {
        is_one(before, &words[before.len()..before.len() + length], after)
    })
}

/// Whether a number with a country code is none of a sum, `1+2…`, nor a date, and one after 00 is
/// meant to be called.
fn is_with_code(words: &str, range: &Range<usize>) -> bool {
    let number = &words[range.clone()];
    let before = words[..range.start].chars().next_back();
    !before.is_some_and(|c| c.is_ascii_alphanumeric())
        && !has_date(number)
        && (number.starts_with('+') || is_grouped_or_called(words, range))
}

fn is_number(text: &SearchedText, range: &Range<usize>) -> bool {
    let words = &text.plain.text;
    let digits: String = words[range.clone()].chars().filter(char::is_ascii_digit).collect();
    let goes_on = words[range.end..].starts_with(|c: char| c.is_ascii_digit());
    DIGITS.contains(&digits.len())
        && !goes_on
        && !is_registered(text, &digits)
        && !is_amount(words, range)
        && !words[range.end..].trim_start().starts_with(['%', '‰'])
}

/// Whether a number after 00 has signs in it, or words say that one calls it.
fn is_grouped_or_called(words: &str, range: &Range<usize>) -> bool {
    let number = &words[range.clone()];
    number.contains([' ', '-', '.', '(']) || nearby::is_called(words, range.start)
}

/// A number that is in the register as people abroad dial it: with its country code, which takes
/// the place of a 0.
fn is_registered(text: &SearchedText, digits: &str) -> bool {
    let digits = digits.trim_start_matches("00");
    text.registered.contains(digits)
        || text.registered.iter().any(|own| {
            own.strip_prefix('0').is_some_and(|own| own.len() >= 7 && digits.ends_with(own))
        })
}

/// Whether it is a date after a sign: `+2021-11-13`.
fn has_date(number: &str) -> bool {
    number.trim_start_matches('+').starts_with("202") && number.contains('-')
}
