//! The catalogue's list of everything, and the ways to choose that its first page offers.

use std::sync::Arc;

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::vocabulary::{Kind, Taxonomy, Vocabulary};
use crate::render::html::base;
use crate::render::html::catalogue::campaigns::{campaign_view, campaigns};
use crate::render::html::catalogue::cards::{format_name, kind_groups};
use crate::render::html::catalogue::filter;
use crate::render::html::catalogue::items::rank;
use crate::render::html::catalogue::pages::{branch_link, help};
use crate::render::html::head::list_head;
use crate::render::html::paginator::Pager;
use crate::render::html::print_files;
use crate::render::html::renderer::Renderer;
use crate::render::html::view::{BrowseView, CatalogueView, FormatView, TermView};
use crate::site::page::PageIndex;
use crate::site::printed_item::PrintSubject;
use crate::site::route::{Choice, Route};

/// One page of the list of everything.
pub(super) fn render(
    renderer: &Renderer,
    pager: &Pager<PrintSubject>,
    made_from: &Arc<str>,
) -> Result<Artifact, Diagnostic> {
    let route = |number| Route::Catalogue(Choice::Everything, number);
    let own = route(pager.number);
    let title = renderer.numbered(renderer.string("catalogue.title"), pager.number);
    let words = (&*title, renderer.string("catalogue.description"));
    let head = list_head(renderer, own, base::CATALOGUE, words, &[]);
    let view = CatalogueView {
        title: title.clone(),
        browse: if pager.number == 1 { Some(browse(renderer)) } else { None },
        groups: kind_groups(renderer, pager.items()),
        pagination: pager.view(|number| renderer.path(route(number))),
    };
    renderer.fill("catalogue.html", own, &head, ("catalogue", &view), made_from)
}

fn browse(renderer: &Renderer) -> BrowseView {
    let branches = renderer.branches.iter().map(|(branch, _)| branch_link(renderer, branch));
    let campaigns = campaigns(renderer);
    BrowseView {
        help: help(renderer),
        filter: filter::view(renderer),
        branches: branches.collect(),
        campaigns: campaigns.iter().map(|campaign| campaign_view(renderer, campaign)).collect(),
        audiences: audiences(renderer),
        formats: formats(renderer),
        kinds: kinds(renderer),
    }
}

/// The audiences for which something was printed.
fn audiences(renderer: &Renderer) -> Vec<TermView> {
    let is_printed =
        |&index: &PageIndex| renderer.catalogue.of(PrintSubject::Page(index)).is_some();
    renderer
        .site
        .taxonomies
        .of(Taxonomy::Audience)
        .filter(|term| term.pages.iter().any(is_printed))
        .map(|term| TermView {
            id: term.id.to_owned(),
            label: renderer.label("audience", term.id).to_owned(),
            url: renderer.path(Route::Catalogue(Choice::For(term.id), 1)),
            count: term.pages.len(),
        })
        .collect()
}

/// Each format with a picture of the first item in it.
fn formats(renderer: &Renderer) -> Vec<FormatView> {
    let print = &renderer.site.print;
    let view = |id: &String| {
        let all = renderer.catalogue.in_format(id);
        let first = all.first()?;
        Some(FormatView {
            id: id.clone(),
            label: format_name(renderer, id).to_owned(),
            url: renderer.path(Route::Catalogue(Choice::As(id), 1)),
            count: all.len(),
            picture: print_files::thumbnail(renderer.site, first),
        })
    };
    let mut formats: Vec<FormatView> = print.formats.keys().filter_map(view).collect();
    formats.sort_by(|a, b| rank(print, &a.id).cmp(&rank(print, &b.id)));
    formats
}

/// The kinds of pages made for printing and teaching.
fn kinds(renderer: &Renderer) -> Vec<TermView> {
    let view = |kind: Kind| TermView {
        id: kind.id().to_owned(),
        label: renderer.label("kinds", kind.id()).to_owned(),
        url: renderer.path(Route::List(kind, 1)),
        count: renderer.site.of_kind(kind).count(),
    };
    let kinds =
        Kind::ALL.iter().copied().filter(|kind| kind.is_material());
    kinds.map(view).filter(|kind| kind.count > 0).collect()
}
