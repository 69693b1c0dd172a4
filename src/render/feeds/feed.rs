//! A feed in one language, before it takes a format.

use jiff::civil::Date;

use crate::base::language::Language;
use crate::site::Site;
use crate::site::page::{PageIndex, Reading, State};
use crate::site::route::{Route, Routes};

/// Entries a feed carries.
const LENGTH: usize = 20;

/// A feed in one language, before it takes a format.
pub(super) struct Feed<'a> {
    /// Permanent, and no other feed's.
    pub id: String,
    pub title: String,
    pub subtitle: &'a str,
    pub author: &'a str,
    pub language: &'a str,
    pub home: String,
    pub atom: String,
    pub json: String,
    /// Of the newest entry; where there is none, the day the format was published.
    pub updated: Date,
    pub entries: Vec<FeedEntry<'a>>,
}

pub(super) struct FeedEntry<'a> {
    /// Permanent: the short address, with the language.
    pub id: String,
    pub title: &'a str,
    pub summary: &'a str,
    pub url: String,
    pub published: Option<Date>,
    pub updated: Date,
}

impl<'a> Feed<'a> {
    pub(super) fn new(site: &'a Site, language: Language, newest: &[PageIndex]) -> Self {
        let languages = &site.config.languages;
        let url = |route| site.routes.url(route, language);
        let entries: Vec<FeedEntry> = newest
            .iter()
            .map(|&index| site.reading(index, language))
            .filter(|reading| reading.state != State::Fallback)
            .take(LENGTH)
            .filter_map(|reading| entry(&site.routes, &reading, language, languages.code(language)))
            .collect();
        Feed {
            id: url(Route::Home),
            title: site.config.title.get(languages, language).0.to_owned(),
            subtitle: site.config.tagline.get(languages, language).0,
            author: site.config.issuer.get(languages, language).0,
            language: languages.code(language),
            home: url(Route::Home),
            atom: url(Route::Atom),
            json: url(Route::JsonFeed),
            updated: entries.first().map_or(jiff::civil::date(2005, 12, 1), |entry| entry.updated),
            entries,
        }
    }
}

fn entry<'a>(
    routes: &Routes,
    reading: &Reading<'a>,
    language: Language,
    code: &str,
) -> Option<FeedEntry<'a>> {
    let page = reading.page;
    Some(FeedEntry {
        id: format!("{}#{code}", routes.url(Route::Short(&page.id), language)),
        title: reading.title(),
        summary: reading.summary(),
        url: routes.url(Route::Page(page.kind, &page.id), language),
        published: page.facts.date,
        updated: page.facts.modified()?,
    })
}

/// Midnight of a date, as feeds write it: contents carry days, not hours.
pub(super) fn timestamp(date: Date) -> String {
    format!("{date}T00:00:00Z")
}
