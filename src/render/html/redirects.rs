//! Redirects: permanent short addresses, and old addresses of pages.

use std::sync::Arc;

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::language::Language;
use crate::render::html::renderer::Renderer;
use crate::render::html::view::{ChoiceView, HeadView};
use crate::render::html::{links, print_files};
use crate::site::page::Page;
use crate::site::printed_item::PrintSubject;
use crate::site::route::Route;
use crate::site::{Site, route};

/// The permanent short address of a page, or of the site. It is printed on paper for readers of
/// every language, so it offers them all.
pub(super) fn short(renderer: &Renderer, subject: PrintSubject) -> Result<Artifact, Diagnostic> {
    let site = renderer.site;
    match subject {
        PrintSubject::Site => {
            let place = (Route::Short(route::HOME_ID), &site.config.file);
            lead_on(renderer, None, &written(site, None), place)
        }
        PrintSubject::Page(index) => {
            let page = site.page(index);
            let place = (Route::Short(&page.id), &page.facts_file);
            lead_on(renderer, Some(page), &written(site, Some(page)), place)
        }
    }
}

/// Old addresses of pages. One that begins with a language, `/en/…`, leads to the page in that
/// language, and a short one, `/s/…/`, to the page in the reader's. `renderers` has one renderer
/// per language.
pub(super) fn render(renderers: &[Renderer]) -> Vec<Result<Artifact, Diagnostic>> {
    let Some(Renderer { site, .. }) = renderers.first() else { return Vec::new() };
    let mut redirects = Vec::new();
    for page in &site.pages {
        for old in &page.facts.redirect_from {
            let first = old.value.split('/').nth(1).unwrap_or("");
            let language = site.config.languages.find(first).unwrap_or(Language::PRIMARY);
            let languages = match route::is_short(&old.value) {
                true => written(site, Some(page)),
                false => vec![language],
            };
            let place = (Route::Home, &page.facts_file);
            let made = lead_on(&renderers[language.index()], Some(page), &languages, place);
            let path = route::redirect_file(&old.value);
            redirects.push(made.map(|made| Artifact { path, ..made }));
        }
    }
    redirects
}

/// The languages a page is written in; the home page is in all.
fn written(site: &Site, page: Option<&Page>) -> Vec<Language> {
    let is_written = |language: &Language| page.is_none_or(|page| page.text(*language).is_some());
    site.config.languages.iter().filter(is_written).collect()
}

/// What stands at an address that leads on to a page, or to the home page: the page in each of
/// these languages to choose from, and in the head what apps show of a shared link.
fn lead_on(
    renderer: &Renderer,
    page: Option<&Page>,
    languages: &[Language],
    (at, made_from): (Route, &Arc<str>),
) -> Result<Artifact, Diagnostic> {
    let Renderer { site, language, .. } = *renderer;
    let route = page.map_or(Route::Home, |page| Route::Page(page.kind, &page.id));
    let choices: Vec<ChoiceView> =
        languages.iter().map(|&language| choice(site, page, route, language)).collect();
    let (title, description) = words(site, page, language);
    let reading = page.map(|page| page.reading(language));
    let in_language = reading.as_ref().map_or(language, |reading| reading.language);
    let head = HeadView {
        title: title.to_owned(),
        description: description.to_owned(),
        canonical: site.routes.url(route, in_language),
        alternates: links::alternates(site, route, &written(site, page)),
        x_default: site.routes.url(route, Language::PRIMARY),
        og_type: if page.is_some() { "article" } else { "website" }.to_owned(),
        image: print_files::preview(site, language, reading.as_ref()),
        ..HeadView::default()
    };
    renderer.fill("short.html", at, &head, ("choices", &choices), made_from)
}

/// A page that is not translated is offered in the language it is in, at the address that was asked
/// for.
fn choice(site: &Site, page: Option<&Page>, route: Route, language: Language) -> ChoiceView {
    let (title, summary) = words(site, page, language);
    let url = site.routes.path(route, language);
    let language = page.map_or(language, |page| page.reading(language).language);
    ChoiceView {
        code: site.config.languages.code(language).to_owned(),
        dir: site.string(language, "language.dir").to_owned(),
        language: site.string(language, "language.name").to_owned(),
        title: title.to_owned(),
        summary: summary.to_owned(),
        url,
        read: site.string(language, "language.read").to_owned(),
        site: site.config.title.get(&site.config.languages, language).0.to_owned(),
        guide: links::guide(site, language),
    }
}

/// Title and summary of a page, or of the home page.
fn words<'s>(site: &'s Site, page: Option<&'s Page>, language: Language) -> (&'s str, &'s str) {
    match page.map(|page| page.reading(language)) {
        Some(reading) => (reading.title(), reading.summary()),
        None => (site.string(language, "home.title"), site.string(language, "home.description")),
    }
}
