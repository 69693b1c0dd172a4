//! Lists of pages: of a kind, of a term, and the terms of a taxonomy.

use std::sync::Arc;

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::vocabulary::{Kind, Taxonomy, Vocabulary};
use crate::render::html::entry::entry;
use crate::render::html::head::list_head;
use crate::render::html::paginator::{Pager, paginate};
use crate::render::html::renderer::Renderer;
use crate::render::html::view::{ListView, TaxonomyView, TermView};
use crate::render::html::{base, links};
use crate::site::page::PageIndex;
use crate::site::route::Route;
use crate::site::taxonomies::Term;
use crate::site::{Site, config};

/// A list to render, or one page of it.
pub(super) enum ListPage<'a> {
    Kind { kind: Kind, pager: Pager<PageIndex> },
    Taxonomy(Taxonomy),
    Term { term: &'a Term, pager: Pager<PageIndex> },
}

/// Every page of every list; the same in each language.
pub(super) fn pages(site: &Site) -> Vec<ListPage<'_>> {
    let size = site.config.page_size;
    let mut lists = Vec::new();
    for &kind in Kind::ALL.iter().filter(|&&kind| kind != Kind::Pages) {
        let pages: Vec<PageIndex> = site.of_kind(kind).collect();
        lists.extend(paginate(pages, size).map(|pager| ListPage::Kind { kind, pager }));
    }
    lists.extend(Taxonomy::ALL.iter().map(|&taxonomy| ListPage::Taxonomy(taxonomy)));
    for term in site.taxonomies.iter() {
        let pagers = paginate(by_use(site, term), size);
        lists.extend(pagers.map(|pager| ListPage::Term { term, pager }));
    }
    lists
}

/// The pages of a term: scams first, then what else is for readers, then materials for staff; of each,
/// those first in whose own list the term stands nearest to the beginning.
fn by_use(site: &Site, term: &Term) -> Vec<PageIndex> {
    let mut pages = term.pages.clone();
    pages.sort_by_cached_key(|&index| {
        let page = site.page(index);
        let group = match page.kind {
            Kind::Scams => 0,
            kind if kind.is_material() => 2,
            _ => 1,
        };
        let own = page.facts.terms(term.taxonomy);
        (group, own.iter().position(|id| *id == term.id), index)
    });
    pages
}

pub(super) fn render(renderer: &Renderer, list: &ListPage) -> Result<Artifact, Diagnostic> {
    let made_from: Arc<str> = Arc::from(config::FILE);
    match list {
        ListPage::Kind { kind, pager } => of_kind(renderer, *kind, pager, &made_from),
        ListPage::Taxonomy(taxonomy) => of_taxonomy(renderer, *taxonomy, &made_from),
        ListPage::Term { term, pager } => of_term(renderer, term, pager, &made_from),
    }
}

fn of_kind(
    renderer: &Renderer,
    kind: Kind,
    pager: &Pager<PageIndex>,
    made_from: &Arc<str>,
) -> Result<Artifact, Diagnostic> {
    let title = renderer.numbered(renderer.label("kinds", kind.id()), pager.number);
    let intro = renderer.label("kinds_intro", kind.id());
    let route = Route::List(kind, pager.number);
    let head = list_head(renderer, route, base::section(kind), (&title, intro), &[]);
    let view = list_view(renderer, &title, intro, pager, |number| Route::List(kind, number));
    renderer.fill("list.html", route, &head, ("list", &view), made_from)
}

fn of_taxonomy(
    renderer: &Renderer,
    taxonomy: Taxonomy,
    made_from: &Arc<str>,
) -> Result<Artifact, Diagnostic> {
    let route = Route::Taxonomy(taxonomy);
    let view = taxonomy_view(renderer, taxonomy);
    let head = list_head(renderer, route, "", (&view.title, &view.intro), &[]);
    renderer.fill("taxonomy.html", route, &head, ("taxonomy", &view), made_from)
}

fn of_term(
    renderer: &Renderer,
    term: &Term,
    pager: &Pager<PageIndex>,
    made_from: &Arc<str>,
) -> Result<Artifact, Diagnostic> {
    let taxonomy = term.taxonomy;
    let label = renderer.label(taxonomy.id(), term.id);
    let text = |list: &str| renderer.label(list, taxonomy.id()).replace("{term}", label);
    let title = renderer.numbered(&text("term_title"), pager.number);
    let intro = text("term_intro");
    let route = |number| Route::Term(taxonomy, term.id, number);
    let own = route(pager.number);
    let parent = (renderer.label("taxonomy", taxonomy.id()), Route::Taxonomy(taxonomy));
    let head = list_head(renderer, own, "", (&title, &intro), &[parent]);
    let lead = links::audience_page(renderer.site, term);
    let view = ListView {
        lead: lead.map(|index| renderer.page_link(index)),
        ..list_view(renderer, &title, &intro, pager, route)
    };
    renderer.fill("term.html", own, &head, ("list", &view), made_from)
}

fn list_view<'r>(
    renderer: &Renderer,
    title: &str,
    intro: &str,
    pager: &Pager<PageIndex>,
    route: impl Fn(usize) -> Route<'r>,
) -> ListView {
    ListView {
        title: title.to_owned(),
        intro: intro.to_owned(),
        entries: pager.items().iter().map(|&index| entry(renderer, index)).collect(),
        total: pager.total(),
        pagination: pager.view(|number| renderer.path(route(number))),
        lead: None,
    }
}

pub(super) fn taxonomy_view(renderer: &Renderer, taxonomy: Taxonomy) -> TaxonomyView {
    let term = |term: &Term| TermView {
        id: term.id.to_owned(),
        label: renderer.label(taxonomy.id(), term.id).to_owned(),
        url: renderer.path(Route::Term(taxonomy, term.id, 1)),
        count: term.pages.len(),
    };
    TaxonomyView {
        id: taxonomy.id().to_owned(),
        title: renderer.label("taxonomy", taxonomy.id()).to_owned(),
        intro: renderer.label("taxonomy_intro", taxonomy.id()).to_owned(),
        terms: renderer.site.taxonomies.of(taxonomy).map(term).collect(),
    }
}
