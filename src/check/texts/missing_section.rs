//! `missing-section`: a section that the kind requires is not on the page.
//!
//! Leaflets are selections of sections by id, so a missing one leaves a hole in everything printed.

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::vocabulary::Vocabulary;
use crate::check::context::Context;
use crate::site::page::Page;

pub(crate) fn missing_section(_: &Context, page: &Page) -> Vec<Diagnostic> {
    let mut missing = missing_sections(page);
    if missing.is_empty() {
        return Vec::new();
    }
    let original = page.original();
    let required = page.kind.required_sections();
    let error = |span: Span, message: String, hint: String| {
        Diagnostic::new(Rule::MissingSection, &original.file, span, message).hint(hint)
    };
    let mut found = Vec::new();
    // One whose id has a slip is at its heading.
    let document = original.document();
    for section in document.sections.iter().filter(|own| !required.contains(&&*own.id)) {
        let Some(meant) = diagnostic::nearest(&section.id, missing.iter().copied()) else {
            continue;
        };
        let message =
            format!("The section `{{#{meant}}}` is missing, and this is `{{#{}}}`", section.id);
        found.push(error(section.span, message, format!("Did you mean `{{#{meant}}}`?")));
        missing.retain(|id| *id != meant);
    }
    if !missing.is_empty() {
        let message = match &missing[..] {
            [one] => format!("The section `{{#{one}}}` is missing"),
            several => format!("The sections {} are missing", listed(several)),
        };
        let order = listed(required).replace('`', "");
        let hint =
            format!("Pages in `{}` have these sections in this order: {order}.", page.kind.id());
        found.push(error(Span::default(), message, hint));
    }
    found
}

/// The required sections that a page lacks. Translations must have the outline of the original, so
/// only that is looked at.
pub(crate) fn missing_sections(page: &Page) -> Vec<&'static str> {
    let outline = &page.original().outline;
    // A section without an id, which is a mistake already, may be the one that seems to be missing.
    if outline.sections.iter().any(|id| id.is_empty()) {
        return Vec::new();
    }
    let required = page.kind.required_sections().iter();
    required.copied().filter(|id| !outline.has_section(id)).collect()
}

fn listed(ids: &[&str]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| format!("`{{#{id}}}`")).collect();
    ids.join(", ")
}
