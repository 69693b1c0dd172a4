//! The outputs of a build that take no renderer of their own: the search index, files that are
//! published as they are, kits; and what is expected before it is made.

use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::limits;
use crate::base::source::SourceFiles;
use crate::base::sync::{into_value, lock};
use crate::pipeline::collector::{Collector, Stage};
use crate::publish::kits;
use crate::render::search;
use crate::site::printed_item::PrintedItem;
use crate::site::route::Route;
use crate::site::{Site, config, images, route};

/// Lists the pages before they are made, so that links to them are settled as soon as they are read.
/// Where one cannot be made, that is a mistake of its own.
pub(super) fn expect_pages(site: &Site, files: &Collector) {
    for language in site.config.languages.iter() {
        let file = |kind, id: &str| site.routes.file(Route::Page(kind, id), language);
        site.pages.iter().for_each(|page| files.expect(&file(page.kind, &page.id)));
        site.unread.iter().for_each(|(kind, id)| files.expect(&file(*kind, id)));
    }
    for page in &site.pages {
        let images = page.unreadable_images.iter();
        images.for_each(|name| files.expect(&route::image_file(page.kind, &page.id, name)));
    }
}

/// The index of every language, as files for the reader's browser. One language after the other, so
/// that one index at a time is in memory. Returns the paths of those that a phone may keep.
pub(super) fn search_index(site: &Site, collector: &Collector) -> anyhow::Result<Vec<String>> {
    let made_from: Arc<str> = Arc::from(config::FILE);
    let mut small = Vec::new();
    for language in site.config.languages.iter() {
        let sources = search::records::Sources::new(site, language);
        let record = |document: usize| sources.record(document);
        let words = &site.words[language.index()].search;
        let records = search::export::Records { count: sources.count(), record: &record, words };
        let made = Mutex::new((Vec::new(), 0));
        let put = |path: String, bytes: Vec<u8>| {
            note(&mut lock(&made), &path, bytes.len());
            collector.take(Stage::Search, Artifact::new(path, bytes, &made_from));
        };
        let code = site.config.languages.code(language);
        search::export::export(&records, code, site.config.base_url.path(), &put)?;
        small.extend(into_value(made).0);
    }
    small.sort_unstable();
    Ok(small)
}

/// Notes the path of a file, as long as all files together are no more than a phone may keep.
fn note((paths, total): &mut (Vec<String>, usize), path: &str, bytes: usize) {
    *total += bytes;
    if *total <= limits::OFFLINE_SEARCH {
        paths.push(path.to_owned());
    } else {
        paths.clear();
    }
}

/// Files that are published as they are, pictures without metadata: the theme's, the site's, and
/// images beside pages.
pub(super) fn static_files(
    site: &Site,
    of_theme: &[Artifact],
    sources: &SourceFiles,
    files: &Collector,
) -> Vec<Diagnostic> {
    files.take_all(Stage::Files, of_theme.iter().cloned());
    let mut mistakes = Vec::new();
    for (path, bytes) in sources.under("static/") {
        match images::without_metadata(path, bytes) {
            Ok(bytes) => {
                files.take(Stage::Files, Artifact::new(&path["static/".len()..], bytes, path));
            }
            Err(mistake) => mistakes.push(mistake),
        }
    }
    for page in &site.pages {
        for image in &page.images {
            let path = route::image_file(page.kind, &page.id, &image.name);
            let bytes = Arc::clone(&image.bytes);
            files.take(Stage::Files, Artifact::new(path, bytes, &image.file));
        }
    }
    mistakes
}

/// The kits, packed from the printed files. Where these are not kept, a kit is only listed.
pub(super) fn kits(site: &Site, items: &[PrintedItem], files: &Collector) -> anyhow::Result<()> {
    let output = files.output();
    kits::gather(site, items).par_iter().try_for_each(|kit| {
        if output.keeps() {
            files.take(Stage::Kits, kits::pack(site, kit, output)?);
        } else {
            files.expect(&kit.file(site));
        }
        Ok(())
    })
}
