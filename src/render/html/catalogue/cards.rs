//! Printed items as templates show them: cards with pictures, and short lists by page.

use crate::base::vocabulary::Vocabulary;
use crate::render::html::catalogue::items::{ItemsOfPage, is_link_picture};
use crate::render::html::print_files;
use crate::render::html::renderer::Renderer;
use crate::render::html::view::{
    CardGroup, ItemsOfPageView, KindGroup, LinkView, PrintView, PrintedItemView,
};
use crate::site::printed_item::{PrintSubject, PrintedItem};
use crate::site::route::{Choice, HOME_ID, Route};

/// Everything about a printed item, with its picture.
pub(super) fn card(renderer: &Renderer, item: &PrintedItem) -> PrintedItemView {
    let (title, lang) = title_of(renderer, item.subject);
    let files: Vec<PrintView> =
        item.files.iter().map(|file| print_view(renderer, item, file)).collect();
    let pictures = if files.len() > 1 {
        files.iter().filter(|file| file.ending == "PNG").cloned().collect()
    } else {
        Vec::new()
    };
    PrintedItemView {
        print: files.into_iter().next().expect("a printed item has a file"),
        title,
        lang,
        url: renderer.path(Route::Catalogue(Choice::Of(id_of(renderer, item.subject)), 1)),
        size: size(renderer, item),
        picture: print_files::thumbnail(renderer.site, item),
        pictures,
    }
}

/// “2 pages · 84 KB”.
fn size(renderer: &Renderer, item: &PrintedItem) -> String {
    let is_picture = item.files.first().is_some_and(|file| file.ends_with(".png"));
    let pages = renderer.string(match (is_picture, item.pages) {
        (true, 1) => "catalogue.picture",
        (true, _) => "catalogue.pictures",
        (false, 1) => "catalogue.page",
        (false, _) => "catalogue.pages",
    });
    let kilobytes = item.bytes.div_ceil(1024);
    format!("{} · {kilobytes} KB", pages.replace("{count}", &item.pages.to_string()))
}

fn print_view(renderer: &Renderer, item: &PrintedItem, file: &str) -> PrintView {
    let Renderer { site, language, .. } = *renderer;
    let id = id_of(renderer, item.subject);
    print_files::print_view(site, language, id, &item.format, item.language, file)
}

pub(super) fn card_group(
    renderer: &Renderer,
    page: Option<LinkView>,
    items: &[&PrintedItem],
) -> CardGroup {
    CardGroup { page, cards: items.iter().map(|item| card(renderer, item)).collect() }
}

/// Subjects and their items in short, under the label of their kind.
pub(super) fn kind_groups(renderer: &Renderer, subjects: &[PrintSubject]) -> Vec<KindGroup> {
    let mut groups: Vec<KindGroup> = Vec::new();
    for &subject in subjects {
        let Some(of_page) = renderer.catalogue.of(subject) else { continue };
        let page = items_of_page(renderer, subject, of_page);
        let (id, label) = kind_of(renderer, subject);
        match groups.last_mut() {
            Some(group) if group.id == id => group.pages.push(page),
            _ => groups.push(KindGroup {
                id: id.to_owned(),
                label: label.to_owned(),
                pages: vec![page],
            }),
        }
    }
    groups
}

fn items_of_page(
    renderer: &Renderer,
    subject: PrintSubject,
    of_page: &ItemsOfPage,
) -> ItemsOfPageView {
    let (title, lang) = title_of(renderer, subject);
    let print = &renderer.site.print;
    let items = of_page.items.iter().filter(|item| !is_link_picture(print, &item.format));
    ItemsOfPageView {
        title,
        lang,
        url: renderer.path(Route::Catalogue(Choice::Of(id_of(renderer, subject)), 1)),
        prints: items
            .map(|item| {
                let file = item.files.first().expect("a printed item has a file");
                print_view(renderer, item, file)
            })
            .collect(),
    }
}

/// The id and label of a subject's kind; `site` for the site itself.
pub(super) fn kind_of<'r>(renderer: &Renderer<'r>, subject: PrintSubject) -> (&'r str, &'r str) {
    match subject {
        PrintSubject::Site => ("site", renderer.string("catalogue.whole_site")),
        PrintSubject::Page(index) => {
            let kind = renderer.site.page(index).kind.id();
            (kind, renderer.label("kinds", kind))
        }
    }
}

/// The id under which a subject is printed.
pub(super) fn id_of<'r>(renderer: &Renderer<'r>, subject: PrintSubject) -> &'r str {
    match subject {
        PrintSubject::Site => HOME_ID,
        PrintSubject::Page(index) => &renderer.site.page(index).id,
    }
}

/// The title of a subject, and the code of the title's language.
pub(super) fn title_of(renderer: &Renderer, subject: PrintSubject) -> (String, String) {
    let Renderer { site, language, .. } = *renderer;
    let (title, lang) = match subject {
        PrintSubject::Site => (site.config.title.get(&site.config.languages, language).0, language),
        PrintSubject::Page(index) => {
            let reading = site.reading(index, language);
            (reading.title(), reading.language)
        }
    };
    (title.to_owned(), site.config.languages.code(lang).to_owned())
}

pub(super) fn format_name<'r>(renderer: &Renderer<'r>, format: &'r str) -> &'r str {
    print_files::format_name(renderer.site, renderer.language, format)
}
