//! Words beside which a text may name a person, an account, a document or a place. They are looked
//! for in one pass, so that a rule reads only the texts that have what it is about.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::dfa::DFA;
use aho_corasick::{Anchored, MatchKind};
use regex::{Captures, Regex};
use rustc_hash::FxHashSet;

use crate::check::people::{characters, names};

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

/// The parts of a plain text that may have something, each around a word; in order, and apart.
#[derive(Default)]
pub(crate) struct Keywords {
    /// An app or another place where people have accounts.
    pub handles: Vec<Range<usize>>,
    /// A title, or what names a person.
    pub chinese_names: Vec<Range<usize>>,
    /// The same in English.
    pub english_names: Vec<Range<usize>>,
    /// What is before a number to call.
    pub calls: Vec<Range<usize>>,
    pub documents: Vec<Range<usize>>,
}

/// How far such a part reaches before its word and after it, in bytes.
const BEFORE: usize = 32;
const AFTER: usize = 120;

#[derive(Clone, Copy)]
enum Family {
    App,
    Call,
    Document,
    Title,
    Label,
    After,
    EnglishTitle,
    EnglishLabel,
}

struct Words {
    finder: DFA,
    start: StateID,
    families: Vec<Family>,
}

impl Words {
    /// Hands on every word in a text, in the order of their ends, whether others overlap it or not.
    /// (The crate's own iterator of these takes half as long again.)
    fn each(&self, text: &str, mut see: impl FnMut(Range<usize>, Family)) {
        let mut state = self.start;
        for (end, &byte) in (1..).zip(text.as_bytes()) {
            state = self.finder.next_state(Anchored::No, state, byte);
            if !self.finder.is_special(state) || !self.finder.is_match(state) {
                continue;
            }
            for number in 0..self.finder.match_len(state) {
                let pattern = self.finder.match_pattern(state, number);
                let start = end - self.finder.pattern_len(pattern);
                see(start..end, self.families[pattern.as_usize()]);
            }
        }
    }
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: [(Family, &[&str]); 8] = [
        (Family::App, APPS),
        (Family::Call, CALLS),
        (Family::Document, DOCUMENTS),
        (Family::Title, names::TITLES),
        (Family::Label, names::LABELS),
        (Family::After, names::AFTER),
        (Family::EnglishTitle, names::ENGLISH_TITLES),
        (Family::EnglishLabel, names::ENGLISH_LABELS),
    ];
    let words = lists.iter().flat_map(|(_, words)| words.iter());
    let mut builder = DFA::builder();
    builder.match_kind(MatchKind::Standard).ascii_case_insensitive(true);
    let families = lists.iter().flat_map(|(family, words)| words.iter().map(|_| *family));
    let finder = builder.build(words).expect("a few words");
    let start = finder.start_state(Anchored::No).expect("it searches everywhere");
    Words { finder, start, families: families.collect() }
});

impl Keywords {
    pub(super) fn of(text: &str) -> Keywords {
        let mut found = Keywords::default();
        WORDS.each(text, |word, family| {
            let (before, after) = (&text[..word.start], &text[word.end..]);
            let parts = match family {
                Family::App if may_be_id(after) => &mut found.handles,
                Family::Call if may_be_number(after) => &mut found.calls,
                Family::Document if has_digit(after, 48) => &mut found.documents,
                Family::Title | Family::After if ends_in_name(before) => &mut found.chinese_names,
                Family::Label if begins_with_name(after) || ends_in_name(before) => {
                    &mut found.chinese_names
                }
                Family::EnglishTitle | Family::EnglishLabel if begins_with_capital(after) => {
                    &mut found.english_names
                }
                _ => return,
            };
            let start = text.floor_char_boundary(word.start.saturating_sub(BEFORE));
            let end = text.ceil_char_boundary((word.end + AFTER).min(text.len()));
            match parts.last_mut() {
                Some(last) if start <= last.end => {
                    last.start = last.start.min(start);
                    last.end = last.end.max(end);
                }
                _ => parts.push(start..end),
            }
        });
        found
    }
}

fn has_digit(after: &str, reach: usize) -> bool {
    after.bytes().take(reach).any(|byte| byte.is_ascii_digit())
}

/// Whether soon after an app there may be an id: a digit, a sign, or a word such as 号 that lets any
/// letters be one.
fn may_be_id(after: &str) -> bool {
    let mut near = after.chars().take(40);
    near.any(|c| {
        c.is_ascii_digit()
            || matches!(
                c,
                '_' | '@' | '号' | '账' | '帐' | '群' | '搜' | '.' | '[' | 'd' | 'D' | ':' | '：'
            )
    })
}

/// Whether soon after a word there may be a number: three digits, or three Chinese ones.
fn may_be_number(after: &str) -> bool {
    let near = after.chars().take(24);
    near.filter(|c| c.is_ascii_digit() || characters::chinese(*c).is_some()).count() >= 3
}

/// Whether there is a surname two to five characters before.
fn ends_in_name(before: &str) -> bool {
    let mut near = before.chars().rev().take(6);
    near.any(|c| is_surname(c) || matches!(c, '·' | '•' | '・' | '巴' | '拉' | '扎' | '玛'))
}

/// Whether a surname follows within a few characters.
fn begins_with_name(after: &str) -> bool {
    let mut near = after.chars().take(10);
    near.any(|c| is_surname(c) || matches!(c, '·' | '•' | '・'))
}

fn is_surname(c: char) -> bool {
    static ALL: LazyLock<FxHashSet<char>> = LazyLock::new(|| names::SURNAMES.chars().collect());
    ALL.contains(&c)
}

fn begins_with_capital(after: &str) -> bool {
    let mut near = after.chars().take(7).skip_while(|c| !c.is_whitespace() && *c != ':');
    near.any(|c| c.is_ascii_uppercase()) || after.starts_with(|c: char| c.is_ascii_uppercase())
}

/// The matches of a pattern in parts of a text, at their places in the text as a whole.
pub(super) fn captures_in<'t>(
    pattern: &Regex,
    text: &'t str,
    parts: &[Range<usize>],
) -> Vec<Captures<'t>> {
    let mut found = Vec::new();
    for part in parts {
        let mut at = part.start;
        while let Some(captures) = pattern.captures_at(&text[..part.end], at) {
            let Some(whole) = captures.get(0) else { break };
            at = whole.end();
            found.push(captures);
        }
    }
    found
}
