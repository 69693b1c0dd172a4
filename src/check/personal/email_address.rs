//! `email-address`: the address of a mailbox.
//!
//! A person's gives them away, a scammer's is an invitation. A publisher who wants to be written to
//! makes an exception for the address, with the reason.

use std::sync::LazyLock;

use regex::Regex;

use super::plain::Plain;
use super::{Found, Known};
use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}")
        .expect("a pattern")
});

pub(super) fn check(plain: &Plain, _: &Known) -> Vec<Found> {
    let found = ADDRESS.find_iter(&plain.text).map(|address| Found {
        rule: Rule::EmailAddress,
        severity: Severity::Error,
        range: address.range(),
        message: format!("`{}` is an e-mail address", address.as_str()),
        hint: "Take it out, or make an exception for it in page.toml, with the reason.",
    });
    found.collect()
}
