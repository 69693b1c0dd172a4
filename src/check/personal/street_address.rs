//! `street-address`: where somebody lives, down to the door.
//!
//! A street with a number, or a building with a unit, is an error. Cases say “a city in the east”; branches have
//! content/branches.toml.

use std::sync::LazyLock;

use regex::Regex;

use super::plain::Plain;
use super::{Found, Known};
use crate::diagnostic::Severity;

static STREET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:[\p{Han}]{1,6}(?:路|街|巷|弄|大道|胡同|里) ?\d{1,5} ?(?:弄 ?\d{1,4} ?)?号)|(?:\d{1,4} ?(?:号楼|栋|幢|座) ?(?:\d{1,2} ?单元 ?)?\d{2,4} ?(?:室|号|房))",
    )
    .expect("a pattern")
});
static ROAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b\d{1,5} (?:[A-Z][a-z]+ ){1,3}(?:Road|Street|Avenue|Lane|Drive|Close|Rd|St|Ave)\b")
        .expect("a pattern")
});

pub(super) fn check(plain: &Plain, _: &Known) -> Vec<Found> {
    let patterns = [&*STREET, &*ROAD];
    let found = patterns.into_iter().flat_map(|pattern| pattern.find_iter(&plain.text)).map(|address| Found {
        code: "street-address",
        severity: Severity::Error,
        range: address.range(),
        message: format!("`{}` is an address down to the door", address.as_str()),
        hint: "Say the town or the kind of place only; the address of a branch belongs in content/branches.toml.",
    });
    found.collect()
}
