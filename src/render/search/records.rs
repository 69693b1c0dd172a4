//! What does search learn of each page? From the site to search records, one list a language.

use crate::base::document::{Section, plain_blocks, plain_text};
use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Taxonomy, Vocabulary};
use crate::render::search::{Pattern, Record};
use crate::site::Site;
use crate::site::page::PageIndex;
use crate::site::page::{Page, State, Text};

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
            .map(|section| {
                (section.id.clone(), plain_text(&section.heading), plain_blocks(&section.blocks))
            })
            .collect(),
        lead: plain_blocks(&document.lead),
        terms: Taxonomy::ALL
            .iter()
            .flat_map(|&axis| page.facts.terms(axis).into_iter().map(move |term| (axis.id(), term)))
            .collect(),
        pattern: (page.kind == Kind::Scams).then(|| pattern(page, reading.text)),
    }
}

/// `text` is in the reader's language, as far as the page is.
fn pattern(page: &Page, text: &Text) -> Pattern {
    let items = |text: &Text, section: &str| -> Vec<String> {
        text.document
            .section(section)
            .into_iter()
            .flat_map(Section::items)
            .map(|item| item.text)
            .collect()
    };
    let mut pattern =
        Pattern { flags: items(text, "flags"), steps: items(text, "do"), ..Pattern::default() };
    for text in page.texts.iter().flatten() {
        pattern.phrases.extend(text.front.phrases.iter().map(|phrase| phrase.value.clone()));
        let said = items(text, "say").into_iter();
        pattern
            .phrases
            .extend(said.map(|said| said.trim_matches(['“', '”', '‘', '’', '"']).to_owned()));
        let sections = ["how", "flags"].into_iter().filter_map(|id| text.document.section(id));
        let words =
            names(text).into_iter().chain(sections.map(|section| plain_blocks(&section.blocks)));
        pattern.words.extend(words.flat_map(|words| [words, "\n".to_owned()]));
    }
    pattern
}

/// Title and aliases of a text.
fn names(text: &Text) -> Vec<String> {
    let aliases = text.front.aliases.iter().map(|alias| alias.value.clone());
    std::iter::once(text.front.title.value.clone()).chain(aliases).collect()
}
