//! `case-without-source`: a real case without a public source.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::vocabulary::Provenance;
use crate::check::context::Context;
use crate::parse::facts::{Citation, Details};
use crate::site::page::Page;

pub(crate) fn case_without_source(_: &Context, page: &Page) -> Vec<Diagnostic> {
    let Details::Case { provenance, .. } = &page.facts.details else { return Vec::new() };
    let is_sourced = page.facts.citations.iter().any(Citation::is_public);
    if provenance.value != Provenance::Real || is_sourced {
        return Vec::new();
    }
    let message = "The case is marked as real, but no source says where it was published";
    let hint = "Add the source under `[[sources]]`, with its `url` or its `publisher` and \
                `published_on`, or write `origin = \"composite\"`.";
    let (file, span) = (&page.facts_file, provenance.span);
    vec![Diagnostic::new(Rule::CaseWithoutSource, file, span, message).hint(hint)]
}
