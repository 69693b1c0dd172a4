//! The catalogue's index: one JSON file per language, which the script of the filter reads.
//!
//! The choices are in the page; `print/materials.<language>.json` has the items. The script fetches
//! it when a reader touches the filter. It holds ids, titles and numbers: some 70 bytes a page and
//! 12 an item, less than a third of that compressed. Of a site with more than [`limits::FILTERED`]
//! pages it has only the first ones, the most common scams, and the script says so: nobody chooses
//! among 20,000 pages in a list. Search finds them, and the lists of the catalogue have them all.
//!
//! [`limits::FILTERED`]: crate::base::limits::FILTERED

use std::sync::Arc;

use serde::Serialize;

use crate::base::artifact::Artifact;
use crate::render::html::catalogue::cards::{format_name, id_of, title_of};
use crate::render::html::catalogue::offer::Offer;
use crate::render::html::renderer::Renderer;
use crate::site::printed_item::{PrintSubject, PrintedItem, THUMBNAIL};
use crate::site::route;
use crate::site::route::{Choice, Route};
use crate::theme::formats::PrintFormat;

/// Lists refer to each other by place, from 0.
#[derive(Serialize)]
struct CatalogueIndex<'a> {
    /// Paths below the site's folder; the script replaces `{page}`, `{format}`, `{language}` and
    /// `{branch}`.
    file: String,
    copy: String,
    page: String,
    /// The ending of a small picture's name.
    thumbnail: &'static str,
    /// Whether these are all pages.
    whole: bool,
    /// Code and name.
    languages: Vec<(&'a str, &'a str)>,
    audiences: Vec<&'a str>,
    formats: Vec<IndexedFormat<'a>>,
    /// Labels of kinds, and how many of the pages, in their order, each has.
    kinds: Vec<(&'a str, usize)>,
    pages: Vec<IndexedPage>,
}

#[derive(Serialize)]
struct IndexedFormat<'a> {
    id: &'a str,
    label: &'a str,
    paper: &'a str,
    paper_label: &'a str,
    /// The ending of its file's name: `.pdf`.
    ending: &'a str,
    /// Of the small picture of the first item in it.
    width: u32,
    height: u32,
    bilingual: bool,
    /// Whether a branch's copy of it carries an imprint.
    imprint: bool,
}

/// Id, title, the language of the title where it is not the reader's, audiences, and four numbers
/// an item: format, language, pages and kilobytes.
#[derive(Serialize)]
struct IndexedPage(String, String, String, Vec<usize>, Vec<usize>);

pub(super) fn render(renderer: &Renderer, made_from: &Arc<str>) -> Artifact {
    let Renderer { site, .. } = *renderer;
    let languages = &site.config.languages;
    let offer = Offer::new(renderer);
    let file = route::print_file("{page}", "{format}", "{language}");
    let page = renderer.path(Route::Catalogue(Choice::Of("{page}"), 1));
    let names = languages.iter().map(|each| site.string(each, "language.name"));
    let index = CatalogueIndex {
        copy: route::branch_file("{branch}", &file),
        file,
        page: page.strip_prefix(&site.routes.file_path("")).unwrap_or(&page).to_owned(),
        thumbnail: THUMBNAIL,
        whole: offer.is_complete,
        languages: languages.codes().zip(names).collect(),
        audiences: offer.audiences.iter().map(|(term, _)| term.id).collect(),
        formats: offer.formats.iter().map(|&(id, of)| format(renderer, &offer, id, of)).collect(),
        kinds: offer.kinds.iter().map(|(label, subjects)| (*label, subjects.len())).collect(),
        pages: offer.subjects.keys().map(|&subject| of_page(renderer, &offer, subject)).collect(),
    };
    let json = serde_json::to_vec(&index).expect("texts and numbers can always be serialised");
    Artifact::new(route::catalogue_index_file(renderer.code()), json, made_from)
}

fn format<'a>(
    renderer: &Renderer<'a>,
    offer: &Offer,
    id: &'a str,
    format: &'a PrintFormat,
) -> IndexedFormat<'a> {
    let first = offer.items().find(|item| item.format == id);
    let (width, height) =
        first.map_or((1, 1), |first| (first.thumbnail.width, first.thumbnail.height));
    IndexedFormat {
        id,
        label: format_name(renderer, id),
        paper: &format.paper,
        paper_label: renderer.label("paper", &format.paper),
        ending: format.ending(),
        width,
        height,
        bilingual: format.bilingual,
        imprint: format.imprint,
    }
}

fn of_page(renderer: &Renderer, offer: &Offer, subject: PrintSubject) -> IndexedPage {
    let (title, lang) = title_of(renderer, subject);
    let is_own = lang == renderer.code();
    let audiences = offer
        .audiences
        .iter()
        .enumerate()
        .filter(|(_, (_, pages))| pages.contains(&subject))
        .map(|(place, _)| place);
    let numbers = |item: &&PrintedItem| {
        let format = offer.place_of_format(item).unwrap_or_default();
        [format, item.language.index(), item.pages, item.bytes.div_ceil(1024)]
    };
    IndexedPage(
        id_of(renderer, subject).to_owned(),
        title,
        if is_own { String::new() } else { lang },
        audiences.collect(),
        offer.subjects[&subject].iter().flat_map(numbers).collect(),
    )
}
