//! `full-name`: a person's whole name beside a title.
//!
//! People in cases are a surname with 某, 女士 or 先生, or “Ms Wang”: enough to tell a story, not
//! enough to find somebody. In Chinese only common surnames are known, and a word may look like a
//! name, so there it is a warning.

use std::sync::LazyLock;

use regex::Regex;

use super::plain::Plain;
use super::{Found, Known};
use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;

/// The commonest surnames, without those that are ordinary words (于, 方, 向, 高, 安, 平, 常, 时
/// …).
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙朱马胡郭林何罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟龙万段雷钱汤尹黎";
/// Characters that end no given name before a title.
const NO_NAME: &str = "某的了是在和与给让被把对叫请要会说找骗到去来不一个位名老小大";

static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    let title = "先生|女士|小姐|太太|阿姨|大妈|大爷|大叔|奶奶|爷爷|同学|老师|律师|警官|民警|法官|检察官|科长|处长|局长|所长|队长|教授";
    Regex::new(&format!(r"([{SURNAMES}])([\p{{Han}}]{{1,2}})(?:{title})")).expect("a pattern")
});
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Officer|Inspector|Detective)\.? [A-Z][a-z]+ [A-Z][a-z]+(?-u:\b)")
        .expect("a pattern")
});

pub(super) fn check(plain: &Plain, _: &Known) -> Vec<Found> {
    let chinese = CHINESE.captures_iter(&plain.text).filter(|captures| {
        let given = &captures[2];
        let before =
            captures.get(0).and_then(|whole| plain.text[..whole.start()].chars().next_back());
        !given.contains(|c| NO_NAME.contains(c))
            && before.is_none_or(|c| !NO_NAME.contains(c) || "的和与给让被把对叫请找骗".contains(c))
    });
    let chinese =
        chinese.filter_map(|captures| Some((captures.get(0)?.range(), Severity::Warning)));
    let english = ENGLISH.find_iter(&plain.text).map(|name| (name.range(), Severity::Error));
    let found = chinese.chain(english).map(|(range, severity)| Found {
        rule: Rule::FullName,
        severity,
        message: format!("`{}` looks like a person's whole name", &plain.text[range.clone()]),
        range,
        hint: "Write the surname only, with 某, 女士 or 先生, or “Ms Wang”.",
    });
    found.collect()
}
