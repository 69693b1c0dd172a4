//! Addresses that lead on: the permanent short ones, and old ones.

use std::sync::Arc;

use serde::Serialize;

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::language::Language;
use crate::render::html::view::{ChoiceView, Head};
use crate::render::html::{Renderer, base, materials};
use crate::site::page::Page;
use crate::site::page::PageIndex;
use crate::site::printed_item::Subject;
use crate::site::route::Route;
use crate::site::{Site, route};

/// The permanent short address of a page, or of the site. It speaks every language, since paper
/// does not know its reader.
pub fn short(renderer: &Renderer, subject: Subject) -> Result<Artifact, Diagnostic> {
    let site = renderer.site;
    let page = match subject {
        Subject::Site => None,
        Subject::Page(index) => Some(site.page(index)),
    };
    let route = page.map_or(Route::Home, |page| Route::Page(page.kind, &page.id));
    let is_written = |language: &Language| page.is_none_or(|page| page.text(*language).is_some());
    let written: Vec<Language> = site.config.languages.iter().filter(is_written).collect();
    let choices: Vec<ChoiceView> =
        written.iter().map(|&language| choice(site, page, route, language)).collect();
    let (title, description) = words(site, page, Language::PRIMARY);
    let reading = page.map(|page| page.reading(Language::PRIMARY));
    let head = Head {
        title: title.to_owned(),
        description: description.to_owned(),
        canonical: site.routes.url(route, Language::PRIMARY),
        alternates: base::alternates(site, route, &written),
        x_default: site.routes.url(route, Language::PRIMARY),
        og_type: if page.is_some() { "article" } else { "website" }.to_owned(),
        image: materials::preview(renderer, reading.as_ref()),
        ..Head::default()
    };
    let (id, origin) = match page {
        Some(page) => (&*page.id, &page.facts_file),
        None => (route::HOME_ID, &site.config.file),
    };
    renderer.fill("short.html", Route::Short(id), &head, ("choices", &choices), origin)
}

fn choice(site: &Site, page: Option<&Page>, route: Route, language: Language) -> ChoiceView {
    let (title, summary) = words(site, page, language);
    ChoiceView {
        code: site.config.languages.code(language).to_owned(),
        dir: site.string(language, "language.dir").to_owned(),
        language: site.string(language, "language.name").to_owned(),
        title: title.to_owned(),
        summary: summary.to_owned(),
        url: site.routes.path(route, language),
        read: site.string(language, "language.read").to_owned(),
        site: site.config.title.get(&site.config.languages, language).0.to_owned(),
        guide: base::guide(site, language),
    }
}

/// Title and summary of a page, or of the home page.
fn words<'s>(site: &'s Site, page: Option<&'s Page>, language: Language) -> (&'s str, &'s str) {
    match page.map(|page| page.reading(language)) {
        Some(reading) => (reading.title(), reading.summary()),
        None => (site.string(language, "home.title"), site.string(language, "home.description")),
    }
}

/// `redirect.html`: context key `redirect`.
#[derive(Serialize)]
struct RedirectView {
    title: String,
    path: String,
}

/// Old addresses of pages. One that begins with a language, `/en/…`, leads to the page in that
/// language. `renderers` has one renderer a language.
pub fn render(renderers: &[Renderer]) -> (Vec<Artifact>, Vec<Diagnostic>) {
    let mut artifacts = Vec::new();
    let mut diagnostics = Vec::new();
    let Some(Renderer { site, .. }) = renderers.first() else { return (artifacts, diagnostics) };
    for (index, page) in site.indexed() {
        for old in &page.facts.redirect_from {
            let first = old.value.split('/').nth(1).unwrap_or("");
            let language = site.config.languages.find(first).unwrap_or(Language::PRIMARY);
            match redirect(&renderers[language.index()], index, &old.value, &page.facts_file) {
                Ok(artifact) => artifacts.push(artifact),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
    }
    (artifacts, diagnostics)
}

fn redirect(
    renderer: &Renderer,
    index: PageIndex,
    old: &str,
    origin: &Arc<str>,
) -> Result<Artifact, Diagnostic> {
    let Renderer { site, language, .. } = *renderer;
    let page = site.page(index);
    let route = Route::Page(page.kind, &page.id);
    let title = site.reading(index, language).title().to_owned();
    let head = Head {
        title: title.clone(),
        canonical: site.routes.url(route, language),
        noindex: true,
        ..Head::default()
    };
    let view = RedirectView { title, path: site.routes.path(route, language) };
    let made = renderer.fill("redirect.html", Route::Home, &head, ("redirect", &view), origin)?;
    Ok(Artifact { path: route::redirect_file(old), ..made })
}
