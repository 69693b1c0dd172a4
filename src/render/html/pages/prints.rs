//! The printable files that a page itself offers.

use crate::base::language::Language;
use crate::base::vocabulary::Taxonomy;
use crate::render::html::catalogue::items::rank;
use crate::render::html::renderer::Renderer;
use crate::render::html::view::PrintView;
use crate::render::html::{links, print_files};
use crate::site::page::{PageIndex, Reading, State};
use crate::site::printed_item::PrintSubject;
use crate::site::route::{Choice, Route};
use crate::theme::formats::PrintFormat;

/// What was printed of the page or, in a build without print, what the theme would print.
pub(super) fn prints(renderer: &Renderer, index: PageIndex, reading: &Reading) -> Vec<PrintView> {
    let Renderer { site, language, ref catalogue, .. } = *renderer;
    let page = reading.page;
    if reading.state == State::Fallback || !site.is_printable(Some(page)) {
        return Vec::new();
    }
    let is_printed = |id: &str, printed: Language| {
        let Some(of_page) = catalogue.of(PrintSubject::Page(index)) else { return false };
        of_page.items.iter().any(|item| item.format == id && item.language == printed)
    };
    let is_written = |language| page.text(language).is_some();
    let mut prints = Vec::new();
    for (id, format) in formats(renderer, reading) {
        for printed in format.languages(&site.config.languages, language, is_written) {
            if catalogue.is_empty() || is_printed(id, printed) {
                let file = print_files::file_of(site, &page.id, id, format, printed);
                prints.push(print_files::print_view(site, language, &page.id, id, printed, &file));
            }
        }
    }
    prints
}

/// The formats for paper and screens, in the order of lists.
fn formats<'r>(renderer: &Renderer<'r>, reading: &Reading<'r>) -> Vec<(&'r str, &'r PrintFormat)> {
    let site = renderer.site;
    let formats = site.formats_of(Some(reading.page));
    let mut formats: Vec<_> = formats.filter(|(id, _)| !site.print.uses.is_picture(id)).collect();
    formats.sort_by_key(|(id, _)| rank(&site.print, id));
    formats
}

/// The page of the catalogue that shows with pictures what was printed of the page; of an
/// audience's page, everything for that audience.
pub(super) fn catalogue_url(renderer: &Renderer, index: PageIndex) -> Option<String> {
    let Renderer { site, ref catalogue, .. } = *renderer;
    if catalogue.of(PrintSubject::Page(index))?.fallback {
        return None;
    }
    let mut audiences = site.taxonomies.of(Taxonomy::Audience);
    let choice = match audiences.find(|term| links::audience_page(site, term) == Some(index)) {
        Some(term) => Choice::For(term.id),
        None => Choice::Of(&site.page(index).id),
    };
    Some(renderer.path(Route::Catalogue(choice, 1)))
}
