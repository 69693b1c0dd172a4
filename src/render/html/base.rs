//! What do all pages of a language share? Made into template values once, not once a page.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use tera::Context;

use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Taxonomy, Vocabulary};
use crate::parse::hotlines::Hotline;
use crate::parse::strings::Strings;
use crate::render::html::search;
use crate::render::html::view::{
    AlertView, Alternate, Asset, Assets, Base, CitationView, DateView, Emergency, Head,
    HotlineView, Lang, LanguageLink, LinkView, Links, NavItem, SiteView, UntilView,
};
use crate::site::headers;
use crate::site::page::PageIndex;
use crate::site::route::{Choice, Route, Routes};
use crate::site::taxonomies::Term;
use crate::site::{Site, dates, expiry, route, tips};
use crate::theme::templates::Asset as ThemeAsset;
use crate::theme::templates::Theme;

/// The shared part of every template's context.
pub fn context(
    site: &Site,
    theme: &Theme,
    language: Language,
    dates: &dates::Format,
    has_catalogue: bool,
) -> Context {
    let base = Base {
        lang: Lang {
            code: site.config.languages.code(language).to_owned(),
            dir: site.string(language, "language.dir").to_owned(),
            name: site.string(language, "language.name").to_owned(),
        },
        site: SiteView {
            title: localized(site, &site.config.title, language),
            tagline: localized(site, &site.config.tagline, language),
            issuer: localized(site, &site.config.issuer, language),
        },
        links: links(site, theme, language, has_catalogue),
        nav: navigation(site, language, has_catalogue),
        own_pages: own_pages(site, language),
        license: license(site, language),
        assets: assets(&site.routes, theme),
        emergency: Emergency {
            hotlines: site.emergency().map(|h| hotline(site, language, dates, h)).collect(),
            guide: guide(site, language),
            until: expiry::of_emergency(site).map(|day| until(site, dates, day)),
        },
        alert: alert(site, language, dates),
        said: search::said(site, language),
        policy: headers::policy_of_page(),
    };
    let mut context =
        Context::from_serialize(&base).expect("a struct of texts can always be serialised");
    context.insert("t", &nested(&site.strings[language.index()]));
    context
}

/// The newest warning that is not over.
fn alert(site: &Site, language: Language, dates: &dates::Format) -> Option<AlertView> {
    let alerts = site
        .of_kind(Kind::Alerts)
        .filter_map(|index| Some((index, expiry::of_alert(site.page(index))?)));
    let (index, last) =
        alerts.filter(|&(_, last)| !site.is_past(last)).max_by_key(|&(index, _)| {
            // Of several of one day the first in the list.
            (site.page(index).facts.date, std::cmp::Reverse(index))
        })?;
    let LinkView { title, url, lang } = page_link(site, language, index);
    Some(AlertView {
        id: site.page(index).id.clone(),
        title,
        url,
        lang,
        until: until(site, dates, last),
    })
}

pub fn until(site: &Site, dates: &dates::Format, until: Date) -> UntilView {
    UntilView { date: DateView::new(dates, until), past: site.is_past(until) }
}

fn localized(site: &Site, text: &crate::parse::localized::Localized, language: Language) -> String {
    text.get(&site.config.languages, language).0.to_owned()
}

fn links(site: &Site, theme: &Theme, language: Language, has_catalogue: bool) -> Links {
    let routes = &site.routes;
    let path = |route| routes.path(route, language);
    let has_tips = !tips::tips(site, language).is_empty();
    let of_tips = |route| has_tips.then(|| path(route));
    Links {
        home: path(Route::Home),
        search: path(Route::Search),
        check: path(Route::Check),
        names: path(Route::Names),
        hotlines: path(Route::Hotlines),
        now: path(Route::Now),
        catalogue: has_catalogue.then(|| path(Route::Catalogue(Choice::Everything, 1))),
        channels: path(Route::Taxonomy(Taxonomy::Channel)),
        payments: path(Route::Taxonomy(Taxonomy::Payment)),
        audiences: path(Route::Taxonomy(Taxonomy::Audience)),
        atom: path(Route::Atom),
        json_feed: path(Route::JsonFeed),
        tips_atom: of_tips(Route::TipsAtom),
        tips_json: of_tips(Route::TipsJson),
        worker: theme.worker().map(|_| routes.file_path(route::WORKER_FILE)),
        search_index: routes.file_path("search/"),
    }
}

/// Where what is printed stands in the navigation.
pub const CATALOGUE: &str = "print";

/// The item of the navigation under which a kind stands: its own, or that of what is printed.
pub fn section(kind: Kind) -> &'static str {
    if kind.is_material() { CATALOGUE } else { kind.id() }
}

/// What to do now, every kind of pages for readers, then where to paste a message, hotlines, names
/// and what is printed.
fn navigation(site: &Site, language: Language, has_catalogue: bool) -> Vec<NavItem> {
    let item = |id: &str, label: &str, route| NavItem {
        id: id.to_owned(),
        label: label.to_owned(),
        url: site.routes.path(route, language),
    };
    let for_readers = |kind: Kind| kind != Kind::Pages && !kind.is_material();
    let kinds =
        Kind::ALL.iter().filter(|&&kind| for_readers(kind) && site.of_kind(kind).next().is_some());
    let mut items = vec![item("now", site.string(language, "nav.now"), Route::Now)];
    items.extend(kinds.map(|&kind| {
        item(kind.id(), site.label(language, "kinds", kind.id()), Route::List(kind, 1))
    }));
    items.push(item("check", site.string(language, "nav.check"), Route::Check));
    items.push(item("hotlines", site.string(language, "nav.hotlines"), Route::Hotlines));
    items.push(item("names", site.string(language, "nav.names"), Route::Names));
    if has_catalogue {
        items.push(item(
            CATALOGUE,
            site.string(language, "nav.print"),
            Route::Catalogue(Choice::Everything, 1),
        ));
    }
    items
}

fn own_pages(site: &Site, language: Language) -> Vec<LinkView> {
    site.of_kind(Kind::Pages).map(|index| page_link(site, language, index)).collect()
}

/// The terms of use, linked to where they are explained.
fn license(site: &Site, language: Language) -> Option<LinkView> {
    let (page, section) = site.config.license.as_ref()?.place();
    let mut url = site.path(site.find_path(page)?, language);
    if let Some(section) = section {
        url = format!("{url}#{section}");
    }
    let lang = site.config.languages.code(language).to_owned();
    Some(LinkView { title: site.license(language, "footer.license")?, url, lang })
}

fn assets(routes: &Routes, theme: &Theme) -> Assets {
    let asset = |asset: &ThemeAsset| Asset {
        url: routes.file_path(&asset.file),
        integrity: asset.integrity.clone(),
    };
    Assets {
        style: asset(theme.style()),
        scripts: theme
            .scripts()
            .iter()
            .map(|(name, script)| (name.clone(), asset(script)))
            .collect(),
        icon: routes.file_path("icon.svg"),
    }
}

/// The guide for people who have already paid.
pub fn guide(site: &Site, language: Language) -> Option<LinkView> {
    let index = site.find_path(&site.config.already_paid.as_ref()?.value)?;
    Some(page_link(site, language, index))
}

/// An audience's own page.
pub fn audience_page(site: &Site, term: &Term) -> Option<PageIndex> {
    let index = site.find(term.id).filter(|_| term.axis == Taxonomy::Audience)?;
    (site.page(index).kind == Kind::Audiences).then_some(index)
}

/// A link to a page, with the title a reader of `language` gets.
pub fn page_link(site: &Site, language: Language, index: PageIndex) -> LinkView {
    let reading = site.reading(index, language);
    LinkView {
        title: reading.title().to_owned(),
        url: site.path(index, language),
        lang: site.config.languages.code(reading.language).to_owned(),
    }
}

/// A hotline in a reader's language.
pub fn hotline(
    site: &Site,
    language: Language,
    dates: &dates::Format,
    hotline: &Hotline,
) -> HotlineView {
    let languages = &site.config.languages;
    let (title, title_language) = hotline.source_title.get(languages, language);
    let publisher = hotline.source_publisher.as_ref().map(|p| p.get(languages, language).0);
    HotlineView {
        id: hotline.id.value.clone(),
        number: hotline.number.clone().unwrap_or_default(),
        dial: hotline.dial().unwrap_or_default(),
        url: hotline.url.as_ref().map(|url| url.value.clone()),
        name: hotline.name.get(languages, language).0.to_owned(),
        usage: hotline.usage.get(languages, language).0.to_owned(),
        note: hotline
            .note
            .as_ref()
            .map(|note| note.get(languages, language).0.to_owned())
            .unwrap_or_default(),
        verified_on: DateView::new(dates, hotline.verified_on.value),
        source: CitationView {
            title: title.to_owned(),
            lang: title_language.to_owned(),
            publisher: publisher.unwrap_or("").to_owned(),
            url: hotline.source_url.as_ref().map(|url| url.value.clone()),
            published_on: None,
        },
    }
}

/// The head of a file that exists in every language.
pub fn head(site: &Site, language: Language, route: Route, title: &str, description: &str) -> Head {
    let every: Vec<Language> = site.config.languages.iter().collect();
    Head {
        title: title.to_owned(),
        description: description.to_owned(),
        canonical: site.routes.url(route, language),
        alternates: alternates(site, route, &every),
        x_default: site.routes.url(route, Language::PRIMARY),
        og_type: "website".to_owned(),
        languages: language_links(site, language, route),
        ..Head::default()
    }
}

/// Whole addresses of a route in the languages that really have it.
pub fn alternates(site: &Site, route: Route, languages: &[Language]) -> Vec<Alternate> {
    let alternate = |&language: &Language| Alternate {
        code: site.config.languages.code(language).to_owned(),
        url: site.routes.url(route, language),
    };
    languages.iter().map(alternate).collect()
}

/// The language switch of a route.
pub fn language_links(site: &Site, current: Language, route: Route) -> Vec<LanguageLink> {
    let link = |language: Language| LanguageLink {
        code: site.config.languages.code(language).to_owned(),
        name: site.string(language, "language.name").to_owned(),
        short: site.string(language, "language.short").to_owned(),
        url: site.routes.path(route, language),
        current: language == current,
    };
    site.config.languages.iter().map(link).collect()
}

/// `{"nav.home": "Home"}` → `{"nav": {"home": "Home"}}`.
fn nested(strings: &Strings) -> Tree {
    let mut root = Tree::default();
    for (key, text) in strings {
        let mut tree = &mut root;
        let (path, last) = key.rsplit_once('.').unwrap_or(("", key));
        for part in path.split('.').filter(|part| !part.is_empty()) {
            let entry =
                tree.0.entry(part.to_owned()).or_insert_with(|| Node::Tree(Tree::default()));
            if let Node::Text(_) = entry {
                *entry = Node::Tree(Tree::default());
            }
            let Node::Tree(inner) = entry else {
                unreachable!("a text was just replaced by a tree")
            };
            tree = inner;
        }
        tree.0.insert(last.to_owned(), Node::Text(text.clone()));
    }
    root
}

#[derive(Default, Serialize)]
struct Tree(BTreeMap<String, Node>);

#[derive(Serialize)]
#[serde(untagged)]
enum Node {
    Text(String),
    Tree(Tree),
}
