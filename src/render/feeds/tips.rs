//! The tip of the day as a feed: one entry a day for a year, beginning with the newest day the
//! content carries.
//!
//! The build has no clock, so the days to come are in the feed already; which tip a day has depends
//! on the day alone.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::base::language::Language;
use crate::render::feeds::feed::{Feed, FeedEntry};
use crate::site::route::Route;
use crate::site::tips::Tip;
use crate::site::{Site, tips};

const DAYS: usize = 365;

impl<'a> Feed<'a> {
    /// The tips of a language; `None` where there is no tip, or no date to begin with.
    pub(super) fn of_tips(site: &'a Site, language: Language) -> Option<Feed<'a>> {
        let first = site.pages.iter().filter_map(|page| page.facts.modified()).max()?;
        let tips = tips::tips(site, language);
        let url = |route| site.routes.url(route, language);
        let home = url(Route::Home);
        let days = first.series(1.day()).take(DAYS);
        let entries: Vec<FeedEntry> = days
            .filter_map(|day| Some(entry(site, language, &home, day, tips::of_day(&tips, day)?)))
            .collect();
        let languages = &site.config.languages;
        let site_title = site.config.title.get(languages, language).0;
        (!entries.is_empty()).then(|| Feed {
            id: url(Route::TipsAtom),
            title: format!("{site_title} · {}", site.string(language, "tips.title")),
            subtitle: site.config.tagline.get(languages, language).0,
            author: site.config.issuer.get(languages, language).0,
            language: languages.code(language),
            home,
            atom: url(Route::TipsAtom),
            json: url(Route::TipsJson),
            updated: first,
            entries,
        })
    }
}

fn entry<'a>(
    site: &'a Site,
    language: Language,
    home: &str,
    day: Date,
    tip: &Tip<'a>,
) -> FeedEntry<'a> {
    let reading = site.reading(tip.page, language);
    FeedEntry {
        id: format!("{home}tips/{day}"),
        title: tip.text,
        summary: reading.summary(),
        url: site.routes.url(Route::Page(reading.page.kind, &reading.page.id), language),
        published: Some(day),
        updated: day,
    }
}
