//! What does search learn of each page? From the site to search records, one list a language.

use crate::document::{plain_blocks, plain_text};
use crate::language::Language;
use crate::search::Record;
use crate::site::page::{Page, State, Text};
use crate::site::{PageIndex, Site};
use crate::vocabulary::{Axis, Vocabulary};

/// The records of a language. Pages that are not written in it are offered as what they are.
pub fn records(site: &Site, language: Language) -> Vec<Record> {
    site.indexed().map(|(index, page)| record(site, index, page, language)).collect()
}

fn record(site: &Site, index: PageIndex, page: &Page, language: Language) -> Record {
    let reading = page.reading(language);
    let front = &reading.text.front;
    let document = &reading.text.document;
    let others = page.texts.iter().flatten().filter(|text| !std::ptr::eq(*text, reading.text));
    let is_own = reading.state != State::Fallback;
    Record {
        rank: page.kind as usize,
        language: (!is_own).then(|| site.config.languages.code(reading.language).to_owned()),
        url: site.path(index, language),
        title: front.title.value.clone(),
        kind: page.kind.id().to_owned(),
        aliases: front.aliases.iter().map(|alias| alias.value.clone()).collect(),
        other_titles: others.flat_map(names).collect(),
        summary: front.summary.value.clone(),
        sections: document
            .sections
            .iter()
            .map(|section| (section.id.clone(), plain_text(&section.heading), plain_blocks(&section.blocks)))
            .collect(),
        lead: plain_blocks(&document.lead),
        terms: Axis::ALL
            .iter()
            .flat_map(|&axis| page.facts.terms(axis).into_iter().map(move |term| (axis.id(), term)))
            .collect(),
    }
}

/// Title and aliases of a text.
fn names(text: &Text) -> Vec<String> {
    let aliases = text.front.aliases.iter().map(|alias| alias.value.clone());
    std::iter::once(text.front.title.value.clone()).chain(aliases).collect()
}
