//! `link-in-short-text`: a link in a text for a screen, a message or a loudspeaker.
//!
//! Readers are told not to open links in messages, and a loudspeaker cannot say one.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::check::print::lines::lines;
use crate::site::page::{Page, Text};
use crate::site::short_texts::sentences::has_link;

pub(crate) fn link_in_short_text(_: &Context, page: &Page) -> Vec<Diagnostic> {
    page.texts.iter().flatten().flat_map(check_text).collect()
}

fn check_text(text: &Text) -> Vec<Diagnostic> {
    let short = &text.front.short;
    let all = lines(short).map(|(_, line)| line).chain(&short.sms).chain(&short.broadcast);
    let reports = all.filter(|words| has_link(&words.value)).map(|words| {
        let message = "A short text must not contain a link";
        Diagnostic::new(Rule::LinkInShortText, &text.file, words.span, message)
            .hint("Name the hotline instead; readers are told not to open links in messages.")
    });
    reports.collect()
}
