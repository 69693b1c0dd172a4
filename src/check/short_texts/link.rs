//! `link-in-short-text`: a text for a screen, a message or a loudspeaker that carries a link.
//!
//! Readers are told not to open links in messages; a loudspeaker cannot say one.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::short_texts::lines;
use crate::site::page::Text;
use crate::site::short_texts::sentences::has_link;

pub fn check(text: &Text) -> Vec<Diagnostic> {
    let short = &text.front.short;
    let all = lines(short).map(|(_, line)| line).chain(&short.sms).chain(&short.broadcast);
    all.filter(|words| has_link(&words.value))
        .map(|words| {
            Diagnostic::new(
                Rule::LinkInShortText,
                &text.file,
                words.span,
                "A short text may not carry a link",
            )
            .hint("Readers are told not to open links in messages. Name the hotline instead.")
        })
        .collect()
}
