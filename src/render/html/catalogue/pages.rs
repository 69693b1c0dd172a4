//! Parts of the catalogue, each a page: for an audience, of a page, in a format, for a campaign, of
//! a branch.

use crate::base::language::Language;
use crate::parse::branches::Branch;
use crate::parse::campaigns::Campaign;
use crate::render::html::catalogue::campaigns::{self, campaign_view};
use crate::render::html::catalogue::cards::{
    card_group, format_name, id_of, kind_groups, title_of,
};
use crate::render::html::catalogue::items::Catalogue;
use crate::render::html::head::{list_head, unlisted};
use crate::render::html::paginator::Pager;
use crate::render::html::renderer::Renderer;
use crate::render::html::view::{CardGroup, CataloguePageView, HeadView, LinkView};
use crate::render::html::{base, links, print_files};
use crate::site::page::PageIndex;
use crate::site::printed_item::{PrintSubject, PrintedItem};
use crate::site::route;
use crate::site::route::{Choice, Route};
use crate::site::taxonomies::Term;

/// A page's route, head and contents.
type Part<'r> = (Route<'r>, HeadView, CataloguePageView);

/// How to print, fold and cut: shown where this page exists.
const HELP: &str = "pages/for-branches";

/// The pages for an audience of which something was printed, its own page first.
pub(super) fn subjects_for(renderer: &Renderer, term: &Term) -> Vec<PrintSubject> {
    let own = links::audience_page(renderer.site, term);
    let others = term.pages.iter().copied().filter(|&index| Some(index) != own);
    let subjects = own.into_iter().chain(others).map(PrintSubject::Page);
    subjects.filter(|&subject| renderer.catalogue.of(subject).is_some()).collect()
}

/// The first subject, the audience's own page if it has one, with pictures; the others in short.
pub(super) fn for_audience<'r>(
    renderer: &Renderer,
    term: &'r Term,
    pager: &Pager<PrintSubject>,
) -> Part<'r> {
    let route = |number| Route::Catalogue(Choice::For(term.id), number);
    let label = renderer.label("audience", term.id);
    let title = renderer.string("catalogue.for_title").replace("{term}", label);
    let title = renderer.numbered(&title, pager.number);
    let intro = renderer.string("catalogue.for_intro");
    let (first, rest) = pager.items().split_at(usize::from(pager.number == 1));
    let page = links::audience_page(renderer.site, term);
    let view = CataloguePageView {
        choice: "for".to_owned(),
        zip: if has_kit(renderer, term) { Some(zip(renderer, term.id)) } else { None },
        page: page.map(|index| renderer.page_link(index)),
        cards: first.iter().filter_map(|&subject| cards_of_page(renderer, subject)).collect(),
        groups: kind_groups(renderer, rest),
        pagination: pager.view(|number| renderer.path(route(number))),
        ..common(renderer, &title, intro)
    };
    let own = route(pager.number);
    (own, head(renderer, own, &title, intro), view)
}

/// Whether the kit of an audience holds something in the reader's language.
fn has_kit(renderer: &Renderer, term: &Term) -> bool {
    let kit = &renderer.site.print.uses.kit;
    subjects_for(renderer, term)
        .into_iter()
        .filter_map(|subject| renderer.catalogue.of(subject))
        .flat_map(|of_page| &of_page.items)
        .any(|item| kit.contains(&item.format) && item.language == renderer.language)
}

fn cards_of_page(renderer: &Renderer, subject: PrintSubject) -> Option<CardGroup> {
    let PrintSubject::Page(index) = subject else { return None };
    let page = catalogue_link(renderer, index);
    Some(card_group(renderer, Some(page), &renderer.catalogue.of(subject)?.items))
}

/// Everything of one page, or of the site, with pictures.
pub(super) fn of_subject<'r>(renderer: &Renderer<'r>, subject: PrintSubject) -> Part<'r> {
    let route = Route::Catalogue(Choice::Of(id_of(renderer, subject)), 1);
    let of_page = renderer.catalogue.of(subject).expect("only subjects with items have a page");
    let (name, _) = title_of(renderer, subject);
    let title = renderer.string("catalogue.of_title").replace("{title}", &name);
    let intro = renderer.string("catalogue.of_intro");
    let head = head(renderer, route, &title, intro);
    let (page, head) = match subject {
        PrintSubject::Site => (renderer.link(renderer.string("nav.home"), Route::Home), head),
        PrintSubject::Page(index) => (
            renderer.page_link(index),
            head_of_page(renderer, route, head, index, of_page.fallback),
        ),
    };
    let view = CataloguePageView {
        choice: "of".to_owned(),
        fallback: of_page.fallback,
        page: Some(page),
        cards: vec![card_group(renderer, None, &of_page.items)],
        ..common(renderer, &title, intro)
    };
    (route, head, view)
}

/// Alternates are the languages the page is written in; a fallback is for people alone.
fn head_of_page(
    renderer: &Renderer,
    route: Route,
    head: HeadView,
    index: PageIndex,
    fallback: bool,
) -> HeadView {
    let site = renderer.site;
    let page = site.page(index);
    let reading = page.reading(renderer.language);
    let image = print_files::preview(site, renderer.language, Some(&reading));
    if fallback {
        return HeadView {
            image,
            noindex: true,
            canonical: site.routes.url(route, reading.language),
            alternates: Vec::new(),
            x_default: String::new(),
            ..head
        };
    }
    let written: Vec<Language> =
        site.config.languages.iter().filter(|&l| page.text(l).is_some()).collect();
    HeadView { image, alternates: links::alternates(site, route, &written), ..head }
}

/// Everything in one format. From a page that is not `everywhere`, the other languages lead to the
/// whole catalogue.
pub(super) fn in_format<'r>(
    renderer: &Renderer,
    format: &'r str,
    pager: &Pager<&PrintedItem>,
    is_everywhere: bool,
) -> Part<'r> {
    let route = |number| Route::Catalogue(Choice::As(format), number);
    let title = renderer.numbered(format_name(renderer, format), pager.number);
    let paper = renderer.site.print.formats.get(format).map_or("", |format| &*format.paper);
    let intro = renderer
        .string("catalogue.as_intro")
        .replace("{paper}", renderer.label("paper", paper))
        .replace("{total}", &pager.total().to_string());
    let view = CataloguePageView {
        choice: "as".to_owned(),
        cards: vec![card_group(renderer, None, pager.items())],
        pagination: pager.view(|number| renderer.path(route(number))),
        ..common(renderer, &title, &intro)
    };
    let own = route(pager.number);
    let head = head(renderer, own, &title, &intro);
    if is_everywhere {
        return (own, head, view);
    }
    let whole = Route::Catalogue(Choice::Everything, 1);
    let languages = links::language_links(renderer.site, renderer.language, whole);
    (own, HeadView { languages, ..unlisted(head) }, view)
}

/// Everything a campaign needs.
pub(super) fn for_campaign<'r>(renderer: &Renderer, campaign: &'r Campaign) -> Part<'r> {
    let id = &campaign.id.value;
    let route = Route::Catalogue(Choice::Kit(id), 1);
    let pages = campaigns::items(renderer, campaign);
    let campaign = campaign_view(renderer, campaign);
    let intro = renderer.string("catalogue.kit_intro");
    let has_kit =
        pages.iter().flat_map(|(_, items)| items).any(|item| item.language == renderer.language);
    let cards = pages
        .iter()
        .map(|(index, items)| card_group(renderer, Some(catalogue_link(renderer, *index)), items));
    let view = CataloguePageView {
        choice: "kit".to_owned(),
        months: campaign.months,
        zip: if has_kit { Some(zip(renderer, id)) } else { None },
        cards: cards.collect(),
        ..common(renderer, &campaign.title, intro)
    };
    (route, head(renderer, route, &campaign.title, intro), view)
}

/// The copies with a branch's imprint.
pub(super) fn of_branch<'r>(
    renderer: &Renderer,
    branch: &'r Branch,
    copies: &Catalogue,
    pager: &Pager<PrintSubject>,
) -> Part<'r> {
    let languages = &renderer.site.config.languages;
    let route = |number| Route::Catalogue(Choice::Branch(&branch.id.value), number);
    let name = branch.name.get(languages, renderer.language).0;
    let title = renderer.string("filter.branch_title").replace("{name}", name);
    let title = renderer.numbered(&title, pager.number);
    let intro = renderer.string("filter.branch_intro").replace("{name}", name);
    let cards = |&subject: &PrintSubject| {
        let page = match subject {
            PrintSubject::Site => renderer.link(&title_of(renderer, subject).0, Route::Home),
            PrintSubject::Page(index) => renderer.page_link(index),
        };
        Some(card_group(renderer, Some(page), &copies.of(subject)?.items))
    };
    let view = CataloguePageView {
        choice: "branch".to_owned(),
        branch: branch.id.value.clone(),
        address: branch.address.get(languages, renderer.language).0.to_owned(),
        cards: pager.items().iter().filter_map(cards).collect(),
        pagination: pager.view(|number| renderer.path(route(number))),
        ..common(renderer, &title, &intro)
    };
    let own = route(pager.number);
    (own, head(renderer, own, &title, &intro), view)
}

pub(super) fn branch_link(renderer: &Renderer, branch: &Branch) -> LinkView {
    let name = branch.name.get(&renderer.site.config.languages, renderer.language).0;
    renderer.link(name, Route::Catalogue(Choice::Branch(&branch.id.value), 1))
}

pub(super) fn help(renderer: &Renderer) -> Option<LinkView> {
    Some(renderer.page_link(renderer.site.find_path(HELP)?))
}

/// What every part has.
fn common(renderer: &Renderer, title: &str, intro: &str) -> CataloguePageView {
    CataloguePageView {
        title: title.to_owned(),
        intro: intro.to_owned(),
        help: help(renderer),
        ..CataloguePageView::default()
    }
}

/// The head of a part, a child of the whole catalogue.
fn head(renderer: &Renderer, route: Route, title: &str, description: &str) -> HeadView {
    let whole = (renderer.string("catalogue.title"), Route::Catalogue(Choice::Everything, 1));
    list_head(renderer, route, base::CATALOGUE, (title, description), &[whole])
}

/// Everything printed of a page, under the page's title.
fn catalogue_link(renderer: &Renderer, index: PageIndex) -> LinkView {
    let url = renderer.path(Route::Catalogue(Choice::Of(&renderer.site.page(index).id), 1));
    LinkView { url, ..renderer.page_link(index) }
}

fn zip(renderer: &Renderer, id: &str) -> String {
    renderer.site.routes.file_path(&route::kit_file(id, renderer.code()))
}
