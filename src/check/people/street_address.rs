//! `street-address`: a postal address down to the door.
//!
//! A street with a number, or a building with a unit, is an error. Cases say “a city in the east”;
//! the addresses of branches are in content/branches.toml.

use std::sync::LazyLock;

use regex::{Match, Regex};

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::base::text::is_han;
use crate::check::people::personal_data::{PersonalData, SearchedText};

static STREET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:(?:路|街|巷|弄|大道|胡同|里) ?[0-9]{1,5} ?(?:弄 ?[0-9]{1,4} ?)?号)",
        r"|(?:[0-9]{1,4} ?(?:号楼|栋|幢|座) ?(?:[0-9]{1,2} ?单元 ?)?[0-9]{2,4} ?(?:室|号|房))",
    ))
    .expect("a pattern")
});
static ROAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?-u:\b)[0-9]{1,5} (?:[A-Z][a-z]+ ){1,3}",
        r"(?:Road|Street|Avenue|Lane|Drive|Close|Rd|St|Ave)(?-u:\b)",
    ))
    .expect("a pattern")
});

/// Characters before the number of a house, and after it.
const BEFORE: [char; 7] = ['路', '街', '巷', '弄', '道', '同', '里'];
const AFTER: [&str; 4] = ["号楼", "栋", "幢", "座"];

/// How many characters of the street's name are shown.
const NAME: usize = 4;

pub(crate) fn street_address(text: &SearchedText) -> Vec<PersonalData> {
    let is_of_house = |before: &str, _: usize, after: &str| {
        let apart = after.strip_prefix(' ');
        before.strip_suffix(' ').unwrap_or(before).ends_with(BEFORE)
            || AFTER.iter().any(|sign| apart.unwrap_or(after).starts_with(sign))
            || apart.is_some_and(|road| road.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    if !text.has_group(is_of_house) {
        return Vec::new();
    }
    let text = &text.plain.text;
    let report = |address: Match| {
        let before = text[..address.start()].chars().rev().take(NAME);
        let name = before.take_while(|&c| is_han(c));
        let start = address.start() - name.map(char::len_utf8).sum::<usize>();
        PersonalData {
            rule: Rule::StreetAddress,
            severity: Severity::Error,
            range: start..address.end(),
            message: format!("`{}` is an exact address", &text[start..address.end()]),
            hint: "Name only the town or the kind of place; the address of a branch belongs in \
                   content/branches.toml.",
        }
    };
    let patterns = [&*STREET, &*ROAD];
    patterns.into_iter().flat_map(|pattern| pattern.find_iter(text)).map(report).collect()
}
