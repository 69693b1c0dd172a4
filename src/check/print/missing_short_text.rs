//! `missing-short-text`: a scam without a text for the ticker, the message, the cash machine or the
//! loudspeaker.
//!
//! A branch that warns of a scam uses all of them. A gap in one language is a gap on the screens of
//! that language.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::vocabulary::Kind;
use crate::check::context::Context;
use crate::site::page::{Page, Text};

pub(crate) fn missing_short_text(_: &Context, page: &Page) -> Vec<Diagnostic> {
    if page.kind != Kind::Scams {
        return Vec::new();
    }
    page.texts.iter().flatten().filter_map(check_text).collect()
}

fn check_text(text: &Text) -> Option<Diagnostic> {
    let front = &text.front;
    // Front matter that could not be read has no title either, which is a mistake already.
    if front.title.value.is_empty() {
        return None;
    }
    let missing: Vec<&str> =
        front.short.missing().filter(|key| !front.short.unreadable.contains(key)).collect();
    let list = |words: Vec<String>| words.join(", ");
    let named = list(missing.iter().map(|key| format!("`{key}`")).collect());
    let message = match missing.len() {
        0 => return None,
        1 => format!("The short text {named} is missing"),
        _ => format!("The short texts {named} are missing"),
    };
    let lines = list(missing.iter().map(|key| format!("`{}`", example(key))).collect());
    let hint = format!("Add under `[short]`, at the end of the front matter: {lines}.");
    let (file, span) = (&text.file, front.title.span);
    Some(Diagnostic::new(Rule::MissingShortText, file, span, message).hint(hint))
}

fn example(key: &str) -> String {
    match key {
        "atm" => "atm = [\"…\", \"…\"]".to_owned(),
        _ => format!("{key} = \"…\""),
    }
}
