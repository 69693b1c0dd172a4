//! Numbers of which one digit is covered. The check digit tells which it is, so the number is
//! published all the same.

use std::ops::Range;

use crate::check::people::characters;

/// Characters that cover a digit.
fn is_mask(c: char) -> bool {
    "*?#●○□■◯☐×xX某＊？_".contains(c)
}

/// A number of digits and one mask, which is `*` here.
pub(super) struct MaskedNumber {
    pub characters: String,
    pub range: Range<usize>,
}

/// Numbers with one digit covered, of groups of digits with a space or hyphen between them at most.
pub(super) fn masked_numbers(text: &str, groups: &[Range<usize>]) -> Vec<MaskedNumber> {
    let may_be = |c: Option<char>| c.is_some_and(is_mask);
    let has_mask = groups.iter().any(|group| {
        may_be(text[group.end..].chars().next()) || may_be(text[..group.start].chars().next_back())
    });
    if !has_mask {
        return Vec::new();
    }
    let mut numbers = Vec::new();
    let mut end = 0;
    for group in groups.iter().filter(|group| group.len() >= 2) {
        if group.start < end {
            continue;
        }
        let first = text[..group.start].chars().next_back().filter(|c| is_mask(*c));
        let start = group.start - first.map_or(0, char::len_utf8);
        if let Some(number) = read(text, start) {
            end = number.range.end;
            numbers.push(number);
        }
    }
    numbers
}

/// Digits, and the one character that covers a digit; `None` with none or more of them.
fn read(text: &str, start: usize) -> Option<MaskedNumber> {
    let mut characters = String::new();
    let mut end = start;
    let mut is_gap_before = true;
    for (at, c) in text[start..].char_indices() {
        let is_covered = is_mask(c);
        if c.is_ascii_digit() || is_covered {
            characters.push(if is_covered { '*' } else { c });
            end = start + at + c.len_utf8();
            is_gap_before = false;
        } else if matches!(c, ' ' | '-') && !is_gap_before {
            is_gap_before = true;
        } else {
            break;
        }
        if characters.len() > 20 {
            return None;
        }
    }
    // An X at the end of eighteen characters is a check digit.
    let is_x = text[..end].ends_with(characters::is_like_x);
    let masks = characters.matches('*').count() - usize::from(is_x && characters.len() == 18);
    if is_x && characters.len() == 18 {
        characters.replace_range(17.., "X");
    }
    (masks == 1).then_some(MaskedNumber { characters, range: start..end })
}

/// Every number that a masked one may be.
pub(super) fn readings(number: &MaskedNumber) -> impl Iterator<Item = String> {
    (0..=9).map(|digit| number.characters.replace('*', &digit.to_string()))
}
