//! `unregistered-number`: a short number to ring that is not in the hotline register.
//!
//! “Ring 110” is read in fright and done at once, so a wrong digit costs money. A number of three
//! to six digits behind 拨打, 致电, 热线, 电话, call, dial, ring or hotline must stand in
//! content/hotlines.toml, with its source and the day it was looked at. Amounts, times and years
//! are no such numbers.

use std::sync::LazyLock;

use regex::Regex;

use super::plain::Plain;
use super::{Found, Known};
use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;

static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:拨打|拨|致电|热线|电话|回拨|(?-u:\b)(?:call|dial|ring|phone|hotline|helpline))[ :*“”‘’\[\(]{0,4}(?:是|为|号码)?[ :*“”\[]{0,3}([0-9]{3,6})").expect("a pattern")
});
/// What makes a number a quantity.
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[ ]?(?:[,.]\d|[%％万千百亿元块年月日天次个人名秒分小岁条通]|余|多|(?:yuan|minutes?|seconds?|hours?|days?|people|times|%))").expect("a pattern")
});

pub(super) fn check(plain: &Plain, known: &Known) -> Vec<Found> {
    if !known.is_register_complete {
        return Vec::new();
    }
    let found = CALLED.captures_iter(&plain.text).filter_map(|captures| {
        let number = captures.get(1)?;
        let after = &plain.text[number.end()..];
        let goes_on = after.starts_with(|c: char| c.is_ascii_digit());
        let is_year = number.len() == 4 && ["19", "20"].iter().any(|start| number.as_str().starts_with(start));
        let is_registered = known.registered.contains(number.as_str())
            || known.registered.iter().any(|own| own.starts_with(number.as_str()) && own.len() > 6);
        (!goes_on && !is_year && !is_registered && !UNIT.is_match(after)).then(|| Found {
            rule: Rule::UnregisteredNumber,
            severity: Severity::Error,
            range: number.range(),
            message: format!("`{}` is not in the hotline register", number.as_str()),
            hint: "Check the number and put it into content/hotlines.toml with its source, or take it out.",
        })
    });
    found.collect()
}
