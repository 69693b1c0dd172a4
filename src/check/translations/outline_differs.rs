//! `outline-differs`: a translation with other sections or subheadings than the original.
//!
//! Addresses, leaflets and the language switch go from section to section by id.

use crate::base::diagnostic::Diagnostic;
use crate::base::document::{BlockKind, Section};
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::check::texts::missing_sections;
use crate::site::page::{Page, Text};

pub(crate) fn outline_differs(context: &Context, page: &Page) -> Vec<Diagnostic> {
    // What the original lacks is a mistake already, and a translation may have it.
    if !missing_sections(page).is_empty() {
        return Vec::new();
    }
    let languages = context.site.config.languages.iter().skip(1);
    let translations = languages.filter_map(|language| page.text(language));
    translations.flat_map(|text| compare(page.original(), text)).collect()
}

fn compare(original: &Text, text: &Text) -> Vec<Diagnostic> {
    let (original_document, own_document) = (original.document(), text.document());
    let (wanted, own) = (&original_document.sections, &own_document.sections);
    // A section without an id is a mistake already, and may be any.
    if wanted.iter().chain(own).any(|section| section.id.is_empty()) {
        return Vec::new();
    }
    let differs = |&place: &usize| {
        wanted.get(place).map(|section| &section.id) != own.get(place).map(|section| &section.id)
    };
    if let Some(place) = (0..wanted.len().max(own.len())).find(differs) {
        return vec![difference(original, text, wanted.get(place), own.get(place))];
    }
    let pairs = wanted.iter().zip(own);
    let differing = pairs.filter_map(|(wanted, own)| Some((own, compare_headings(wanted, own)?)));
    let reports = differing.map(|(own, message)| {
        let hint = format!("Use the same `###` headings, with the same ids, as {}.", original.file);
        Diagnostic::new(Rule::OutlineDiffers, &text.file, own.span, message).hint(hint)
    });
    reports.collect()
}

/// The first sections that differ, of which at least one exists.
fn difference(
    original: &Text,
    text: &Text,
    wanted: Option<&Section>,
    own: Option<&Section>,
) -> Diagnostic {
    let message = match (wanted, own) {
        (Some(wanted), Some(own)) => {
            format!("Expected section `{{#{}}}` here, found `{{#{}}}`", wanted.id, own.id)
        }
        (Some(wanted), None) => format!("The section `{{#{}}}` is missing", wanted.id),
        (None, Some(own)) => format!("The original has no section `{{#{}}}`", own.id),
        (None, None) => unreachable!("called where the outlines differ"),
    };
    let span = own.map_or(Span::default(), |section| section.span);
    Diagnostic::new(Rule::OutlineDiffers, &text.file, span, message)
        .hint(format!("Use the same sections in the same order as {}.", original.file))
}

/// How the subheadings of two sections differ.
fn compare_headings(wanted: &Section, own: &Section) -> Option<String> {
    let (here, there) = (subheadings(own), subheadings(wanted));
    if here.len() != there.len() {
        return Some(format!(
            "Section `{{#{}}}` has {} subheadings, and {} in the original",
            own.id,
            here.len(),
            there.len()
        ));
    }
    let (here, there) = here.iter().zip(&there).find(|(here, there)| here != there)?;
    Some(format!(
        "Expected subheading `{{#{there}}}` in section `{{#{}}}`, found `{{#{here}}}`",
        own.id
    ))
}

/// The ids of the headings within a section; links may lead to them.
fn subheadings(section: &Section) -> Vec<&str> {
    let ids = section.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Heading { id, .. } => Some(&**id),
        _ => None,
    });
    ids.collect()
}
