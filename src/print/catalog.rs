//! What does the site print? One job for every page, language and format that the theme offers.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::config;
use crate::document::{Block, Target, plain_text};
use crate::formats::{Format, SITE, Settings, Subject};
use crate::language::Language;
use crate::parse::facts::Details;
use crate::print::content;
use crate::print::sheet::{
    Emergency, Hotline, IndexLetter, IndexName, Job, Sheet, SheetQuestion, SheetSection, Short,
};
use crate::route::{self, Route};
use crate::site::page::{Page, Reading, State};
use crate::site::{PageIndex, Site, dates, names, quiz};
use crate::vocabulary::{Axis, Kind, Vocabulary};

/// Every job of the site, in order. A page not written in a language has no sheet in it.
pub fn jobs(site: &Site, settings: &Settings) -> Vec<Job> {
    let shelf = Shelf::new(site, settings);
    let mut jobs = Vec::new();
    let subjects =
        std::iter::once(Subject::Site).chain(site.indexed().map(|(index, _)| Subject::Page(index)));
    for subject in subjects {
        let page = match subject {
            Subject::Site => None,
            Subject::Page(index) => Some(site.page(index)),
        };
        let languages = &site.config.languages;
        for (id, format) in settings.of(page) {
            let written = |language| shelf.sheet(subject, language).is_some();
            let mut listed: Vec<Language> = languages
                .iter()
                .flat_map(|language| format.languages(languages, language, written))
                .collect();
            listed.sort_unstable();
            listed.dedup();
            jobs.extend(
                listed.into_iter().filter_map(|language| shelf.job(subject, language, id, format)),
            );
        }
    }
    jobs
}

/// Every sheet of the site, made once for all formats.
struct Shelf<'a> {
    site: &'a Site,
    settings: &'a Settings,
    /// By language, then by page.
    pages: Vec<Vec<Option<Arc<Sheet>>>>,
    /// By language: the sheet of the site itself.
    home: Vec<Arc<Sheet>>,
    /// By language: the names of all pages.
    names: Vec<Vec<names::Letter<'a>>>,
}

impl<'a> Shelf<'a> {
    fn new(site: &'a Site, settings: &'a Settings) -> Shelf<'a> {
        let makers: Vec<Maker> = site
            .config
            .languages
            .iter()
            .map(|language| Maker::new(site, settings, language))
            .collect();
        let names =
            site.config.languages.iter().map(|language| names::index(site, language)).collect();
        let pages =
            makers.iter().map(|maker| site.indexed().map(|(index, _)| maker.page(index)).collect());
        Shelf {
            site,
            settings,
            pages: pages.collect(),
            home: makers.iter().map(|maker| maker.home()).collect(),
            names,
        }
    }

    fn sheet(&self, subject: Subject, language: Language) -> Option<&Arc<Sheet>> {
        match subject {
            Subject::Site => self.home.get(language.index()),
            Subject::Page(index) => self.pages[language.index()][index.0 as usize].as_ref(),
        }
    }

    fn job(&self, subject: Subject, listed: Language, id: &str, format: &Format) -> Option<Job> {
        // On a bilingual form the source language stands in front, whatever the other one is.
        let language = if format.bilingual { Language::SOURCE } else { listed };
        let data = self.sheet(subject, language)?;
        let data = if self.settings.uses.is_picture(id) && !data.expired.is_empty() {
            Arc::new(Sheet { expired: String::new(), ..(**data).clone() })
        } else {
            Arc::clone(data)
        };
        let mut members = self.members(subject, format);
        // What is not written in the language stands neither in the book nor in its index.
        members.retain(|&index| self.sheet(Subject::Page(index), language).is_some());
        let others: Vec<Arc<Sheet>> = if format.bilingual {
            vec![Arc::clone(self.sheet(subject, listed)?)]
        } else {
            members
                .iter()
                .filter_map(|&index| self.sheet(Subject::Page(index), language).cloned())
                .collect()
        };
        let (page_id, source) = match subject {
            Subject::Site => (route::HOME_ID.to_owned(), Arc::from(config::FILE)),
            Subject::Page(index) => {
                let reading = self.site.reading(index, language);
                (reading.page.path(), Arc::clone(&reading.text.file))
            }
        };
        let output = route::print_file(&data.id, id, self.site.config.languages.code(listed));
        Some(Job {
            subject,
            page_id,
            language: self.site.config.languages.code(language).to_owned(),
            listed,
            format: id.to_owned(),
            source,
            data,
            others,
            index: if members.is_empty() { Arc::new([]) } else { self.index(language, &members) },
            branch: None,
            output,
        })
    }

    /// The pages a format gathers: those for the audience whose page it is made of, or all.
    fn members(&self, subject: Subject, format: &Format) -> Vec<PageIndex> {
        if format.members.is_empty() {
            return Vec::new();
        }
        let site = self.site;
        let wanted = |&index: &PageIndex| {
            Subject::Page(index) != subject
                && format.members.iter().any(|kind| kind == site.page(index).kind.id())
        };
        let audience = match subject {
            Subject::Page(index) => {
                Some(site.page(index)).filter(|page| page.kind == Kind::Audiences)
            }
            Subject::Site => None,
        };
        let mut members: Vec<PageIndex> = match audience {
            Some(page) => {
                let topic = site.topics.of(Axis::Audience).find(|topic| topic.id == page.id);
                topic.map(|topic| topic.pages.clone()).unwrap_or_default()
            }
            None => site.indexed().map(|(index, _)| index).collect(),
        };
        members.retain(wanted);
        // By kind, as the format lists them; within a kind as the site orders them.
        members.sort_by_key(|&index| {
            format.members.iter().position(|kind| kind == site.page(index).kind.id())
        });
        members
    }

    fn index(&self, language: Language, members: &[PageIndex]) -> Arc<[IndexLetter]> {
        let letters = self.names[language.index()].iter().map(|letter| IndexLetter {
            letter: letter.letter.to_string(),
            names: letter
                .names
                .iter()
                .filter(|name| members.contains(&name.page))
                .map(|name| IndexName {
                    name: name.text.to_owned(),
                    id: self.site.page(name.page).id.clone(),
                })
                .collect(),
        });
        letters.filter(|letter| !letter.names.is_empty()).collect()
    }
}

/// Makes the sheets of one language.
struct Maker<'a> {
    site: &'a Site,
    language: Language,
    dates: dates::Format,
    /// What all sheets of the language have: empty where it differs.
    blank: Sheet,
}

impl<'a> Maker<'a> {
    fn new(site: &'a Site, settings: &Settings, language: Language) -> Maker<'a> {
        let code = site.config.languages.code(language);
        let localized = |text: &crate::parse::localized::Localized| {
            text.get(&site.config.languages, language).0.to_owned()
        };
        let blank = Sheet {
            id: String::new(),
            language: code.to_owned(),
            fonts: settings.families(code).to_vec(),
            kind: String::new(),
            kind_label: String::new(),
            title: String::new(),
            summary: String::new(),
            aliases: Vec::new(),
            short: Short::default(),
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
            reviewed_on: String::new(),
            expired: String::new(),
            labels: labels(site, language),
        };
        Maker { site, language, dates: dates::Format::new(site, language), blank }
    }

    /// A page as it is written in the language, if it is.
    fn page(&self, index: PageIndex) -> Option<Arc<Sheet>> {
        let site = self.site;
        let reading = site.reading(index, self.language);
        (reading.state != State::Fallback).then(|| {
            let page = reading.page;
            let front = &reading.text.front;
            let value = |text: &Option<crate::parse::table::At<String>>| {
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
                short: Short {
                    led: value(&front.short.led),
                    sms: value(&front.short.sms),
                    atm: front.short.atm.iter().map(|line| line.value.clone()).collect(),
                    broadcast: value(&front.short.broadcast),
                },
                details: self.details(&page.facts.details),
                audiences: audiences.collect(),
                lead: self.blocks(&reading.text.document.lead),
                sections: self.sections(&reading),
                questions: self.questions(&reading),
                reviewed_on: page
                    .facts
                    .modified()
                    .map(|date| self.dates.text(date))
                    .unwrap_or_default(),
                expired: self.expired(Some(page)),
                ..self.addressed(&page.id)
            })
        })
    }

    /// The site itself.
    fn home(&self) -> Arc<Sheet> {
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
        let sections = reading.text.document.sections.iter().map(|section| SheetSection {
            id: section.id.clone(),
            heading: plain_text(&section.heading),
            content: self.blocks(&section.blocks),
        });
        sections.collect()
    }

    fn questions(&self, reading: &Reading) -> Vec<SheetQuestion> {
        let questions = quiz::questions(&reading.text.document, &reading.page.facts);
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
            Details::Case { origin, loss } => {
                fields.insert("origin", label("origin", origin.value.id()));
                fields.insert("origin_notice", label("origin_notice", origin.value.id()));
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

/// Whom to ring: the first hotline, then the reader's own bank, then the others.
fn emergency(site: &Site, language: Language) -> Emergency {
    let languages = &site.config.languages;
    let text = |key: &str| site.string(language, key).to_owned();
    let mut lines: Vec<Hotline> = site
        .emergency()
        .map(|hotline| Hotline {
            number: hotline.number.clone().unwrap_or_default(),
            name: hotline.name.get(languages, language).0.to_owned(),
            use_: hotline.usage.get(languages, language).0.to_owned(),
        })
        .collect();
    let bank = Hotline {
        number: text("print.bank_number"),
        name: text("print.bank_name"),
        use_: text("print.bank_use"),
    };
    lines.insert(lines.len().min(1), bank);
    Emergency { title: text("print.emergency_title"), lines }
}

/// The words of the forms: everything under `print.labels.` in the string table.
fn labels(site: &Site, language: Language) -> BTreeMap<String, String> {
    let strings = &site.strings[language.index()];
    let own = strings.iter().filter_map(|(key, text)| {
        Some((key.strip_prefix("print.labels.")?.to_owned(), text.clone()))
    });
    own.collect()
}
