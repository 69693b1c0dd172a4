//! `outline-differs`: a translation has other sections than its source, or another order.
//!
//! Addresses, leaflets and the language switch go from section to section by id.

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::document::{BlockKind, Section};
use crate::site::page::Page;
use crate::source::Span;

pub fn check(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let source = page.source();
    let wanted = &source.document.sections;
    let mut found = Vec::new();
    for text in context.site.config.languages.iter().skip(1).filter_map(|language| page.text(language)) {
        let own = &text.document.sections;
        let differs = (0..wanted.len().max(own.len())).find(|&i| wanted.get(i).map(|s| &s.id) != own.get(i).map(|s| &s.id));
        if let Some(place) = differs {
            found.push(difference(&source.file, text, wanted.get(place), own.get(place)));
            continue;
        }
        for (wanted, own) in wanted.iter().zip(own).filter(|(a, b)| subheadings(a) != subheadings(b)) {
            let (here, there) = (subheadings(own), subheadings(wanted));
            let message = format!("`{{#{}}}` has {here} headings within it, the source text has {there}", own.id);
            let hint = format!("Give it the same `###` headings as {}.", source.file);
            found.push(Diagnostic::error("outline-differs", &text.file, own.span, message).hint(hint));
        }
    }
    found
}

fn difference(
    source: &str,
    text: &crate::site::page::Text,
    wanted: Option<&Section>,
    own: Option<&Section>,
) -> Diagnostic {
    let message = match (wanted, own) {
        (Some(wanted), Some(own)) => format!("Here stands `{{#{}}}`, in the source text `{{#{}}}`", own.id, wanted.id),
        (Some(wanted), None) => format!("The section `{{#{}}}` is missing", wanted.id),
        (None, Some(own)) => format!("The source text has no section `{{#{}}}`", own.id),
        (None, None) => unreachable!("called where the outlines differ"),
    };
    let span = own.map_or(Span::default(), |section| section.span);
    Diagnostic::error("outline-differs", &text.file, span, message)
        .hint(format!("Give it the same sections in the same order as {source}."))
}

fn subheadings(section: &Section) -> usize {
    section.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading { .. })).count()
}
