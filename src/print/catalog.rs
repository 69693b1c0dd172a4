//! Which sheets does the site print? One job for every page, language and format that the theme offers.

use std::collections::BTreeMap;

use crate::document::plain_text;
use crate::language::Language;
use crate::print::{Emergency, Hotline, Job, Printer, Sheet, SheetSection, content};
use crate::route::{self, Route};
use crate::site::page::{Reading, State};
use crate::site::{Site, dates};
use crate::vocabulary::Vocabulary;

/// Every job of the site, in order. A page not written in a language has no sheet in it.
pub fn jobs(site: &Site, printer: &Printer) -> Vec<Job> {
    let mut jobs = Vec::new();
    for (index, page) in site.indexed() {
        for language in site.config.languages.iter() {
            let reading = site.reading(index, language);
            if reading.state == State::Fallback {
                continue;
            }
            for (format, _) in printer.formats(page.kind.id()) {
                jobs.push(job(site, &reading, language, format));
            }
        }
    }
    jobs
}

fn job(site: &Site, reading: &Reading, language: Language, format: &str) -> Job {
    let code = site.config.languages.code(language);
    Job {
        page_id: reading.page.path(),
        language: code.to_owned(),
        format: format.to_owned(),
        source: reading.text.file.clone(),
        data: sheet(site, reading, language),
        output: route::print_file(&reading.page.id, format, code),
    }
}

fn sheet(site: &Site, reading: &Reading, language: Language) -> Sheet {
    let resolve = |target: &crate::document::Target| site.resolve(target, language).map(|path| absolute(site, path));
    let short_url = site.routes.url(Route::Short(&reading.page.id), language);
    let sections = reading.text.document.sections.iter().map(|section| SheetSection {
        id: section.id.clone(),
        heading: plain_text(&section.heading),
        content: content::blocks(&section.blocks, &resolve),
    });
    let dates = dates::Format::new(site, language);
    Sheet {
        language: site.config.languages.code(language).to_owned(),
        title: reading.title().to_owned(),
        kind_label: site.label(language, "kind", reading.page.kind.id()).to_owned(),
        summary: reading.summary().to_owned(),
        sections: sections.collect(),
        emergency: emergency(site, language),
        short_url_words: short_url
            .split_once("://")
            .map_or(&*short_url, |(_, rest)| rest)
            .trim_end_matches('/')
            .to_owned(),
        short_url,
        issuer: site.config.issuer.get(&site.config.languages, language).0.to_owned(),
        reviewed_on: reading.page.facts.modified().map(|date| dates.text(date)).unwrap_or_default(),
        labels: labels(site, language),
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
    let bank =
        Hotline { number: text("print.bank_number"), name: text("print.bank_name"), use_: text("print.bank_use") };
    lines.insert(lines.len().min(1), bank);
    Emergency { title: text("print.emergency_title"), lines }
}

/// The words of the forms: everything under `print.labels.` in the string table.
fn labels(site: &Site, language: Language) -> BTreeMap<String, String> {
    let strings = &site.strings[language.index()];
    let own =
        strings.iter().filter_map(|(key, text)| Some((key.strip_prefix("print.labels.")?.to_owned(), text.clone())));
    own.collect()
}
