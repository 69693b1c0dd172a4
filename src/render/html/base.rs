//! The template values that all pages of a language share, made once.

use tera::Context;

use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Taxonomy, Vocabulary};
use crate::parse::localized::Localized;
use crate::render::html::citations::{hotline_view, until_view};
use crate::render::html::links::{guide, page_link};
use crate::render::html::view::{
    AlertView, AssetView, AssetsView, BaseView, EmergencyView, LanguageView, LinkView, NavItem,
    SiteLinks, SiteView,
};
use crate::render::html::{messages, print_files, strings};
use crate::site::route::{Choice, Route, Routes};
use crate::site::{Site, dates, expiry, headers, route, tips};
use crate::theme::templates::{Asset, Theme};

/// The shared part of every template's context.
pub(super) fn context(
    site: &Site,
    theme: &Theme,
    language: Language,
    dates: &dates::DateFormat,
    has_catalogue: bool,
) -> Context {
    let base = BaseView {
        lang: LanguageView {
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
        emergency: emergency(site, language, dates),
        alert: alert(site, language, dates),
        search_messages: messages::search_box(site, language),
        policy: headers::policy_of_page(),
    };
    let mut context =
        Context::from_serialize(&base).expect("a struct of texts can always be serialised");
    context.insert("t", &strings::nested(&site.strings[language.index()]));
    context.insert("code", &print_files::code_of_site(site, language));
    context
}

fn localized(site: &Site, text: &Localized, language: Language) -> String {
    text.get(&site.config.languages, language).0.to_owned()
}

fn emergency(site: &Site, language: Language, dates: &dates::DateFormat) -> EmergencyView {
    let hotlines = site.emergency().map(|hotline| hotline_view(site, language, dates, hotline));
    EmergencyView {
        hotlines: hotlines.collect(),
        guide: guide(site, language),
        ask: messages::number_to_ask(site, language).to_owned(),
        until: expiry::of_emergency(site).map(|day| until_view(site, dates, day)),
    }
}

/// The newest alert that has not expired; of several with one date, the first in the list.
fn alert(site: &Site, language: Language, dates: &dates::DateFormat) -> Option<AlertView> {
    let alerts = site
        .of_kind(Kind::Alerts)
        .filter_map(|index| Some((index, expiry::of_alert(site.page(index))?)));
    let (index, last) = alerts
        .filter(|&(_, last)| !site.is_past(last))
        .max_by_key(|&(index, _)| (site.page(index).facts.date, std::cmp::Reverse(index)))?;
    let LinkView { title, url, lang } = page_link(site, language, index);
    Some(AlertView {
        id: site.page(index).id.clone(),
        title,
        url,
        lang,
        until: until_view(site, dates, last),
    })
}

fn links(site: &Site, theme: &Theme, language: Language, has_catalogue: bool) -> SiteLinks {
    let routes = &site.routes;
    let path = |route| routes.path(route, language);
    let has_tips = !tips::tips(site, language).is_empty();
    let of_tips = |route| has_tips.then(|| path(route));
    SiteLinks {
        home: path(Route::Home),
        search: path(Route::Search),
        check: path(Route::Check),
        names: path(Route::Names),
        hotlines: path(Route::Hotlines),
        now: path(Route::Now),
        staff: path(Route::Staff),
        catalogue: has_catalogue.then(|| path(Route::Catalogue(Choice::Everything, 1))),
        channels: path(Route::Taxonomy(Taxonomy::Channel)),
        payments: path(Route::Taxonomy(Taxonomy::Payment)),
        audiences: path(Route::Taxonomy(Taxonomy::Audience)),
        manifest: path(Route::Manifest),
        atom: path(Route::Atom),
        json_feed: path(Route::JsonFeed),
        tips_atom: of_tips(Route::TipsAtom),
        tips_json: of_tips(Route::TipsJson),
        worker: theme.worker().map(|_| routes.file_path(route::WORKER_FILE)),
        search_index: routes.file_path("search/"),
    }
}

/// The catalogue's id in the navigation.
pub(super) const CATALOGUE: &str = "print";

/// The id of what is made for staff in the navigation.
pub(super) const STAFF: &str = "staff";

/// The item of the navigation a kind belongs to: its own, or that for staff.
pub(super) fn section(kind: Kind) -> &'static str {
    if kind.is_material() { STAFF } else { kind.id() }
}

/// What to do now, the kinds of pages for readers, then the message check, hotlines, names, what is
/// for staff, and the catalogue.
fn navigation(site: &Site, language: Language, has_catalogue: bool) -> Vec<NavItem> {
    let item = |id: &str, label: &str, route| NavItem {
        id: id.to_owned(),
        label: label.to_owned(),
        url: site.routes.path(route, language),
    };
    let fixed = |id: &str, route| item(id, site.label(language, "nav", id), route);
    let for_readers = |kind: Kind| kind != Kind::Pages && !kind.is_material();
    let kinds =
        Kind::ALL.iter().filter(|&&kind| for_readers(kind) && site.of_kind(kind).next().is_some());
    let mut items = vec![fixed("now", Route::Now)];
    items.extend(kinds.map(|&kind| {
        item(kind.id(), site.label(language, "kinds", kind.id()), Route::List(kind, 1))
    }));
    items.push(fixed("check", Route::Check));
    items.push(fixed("hotlines", Route::Hotlines));
    items.push(fixed("names", Route::Names));
    if Kind::ALL.iter().any(|&kind| kind.is_material() && site.of_kind(kind).next().is_some()) {
        items.push(fixed(STAFF, Route::Staff));
    }
    if has_catalogue {
        items.push(fixed(CATALOGUE, Route::Catalogue(Choice::Everything, 1)));
    }
    items
}

fn own_pages(site: &Site, language: Language) -> Vec<LinkView> {
    site.of_kind(Kind::Pages).map(|index| page_link(site, language, index)).collect()
}

/// The licence of the content, linked to the page that explains it.
fn license(site: &Site, language: Language) -> Option<LinkView> {
    let (page, section) = site.config.license.as_ref()?.place();
    let mut url = site.path(site.find_path(page)?, language);
    if let Some(section) = section {
        url = format!("{url}#{section}");
    }
    let lang = site.config.languages.code(language).to_owned();
    Some(LinkView { title: site.license(language, "footer.license")?, url, lang })
}

fn assets(routes: &Routes, theme: &Theme) -> AssetsView {
    let view = |asset: &Asset| AssetView {
        url: routes.file_path(&asset.file),
        integrity: asset.integrity.clone(),
    };
    AssetsView {
        style: view(theme.style()),
        scripts: theme
            .scripts()
            .iter()
            .map(|(name, script)| (name.clone(), view(script)))
            .collect(),
        icon: routes.file_path("icon.svg"),
        favicon: routes.file_path("favicon.ico"),
        touch_icon: routes.file_path("apple-touch-icon.png"),
    }
}
