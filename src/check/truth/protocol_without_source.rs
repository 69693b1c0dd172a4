//! `protocol-without-source`: a verified wording of a protocol without a public source.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::vocabulary::TextStatus;
use crate::check::context::Context;
use crate::parse::facts::{Citation, Details};
use crate::site::page::Page;

pub(crate) fn protocol_without_source(_: &Context, page: &Page) -> Vec<Diagnostic> {
    let Details::Protocol { text_status, .. } = &page.facts.details else { return Vec::new() };
    let is_sourced = page.facts.citations.iter().any(Citation::is_public);
    if text_status.value != TextStatus::Verified || is_sourced {
        return Vec::new();
    }
    let message = "The wording is marked as verified, but no source says where it was published";
    let hint = "Add the issuer's publication under `[[sources]]`, with its `url` or its \
                `publisher` and `published_on`, or write `text_status = \"circulating\"`.";
    let (file, span) = (&page.facts_file, text_status.span);
    vec![Diagnostic::new(Rule::ProtocolWithoutSource, file, span, message).hint(hint)]
}
