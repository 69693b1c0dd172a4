//! `missing-section`: a page lacks a section its kind must have, or has them in another order.
//!
//! Leaflets are selections of sections by id, so an absent one leaves a hole in everything printed.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::vocabulary::Vocabulary;
use crate::check::context::Context;
use crate::site::page::Page;

pub fn check(_: &Context, page: &Page) -> Vec<Diagnostic> {
    // Translations are held to the outline of the source, so one look is enough.
    let source = page.original();
    let required = page.kind.required_sections();
    let ids: Vec<&str> = source.document.sections.iter().map(|s| &*s.id).collect();
    // One without an id, which is a mistake already, may be the one that seems to be missing.
    let complete = !ids.contains(&"");
    let mut found: Vec<Diagnostic> = required
        .iter()
        .filter(|id| complete && !ids.contains(id))
        .map(|id| {
            let message = format!("The section `{{#{id}}}` is missing");
            let order =
                required.iter().map(|id| format!("{{#{id}}}")).collect::<Vec<_>>().join(", ");
            Diagnostic::new(Rule::MissingSection, &source.file, Span::default(), message).hint(
                format!(
                    "Pages in `{}` have these sections, in this order: {order}.",
                    page.kind.id()
                ),
            )
        })
        .collect();
    let present: Vec<usize> =
        required.iter().filter_map(|id| ids.iter().position(|own| own == id)).collect();
    if let Some(late) = present.windows(2).position(|pair| pair[0] > pair[1]) {
        let section = &source.document.sections[present[late + 1]];
        found.push(
            Diagnostic::new(
                Rule::SectionOrder,
                &source.file,
                section.span,
                format!("`{{#{}}}` stands too early", section.id),
            )
            .hint(format!(
                "The order in `{}` is: {}.",
                page.kind.id(),
                required.join(", ")
            )),
        );
    }
    found
}
