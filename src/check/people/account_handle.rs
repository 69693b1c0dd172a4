//! `account-handle`: a person's account in a chat app.
//!
//! A victim's account identifies the victim; a scammer's leads readers to the scammer. An id of
//! five characters or more after 微信号, QQ, Telegram, WhatsApp and the like is an error.

use std::sync::LazyLock;

use regex::Regex;

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::personal_data::{PersonalData, SearchedText};

static HANDLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:微信号?|wechat(?: id)?|vx|wx|QQ(?:群|号)?|扣扣|telegram|电报|whatsapp",
        r"|(?-u:\b)line id|飞机)(?:号码?|账号|群号)?[ ]?(?:[::]|是|为|id)[ ]?",
        r"@?([a-z0-9_\-]{5,20})",
    ))
    .expect("a pattern")
});
static MENTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s(“”,，。：:])(@[A-Za-z][A-Za-z0-9_]{4,31})").expect("a pattern")
});

pub(crate) fn account_handle(text: &SearchedText) -> Vec<PersonalData> {
    let patterns = [&*HANDLE, &*MENTION];
    let matches = patterns.into_iter().flat_map(|pattern| pattern.captures_iter(&text.plain.text));
    let ids = matches.filter_map(|captures| captures.get(1));
    let report = |id: regex::Match| PersonalData {
        rule: Rule::AccountHandle,
        severity: Severity::Error,
        range: id.range(),
        message: format!("`{}` looks like a person's account name", id.as_str()),
        hint: "Remove it, and write for example “an account on WeChat”.",
    };
    ids.map(report).collect()
}
