//! The sheet of a page in one language: its words, with dates and addresses formatted.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::base::document::{Block, Target, plain_text};
use crate::base::language::Language;
use crate::base::source::Span;
use crate::base::vocabulary::Vocabulary;
use crate::parse::facts::Details;
use crate::render::print::content;
use crate::render::print::sheet::{
    Sheet, SheetEmergency, SheetHotline, SheetQuestion, SheetSection, SheetTexts,
};
use crate::site::page::PageIndex;
use crate::site::page::{Page, Reading, State};
use crate::site::route::Route;
use crate::site::{Site, dates, quiz, route};
use crate::theme::formats::SITE;

/// Builds the sheets of one language.
pub(super) struct SheetBuilder<'a> {
    site: &'a Site,
    language: Language,
    dates: dates::DateFormat,
    /// What all sheets of the language have: empty where it differs.
    blank: Sheet,
}

impl<'a> SheetBuilder<'a> {
    pub(super) fn new(site: &'a Site, language: Language) -> SheetBuilder<'a> {
        let code = site.config.languages.code(language);
        let localized = |text: &crate::parse::localized::Localized| {
            text.get(&site.config.languages, language).0.to_owned()
        };
        let blank = Sheet {
            id: String::new(),
            language: code.to_owned(),
            fonts: site.print.families(code).to_vec(),
            kind: String::new(),
            kind_label: String::new(),
            title: String::new(),
            summary: String::new(),
            aliases: Vec::new(),
            short: SheetTexts::default(),
            details: BTreeMap::new(),
            audiences: Vec::new(),
            lead: Value::Array(Vec::new()),
            sections: Vec::new(),
            questions: Vec::new(),
            emergency: emergency(site, language),
            short_url: String::new(),
            short_url_words: String::new(),
            site: localized(&site.config.title),
            issuer: localized(&site.config.issuer),
            license: site.license(language, "print.license").unwrap_or_default(),
            reviewed_on: String::new(),
            expired: String::new(),
            labels: labels(site, language),
            places: BTreeMap::new(),
        };
        SheetBuilder { site, language, dates: dates::DateFormat::new(site, language), blank }
    }

    /// A page as it is written in the language, if it is.
    pub(super) fn page(&self, index: PageIndex) -> Option<Arc<Sheet>> {
        let site = self.site;
        let reading = site.reading(index, self.language);
        (reading.state != State::Fallback).then(|| {
            let page = reading.page;
            let front = &reading.text.front;
            let value = |text: &Option<crate::parse::sink::Spanned<String>>| {
                text.as_ref().map(|text| text.value.clone()).unwrap_or_default()
            };
            let label = |list: &str, id: &str| site.label(self.language, list, id).to_owned();
            let audiences =
                page.facts.audiences.iter().map(|audience| label("audience", audience.id()));
            Arc::new(Sheet {
                kind: page.kind.id().to_owned(),
                kind_label: label("kind", page.kind.id()),
                title: reading.title().to_owned(),
                summary: reading.summary().to_owned(),
                aliases: front.aliases.iter().map(|alias| alias.value.clone()).collect(),
                short: SheetTexts {
                    led: value(&front.short.led),
                    sms: value(&front.short.sms),
                    atm: front.short.atm.iter().map(|line| line.value.clone()).collect(),
                    broadcast: value(&front.short.broadcast),
                },
                details: self.details(&page.facts.details),
                audiences: audiences.collect(),
                lead: self.blocks(&reading.text.document().lead),
                sections: self.sections(&reading),
                questions: self.questions(&reading),
                reviewed_on: page
                    .facts
                    .modified()
                    .map(|date| self.dates.text(date))
                    .unwrap_or_default(),
                expired: self.expired(Some(page)),
                places: places(&reading),
                ..self.addressed(&page.id)
            })
        })
    }

    /// The site itself.
    pub(super) fn home(&self) -> Arc<Sheet> {
        let config = &self.site.config;
        let newest = self.site.pages.iter().filter_map(|page| page.facts.modified()).max();
        Arc::new(Sheet {
            kind: SITE.to_owned(),
            title: self.blank.site.clone(),
            summary: config.tagline.get(&config.languages, self.language).0.to_owned(),
            reviewed_on: newest.map(|date| self.dates.text(date)).unwrap_or_default(),
            expired: self.expired(None),
            ..self.addressed(route::HOME_ID)
        })
    }

    fn expired(&self, page: Option<&Page>) -> String {
        let until = self.site.past(page).map(|until| self.dates.text(until));
        until
            .map(|date| self.site.string(self.language, "expired.print").replace("{date}", &date))
            .unwrap_or_default()
    }

    fn addressed(&self, id: &str) -> Sheet {
        let short_url = self.site.routes.url(Route::Short(id), self.language);
        let readable = self.site.routes.readable(Route::Short(id), self.language);
        let words = readable
            .split_once("://")
            .map_or(&*readable, |(_, rest)| rest)
            .trim_end_matches('/')
            .to_owned();
        Sheet { id: id.to_owned(), short_url, short_url_words: words, ..self.blank.clone() }
    }

    fn sections(&self, reading: &Reading) -> Vec<SheetSection> {
        let document = reading.text.document();
        let sections = document.sections.iter().map(|section| SheetSection {
            id: section.id.clone(),
            heading: plain_text(&section.heading),
            content: self.blocks(&section.blocks),
        });
        sections.collect()
    }

    fn questions(&self, reading: &Reading) -> Vec<SheetQuestion> {
        let document = reading.text.document();
        let questions = quiz::questions(&document, &reading.page.facts);
        let questions = questions.into_iter().map(|question| SheetQuestion {
            id: question.section.id.clone(),
            heading: plain_text(&question.section.heading),
            prompt: self.blocks(question.prompt),
            options: question.options.iter().map(|option| self.blocks(option)).collect(),
            reason: self.blocks(question.reason),
            right: question.answer.map(|answer| answer.right.clone()).unwrap_or_default(),
        });
        questions.collect()
    }

    fn blocks(&self, blocks: &[Block]) -> Value {
        let site = self.site;
        let resolve =
            |target: &Target| site.resolve(target, self.language).map(|path| absolute(site, path));
        content::blocks(blocks, &resolve)
    }

    fn details(&self, details: &Details) -> BTreeMap<&'static str, String> {
        let label = |list: &str, id: &str| self.site.label(self.language, list, id).to_owned();
        let mut fields = BTreeMap::new();
        match details {
            Details::Case { provenance, loss } => {
                fields.insert("origin", label("origin", provenance.value.id()));
                fields.insert("origin_notice", label("origin_notice", provenance.value.id()));
                fields.extend(loss.map(|loss| ("loss", label("loss", loss.id()))));
            }
            Details::Protocol { issuer, version, text_status } => {
                let issuer = issuer.get(&self.site.config.languages, self.language).0;
                fields.insert("issuer", issuer.to_owned());
                fields.insert("version", version.clone());
                fields.insert("text_status", label("text_status", text_status.value.id()));
            }
            Details::Alert { expires_on } => {
                fields.insert("expires_on", self.dates.text(*expires_on));
            }
            Details::Timed { minutes: Some(minutes) } => {
                fields.insert("minutes", minutes.value.to_string());
            }
            Details::Scam { .. }
            | Details::Quiz { .. }
            | Details::Timed { minutes: None }
            | Details::Plain => {}
        }
        fields
    }
}

/// Paper knows no addresses without a host.
fn absolute(site: &Site, path: String) -> String {
    if path.starts_with('/') { site.routes.absolute(&path) } else { path }
}

/// Whom to call: the first hotline, then the reader's own bank, then the others.
fn emergency(site: &Site, language: Language) -> SheetEmergency {
    let languages = &site.config.languages;
    let text = |key: &str| site.string(language, key).to_owned();
    let mut lines: Vec<SheetHotline> = site
        .emergency()
        .map(|hotline| SheetHotline {
            number: hotline.number.clone().unwrap_or_default(),
            name: hotline.name.get(languages, language).0.to_owned(),
            use_: hotline.usage.get(languages, language).0.to_owned(),
        })
        .collect();
    let bank = SheetHotline {
        number: text("print.bank_number"),
        name: text("print.bank_name"),
        use_: text("print.bank_use"),
    };
    lines.insert(lines.len().min(1), bank);
    SheetEmergency { title: text("print.emergency_title"), lines }
}

/// Where the parts of a page are that a template may find too long.
fn places(reading: &Reading) -> BTreeMap<String, Span> {
    let front = &reading.text.front;
    let head = [("title", front.title.span), ("summary", front.summary.span)];
    let document = reading.text.document();
    let sections = document.sections.iter().map(|section| (section.id.clone(), section.span));
    head.into_iter().map(|(id, span)| (id.to_owned(), span)).chain(sections).collect()
}

/// The words of the forms: everything under `print.labels.` in the string table.
fn labels(site: &Site, language: Language) -> BTreeMap<String, String> {
    let strings = &site.strings[language.index()];
    let own = strings.iter().filter_map(|(key, text)| {
        Some((key.strip_prefix("print.labels.")?.to_owned(), text.clone()))
    });
    own.collect()
}
