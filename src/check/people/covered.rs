//! What no number is looked for in: dates, digests, and web addresses but for the numbers that
//! stand alone in them.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;
use regex::{Captures, Regex};

use crate::check::people::characters::BREAK;
use crate::check::people::digits;

static URL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?:https?|hxxps?)://[^\s"'<>()\[\]（）【】，。；、“”]+"#));
/// A date; the digits of the day go on where a number is glued to it.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:19|20)[0-9][0-9] ?[-/.年] ?(?:0?[1-9]|1[0-2]) ?[-/.月] ?([0-9]+)")
});
/// An identity card number with the date of birth written as a date.
static BORN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[0-9]{6}[^0-9A-Za-z\n\x01]{0,3}(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[^0-9A-Za-z\n\x01]{0,3}[0-9]{3}[0-9Xx×]",
    )
});
static DIGEST: LazyLock<Regex> = LazyLock::new(|| pattern(r#"translates = "[0-9a-f]*""#));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

/// Writes breaks over all of it, and returns whether there is any. A break is one byte, so what
/// follows keeps its place. `groups` are those of the digits.
pub(super) fn cover(text: &mut String, groups: &[Range<usize>]) -> bool {
    let mut is_changed = false;
    if memmem::find(text.as_bytes(), b"://").is_some() {
        // The rest of `hxxps://t[.]me/…` says whether it is somebody's account.
        let is_whole = |url: &regex::Match| !text[url.end()..].starts_with("[.]me/");
        let urls = URL.find_iter(text).filter(is_whole);
        let ranges = urls.flat_map(|url| around_numbers(text, url.range()));
        is_changed |= write_breaks(text, ranges.collect());
    }
    let groups = if is_changed { Cow::Owned(digits::groups(text)) } else { Cow::Borrowed(groups) };
    let after_year = |c: char| " -/.年".contains(c);
    if groups.iter().any(|group| group.len() >= 4 && text[group.end..].starts_with(after_year)) {
        let is_region = |pair: &[Range<usize>]| {
            pair[0].len() == 6 && pair[1].len() == 4 && pair[1].start - pair[0].end <= 9
        };
        let may_be_born = groups.windows(2).any(is_region);
        let born = BORN.find_iter(if may_be_born { text } else { "" });
        let born: Vec<Range<usize>> = born.map(|one| one.range()).collect();
        let dates = DATE.captures_iter(text).filter_map(|date| covered_date(&date));
        let is_apart = |date: &Range<usize>| {
            let next = born.partition_point(|number| number.end <= date.start);
            born.get(next).is_none_or(|number| number.start >= date.end)
        };
        is_changed |= write_breaks(text, dates.filter(is_apart).collect());
    }
    let digests = DIGEST.find_iter(text).map(|one| one.range()).collect();
    is_changed | write_breaks(text, digests)
}

/// Writes breaks over ranges, and returns whether there are any.
fn write_breaks(text: &mut String, ranges: Vec<Range<usize>>) -> bool {
    let is_changed = !ranges.is_empty();
    for range in ranges {
        let breaks = BREAK.to_string().repeat(range.len());
        text.replace_range(range, &breaks);
    }
    is_changed
}

/// Lengths of numbers that may be glued to a date: of a mobile, an identity card, a bank card.
const GLUED: [usize; 5] = [11, 16, 17, 18, 19];

/// How much of a date is covered: its day has one or two digits, and what follows it may be a
/// number. Nothing where the digits are neither.
fn covered_date(date: &Captures) -> Option<Range<usize>> {
    let (whole, day) = (date.get(0)?, date.get(1)?);
    let is_day = |length: &usize| {
        day.len() >= *length
            && day.as_str()[..*length].parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
    };
    let rest = |length: &usize| day.len() - length;
    let length = [2, 1]
        .into_iter()
        .filter(is_day)
        .find(|length| rest(length) == 0 || GLUED.contains(&rest(length)))?;
    Some(whole.start()..day.start() + length)
}

/// The parts of an address other than numbers that stand alone in it: `13…` in `/13912345678/` but
/// not in `t20211119_5976307.html`, and three groups of 3, 4 and 4 digits.
fn around_numbers(text: &str, url: Range<usize>) -> Vec<Range<usize>> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[0-9]{3}([-._ ])[0-9]{4}([-._ ])[0-9]{4}|[0-9]{11,19}[Xx]?"));
    let bytes = text[url.clone()].as_bytes();
    let is_alone = |number: &Range<usize>| {
        let before = number.start.checked_sub(1).map(|at| bytes[at]);
        let after = bytes.get(number.end).copied();
        ![before, after].into_iter().flatten().any(|byte| byte.is_ascii_alphanumeric())
            && match number.len() {
                11 | 13 | 15 | 18 => true,
                // Of a bank card of China; other numbers of this length are those of articles.
                16 | 17 | 19 => bytes[number.start..].starts_with(b"62"),
                _ => false,
            }
    };
    let mut parts = Vec::new();
    let mut at = 0;
    let numbers = NUMBER.find_iter(&text[url.clone()]).map(|number| number.range());
    for number in numbers.filter(is_alone) {
        parts.push(url.start + at..url.start + number.start);
        at = number.end;
    }
    parts.push(url.start + at..url.end);
    parts
}
