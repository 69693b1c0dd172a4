//! What do feed readers, crawlers and machines get? Atom, JSON Feed, a tip a day, sitemap,
//! robots.txt.

mod atom;
mod json;
mod sitemap;
mod tips;

use jiff::civil::Date;

use crate::base::artifact::Artifact;
use crate::base::language::Language;
use crate::base::vocabulary::Kind;
use crate::site::page::{Reading, State};
use crate::site::route::{Route, Routes};
use crate::site::{PageIndex, Site};

/// Entries a feed carries.
const LENGTH: usize = 20;

/// Renders the feeds of every language and the files for crawlers. `has_catalogue`: whether
/// anything was printed.
pub fn render(site: &Site, has_catalogue: bool) -> Vec<Artifact> {
    let mut artifacts = Vec::new();
    let newest = newest(site);
    for language in site.config.languages.iter() {
        let mut add = |feed: &Feed, atom, json| {
            let file = |route| site.routes.file(route, language);
            artifacts.push(Artifact::new(file(atom), atom::render(feed), &site.config.file));
            artifacts.push(Artifact::new(file(json), json::render(feed), &site.config.file));
        };
        add(&Feed::new(site, language, &newest), Route::Atom, Route::JsonFeed);
        if let Some(tips) = Feed::of_tips(site, language) {
            add(&tips, Route::TipsAtom, Route::TipsJson);
        }
    }
    artifacts.extend(sitemap::render(site, has_catalogue));
    let robots = format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}\n",
        site.routes.url(Route::Sitemap, Language::PRIMARY)
    );
    artifacts.push(Artifact::new("robots.txt", robots.into_bytes(), &site.config.file));
    artifacts
}

/// Pages by their newest date, the newest first; the same for every language.
fn newest(site: &Site) -> Vec<PageIndex> {
    let mut dated: Vec<(Date, PageIndex)> = site
        .indexed()
        .filter(|(_, page)| page.kind != Kind::Pages)
        .filter_map(|(index, page)| Some((page.facts.modified()?, index)))
        .collect();
    dated.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    dated.into_iter().map(|(_, index)| index).collect()
}

/// A feed in one language, before it takes a format.
struct Feed<'a> {
    /// Permanent, and no other feed's.
    id: String,
    title: String,
    subtitle: &'a str,
    author: &'a str,
    language: &'a str,
    home: String,
    atom: String,
    json: String,
    /// Of the newest entry; where there is none, the day the format was published.
    updated: Date,
    entries: Vec<Entry<'a>>,
}

struct Entry<'a> {
    /// Permanent: the short address, with the language.
    id: String,
    title: &'a str,
    summary: &'a str,
    url: String,
    published: Option<Date>,
    updated: Date,
}

impl<'a> Feed<'a> {
    fn new(site: &'a Site, language: Language, newest: &[PageIndex]) -> Self {
        let languages = &site.config.languages;
        let url = |route| site.routes.url(route, language);
        let entries: Vec<Entry> = newest
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
) -> Option<Entry<'a>> {
    let page = reading.page;
    Some(Entry {
        id: format!("{}#{code}", routes.url(Route::Short(&page.id), language)),
        title: reading.title(),
        summary: reading.summary(),
        url: routes.url(Route::Page(page.kind, &page.id), language),
        published: page.facts.date,
        updated: page.facts.modified()?,
    })
}

/// Midnight of a date, as feeds write it: contents carry days, not hours.
fn timestamp(date: Date) -> String {
    format!("{date}T00:00:00Z")
}
