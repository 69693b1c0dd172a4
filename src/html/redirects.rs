//! Addresses that lead on: the permanent short ones, and old ones.

use std::sync::Arc;

use serde::Serialize;

use crate::artifact::Artifact;
use crate::diagnostic::Diagnostic;
use crate::html::view::{ChoiceView, Head};
use crate::html::{Renderer, base};
use crate::language::Language;
use crate::route::{self, Route};
use crate::site::PageIndex;

/// The permanent short address of a page. It speaks every language, since paper does not know its reader.
pub fn short(renderer: &Renderer, index: PageIndex) -> Result<Artifact, Diagnostic> {
    let site = renderer.site;
    let page = site.page(index);
    let route = Route::Page(page.kind, &page.id);
    let written: Vec<Language> = site.config.languages.iter().filter(|&l| page.text(l).is_some()).collect();
    let choices: Vec<ChoiceView> = written
        .iter()
        .map(|&language| {
            let reading = page.reading(language);
            ChoiceView {
                code: site.config.languages.code(language).to_owned(),
                dir: site.string(language, "language.dir").to_owned(),
                language: site.string(language, "language.name").to_owned(),
                title: reading.title().to_owned(),
                summary: reading.summary().to_owned(),
                url: site.routes.path(route, language),
                read: site.string(language, "language.read").to_owned(),
                site: site.config.title.get(&site.config.languages, language).0.to_owned(),
                guide: base::guide(site, language),
            }
        })
        .collect();
    let head = Head {
        title: page.source().front.title.value.clone(),
        description: page.source().front.summary.value.clone(),
        canonical: site.routes.url(route, Language::SOURCE),
        alternates: base::alternates(site, route, &written),
        x_default: site.routes.url(route, Language::SOURCE),
        og_type: "article".to_owned(),
        ..Head::default()
    };
    renderer.fill("short.html", Route::Short(&page.id), &head, ("choices", &choices), &page.facts_file)
}

/// `redirect.html`: context key `redirect`.
#[derive(Serialize)]
struct RedirectView {
    title: String,
    path: String,
}

/// Old addresses of pages. One that begins with a language, `/en/…`, leads to the page in that language.
/// `renderers` has one renderer a language.
pub fn render(renderers: &[Renderer]) -> (Vec<Artifact>, Vec<Diagnostic>) {
    let mut artifacts = Vec::new();
    let mut diagnostics = Vec::new();
    let Some(Renderer { site, .. }) = renderers.first() else { return (artifacts, diagnostics) };
    for (index, page) in site.indexed() {
        for old in &page.facts.aliases_path {
            let first = old.value.split('/').nth(1).unwrap_or("");
            let language = site.config.languages.find(first).unwrap_or(Language::SOURCE);
            match redirect(&renderers[language.index()], index, &old.value, &page.facts_file) {
                Ok(artifact) => artifacts.push(artifact),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
    }
    (artifacts, diagnostics)
}

fn redirect(renderer: &Renderer, index: PageIndex, old: &str, origin: &Arc<str>) -> Result<Artifact, Diagnostic> {
    let Renderer { site, language, .. } = *renderer;
    let page = site.page(index);
    let route = Route::Page(page.kind, &page.id);
    let title = site.reading(index, language).title().to_owned();
    let head =
        Head { title: title.clone(), canonical: site.routes.url(route, language), noindex: true, ..Head::default() };
    let view = RedirectView { title, path: site.routes.path(route, language) };
    let made = renderer.fill("redirect.html", Route::Home, &head, ("redirect", &view), origin)?;
    Ok(Artifact { path: route::redirect_file(old), ..made })
}
