//! Hotlines, citations and the days on which they expire, for readers of a language.

use jiff::civil::Date;

use crate::base::language::Language;
use crate::parse::facts::Citation;
use crate::parse::hotlines::Hotline;
use crate::parse::localized::Localized;
use crate::render::html::view::{CitationView, DateView, HotlineView, UntilView};
use crate::site::{Site, dates};

pub(super) fn hotline_view(
    site: &Site,
    language: Language,
    dates: &dates::DateFormat,
    hotline: &Hotline,
) -> HotlineView {
    let text = |text: &Localized| text.get(&site.config.languages, language).0.to_owned();
    let (title, lang) = hotline.source_title.get(&site.config.languages, language);
    HotlineView {
        id: hotline.id.value.clone(),
        number: hotline.number.clone().unwrap_or_default(),
        dial: hotline.dial().unwrap_or_default(),
        url: hotline.url.as_ref().map(|url| url.value.clone()),
        name: text(&hotline.name),
        usage: text(&hotline.usage),
        note: hotline.note.as_ref().map(text).unwrap_or_default(),
        verified_on: DateView::new(dates, hotline.verified_on.value),
        citation: CitationView {
            title: title.to_owned(),
            lang: lang.to_owned(),
            publisher: hotline.source_publisher.as_ref().map(text).unwrap_or_default(),
            url: hotline.source_url.as_ref().map(|url| url.value.clone()),
            published_on: None,
        },
    }
}

pub(super) fn citation_view(
    site: &Site,
    language: Language,
    dates: &dates::DateFormat,
    citation: &Citation,
) -> CitationView {
    let text = |text: &Localized| text.get(&site.config.languages, language).0.to_owned();
    let (title, lang) = citation.title.get(&site.config.languages, language);
    CitationView {
        title: title.to_owned(),
        lang: lang.to_owned(),
        publisher: citation.publisher.as_ref().map(text).unwrap_or_default(),
        url: citation.url.as_ref().map(|url| url.value.clone()),
        published_on: citation.published_on.map(|date| DateView::new(dates, date)),
    }
}

pub(super) fn until_view(site: &Site, dates: &dates::DateFormat, until: Date) -> UntilView {
    UntilView { date: DateView::new(dates, until), past: site.is_past(until) }
}
