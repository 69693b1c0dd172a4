//! Pages with an author's text, for readers of one language.

mod facts;
mod prints;
mod view;

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Vocabulary};
use crate::render::html::renderer::Renderer;
use crate::render::html::view::{HeadView, LinkView};
use crate::render::html::{base, links, print_files, structured};
use crate::site::page::{PageIndex, Reading, State};
use crate::site::route::Route;

pub(super) fn render(renderer: &Renderer, index: PageIndex) -> Result<Artifact, Diagnostic> {
    let reading = renderer.site.reading(index, renderer.language);
    let route = Route::Page(reading.page.kind, &reading.page.id);
    let head = head(renderer, index, &reading, route);
    let view = view::page_view(renderer, index, &reading);
    renderer.fill("page.html", route, &head, ("page", &view), &reading.text.file)
}

fn head(renderer: &Renderer, index: PageIndex, reading: &Reading, route: Route) -> HeadView {
    let Renderer { site, language, .. } = *renderer;
    let is_fallback = reading.state == State::Fallback;
    let (alternates, x_default) = if is_fallback {
        (Vec::new(), String::new())
    } else {
        let languages = site.config.languages.iter();
        let written: Vec<Language> =
            languages.filter(|&language| reading.page.text(language).is_some()).collect();
        (links::alternates(site, route, &written), site.routes.url(route, Language::PRIMARY))
    };
    let mut head = HeadView {
        title: reading.title().to_owned(),
        description: reading.summary().to_owned(),
        canonical: site.routes.url(route, reading.language),
        alternates,
        x_default,
        noindex: is_fallback,
        og_type: "article".to_owned(),
        section: match reading.page.kind {
            Kind::Pages => reading.page.id.clone(),
            kind => base::section(kind).to_owned(),
        },
        image: print_files::preview(site, language, Some(reading)),
        json_ld: String::new(),
        languages: links::language_links(site, language, route),
        breadcrumbs: breadcrumbs(renderer, index),
    };
    head.json_ld = structured::page(site, reading, language, &head);
    head
}

fn breadcrumbs(renderer: &Renderer, index: PageIndex) -> Vec<LinkView> {
    let kind = renderer.site.page(index).kind;
    let mut links = vec![renderer.link(renderer.string("nav.home"), Route::Home)];
    if kind.is_material() {
        links.push(renderer.link(renderer.string("nav.staff"), Route::Staff));
    }
    if kind != Kind::Pages {
        links.push(renderer.link(renderer.label("kinds", kind.id()), Route::List(kind, 1)));
    }
    links.push(renderer.page_link(index));
    links
}
