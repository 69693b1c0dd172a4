//! `<head>` and frame of lists, fixed pages and the catalogue.

use crate::base::language::Language;
use crate::render::html::renderer::Renderer;
use crate::render::html::view::HeadView;
use crate::render::html::{links, print_files, structured};
use crate::site::route::Route;

/// The head of a page that exists in every language. `section` is its item of the navigation, or
/// empty; `parents` are breadcrumbs between the home page and itself.
pub(super) fn list_head(
    renderer: &Renderer,
    route: Route,
    section: &str,
    (title, description): (&str, &str),
    parents: &[(&str, Route)],
) -> HeadView {
    let Renderer { site, language, .. } = *renderer;
    let every: Vec<Language> = site.config.languages.iter().collect();
    let mut breadcrumbs = vec![renderer.link(renderer.string("nav.home"), Route::Home)];
    if route != Route::Home {
        breadcrumbs.extend(parents.iter().map(|&(title, route)| renderer.link(title, route)));
        breadcrumbs.push(renderer.link(title, route));
    }
    let mut head = HeadView {
        title: title.to_owned(),
        description: description.to_owned(),
        canonical: site.routes.url(route, language),
        alternates: links::alternates(site, route, &every),
        x_default: site.routes.url(route, Language::PRIMARY),
        og_type: "website".to_owned(),
        section: section.to_owned(),
        image: print_files::preview(site, language, None),
        languages: links::language_links(site, language, route),
        breadcrumbs,
        ..HeadView::default()
    };
    head.json_ld = structured::list(site, &head);
    head
}

/// The same for a page that search engines should not list.
pub(super) fn unlisted(head: HeadView) -> HeadView {
    HeadView { noindex: true, alternates: Vec::new(), x_default: String::new(), ..head }
}
