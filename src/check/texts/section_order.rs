//! `section-order`: a section before another that must precede it.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::vocabulary::Vocabulary;
use crate::check::context::Context;
use crate::site::page::Page;

pub(crate) fn section_order(_: &Context, page: &Page) -> Vec<Diagnostic> {
    // Translations must have the outline of the original, so only that is checked.
    let original = page.original();
    let document = original.document();
    let sections = &document.sections;
    let required = page.kind.required_sections();
    let places = required.iter().map(|id| sections.iter().position(|own| own.id == *id));
    let places: Vec<usize> = places.flatten().collect();
    let Some(early) = places.windows(2).find(|pair| pair[0] > pair[1]).map(|pair| pair[1]) else {
        return Vec::new();
    };
    let section = &sections[early];
    let order: Vec<String> = required.iter().map(|id| format!("{{#{id}}}")).collect();
    let message = format!("The section `{{#{}}}` is too early", section.id);
    let hint = format!(
        "Pages in `{}` have these sections in this order: {}.",
        page.kind.id(),
        order.join(", ")
    );
    vec![Diagnostic::new(Rule::SectionOrder, &original.file, section.span, message).hint(hint)]
}
