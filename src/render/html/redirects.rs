//! Redirects: permanent short addresses, and old addresses of pages.

use std::sync::Arc;

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::language::Language;
use crate::render::html::renderer::Renderer;
use crate::render::html::view::{ChoiceView, HeadView, RedirectView};
use crate::render::html::{links, print_files};
use crate::site::page::{Page, PageIndex};
use crate::site::printed_item::PrintSubject;
use crate::site::route::Route;
use crate::site::{Site, route};

/// The permanent short address of a page, or of the site. It is printed on paper for readers of
/// every language, so it offers them all.
pub(super) fn short(renderer: &Renderer, subject: PrintSubject) -> Result<Artifact, Diagnostic> {
    let site = renderer.site;
    let page = match subject {
        PrintSubject::Site => None,
        PrintSubject::Page(index) => Some(site.page(index)),
    };
    let route = page.map_or(Route::Home, |page| Route::Page(page.kind, &page.id));
    let is_written = |language: &Language| page.is_none_or(|page| page.text(*language).is_some());
    let written: Vec<Language> = site.config.languages.iter().filter(is_written).collect();
    let choices: Vec<ChoiceView> =
        written.iter().map(|&language| choice(site, page, route, language)).collect();
    let (title, description) = words(site, page, Language::PRIMARY);
    let reading = page.map(|page| page.reading(Language::PRIMARY));
    let head = HeadView {
        title: title.to_owned(),
        description: description.to_owned(),
        canonical: site.routes.url(route, Language::PRIMARY),
        alternates: links::alternates(site, route, &written),
        x_default: site.routes.url(route, Language::PRIMARY),
        og_type: if page.is_some() { "article" } else { "website" }.to_owned(),
        image: print_files::preview(site, renderer.language, reading.as_ref()),
        ..HeadView::default()
    };
    let (id, made_from) = match page {
        Some(page) => (&*page.id, &page.facts_file),
        None => (route::HOME_ID, &site.config.file),
    };
    renderer.fill("short.html", Route::Short(id), &head, ("choices", &choices), made_from)
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

/// Old addresses of pages. One that begins with a language, `/en/…`, leads to the page in that
/// language. `renderers` has one renderer per language.
pub(super) fn render(renderers: &[Renderer]) -> Vec<Result<Artifact, Diagnostic>> {
    let Some(Renderer { site, .. }) = renderers.first() else { return Vec::new() };
    let mut redirects = Vec::new();
    for (index, page) in site.indexed() {
        for old in &page.facts.redirect_from {
            let first = old.value.split('/').nth(1).unwrap_or("");
            let language = site.config.languages.find(first).unwrap_or(Language::PRIMARY);
            let renderer = &renderers[language.index()];
            redirects.push(redirect(renderer, index, &old.value, &page.facts_file));
        }
    }
    redirects
}

fn redirect(
    renderer: &Renderer,
    index: PageIndex,
    old: &str,
    made_from: &Arc<str>,
) -> Result<Artifact, Diagnostic> {
    let Renderer { site, language, .. } = *renderer;
    let page = site.page(index);
    let route = Route::Page(page.kind, &page.id);
    let title = site.reading(index, language).title().to_owned();
    let head = HeadView {
        title: title.clone(),
        canonical: site.routes.url(route, language),
        noindex: true,
        ..HeadView::default()
    };
    let view = RedirectView { title, path: site.routes.path(route, language) };
    let made =
        renderer.fill("redirect.html", Route::Home, &head, ("redirect", &view), made_from)?;
    Ok(Artifact { path: route::redirect_file(old), ..made })
}
