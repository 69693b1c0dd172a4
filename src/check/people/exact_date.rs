//! `exact-date`: the day of a case.
//!
//! Whoever knows the day, the branch and the amount knows the person, so a case gives only the
//! season or the year.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::vocabulary::Kind;
use crate::check::words::page_prose::PageProse;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Of a month: `月`, or its English name.
static MONTH: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    // The kind that is searched for by vectors.
    builder.match_kind(MatchKind::LeftmostFirst);
    builder.build(MONTHS.iter().chain(&["月"])).expect("a few words")
});
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let months = format!("(?:{})", MONTHS.join("|"));
    let (day, year) = ("[0-9]{1,2}(?:st|nd|rd|th)?", "[0-9]{4}");
    let digit = "[〇零一二三四五六七八九]";
    let patterns = [
        r"(?:[0-9]{2,4} ?年 ?)?[0-9]{1,2} ?月 ?[0-9]{1,2} ?[日号]".to_owned(),
        format!("{digit}{{4}}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}[日号]"),
        r"(?-u:\b)(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?-u:\b)".to_owned(),
        format!(r"(?-u:\b){day} (?:of )?{months}(?: {year})?(?-u:\b)"),
        format!(r"(?-u:\b){months} {day}(?:, {year})?(?-u:\b)"),
    ];
    Regex::new(&patterns.join("|")).expect("a pattern")
});

/// Whether words name a month, or have a sign between two digits.
fn may_have_date(words: &str) -> bool {
    let is_parted = |three: &[u8]| {
        matches!(three, [first, b'-' | b'/' | b'.', last]
            if first.is_ascii_digit() && last.is_ascii_digit())
    };
    words.as_bytes().windows(3).any(is_parted) || MONTH.is_match(words)
}

pub(crate) fn exact_date(prose: &PageProse) -> Vec<Diagnostic> {
    if prose.page.kind != Kind::Cases {
        return Vec::new();
    }
    // A date without digits names its month.
    let runs: Vec<(usize, &str)> = match MONTH.is_match(&prose.words.text) {
        true => prose.own_runs().collect(),
        false => prose.runs_with_digits().collect(),
    };
    let runs = runs.into_iter().filter(|(_, words)| may_have_date(words));
    let report = |(start, words)| {
        DATE.find_iter(words).map(move |date| {
            let message =
                format!("`{}` is an exact date, which can identify a person", date.as_str());
            let span = prose.span(start + date.start()..start + date.end());
            Diagnostic::new(Rule::ExactDate, prose.file, span, message)
                .hint("Write the season or the year: `去年秋天`, `in the autumn`.")
        })
    };
    runs.flat_map(report).collect()
}
