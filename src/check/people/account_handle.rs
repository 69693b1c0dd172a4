//! `account-handle`: a person's account in a chat app.
//!
//! A victim's account identifies the victim; a scammer's leads readers to the scammer. An id of
//! five characters or more after 微信号, QQ, Telegram, WhatsApp and the like is an error.

use std::sync::LazyLock;

use memchr::memchr_iter;
use regex::Regex;

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::keywords;
use crate::check::people::personal_data::{PersonalData, SearchedText};

static HANDLE: LazyLock<Regex> = LazyLock::new(|| keywords::handle(""));
static MENTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s(“”,，。：:])(@[A-Za-z][A-Za-z0-9_]{4,31})").expect("a pattern")
});

pub(crate) fn account_handle(text: &SearchedText) -> Vec<PersonalData> {
    let words = &text.plain.text;
    let is_mention = |at| words.as_bytes().get(at + 1).is_some_and(u8::is_ascii_alphabetic);
    let has_mention = memchr_iter(b'@', words.as_bytes()).any(is_mention);
    let patterns = [(&HANDLE, text.keywords.handle), (&MENTION, has_mention)];
    let patterns = patterns.into_iter().filter(|(_, may_match)| *may_match);
    let matches = patterns.flat_map(|(pattern, _)| pattern.captures_iter(words));
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
