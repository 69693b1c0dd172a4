//! Search records made from the site, one list per language.

use super::record::{Pattern, Record, RecordSection};
use crate::base::document::{Section, plain_blocks, plain_text};
use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Taxonomy, Vocabulary};
use crate::site::Site;
use crate::site::page::{Page, PageIndex, Reading, State, Text};

/// The records of a language by document: in the order of their kinds and titles.
pub fn records(site: &Site, language: Language) -> Vec<Record> {
    pages(site, language).into_iter().map(|index| record(site, index, language)).collect()
}

/// The pages of a language by document, in the order in which [`Record`]s are.
pub fn pages(site: &Site, language: Language) -> Vec<PageIndex> {
    let mut keys = Vec::with_capacity(site.pages.len());
    for (index, page) in site.indexed() {
        let reading = page.reading(language);
        let other = other_language(site, &reading);
        keys.push((page.kind, reading.title(), other, site.path(index, language), index));
    }
    keys.sort_unstable();
    keys.into_iter().map(|(.., index)| index).collect()
}

/// The record of a page. One that is not written in the language is listed in the language it has.
pub fn record(site: &Site, index: PageIndex, language: Language) -> Record {
    let page = site.page(index);
    // Held as long as the page is worked on.
    let _documents = (page.kind == Kind::Scams).then(|| page.documents());
    let reading = page.reading(language);
    let front = &reading.text.front;
    let document = reading.text.document();
    let others = page.texts.iter().flatten().filter(|text| !std::ptr::eq(*text, reading.text));
    let mut terms = Vec::new();
    for &taxonomy in Taxonomy::ALL {
        terms.extend(page.facts.terms(taxonomy).into_iter().map(|term| (taxonomy, term)));
    }
    Record {
        language: other_language(site, &reading).map(str::to_owned),
        url: site.path(index, language),
        title: front.title.value.clone(),
        kind: page.kind,
        aliases: front.aliases.iter().map(|alias| alias.value.clone()).collect(),
        other_titles: others.flat_map(names).collect(),
        summary: front.summary.value.clone(),
        sections: document.sections.iter().map(record_section).collect(),
        lead: plain_blocks(&document.lead),
        terms,
        pattern: (page.kind == Kind::Scams).then(|| pattern(page, reading.text)),
    }
}

/// The language of a text if it is not the reader's.
fn other_language<'a>(site: &'a Site, reading: &Reading) -> Option<&'a str> {
    let is_other = reading.state == State::Fallback;
    is_other.then(|| site.config.languages.code(reading.language))
}

fn record_section(section: &Section) -> RecordSection {
    RecordSection {
        anchor: section.id.clone(),
        heading: plain_text(&section.heading),
        text: plain_blocks(&section.blocks),
    }
}

/// The pattern of a page. `text` is in the reader's language if the page is translated.
fn pattern(page: &Page, text: &Text) -> Pattern {
    let mut pattern =
        Pattern { flags: items(text, "flags"), steps: items(text, "do"), ..Pattern::default() };
    for text in page.texts.iter().flatten() {
        pattern.phrases.extend(text.front.phrases.iter().map(|phrase| phrase.value.clone()));
        for quote in items(text, "say") {
            pattern.phrases.push(quote.trim_matches(['“', '”', '‘', '’', '"']).to_owned());
        }
        let document = text.document();
        let sections = ["how", "flags"].into_iter().filter_map(|id| document.section(id));
        let sections = sections.map(|section| plain_blocks(&section.blocks));
        for words in names(text).into_iter().chain(sections) {
            pattern.words.push_str(&words);
            pattern.words.push('\n');
        }
    }
    pattern
}

/// The list items of a section; none if the text does not have the section.
fn items(text: &Text, section: &str) -> Vec<String> {
    let document = text.document();
    let section = document.section(section).into_iter();
    section.flat_map(Section::items).map(|item| item.text).collect()
}

/// Title and aliases of a text.
fn names(text: &Text) -> Vec<String> {
    let aliases = text.front.aliases.iter().map(|alias| alias.value.clone());
    std::iter::once(text.front.title.value.clone()).chain(aliases).collect()
}
