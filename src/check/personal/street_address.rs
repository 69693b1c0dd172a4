//! `street-address`: where somebody lives, down to the door.
//!
//! A street with a number, or a building with a unit, is an error. Cases say “a city in the east”;
//! branches have content/branches.toml.

use std::sync::LazyLock;

use regex::Regex;

use super::plain::Plain;
use super::{Found, Known};
use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;

static STREET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:(?:路|街|巷|弄|大道|胡同|里) ?[0-9]{1,5} ?(?:弄 ?[0-9]{1,4} ?)?号)|(?:[0-9]{1,4} ?(?:号楼|栋|幢|座) ?(?:[0-9]{1,2} ?单元 ?)?[0-9]{2,4} ?(?:室|号|房))",
    )
    .expect("a pattern")
});
static ROAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)[0-9]{1,5} (?:[A-Z][a-z]+ ){1,3}(?:Road|Street|Avenue|Lane|Drive|Close|Rd|St|Ave)(?-u:\b)")
        .expect("a pattern")
});

pub(super) fn check(plain: &Plain, _: &Known) -> Vec<Found> {
    let patterns = [&*STREET, &*ROAD];
    let ranges =
        patterns.into_iter().flat_map(|pattern| pattern.find_iter(&plain.text)).map(|address| {
            // With the name of the street.
            let before = plain.text[..address.start()]
                .chars()
                .rev()
                .take(4)
                .take_while(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
            address.start() - before.map(char::len_utf8).sum::<usize>()..address.end()
        });
    let found = ranges.map(|range| Found {
        rule: Rule::StreetAddress,
        severity: Severity::Error,
        message: format!("`{}` is an address down to the door", &plain.text[range.clone()]),
        range,
        hint: "Say the town or the kind of place only; the address of a branch belongs in content/branches.toml.",
    });
    found.collect()
}
