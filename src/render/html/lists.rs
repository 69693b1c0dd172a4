//! Pages that gather other pages: home, lists of a kind, terms, names, hotlines, search, 404.

use std::ops::Range;
use std::sync::Arc;

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Region, Taxonomy, Vocabulary};
use crate::render::html::pages::entry;
use crate::render::html::view::{
    AxisView, EntryView, Head, HomeView, LetterView, ListView, NameView, Pagination, RegionView,
    TermView,
};
use crate::render::html::{Renderer, Task, What, base, materials, search, structured};
use crate::site::page::PageIndex;
use crate::site::route::Route;
use crate::site::taxonomies::Term;
use crate::site::{Site, config, names};

/// A gathering page to make.
pub enum List<'a> {
    Home,
    /// One page of the list of a kind.
    Kind {
        kind: Kind,
        part: Part<PageIndex>,
    },
    Taxonomy(Taxonomy),
    /// One page of the list of a term.
    Term {
        term: &'a Term,
        part: Part<PageIndex>,
    },
    Names,
    Hotlines,
    Now,
    Offline,
    Search,
    Check,
    NotFound,
}

/// Which part of a long list stands on one page.
pub struct Part<T> {
    /// From 1.
    pub number: usize,
    count: usize,
    range: Range<usize>,
    all: Arc<[T]>,
}

impl<T> Part<T> {
    pub fn items(&self) -> &[T] {
        &self.all[self.range.clone()]
    }

    /// How many items the whole list has.
    pub fn total(&self) -> usize {
        self.all.len()
    }
}

/// How many cases and alerts the home page shows.
const NEWEST: usize = 3;

/// Every gathering page of a language.
pub fn tasks(site: &Site, language: Language) -> Vec<Task<'_>> {
    let mut lists = vec![
        List::Home,
        List::Now,
        List::Offline,
        List::Names,
        List::Hotlines,
        List::Search,
        List::Check,
        List::NotFound,
    ];
    for &kind in Kind::ALL.iter().filter(|&&kind| kind != Kind::Pages) {
        let pages: Vec<PageIndex> = site.of_kind(kind).collect();
        lists.extend(parts(pages, site.config.page_size).map(|part| List::Kind { kind, part }));
    }
    lists.extend(Taxonomy::ALL.iter().map(|&axis| List::Taxonomy(axis)));
    for term in site.taxonomies.iter() {
        let parts = parts(term.pages.clone(), site.config.page_size);
        lists.extend(parts.map(|part| List::Term { term, part }));
    }
    lists.into_iter().map(|list| Task { language, what: What::List(list) }).collect()
}

/// A list cut into pages; none of nothing.
pub fn parts<T>(items: Vec<T>, size: usize) -> impl Iterator<Item = Part<T>> {
    let all: Arc<[T]> = items.into();
    let count = all.len().div_ceil(size);
    (0..count).map(move |i| Part {
        number: i + 1,
        count,
        range: i * size..((i + 1) * size).min(all.len()),
        all: Arc::clone(&all),
    })
}

pub fn render(renderer: &Renderer, list: &List) -> Result<Artifact, Diagnostic> {
    let origin: Arc<str> = Arc::from(config::FILE);
    match list {
        List::Home => {
            let route = Route::Home;
            let head = head(renderer, route, "home", ("home.title", "home.description"));
            renderer.fill("home.html", route, &head, ("home", &home(renderer)), &origin)
        }
        List::Kind { kind, part } => kind_list(renderer, *kind, part, &origin),
        List::Taxonomy(axis) => {
            let route = Route::Taxonomy(*axis);
            let view = axis_view(renderer, *axis);
            let head = gathering(renderer, route, "", &view.title, &view.intro);
            renderer.fill("axis.html", route, &head, ("axis", &view), &origin)
        }
        List::Term { term, part } => term_list(renderer, term, part, &origin),
        List::Names => {
            let head = head(renderer, Route::Names, "names", ("names.title", "names.description"));
            renderer.fill(
                "names.html",
                Route::Names,
                &head,
                ("letters", &letters(renderer)),
                &origin,
            )
        }
        List::Hotlines => {
            let mut head = head(
                renderer,
                Route::Hotlines,
                "hotlines",
                ("hotlines.title", "hotlines.description"),
            );
            head.json_ld = structured::hotlines(renderer.site, renderer.language, &head);
            renderer.fill(
                "hotlines.html",
                Route::Hotlines,
                &head,
                ("regions", &regions(renderer)),
                &origin,
            )
        }
        List::Now => {
            let head = head(renderer, Route::Now, "now", ("now.title", "now.description"));
            renderer.fill("now.html", Route::Now, &head, ("page", &()), &origin)
        }
        List::Offline => {
            let head = unlisted(head(
                renderer,
                Route::Offline,
                "",
                ("offline.title", "offline.description"),
            ));
            renderer.fill("offline.html", Route::Offline, &head, ("home", &home(renderer)), &origin)
        }
        List::Search => {
            let head =
                head(renderer, Route::Search, "search", ("search.title", "search.description"));
            renderer.fill(
                "search.html",
                Route::Search,
                &head,
                ("page", &search::view(renderer)),
                &origin,
            )
        }
        List::Check => {
            let head = head(renderer, Route::Check, "check", ("check.title", "check.description"));
            renderer.fill(
                "check.html",
                Route::Check,
                &head,
                ("page", &search::check_view(renderer)),
                &origin,
            )
        }
        List::NotFound => {
            let mut head = unlisted(head(
                renderer,
                Route::NotFound,
                "",
                ("not_found.title", "not_found.description"),
            ));
            head.canonical = String::new();
            // Whatever address failed, the way on in another language is its home page.
            head.languages = base::language_links(renderer.site, renderer.language, Route::Home);
            renderer.fill("not_found.html", Route::NotFound, &head, ("page", &()), &origin)
        }
    }
}

/// The same for a page that search engines are not to list.
fn unlisted(head: Head) -> Head {
    Head { noindex: true, alternates: Vec::new(), x_default: String::new(), ..head }
}

fn head(
    renderer: &Renderer,
    route: Route,
    section: &str,
    (title, description): (&str, &str),
) -> Head {
    gathering(renderer, route, section, renderer.string(title), renderer.string(description))
}

pub fn gathering(
    renderer: &Renderer,
    route: Route,
    section: &str,
    title: &str,
    description: &str,
) -> Head {
    let mut head = base::head(renderer.site, renderer.language, route, title, description);
    head.section = section.to_owned();
    head.image = materials::preview(renderer, None);
    head.breadcrumbs.push(renderer.link(renderer.string("nav.home"), Route::Home));
    if route != Route::Home {
        head.breadcrumbs.push(renderer.link(title, route));
    }
    head.json_ld = structured::list(renderer.site, &head);
    head
}

fn kind_list(
    renderer: &Renderer,
    kind: Kind,
    part: &Part<PageIndex>,
    origin: &Arc<str>,
) -> Result<Artifact, Diagnostic> {
    let title = renderer.site.label(renderer.language, "kinds", kind.id());
    let intro = renderer.site.label(renderer.language, "kinds_intro", kind.id());
    let route = Route::List(kind, part.number);
    let title = numbered(renderer, title, part.number);
    let head = gathering(renderer, route, base::section(kind), &title, intro);
    let view = list_view(renderer, &title, intro, part, |number| Route::List(kind, number));
    renderer.fill("list.html", route, &head, ("list", &view), origin)
}

fn term_list(
    renderer: &Renderer,
    term: &Term,
    part: &Part<PageIndex>,
    origin: &Arc<str>,
) -> Result<Artifact, Diagnostic> {
    let label = renderer.site.label(renderer.language, term.axis.id(), term.id);
    let text = |key: &str| {
        renderer.site.label(renderer.language, key, term.axis.id()).replace("{term}", label)
    };
    let title = numbered(renderer, &text("term_title"), part.number);
    let intro = text("term_intro");
    let route = Route::Term(term.axis, term.id, part.number);
    let mut head = gathering(renderer, route, "", &title, &intro);
    let axis = renderer.site.label(renderer.language, "axis", term.axis.id());
    head.breadcrumbs.insert(1, renderer.link(axis, Route::Taxonomy(term.axis)));
    head.json_ld = structured::list(renderer.site, &head);
    let mut view =
        list_view(renderer, &title, &intro, part, |number| Route::Term(term.axis, term.id, number));
    view.lead = base::audience_page(renderer.site, term).map(|index| renderer.page_link(index));
    renderer.fill("term.html", route, &head, ("list", &view), origin)
}

/// The title of one page of a list.
pub fn numbered(renderer: &Renderer, title: &str, number: usize) -> String {
    if number == 1 {
        return title.to_owned();
    }
    renderer
        .string("list.page_title")
        .replace("{title}", title)
        .replace("{number}", &number.to_string())
}

/// The way to the pages before and after; `None` where one page holds everything.
pub fn pagination<'r, T>(
    renderer: &Renderer,
    part: &Part<T>,
    route: impl Fn(usize) -> Route<'r>,
) -> Option<Pagination> {
    let page = |number: usize| renderer.path(route(number));
    (part.count > 1).then(|| Pagination {
        number: part.number,
        count: part.count,
        previous: (part.number > 1).then(|| page(part.number - 1)),
        next: (part.number < part.count).then(|| page(part.number + 1)),
    })
}

fn list_view<'r>(
    renderer: &Renderer,
    title: &str,
    intro: &str,
    part: &Part<PageIndex>,
    route: impl Fn(usize) -> Route<'r>,
) -> ListView {
    ListView {
        title: title.to_owned(),
        intro: intro.to_owned(),
        entries: part.items().iter().map(|&index| entry(renderer, index)).collect(),
        total: part.total(),
        pagination: pagination(renderer, part, route),
        lead: None,
    }
}

fn axis_view(renderer: &Renderer, axis: Taxonomy) -> AxisView {
    let site = renderer.site;
    let term = |term: &Term| TermView {
        id: term.id.to_owned(),
        label: site.label(renderer.language, axis.id(), term.id).to_owned(),
        url: renderer.path(Route::Term(axis, term.id, 1)),
        count: term.pages.len(),
    };
    AxisView {
        id: axis.id().to_owned(),
        title: site.label(renderer.language, "axis", axis.id()).to_owned(),
        intro: site.label(renderer.language, "axis_intro", axis.id()).to_owned(),
        terms: site.taxonomies.of(axis).map(term).collect(),
    }
}

fn home(renderer: &Renderer) -> HomeView {
    let some = |kind: Kind, limit: usize| -> Vec<EntryView> {
        renderer.site.of_kind(kind).take(limit).map(|index| entry(renderer, index)).collect()
    };
    let size = renderer.site.config.page_size;
    HomeView {
        channels: axis_view(renderer, Taxonomy::Channel),
        payments: axis_view(renderer, Taxonomy::Payment),
        audiences: axis_view(renderer, Taxonomy::Audience),
        scams: some(Kind::Scams, size),
        guides: some(Kind::Guides, size),
        protocols: some(Kind::Protocols, size),
        cases: some(Kind::Cases, NEWEST),
        alerts: some(Kind::Alerts, NEWEST),
    }
}

fn letters(renderer: &Renderer) -> Vec<LetterView> {
    let site = renderer.site;
    let name = |name: names::Name| NameView {
        text: name.text.to_owned(),
        url: site.path(name.page, renderer.language),
        title: if name.is_alias {
            site.reading(name.page, renderer.language).title().to_owned()
        } else {
            String::new()
        },
        lang: site
            .config
            .languages
            .code(site.reading(name.page, renderer.language).language)
            .to_owned(),
    };
    names::index(site, renderer.language)
        .into_iter()
        .map(|letter| LetterView {
            letter: letter.letter.to_string(),
            names: letter.names.into_iter().map(name).collect(),
        })
        .collect()
}

fn regions(renderer: &Renderer) -> Vec<RegionView> {
    let site = renderer.site;
    Region::ALL
        .iter()
        .map(|region| RegionView {
            id: region.id().to_owned(),
            label: site.label(renderer.language, "region", region.id()).to_owned(),
            hotlines: site
                .hotlines
                .iter()
                .filter(|hotline| hotline.region == *region)
                .map(|hotline| base::hotline(site, renderer.language, &renderer.dates, hotline))
                .collect(),
        })
        .filter(|region| !region.hotlines.is_empty())
        .collect()
}
