//! `full-name`: a person's full name beside a title.
//!
//! People in cases are a surname with 某, 女士 or 先生, or “Ms Wang”: enough to tell a story, not
//! enough to find someone. In Chinese only common surnames are known, and a word may look like a
//! name, so there the rule only warns.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::personal_data::{PersonalData, SearchedText};

/// The most common surnames, without those that are ordinary words (于, 方, 向, 高, 安, 平, 常, 时
/// …).
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙朱马胡郭林何罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈\
                        曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范姚谭廖邹熊陆郝孔崔邱秦\
                        顾侯邵孟龙万段雷钱汤尹黎";
/// Characters that end no given name before a title.
const NO_NAME: &str = "某的了是在和与给让被把对叫请要会说找骗到去来不一个位名老小大";
/// Those of them that may be in front of a name.
const BEFORE_NAME: &str = "的和与给让被把对叫请找骗";

static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    let title = concat!(
        "先生|女士|小姐|太太|阿姨|大妈|大爷|大叔|奶奶|爷爷|同学|老师|律师|警官|民警|法官",
        "|检察官|科长|处长|局长|所长|队长|教授",
    );
    Regex::new(&format!(r"([{SURNAMES}])([\p{{Han}}]{{1,2}})(?:{title})")).expect("a pattern")
});
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?-u:\b)(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Officer|Inspector|Detective)\.?",
        r" [A-Z][a-z]+ [A-Z][a-z]+(?-u:\b)",
    ))
    .expect("a pattern")
});

pub(crate) fn full_name(text: &SearchedText) -> Vec<PersonalData> {
    let text = &text.plain.text;
    let chinese = CHINESE
        .captures_iter(text)
        .filter(|captures| is_name(text, captures))
        .filter_map(|captures| Some((captures.get(0)?.range(), Severity::Warning)));
    let english = ENGLISH.find_iter(text).map(|name| (name.range(), Severity::Error));
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
