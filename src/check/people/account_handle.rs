//! `account-handle`: a person's account in a chat app or on another platform.
//!
//! A victim's account identifies the victim; a scammer's leads readers to the scammer. An id after
//! 微信, QQ, 抖音号, Telegram, WhatsApp and the like is an error: characters with a digit or an
//! underscore among them, or any after words such as 微信号. A sentence after a colon is none.

use std::sync::LazyLock;

use memchr::memchr_iter;
use regex::{Captures, Match, Regex};

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::keywords::captures_in;
use crate::check::people::personal_data::{PersonalData, SearchedText};

/// Apps that are named before an id even without a colon.
const APPS: &str = "微信|薇信|威信|徽信|维信|V信|wechat|vx|wx|QQ|扣扣|企鹅号|telegram|tg|电报|纸飞机|whatsapp|line id|skype|抖音|快手|小红书|陌陌|探探|微博|支付宝|facebook|instagram|钉钉|蝙蝠|脸书|闲鱼|kakao|zalo|viber|discord|twitter|signal|snapchat|tiktok|推特|知乎|飞书|豆瓣|公众号|微x|加(?:我|他|她|老师)?(?:V|微|威|扣)|➕V?|球球";
/// Words that are names of other things too: an id is behind a colon.
const DOUBTFUL: &str = "卫星|Q群|Q|飞机|line|企鹅|游戏|B站|YY|SOUL|淘宝旺旺|旺旺|淘宝";
/// What makes of an app an account in it.
const KIND: &str = "(?:群号|群|号码|号|账号|帐号|账户|搜索|搜|添加|uid|ID|id)";

static HANDLE: LazyLock<Regex> = LazyLock::new(|| {
    let mark = "[:：是为(（“”\"'`【\\[*\\-—=]";
    Regex::new(&format!(
        r"(?i)(?:(?P<app>{APPS})|(?P<doubtful>{DOUBTFUL}))(?P<kind>(?:[ ]?{KIND}){{0,2}})(?P<mark>[ ]?(?:是|为)?{mark}{{0,3}}[ ]?(?:是|为)?{mark}{{0,3}}[ ]?)(?P<id>@?[a-z0-9](?:[a-z0-9_.:#\-]*[a-z0-9_])?|_[a-z0-9_\-]+)"
    ))
    .expect("a pattern")
});
/// A user of a microblog, also with a Chinese name.
static BLOG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:微博|抖音|快手|小红书|知乎|推特)[ :]{0,2}(@[\p{Han}A-Za-z0-9_]{2,20})")
        .expect("a pattern")
});
/// Addresses of accounts, also where they cannot be opened.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:t|wa|telegram|signal) ?(?:\[ ?\.? ?\]|\.|点|\[dot\]|\(dot\)|\(\.\)) ?me ?/ ?(\+?[a-z0-9_]{4,})")
        .expect("a pattern")
});
static MENTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s(“”,，。：:])(@[A-Za-z][A-Za-z0-9_]{4,31})").expect("a pattern")
});

/// Words after an @ that are no one's account: of chat groups, of style sheets, of JSON-LD.
const NO_ONE: [&str; 24] = [
    "everyone",
    "channel",
    "someone",
    "anyone",
    "media",
    "import",
    "charset",
    "supports",
    "keyframes",
    "container",
    "layer",
    "namespace",
    "property",
    "scope",
    "starting",
    "context",
    "graph",
    "param",
    "return",
    "returns",
    "throws",
    "deprecated",
    "override",
    "username",
];

pub(crate) fn account_handle(text: &SearchedText) -> Vec<PersonalData> {
    let words = &text.plain.text;
    let mut ids: Vec<Match> = Vec::new();
    let parts = &text.keywords().handles;
    let own = captures_in(&HANDLE, words, parts);
    ids.extend(own.iter().filter_map(|found| id(words, found)));
    for pattern in [&*BLOG, &*SHORT] {
        let found = captures_in(pattern, words, parts);
        ids.extend(found.iter().filter_map(|captures| captures.get(1)));
    }
    let is_mention = |at| words.as_bytes().get(at + 1).is_some_and(u8::is_ascii_alphabetic);
    if memchr_iter(b'@', words.as_bytes()).any(is_mention) {
        let mentions = MENTION.captures_iter(words).filter_map(|captures| captures.get(1));
        let is_someone = |id: &Match| {
            let name = id.as_str()[1..].to_ascii_lowercase();
            let is_rule = words[id.end()..].starts_with('-');
            !NO_ONE.contains(&&*name) && !is_rule
        };
        ids.extend(mentions.filter(is_someone));
    }
    let report = |id: Match| PersonalData {
        rule: Rule::AccountHandle,
        severity: Severity::Error,
        range: id.range(),
        message: format!("`{}` looks like a person's account name", id.as_str()),
        hint: "Remove it, and write for example “an account on WeChat”.",
    };
    ids.into_iter().map(report).collect()
}

/// The id in a match, where it is one.
fn id<'t>(text: &'t str, found: &Captures<'t>) -> Option<Match<'t>> {
    let id = found.name("id")?;
    let app = found.name("app").or(found.name("doubtful"))?;
    let name = id.as_str().trim_start_matches('@');
    let is_latin = app.as_str().starts_with(|c: char| c.is_ascii_alphabetic());
    let before = text[..app.start()].chars().next_back();
    if is_latin && before.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let mark = &found["mark"];
    // `line-12337` and `wechat-2023` are ids of entries.
    let is_word = is_latin && !app.as_str().to_ascii_lowercase().ends_with('x');
    let is_mark = |c: char| c != ' ' && !(is_word && "-—=".contains(c));
    let is_marked = mark.contains(is_mark) || id.as_str().starts_with('@');
    if is_word && !is_marked && mark.contains(['-', '—', '=']) {
        return None;
    }
    let has_kind = !found["kind"].is_empty();
    // `line`, `Q` and `飞机` are words of their own, and `wxid` begins the id itself.
    let is_glued = is_latin && mark.is_empty() && !has_kind;
    let is_wxid = app.as_str().eq_ignore_ascii_case("wx") && name.starts_with("id_");
    if (found.name("doubtful").is_some() && !is_marked && !has_kind) || (is_glued && !is_wxid) {
        return None;
    }
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let is_number = digits == name.len();
    let fits = if is_number {
        (5..=12).contains(&digits) && !is_quantity(&text[id.end()..])
    } else if digits > 0 || name.contains('_') || id.as_str().starts_with('@') {
        name.len() >= if has_kind && is_marked { 4 } else { 5 } && !is_version(name)
    } else {
        is_marked && has_kind && name.len() >= 6 && !goes_on(&text[id.end()..])
            || name.starts_with("live:")
            || (name.matches('.').count() > 0
                && name.len() >= 8
                && is_marked
                && !goes_on(&text[id.end()..]))
    };
    fits.then_some(id)
}

/// Whether a number is followed by what it counts.
fn is_quantity(after: &str) -> bool {
    const UNITS: [&str; 16] = [
        "元", "万", "亿", "人", "个", "名", "次", "条", "年", "起", "多", "余", "块", "%", "户",
        "款",
    ];
    let after = after.trim_start_matches(' ');
    UNITS.iter().any(|unit| after.starts_with(unit))
}

/// Whether it is the version of a program: `v8.0.30`, `iPhone15`.
fn is_version(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let rest =
        name.trim_start_matches("iphone").trim_start_matches("android").trim_start_matches('v');
    rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Whether an English sentence goes on.
fn goes_on(after: &str) -> bool {
    let after = after.strip_prefix([' ', '\'', '’', ',']).unwrap_or("");
    after.trim_start().starts_with(|c: char| c.is_ascii_lowercase())
}
