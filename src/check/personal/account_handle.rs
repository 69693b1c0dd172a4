//! `account-handle`: somebody's account in a chat app.
//!
//! A victim's gives them away; a scammer's is an invitation. An id of five characters or more
//! behind 微信号, QQ, Telegram, WhatsApp and their like is an error. Say “an account on QQ”
//! instead.

use std::sync::LazyLock;

use regex::Regex;

use super::plain::Plain;
use super::{Found, Known};
use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;

static HANDLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:微信号?|wechat(?: id)?|vx|wx|QQ(?:群|号)?|扣扣|telegram|电报|whatsapp|(?-u:\b)line id|飞机)(?:号码?|账号|群号)?[ ]?(?:[::]|是|为|id)[ ]?@?([a-z0-9_\-]{5,20})",
    )
    .expect("a pattern")
});
static MENTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s(“”,，。：:])(@[A-Za-z][A-Za-z0-9_]{4,31})").expect("a pattern")
});

pub(super) fn check(plain: &Plain, _: &Known) -> Vec<Found> {
    let patterns = [&*HANDLE, &*MENTION];
    let matches = patterns.into_iter().flat_map(|pattern| pattern.captures_iter(&plain.text));
    let ids = matches.filter_map(|captures| captures.get(1));
    let found = ids.map(|id| Found {
        rule: Rule::AccountHandle,
        severity: Severity::Error,
        range: id.range(),
        message: format!("`{}` looks like somebody's account", id.as_str()),
        hint: "Take it out; “an account on WeChat” says enough.",
    });
    found.collect()
}
