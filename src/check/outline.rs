//! `outline-differs`: a translation has other sections than its source, or another order.
//!
//! Addresses, leaflets and the language switch go from section to section by id.

use crate::base::diagnostic::Diagnostic;
use crate::base::document::{BlockKind, Section};
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::site::page::Page;

pub fn check(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let source = page.original();
    let wanted = &source.document.sections;
    let mut found = Vec::new();
    for text in
        context.site.config.languages.iter().skip(1).filter_map(|language| page.text(language))
    {
        let own = &text.document.sections;
        // A section without an id is a mistake already, and may be any.
        if wanted.iter().chain(own).any(|section| section.id.is_empty()) {
            continue;
        }
        let differs = (0..wanted.len().max(own.len()))
            .find(|&i| wanted.get(i).map(|s| &s.id) != own.get(i).map(|s| &s.id));
        if let Some(place) = differs {
            found.push(difference(&source.file, text, wanted.get(place), own.get(place)));
            continue;
        }
        for (wanted, own) in wanted.iter().zip(own) {
            let (here, there) = (subheadings(own), subheadings(wanted));
            let message = if here.len() != there.len() {
                format!(
                    "`{{#{}}}` has {} headings within it, the source text has {}",
                    own.id,
                    here.len(),
                    there.len()
                )
            } else if let Some((here, there)) =
                here.iter().zip(&there).find(|(here, there)| here != there)
            {
                format!(
                    "Within `{{#{}}}` stands `{{#{here}}}`, in the source text `{{#{there}}}`",
                    own.id
                )
            } else {
                continue;
            };
            let hint =
                format!("Give it the same `###` headings, with the same ids, as {}.", source.file);
            found.push(
                Diagnostic::new(Rule::OutlineDiffers, &text.file, own.span, message).hint(hint),
            );
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
        (Some(wanted), Some(own)) => {
            format!("Here stands `{{#{}}}`, in the source text `{{#{}}}`", own.id, wanted.id)
        }
        (Some(wanted), None) => format!("The section `{{#{}}}` is missing", wanted.id),
        (None, Some(own)) => format!("The source text has no section `{{#{}}}`", own.id),
        (None, None) => unreachable!("called where the outlines differ"),
    };
    let span = own.map_or(Span::default(), |section| section.span);
    Diagnostic::new(Rule::OutlineDiffers, &text.file, span, message)
        .hint(format!("Give it the same sections in the same order as {source}."))
}

/// The ids of the headings within a section; links may lead to them.
fn subheadings(section: &Section) -> Vec<&str> {
    section
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Heading { id, .. } => Some(&**id),
            _ => None,
        })
        .collect()
}
