//! Words beside which a text may name a person, an account, a document or a place. They are looked
//! for in one pass, so that a rule reads only the texts that have what it is about.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};

use crate::check::people::names;

/// What an account is named after.
const APPS: &[&str] = &[
    "微信",
    "wechat",
    "vx",
    "wx",
    "QQ",
    "扣扣",
    "企鹅",
    "telegram",
    "电报",
    "whatsapp",
    "line",
    "飞机",
    "v信",
    "薇信",
    "威信",
    "徽信",
    "维信",
    "卫星",
    "加v",
    "q群",
    "q:",
    "tg",
    "skype",
    "抖音",
    "快手",
    "小红书",
    "陌陌",
    "探探",
    "微博",
    "支付宝",
    "facebook",
    "instagram",
    "钉钉",
    "蝙蝠",
    "游戏id",
    "t.me",
    "t[.]me",
    "wa.me",
    "账号",
    "帐号",
    "signal",
    "viber",
    "discord",
    "twitter",
    "脸书",
    "zalo",
    "kakao",
    "b站",
    "闲鱼",
    "淘宝",
    "群号",
    "球球",
    "➕",
    "yy",
    "soul",
    "旺旺",
    "snapchat",
    "tiktok",
    "推特",
    "知乎",
    "飞书",
    "豆瓣",
    "公众号",
    "微x",
    "加我",
    "加他",
    "加她",
    "加微",
    "加扣",
    "加威",
    "加q",
];

/// What is before a number to call.
const CALLS: &[&str] = &[
    "按",
    "回复",
    "发至",
    "发送",
    "座机",
    "传真",
    "contact",
    "number",
    "打",
    "拨",
    "致电",
    "热线",
    "电话",
    "联系",
    "客服",
    "来电",
    "短信",
    "call",
    "dial",
    "ring",
    "phone",
    "hotline",
    "helpline",
    "text",
    "tel",
    "customer service",
];

/// What a document is called, or the number of one begins with.
const DOCUMENTS: &[&str] = &[
    "护照",
    "通行证",
    "回乡证",
    "台胞证",
    "军官证",
    "士兵证",
    "军人证",
    "居住证",
    "居留",
    "签证",
    "驾驶证",
    "驾照",
    "社保",
    "社会保障",
    "医保",
    "学号",
    "学籍",
    "工号",
    "警号",
    "公积金",
    "imei",
    "passport",
    "permit",
    "licence",
    "license",
    "ssn",
    "social security",
    "nric",
    "证件号",
    "证号",
    "保单",
    "档案",
    "警官证",
    "结婚证",
    "住院号",
    "病历",
    "准考证",
];

/// What a plain text may have.
#[derive(Default)]
pub(crate) struct Keywords {
    /// An app or another place where people have accounts.
    pub handle: bool,
    /// A title, or what names a person.
    pub chinese_name: bool,
    /// The same in English.
    pub english_name: bool,
    /// What is before a number to call.
    pub call: bool,
    pub document: bool,
}

#[derive(Clone, Copy)]
enum Family {
    App,
    Call,
    Document,
    ChineseName,
    EnglishName,
}

struct Words {
    finder: AhoCorasick,
    families: Vec<Family>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: [(Family, &[&str]); 8] = [
        (Family::App, APPS),
        (Family::Call, CALLS),
        (Family::Document, DOCUMENTS),
        (Family::ChineseName, names::TITLES),
        (Family::ChineseName, names::LABELS),
        (Family::ChineseName, names::AFTER),
        (Family::EnglishName, names::ENGLISH_TITLES),
        (Family::EnglishName, names::ENGLISH_LABELS),
    ];
    let words = lists.iter().flat_map(|(_, words)| words.iter());
    let mut builder = AhoCorasick::builder();
    builder
        .match_kind(MatchKind::Standard)
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA));
    let families = lists.iter().flat_map(|(family, words)| words.iter().map(|_| *family));
    Words { finder: builder.build(words).expect("a few words"), families: families.collect() }
});

impl Keywords {
    pub(super) fn of(text: &str) -> Keywords {
        let mut found = Keywords::default();
        for word in WORDS.finder.find_overlapping_iter(Input::new(text)) {
            match WORDS.families[word.pattern().as_usize()] {
                Family::App => found.handle = true,
                Family::Call => found.call = true,
                Family::Document => found.document = true,
                Family::ChineseName => found.chinese_name = true,
                Family::EnglishName => found.english_name = true,
            }
        }
        found
    }
}
