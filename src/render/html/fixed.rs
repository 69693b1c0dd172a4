//! Fixed pages, which every site has once per language: home, search, hotlines, 404 and others.

use std::sync::Arc;

use serde::Serialize;

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::vocabulary::{Kind, Region, Taxonomy, Vocabulary};
use crate::render::html::citations::hotline_view;
use crate::render::html::entry::entry;
use crate::render::html::head::{list_head, unlisted};
use crate::render::html::lists::taxonomy_view;
use crate::render::html::renderer::Renderer;
use crate::render::html::view::{
    CheckView, EntryView, GroupView, HeadView, HomeView, LetterView, NameView, RegionView,
};
use crate::render::html::{base, links, messages, search, signs, structured};
use crate::site::route::Route;
use crate::site::{config, names};

#[derive(Clone, Copy)]
pub(super) enum FixedPage {
    Home,
    Now,
    Staff,
    Offline,
    Names,
    Hotlines,
    Search,
    Check,
    NotFound,
}

impl FixedPage {
    pub(super) const ALL: [FixedPage; 9] = [
        FixedPage::Home,
        FixedPage::Now,
        FixedPage::Staff,
        FixedPage::Offline,
        FixedPage::Names,
        FixedPage::Hotlines,
        FixedPage::Search,
        FixedPage::Check,
        FixedPage::NotFound,
    ];

    /// Its template, its route, its id in the navigation (empty if it is not there) and the group
    /// of its texts.
    fn place(self) -> (&'static str, Route<'static>, &'static str, &'static str) {
        match self {
            FixedPage::Home => ("home.html", Route::Home, "home", "home"),
            FixedPage::Now => ("now.html", Route::Now, "now", "now"),
            FixedPage::Staff => ("staff.html", Route::Staff, base::STAFF, "staff"),
            FixedPage::Offline => ("offline.html", Route::Offline, "", "offline"),
            FixedPage::Names => ("names.html", Route::Names, "names", "names"),
            FixedPage::Hotlines => ("hotlines.html", Route::Hotlines, "hotlines", "hotlines"),
            FixedPage::Search => ("search.html", Route::Search, "search", "search"),
            FixedPage::Check => ("check.html", Route::Check, "check", "check"),
            FixedPage::NotFound => ("not_found.html", Route::NotFound, "", "not_found"),
        }
    }
}

pub(super) fn render(renderer: &Renderer, page: FixedPage) -> Result<Artifact, Diagnostic> {
    match page {
        FixedPage::Home | FixedPage::Offline => fill(renderer, page, "home", &home(renderer)),
        FixedPage::Staff => fill(renderer, page, "groups", &materials(renderer)),
        FixedPage::Names => fill(renderer, page, "letters", &letters(renderer)),
        FixedPage::Hotlines => fill(renderer, page, "regions", &regions(renderer)),
        FixedPage::Search => fill(renderer, page, "page", &search::view(renderer)),
        FixedPage::Check => fill(renderer, page, "page", &check(renderer)),
        FixedPage::Now | FixedPage::NotFound => fill(renderer, page, "page", &()),
    }
}

fn fill(
    renderer: &Renderer,
    page: FixedPage,
    key: &'static str,
    value: &impl Serialize,
) -> Result<Artifact, Diagnostic> {
    let (template, route, ..) = page.place();
    let made_from: Arc<str> = Arc::from(config::FILE);
    renderer.fill(template, route, &head(renderer, page), (key, value), &made_from)
}

fn head(renderer: &Renderer, page: FixedPage) -> HeadView {
    let Renderer { site, language, .. } = *renderer;
    let (_, route, section, texts) = page.place();
    let words = (renderer.label(texts, "title"), renderer.label(texts, "description"));
    let head = list_head(renderer, route, section, words, &[]);
    match page {
        FixedPage::Hotlines => {
            HeadView { json_ld: structured::hotlines(site, language, &head), ..head }
        }
        FixedPage::Offline => unlisted(head),
        // The failed address is unknown, so the language switch leads to the home pages.
        FixedPage::NotFound => HeadView {
            canonical: String::new(),
            languages: links::language_links(site, language, Route::Home),
            ..unlisted(head)
        },
        _ => head,
    }
}

/// How many cases and alerts the home page shows.
const NEWEST: usize = 3;

fn home(renderer: &Renderer) -> HomeView {
    let some = |kind: Kind, limit: usize| -> Vec<EntryView> {
        renderer.site.of_kind(kind).take(limit).map(|index| entry(renderer, index)).collect()
    };
    let size = renderer.site.config.page_size;
    HomeView {
        channels: taxonomy_view(renderer, Taxonomy::Channel),
        payments: taxonomy_view(renderer, Taxonomy::Payment),
        audiences: taxonomy_view(renderer, Taxonomy::Audience),
        scams: some(Kind::Scams, size),
        guides: some(Kind::Guides, size),
        protocols: some(Kind::Protocols, size),
        cases: some(Kind::Cases, NEWEST),
        alerts: some(Kind::Alerts, NEWEST),
    }
}

/// Pages for those who print, teach and rehearse, by kind.
fn materials(renderer: &Renderer) -> Vec<GroupView> {
    let group = |kind: Kind| GroupView {
        list: renderer.link(renderer.label("kinds", kind.id()), Route::List(kind, 1)),
        intro: renderer.label("kinds_intro", kind.id()).to_owned(),
        entries: renderer
            .site
            .of_kind(kind)
            .take(renderer.site.config.page_size)
            .map(|index| entry(renderer, index))
            .collect(),
    };
    let kinds = Kind::ALL.iter().copied().filter(|kind| kind.is_material());
    kinds.map(group).filter(|group| !group.entries.is_empty()).collect()
}

fn letters(renderer: &Renderer) -> Vec<LetterView> {
    let Renderer { site, language, .. } = *renderer;
    let name = |name: names::Name| {
        let reading = site.reading(name.page, language);
        NameView {
            text: name.text.to_owned(),
            url: site.path(name.page, language),
            title: if name.is_alias { reading.title().to_owned() } else { String::new() },
            lang: site.config.languages.code(reading.language).to_owned(),
        }
    };
    let letter = |letter: names::Letter| LetterView {
        letter: letter.letter.to_string(),
        names: letter.names.into_iter().map(name).collect(),
    };
    names::index(site, language).into_iter().map(letter).collect()
}

/// The hotlines by region, without empty regions.
fn regions(renderer: &Renderer) -> Vec<RegionView> {
    let Renderer { site, language, ref dates, .. } = *renderer;
    let view = |region: &Region| {
        let hotlines = site.hotlines.iter().filter(|hotline| hotline.region == *region);
        RegionView {
            id: region.id().to_owned(),
            label: renderer.label("region", region.id()).to_owned(),
            hotlines: hotlines.map(|h| hotline_view(site, language, dates, h)).collect(),
        }
    };
    Region::ALL.iter().map(view).filter(|region| !region.hotlines.is_empty()).collect()
}

fn check(renderer: &Renderer) -> CheckView {
    let Renderer { site, language, .. } = *renderer;
    CheckView { messages: messages::check(site, language), signs: signs::json(site, language) }
}
