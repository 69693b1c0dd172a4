//! A page as an entry of a list.

use crate::base::vocabulary::Vocabulary;
use crate::render::html::renderer::Renderer;
use crate::render::html::view::{DateView, EntryView};
use crate::site::page::PageIndex;

pub(super) fn entry(renderer: &Renderer, index: PageIndex) -> EntryView {
    let site = renderer.site;
    let reading = site.reading(index, renderer.language);
    let kind = reading.page.kind;
    EntryView {
        id: reading.page.id.clone(),
        title: reading.title().to_owned(),
        summary: reading.summary().to_owned(),
        url: site.path(index, renderer.language),
        kind: kind.id().to_owned(),
        kind_label: renderer.label("kind", kind.id()).to_owned(),
        lang: site.config.languages.code(reading.language).to_owned(),
        date: reading.page.facts.date.map(|date| DateView::new(&renderer.dates, date)),
    }
}
