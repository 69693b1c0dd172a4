//! `full-name`: a person's full name beside a title.
//!
//! People in cases are a surname with 某, 女士 or 先生, or “Ms Wang”: enough to tell a story, not
//! enough to find someone. In Chinese only common surnames are known, and a word may look like a
//! name, so there the rule only warns.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::keywords::{self, CHINESE_TITLES, SURNAMES};
use crate::check::people::personal_data::{PersonalData, SearchedText};

/// Characters that end no given name before a title.
const NO_NAME: &str = "某的了是在和与给让被把对叫请要会说找骗到去来不一个位名老小大";
/// Those of them that may be in front of a name.
const BEFORE_NAME: &str = "的和与给让被把对叫请找骗";

static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    let titles = CHINESE_TITLES.join("|");
    Regex::new(&format!(r"([{SURNAMES}])([\p{{Han}}]{{1,2}})(?:{titles})")).expect("a pattern")
});
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| keywords::english_name(r"(?-u:\b)"));

pub(crate) fn full_name(text: &SearchedText) -> Vec<PersonalData> {
    let SearchedText { plain, keywords, .. } = text;
    let text = &plain.text;
    let chinese = keywords.chinese_name.then(|| &*CHINESE);
    let english = keywords.english_name.then(|| &*ENGLISH);
    let chinese = chinese
        .into_iter()
        .flat_map(|pattern| pattern.captures_iter(text))
        .filter(|captures| is_name(text, captures))
        .filter_map(|captures| Some((captures.get(0)?.range(), Severity::Warning)));
    let english = english.into_iter().flat_map(|pattern| pattern.find_iter(text));
    let english = english.map(|name| (name.range(), Severity::Error));
    let names = chinese.chain(english).map(|(range, severity)| PersonalData {
        rule: Rule::FullName,
        severity,
        message: format!("`{}` looks like a person's full name", &text[range.clone()]),
        range,
        hint: "Write only the surname, with 某, 女士 or 先生, or “Ms Wang”.",
    });
    names.collect()
}

/// Whether neither the given name nor the character before the surname says otherwise.
fn is_name(text: &str, captures: &Captures) -> bool {
    let start = captures.get(0).map_or(0, |whole| whole.start());
    let may_precede = |c: char| !NO_NAME.contains(c) || BEFORE_NAME.contains(c);
    !captures[2].contains(|c| NO_NAME.contains(c))
        && text[..start].chars().next_back().is_none_or(may_precede)
}
