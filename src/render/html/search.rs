//! The search page: its messages, and the facets that narrow results.

use crate::base::vocabulary::{Kind, Taxonomy, Vocabulary};
use crate::render::html::messages;
use crate::render::html::renderer::Renderer;
use crate::render::html::view::{FacetTermView, FacetView, SearchView};

pub(super) fn view(renderer: &Renderer) -> SearchView {
    let taxonomies = Taxonomy::ALL.iter().map(|&taxonomy| of_taxonomy(renderer, taxonomy));
    SearchView {
        messages: messages::search_page(renderer.site, renderer.language),
        facets: std::iter::once(of_kind(renderer)).chain(taxonomies).collect(),
    }
}

/// The kinds that have a page.
fn of_kind(renderer: &Renderer) -> FacetView {
    let site = renderer.site;
    let kinds = Kind::ALL.iter().filter(|&&kind| site.of_kind(kind).next().is_some());
    FacetView {
        id: "kind".to_owned(),
        label: renderer.string("search.kind").to_owned(),
        terms: kinds.map(|kind| term(renderer, "kind", kind.id())).collect(),
    }
}

/// The terms of a taxonomy that have a page.
fn of_taxonomy(renderer: &Renderer, taxonomy: Taxonomy) -> FacetView {
    let terms = renderer.site.taxonomies.of(taxonomy);
    FacetView {
        id: taxonomy.id().to_owned(),
        label: renderer.label("search", taxonomy.id()).to_owned(),
        terms: terms.map(|each| term(renderer, taxonomy.id(), each.id)).collect(),
    }
}

fn term(renderer: &Renderer, list: &str, id: &str) -> FacetTermView {
    FacetTermView { id: id.to_owned(), label: renderer.label(list, id).to_owned() }
}
