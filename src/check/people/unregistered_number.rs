//! `unregistered-number`: a short number to call that is not in content/hotlines.toml.
//!
//! “Call 110” is read in fright and done at once, so a wrong digit costs money. Any number of three
//! to six digits after 拨打, 致电, 热线, 电话, call, dial, ring or hotline must be registered.
//! Amounts, times and years are no such numbers.

use std::sync::LazyLock;

use regex::{Match, Regex};

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::personal_data::{PersonalData, SearchedText};

static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:拨打|拨|致电|热线|电话|回拨",
        r"|(?-u:\b)(?:call|dial|ring|phone|hotline|helpline))",
        r"[ :*“”‘’\[\(]{0,4}(?:是|为|号码)?[ :*“”\[]{0,3}([0-9]{3,6})",
    ))
    .expect("a pattern")
});
/// What makes a number a quantity.
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^[ ]?(?:[,.]\d|[%％万千百亿元块年月日天次个人名秒分小岁条通]|余|多",
        r"|(?:yuan|minutes?|seconds?|hours?|days?|people|times|%))",
    ))
    .expect("a pattern")
});

pub(crate) fn unregistered_number(text: &SearchedText) -> Vec<PersonalData> {
    // The last characters of what may be before a number, and what may be between.
    let is_called = |before: &str, length: usize, _: &str| {
        let between = |c: char| " :*“”‘’[(是为号码".contains(c);
        let last = |c: char| "打拨电线话lge".contains(c.to_ascii_lowercase());
        length >= 3 && before.trim_end_matches(between).ends_with(last)
    };
    if !text.is_register_complete || !text.has_group(is_called) {
        return Vec::new();
    }
    let called = CALLED.captures_iter(&text.plain.text).filter_map(|captures| captures.get(1));
    let unregistered =
        called.filter(|number| is_telephone(text, number) && !is_registered(text, number.as_str()));
    let report = |number: Match| PersonalData {
        rule: Rule::UnregisteredNumber,
        severity: Severity::Error,
        range: number.range(),
        message: format!("`{}` is not registered as a hotline", number.as_str()),
        hint: "Verify the number, then add it to content/hotlines.toml with its source, or remove \
               it.",
    };
    unregistered.map(report).collect()
}

/// Whether a number is neither part of a longer one, nor a year, nor a quantity.
fn is_telephone(text: &SearchedText, number: &Match) -> bool {
    let after = &text.plain.text[number.end()..];
    let goes_on = after.starts_with(|c: char| c.is_ascii_digit());
    let is_year = number.len() == 4 && ["19", "20"].iter().any(|s| number.as_str().starts_with(s));
    !goes_on && !is_year && !UNIT.is_match(after)
}

/// Whether a number is in the register, or begins a longer one that is.
fn is_registered(text: &SearchedText, number: &str) -> bool {
    text.registered.contains(number)
        || text.registered.iter().any(|own| own.starts_with(number) && own.len() > 6)
}
