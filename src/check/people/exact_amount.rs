//! `exact-amount`: the exact amount of a case that no cited source has published.
//!
//! Whoever knows the day, the branch and the amount knows the person, so a case rounds it.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::vocabulary::Kind;
use crate::check::words::page_prose::PageProse;
use crate::parse::facts::Citation;

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:[¥￥]|(?:RMB|CNY) ?)([0-9]+(?:[,.][0-9]+)*)",
        r"|([0-9]+(?:[,.][0-9]+)*) ?(?:余|多)?(?:万|亿)?(?:元|块钱| yuan)",
    ))
    .expect("a pattern")
});

/// What is before an amount or after it.
const UNITS: [&str; 7] = ["元", "块钱", " yuan", "¥", "￥", "RMB", "CNY"];

/// A round amount has at most this many digits between zeros: 12,800 has three.
const ROUND: usize = 2;

pub(crate) fn exact_amount(prose: &PageProse) -> Vec<Diagnostic> {
    let page = prose.page;
    if page.kind != Kind::Cases || page.facts.citations.iter().any(Citation::is_public) {
        return Vec::new();
    }
    let is_money = |words: &str| UNITS.iter().any(|unit| words.contains(unit));
    let runs = prose.runs_with_digits().filter(|(_, words)| is_money(words));
    let report = |(start, words)| {
        let exact = AMOUNT.captures_iter(words).filter(is_exact);
        exact.filter_map(|captures| captures.get(0)).map(move |amount| {
            let message =
                format!("`{}` is an exact amount, which can identify a person", amount.as_str());
            let hint = "Round it, `约 2 万元`, `about 20,000 yuan`, or cite the source that \
                        published it under `[[sources]]`.";
            let span = prose.span(start + amount.start()..start + amount.end());
            Diagnostic::new(Rule::ExactAmount, prose.file, span, message).hint(hint)
        })
    };
    runs.flat_map(report).collect()
}

fn is_exact(amount: &Captures) -> bool {
    let digits = amount.get(1).or(amount.get(2)).map_or("", |digits| digits.as_str());
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len() > ROUND
}
