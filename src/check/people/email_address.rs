//! `email-address`: an e-mail address.
//!
//! A person's address identifies the person; a scammer's leads readers to the scammer. A publisher
//! who wants to receive mail makes an exception for the address, with a reason.

use std::sync::LazyLock;

use memchr::memchr_iter;
use regex::Regex;

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::personal_data::{PersonalData, SearchedText};

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}")
        .expect("a pattern")
});

pub(crate) fn email_address(text: &SearchedText) -> Vec<PersonalData> {
    let report = |address: regex::Match| PersonalData {
        rule: Rule::EmailAddress,
        severity: Severity::Error,
        range: address.range(),
        message: format!("`{}` is an e-mail address", address.as_str()),
        hint: "Remove it, or allow it in page.toml under `[[exceptions]]`, with a reason.",
    };
    let words = &text.plain.text;
    let of_host = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let is_within = |at| words.as_bytes().get(at + 1).is_some_and(of_host);
    if !memchr_iter(b'@', words.as_bytes()).any(is_within) {
        return Vec::new();
    }
    ADDRESS.find_iter(words).map(report).collect()
}
