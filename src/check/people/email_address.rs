//! `email-address`: an e-mail address.
//!
//! A person's address identifies the person; a scammer's leads readers to the scammer. A publisher
//! who wants to receive mail makes an exception for the address, with a reason.

use std::sync::LazyLock;

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
    ADDRESS.find_iter(&text.plain.text).map(report).collect()
}
