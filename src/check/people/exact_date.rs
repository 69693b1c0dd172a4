//! `exact-date`: the day of a case.
//!
//! Whoever knows the day, the branch and the amount knows the person, so a case gives only the
//! season or the year.

use std::sync::LazyLock;

use regex::Regex;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::vocabulary::Kind;
use crate::check::words::page_prose::PageProse;

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let months = "(?:January|February|March|April|May|June|July|August|September|October\
                  |November|December)";
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

pub(crate) fn exact_date(prose: &PageProse) -> Vec<Diagnostic> {
    if prose.page.kind != Kind::Cases {
        return Vec::new();
    }
    let runs = prose.own_runs().filter(|(_, words)| {
        words.contains('月') || words.bytes().any(|byte| byte.is_ascii_digit())
    });
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
