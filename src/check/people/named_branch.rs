//! `named-branch`: the bank branch of a case.
//!
//! Whoever knows the day, the branch and the amount knows the person, so a case says “a branch”.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::vocabulary::Kind;
use crate::check::words::page_prose::PageProse;

/// What a branch is called in Chinese.
const BRANCHES: [&str; 7] = ["支行", "分行", "分理处", "营业部", "营业所", "营业厅", "储蓄所"];

/// What a branch is called in either language.
static NAMES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    // The kind that is searched for by vectors.
    builder.match_kind(MatchKind::LeftmostFirst);
    builder.build(BRANCHES.iter().chain(&["ranch"])).expect("a few words")
});
static BRANCH: LazyLock<Regex> = LazyLock::new(|| {
    let bank = concat!(
        "(?:工商|农业|建设|交通|邮政?储蓄?|招商|中信|光大|民生|浦发|兴业|平安|中国)银行",
        "|工行|农行|中行|建行|交行|邮储|农商银?行|信用社",
    );
    let branch = BRANCHES.join("|");
    let chinese = format!(r"(?:{bank})[^，。、；！？某\s“”]{{0,12}}?(?:{branch})");
    let english = r"(?-u:\b)[A-Z][a-z]+(?: [A-Z][a-z]+)* (?:Sub-?[Bb]ranch|Branch)(?-u:\b)";
    Regex::new(&format!("{chinese}|{english}")).expect("a pattern")
});

pub(crate) fn named_branch(prose: &PageProse) -> Vec<Diagnostic> {
    if prose.page.kind != Kind::Cases || !NAMES.is_match(&prose.words.text) {
        return Vec::new();
    }
    let runs = prose.own_runs().filter(|(_, words)| NAMES.is_match(words));
    let report = |(start, words)| {
        BRANCH.find_iter(words).map(move |branch| {
            let message =
                format!("`{}` names a bank branch, which can identify a person", branch.as_str());
            let span = prose.span(start + branch.start()..start + branch.end());
            Diagnostic::new(Rule::NamedBranch, prose.file, span, message)
                .hint("Write what kind of place it was: `一家银行网点`, `a bank branch`.")
        })
    };
    runs.flat_map(report).collect()
}
