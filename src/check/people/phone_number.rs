//! `phone-number`: the telephone number of a person or a company.
//!
//! A number that is not in content/hotlines.toml is an error: a mobile number of mainland China
//! (11 digits from 13 to 19), one abroad (see [`abroad`]), a 400 or 800 number, a landline with
//! its area code. A landline in one piece that no words say one calls is only a warning.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::digits::{Gap, NumberCandidate, are_years, candidates, is_amount};
use crate::check::people::personal_data::{PersonalData, SearchedText};
use crate::check::people::{abroad, nearby};

pub(crate) fn phone_number(text: &SearchedText) -> Vec<PersonalData> {
    let words = &text.plain.text;
    let own = candidates(&text.rows)
        .filter_map(|candidate| Some((number(&candidate, text)?, candidate)))
        .filter(|(found, candidate)| !are_years(candidate) && !is_amount(words, &found.range))
        .filter(|(found, _)| !is_in_digest(words, &found.range))
        .map(|(found, _)| found);
    let told = told_in_parts(words, &text.plain.groups);
    let told = told.into_iter().chain(backwards(words, &text.plain.groups));
    let told = told.map(|range| report(range, Severity::Error, "This is a mobile number"));
    let abroad = abroad::numbers(text).into_iter();
    let abroad =
        abroad.map(|range| report(range, Severity::Error, "This is a telephone number abroad"));
    own.chain(told).chain(abroad).collect()
}

/// Whether digits are a part of the name of a picture that is a digest: `0f13812345678ab.jpg`.
fn is_in_digest(text: &str, range: &Range<usize>) -> bool {
    static PICTURE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\.(?:jpe?g|png|webp|gif|svg|avif)(?-u:\b)").expect("a pattern")
    });
    const SHORTEST: usize = 15;
    let is_of_digest = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    let start = text[..range.start].trim_end_matches(is_of_digest).len();
    let rest = &text[range.end..];
    let end = range.end + rest.len() - rest.trim_start_matches(is_of_digest).len();
    let letters = text[start..end].bytes().filter(u8::is_ascii_lowercase).count();
    let is_whole = !text[..start].ends_with(|c: char| c.is_alphanumeric());
    is_whole && end - start >= SHORTEST && letters > 1 && PICTURE.is_match(&text[end..])
}

fn report(range: Range<usize>, severity: Severity, message: &str) -> PersonalData {
    PersonalData {
        rule: Rule::PhoneNumber,
        severity,
        range,
        message: message.to_owned(),
        hint: "Remove it; a number that readers may call belongs in content/hotlines.toml, with \
               its source.",
    }
}

fn number(candidate: &NumberCandidate, text: &SearchedText) -> Option<PersonalData> {
    let digits = candidate.digits;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || text.registered.contains(digits) {
        return None;
    }
    let is_service_number = digits.len() == 10
        && (digits.starts_with("400") || digits.starts_with("800"))
        && (candidate.gap() <= Gap::Near || candidate.is_even());
    let (severity, message) = if is_mobile(candidate) {
        (Severity::Error, "This is a mobile number")
    } else if !text.is_register_complete {
        return None;
    } else if is_service_number {
        (Severity::Error, "This is a 400 or 800 number that is not in content/hotlines.toml")
    } else if is_landline(candidate) {
        let is_certain = candidate.lengths.len() > 1
            || nearby::is_called(&text.plain.text, candidate.range.start);
        let severity = if is_certain { Severity::Error } else { Severity::Warning };
        (severity, "This is a telephone number that is not in content/hotlines.toml")
    } else {
        return None;
    };
    Some(report(candidate.range.clone(), severity, message))
}

/// 11 digits from 13 to 19, with or without 86 or 0086 before them, grouped as people do.
fn is_mobile(candidate: &NumberCandidate) -> bool {
    let digits = candidate.digits;
    let prefix = match digits.len() {
        11 => "",
        13 => "86",
        15 => "0086",
        _ => return false,
    };
    let Some(own) = digits.strip_prefix(prefix) else { return false };
    if !own.starts_with('1') || !matches!(own.as_bytes()[1], b'3'..=b'9') {
        return false;
    }
    let lengths = own_lengths(candidate.lengths, prefix.len());
    match candidate.gap() {
        Gap::None => true,
        Gap::Near => lengths.len() <= 5 || candidate.is_digit_by_digit() || is_by_twos(&lengths),
        Gap::Wide => {
            let three: [&[usize]; 4] = [&[11], &[3, 4, 4], &[3, 3, 5], &[4, 4, 3]];
            let two: [&[usize]; 2] = [&[3, 8], &[7, 4]];
            (candidate.is_even() || !prefix.is_empty())
                && (three.contains(&&*lengths)
                    || candidate.is_digit_by_digit()
                    || (two.contains(&&*lengths) && !candidate.is_list()))
        }
    }
}

/// The lengths of the groups after a prefix of so many digits.
fn own_lengths(lengths: &[usize], mut prefix: usize) -> Vec<usize> {
    let mut own = Vec::new();
    for &length in lengths {
        let taken = prefix.min(length);
        prefix -= taken;
        own.extend((length > taken).then_some(length - taken));
    }
    own
}

fn is_by_twos(lengths: &[usize]) -> bool {
    lengths.split_last().is_some_and(|(last, groups)| {
        *last <= 3 && groups.iter().all(|length| *length == 2 || *length == 1)
    }) && lengths.len() == 6
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
    starts && fits && candidate.gap() <= Gap::Near
}

/// Mobile numbers with a few words between their parts: `前三位…，中间…，最后…`.
fn told_in_parts(text: &str, groups: &[Range<usize>]) -> Vec<Range<usize>> {
    static GAP: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"^[^0-9A-Za-z\p{Han}\n\x01]{0,3}(?:然后|接着|接下来|再来|再|加上|加|中间|其次|最后|后面|后边|",
            r"后四位|末四位|末尾|尾号|尾数|点|杠|横|空格|减|then|and then|plus|dash|dot|space)",
            r"(?:四位|4位|几位|是|为|:)*[^0-9A-Za-z\p{Han}\n\x01]{0,3}$",
        ))
        .expect("a pattern")
    });
    const SHAPES: [&[usize]; 4] = [&[3, 4, 4], &[3, 8], &[7, 4], &[1; 11]];
    let mut found = Vec::new();
    for first in 0..groups.len() {
        if !text[groups[first].start..].starts_with('1') {
            continue;
        }
        for shape in SHAPES {
            let Some(parts) = groups.get(first..first + shape.len()) else { continue };
            let fits = || parts.iter().map(Range::len).eq(shape.iter().copied());
            let digits = || parts.iter().map(|part| &text[part.clone()]).collect::<String>();
            let is_told =
                || parts.windows(2).all(|pair| GAP.is_match(&text[pair[0].end..pair[1].start]));
            if fits() && matches!(digits().as_bytes()[1], b'3'..=b'9') && is_told() {
                found.push(groups[first].start..parts[parts.len() - 1].end);
            }
        }
    }
    found
}

/// Mobile numbers that are to be read backwards.
fn backwards(text: &str, groups: &[Range<usize>]) -> Vec<Range<usize>> {
    const WORDS: [&str; 5] = ["倒", "反着", "反过来", "revers", "backward"];
    let is_one = |group: &&Range<usize>| {
        let digits = text[(*group).clone()].as_bytes();
        let before = nearby::reach(text, group.start);
        digits.len() == 11
            && digits[10] == b'1'
            && matches!(digits[9], b'3'..=b'9')
            && WORDS.iter().any(|word| before.contains(word))
    };
    groups.iter().filter(is_one).cloned().collect()
}
