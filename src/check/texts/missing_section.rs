//! `missing-section`: a section that the kind requires is not on the page.
//!
//! Leaflets are selections of sections by id, so a missing one leaves a hole in everything printed.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::vocabulary::Vocabulary;
use crate::check::context::Context;
use crate::site::page::Page;

pub(crate) fn missing_section(_: &Context, page: &Page) -> Vec<Diagnostic> {
    // Translations must have the outline of the original, so only that is checked.
    let original = page.original();
    let sections = &original.outline.sections;
    // A section without an id, which is a mistake already, may be the one that seems to be missing.
    if sections.iter().any(|id| id.is_empty()) {
        return Vec::new();
    }
    let required = page.kind.required_sections();
    let missing = required.iter().filter(|id| !original.outline.has_section(id));
    let reports = missing.map(|id| {
        let message = format!("The section `{{#{id}}}` is missing");
        let order: Vec<String> = required.iter().map(|id| format!("{{#{id}}}")).collect();
        let hint = format!(
            "Pages in `{}` have these sections in this order: {}.",
            page.kind.id(),
            order.join(", ")
        );
        Diagnostic::new(Rule::MissingSection, &original.file, Span::default(), message).hint(hint)
    });
    reports.collect()
}
