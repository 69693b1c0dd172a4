//! `number-plate`: the number plate of a vehicle.
//!
//! With it whoever has access to a register, or sees the car, knows its owner. A plate of mainland
//! China begins with the short name of a province and a letter (GA 36); others are known by words
//! such as 车牌 before them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::parts::captures_in;
use crate::check::people::personal_data::{PersonalData, SearchedText};

const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使";

static PLATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:[{PROVINCES}] ?[A-Z]|WJ[ ·]?[{PROVINCES}])[·•・. \-]?([A-HJ-NP-Z0-9]{{4}}[A-HJ-NP-Z0-9挂学警港澳领](?:[A-HJ-NP-Z0-9])?)"
    ))
    .expect("a pattern")
});
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:车牌|牌照|车号|(?-u:\b)(?:number|licen[cs]e) plate)(?:号码|号)?[ :：是为“”(]{0,3}([A-Z]{1,3}[ -]?[0-9]{2,5}[A-Z]{0,3})(?-u:\b)")
        .expect("a pattern")
});

/// A plate has so many digits at least.
const DIGITS: usize = 2;

pub(crate) fn number_plate(text: &SearchedText) -> Vec<PersonalData> {
    let words = &text.plain.text;
    let after_letters = |before: &str, _: usize, _: &str| {
        let before = before.trim_end_matches(['·', '•', '・', '.', ' ', '-']);
        let is_letter = |c: char| c.is_ascii_alphabetic() || PROVINCES.contains(c);
        before.ends_with(is_letter)
    };
    let parts = text.parts(after_letters);
    if parts.is_empty() {
        return Vec::new();
    }
    let own = captures_in(&PLATE, words, &parts).into_iter().filter_map(|plate| {
        let digits = plate[1].bytes().filter(u8::is_ascii_digit).count();
        let whole = plate.get(0)?;
        let goes_on = words[whole.end()..].starts_with(|c: char| c.is_ascii_alphanumeric());
        (digits >= DIGITS && !goes_on).then(|| whole.range())
    });
    let named = captures_in(&NAMED, words, &parts).into_iter();
    let named = named.filter_map(|plate| Some(plate.get(1)?.range()));
    let report = |range: Range<usize>| PersonalData {
        rule: Rule::NumberPlate,
        severity: Severity::Error,
        message: format!("`{}` is the number plate of a vehicle", &words[range.clone()]),
        range,
        hint: "Remove it: the plate tells who owns the vehicle.",
    };
    own.chain(named).map(report).collect()
}
