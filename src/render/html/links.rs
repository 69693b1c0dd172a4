//! Links and addresses that many pages show.

use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Taxonomy};
use crate::render::html::view::{AlternateView, LanguageLink, LinkView};
use crate::site::Site;
use crate::site::page::PageIndex;
use crate::site::route::Route;
use crate::site::taxonomies::Term;

/// A link to a page, with the title a reader of `language` gets.
pub(super) fn page_link(site: &Site, language: Language, index: PageIndex) -> LinkView {
    let reading = site.reading(index, language);
    LinkView {
        title: reading.title().to_owned(),
        url: site.path(index, language),
        lang: site.config.languages.code(reading.language).to_owned(),
    }
}

/// The guide for people who have already paid.
pub(super) fn guide(site: &Site, language: Language) -> Option<LinkView> {
    let index = site.find_path(&site.config.already_paid.as_ref()?.value)?;
    Some(page_link(site, language, index))
}

/// An audience's own page.
pub(super) fn audience_page(site: &Site, term: &Term) -> Option<PageIndex> {
    if term.taxonomy != Taxonomy::Audience {
        return None;
    }
    site.find(term.id).filter(|&index| site.page(index).kind == Kind::Audiences)
}

/// The URLs of a route in the languages in which it is written.
pub(super) fn alternates(site: &Site, route: Route, languages: &[Language]) -> Vec<AlternateView> {
    let alternate = |&language: &Language| AlternateView {
        code: site.config.languages.code(language).to_owned(),
        url: site.routes.url(route, language),
    };
    languages.iter().map(alternate).collect()
}

/// The language switch of a route.
pub(super) fn language_links(site: &Site, current: Language, route: Route) -> Vec<LanguageLink> {
    let link = |language: Language| LanguageLink {
        code: site.config.languages.code(language).to_owned(),
        name: site.string(language, "language.name").to_owned(),
        short: site.string(language, "language.short").to_owned(),
        url: site.routes.path(route, language),
        current: language == current,
    };
    site.config.languages.iter().map(link).collect()
}
