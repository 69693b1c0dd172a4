//! Words beside which a text may name a person or an account. They are looked for in one pass, so
//! that a rule reads only the texts that have what it is about.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};
use regex::Regex;

/// What an account is named after.
const APPS: &[&str] = &[
    "微信", "wechat", "vx", "wx", "QQ", "扣扣", "telegram", "电报", "whatsapp", "line id", "飞机",
];

/// An app and an account in it.
const HANDLE: &str = concat!(
    r"(?:微信号?|wechat(?: id)?|vx|wx|QQ(?:群|号)?|扣扣|telegram|电报|whatsapp",
    r"|(?-u:\b)line id|飞机)(?:号码?|账号|群号)?[ ]?(?:[::]|是|为|id)[ ]?",
    r"@?([a-z0-9_\-]{5,20})",
);

/// The most common surnames, without those that are ordinary words (于, 方, 向, 高, 安, 平, 常, 时
/// …).
pub(super) const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙朱马胡郭林何罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈\
     曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范姚谭廖邹熊陆郝孔崔邱秦\
     顾侯邵孟龙万段雷钱汤尹黎";

/// What a name is before.
pub(super) const CHINESE_TITLES: &[&str] = &[
    "先生",
    "女士",
    "小姐",
    "太太",
    "阿姨",
    "大妈",
    "大爷",
    "大叔",
    "奶奶",
    "爷爷",
    "同学",
    "老师",
    "律师",
    "警官",
    "民警",
    "法官",
    "检察官",
    "科长",
    "处长",
    "局长",
    "所长",
    "队长",
    "教授",
];

/// What a name is after.
const ENGLISH_TITLES: &[&str] = &[
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Mx",
    "Dr",
    "Prof",
    "Professor",
    "Officer",
    "Inspector",
    "Detective",
];

static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    builder
        .match_kind(MatchKind::LeftmostFirst)
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA));
    builder.build([APPS, CHINESE_TITLES, ENGLISH_TITLES].concat()).expect("a few words")
});
static HANDLE_HERE: LazyLock<Regex> = LazyLock::new(|| handle("^"));
static NAME_HERE: LazyLock<Regex> = LazyLock::new(|| english_name("^"));

/// The pattern of an app and an account in it, after another.
pub(super) fn handle(before: &str) -> Regex {
    Regex::new(&format!("(?i){before}{HANDLE}")).expect("a pattern")
}

/// The pattern of an English title and a name, after another.
pub(super) fn english_name(before: &str) -> Regex {
    let titles = ENGLISH_TITLES.join("|");
    Regex::new(&format!(r"{before}(?:{titles})\.? [A-Z][a-z]+ [A-Z][a-z]+(?-u:\b)"))
        .expect("a pattern")
}

/// What a plain text may have.
#[derive(Default)]
pub(crate) struct Keywords {
    /// An app and an account in it.
    pub handle: bool,
    /// A surname before a Chinese title.
    pub chinese_name: bool,
    /// A name after an English title.
    pub english_name: bool,
}

impl Keywords {
    pub(super) fn of(text: &str) -> Keywords {
        let mut found = Keywords::default();
        let mut at = 0;
        while let Some(word) = WORDS.find(Input::new(text).range(at..)) {
            let (start, number) = (word.start(), word.pattern().as_usize());
            let (before, after) = text.split_at(start);
            // Words may overlap.
            at = start + after.chars().next().map_or(1, char::len_utf8);
            if number < APPS.len() {
                found.handle |= HANDLE_HERE.is_match(after);
            } else if number < APPS.len() + CHINESE_TITLES.len() {
                let mut name = before.chars().rev().skip(1).take(2);
                found.chinese_name |= name.any(|c| SURNAMES.contains(c));
            } else {
                let is_title = after.starts_with(|first: char| first.is_ascii_uppercase());
                found.english_name |= is_title && NAME_HERE.is_match(after);
            }
        }
        found
    }
}
