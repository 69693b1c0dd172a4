//! `case-without-source`, `exact-date`, `exact-amount`, `named-branch`: a case that claims more
//! than it can show, or by which somebody can be found.
//!
//! Who knows the day, the branch and the sum knows the person. A case gives the season or the year,
//! “a branch”, and a round sum; an exact sum stands only where a source has published it.

use std::sync::{Arc, LazyLock};

use regex::{Captures, Match, Regex};

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::vocabulary::{Kind, Provenance};
use crate::check::context::Context;
use crate::check::words::Prose;
use crate::parse::facts::{Citation, Details};
use crate::site::page::Page;

/// The names of the rules that look at the text, for exceptions.
pub const EXCEPTABLE: [Rule; 3] = [Rule::ExactDate, Rule::ExactAmount, Rule::NamedBranch];

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let months =
        "(?:January|February|March|April|May|June|July|August|September|October|November|December)";
    let patterns = [
        r"(?:[0-9]{2,4} ?年 ?)?[0-9]{1,2} ?月 ?[0-9]{1,2} ?[日号]".to_owned(),
        r"[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]".to_owned(),
        r"(?-u:\b)(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?-u:\b)".to_owned(),
        format!(r"(?-u:\b)[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?{months}(?: [0-9]{{4}})?(?-u:\b)"),
        format!(r"(?-u:\b){months} [0-9]{{1,2}}(?:st|nd|rd|th)?(?:, [0-9]{{4}})?(?-u:\b)"),
    ];
    pattern(&patterns.join("|"))
});

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[¥￥]|(?:RMB|CNY) ?)([0-9]+(?:[,.][0-9]+)*)|([0-9]+(?:[,.][0-9]+)*) ?(?:余|多)?(?:万|亿)?(?:元|块钱| yuan)",
    )
});

/// What a branch is called, the last of them in English.
const BRANCHES: [&str; 8] =
    ["支行", "分行", "分理处", "营业部", "营业所", "营业厅", "储蓄所", "ranch"];

static BRANCH: LazyLock<Regex> = LazyLock::new(|| {
    let bank = "(?:工商|农业|建设|交通|邮政?储蓄?|招商|中信|光大|民生|浦发|兴业|平安|中国)银行|工行|农行|中行|建行|交行|邮储|农商银?行|信用社";
    let branch = BRANCHES[..7].join("|");
    pattern(&format!(
        r"(?:{bank})[^，。、；！？某\s“”]{{0,12}}?(?:{branch})|(?-u:\b)[A-Z][a-z]+(?: [A-Z][a-z]+)* (?:Sub-?[Bb]ranch|Branch)(?-u:\b)"
    ))
});

/// The most figures of a round sum.
const ROUND: usize = 2;

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

/// `case-without-source`.
pub fn check_source(_: &Context, page: &Page) -> Vec<Diagnostic> {
    let Details::Case { provenance, .. } = &page.facts.details else { return Vec::new() };
    if provenance.value != Provenance::Real || page.facts.citations.iter().any(Citation::is_public)
    {
        return Vec::new();
    }
    let message = "The case is called real, and no source says where it was published";
    let hint = "Name it under `[[sources]]`, with its `url`, or its `publisher` and `published_on`; or write \
                `origin = \"composite\"`, and it is one.";
    vec![
        Diagnostic::new(Rule::CaseWithoutSource, &page.facts_file, provenance.span, message)
            .hint(hint),
    ]
}

/// What the text of a case gives away.
pub fn check_text(context: &Context, page: &Page) -> Vec<Diagnostic> {
    if page.kind != Kind::Cases {
        return Vec::new();
    }
    let is_published = page.facts.citations.iter().any(Citation::is_public);
    let mut found = Vec::new();
    for text in page.texts.iter().flatten() {
        let prose = Prose::new(page, text);
        let source = context.sources.text(&text.file).unwrap_or_default();
        for run in &prose.runs {
            let words = &prose.text[run.range.clone()];
            let span = |found: Match| {
                prose.span(source, run.range.start + found.start()..run.range.start + found.end())
            };
            let has_digit = words.bytes().any(|byte| byte.is_ascii_digit());
            if has_digit || words.contains('月') {
                found.extend(
                    DATE.find_iter(words).map(|day| date(&text.file, span(day), day.as_str())),
                );
            }
            if BRANCHES.iter().any(|branch| words.contains(branch)) {
                found.extend(
                    BRANCH
                        .find_iter(words)
                        .map(|name| branch(&text.file, span(name), name.as_str())),
                );
            }
            if has_digit && !is_published {
                found.extend(
                    exact_sums(words).map(|sum| amount(&text.file, span(sum), sum.as_str())),
                );
            }
        }
    }
    found
}

/// Sums of more than two figures that are not nought at either end: 12,800 has three.
fn exact_sums(words: &str) -> impl Iterator<Item = Match<'_>> {
    let is_exact = |sum: &Captures| {
        let digits = sum.get(1).or(sum.get(2)).map_or("", |digits| digits.as_str());
        let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
        digits.trim_matches('0').len() > ROUND
    };
    AMOUNT.captures_iter(words).filter(is_exact).filter_map(|sum| sum.get(0))
}

fn date(file: &Arc<str>, span: Span, day: &str) -> Diagnostic {
    let hint =
        "Write the season or the year: `去年秋天`, `in the autumn`. The day is in the source.";
    Diagnostic::new(
        Rule::ExactDate,
        file,
        span,
        format!("`{day}` is an exact day, by which somebody can be found"),
    )
    .hint(hint)
}

fn branch(file: &Arc<str>, span: Span, name: &str) -> Diagnostic {
    let hint = "Write what kind of place it was: `一家银行网点`, `a bank branch`.";
    Diagnostic::new(
        Rule::NamedBranch,
        file,
        span,
        format!("`{name}` names the branch, by which somebody can be found"),
    )
    .hint(hint)
}

fn amount(file: &Arc<str>, span: Span, sum: &str) -> Diagnostic {
    let hint = "Write a round sum, `约 2 万元`, `about 20,000 yuan`, or name the source that published it under `[[sources]]`.";
    let message = format!("`{sum}` is an exact sum, by which somebody can be found");
    Diagnostic::new(Rule::ExactAmount, file, span, message).hint(hint)
}
