//! How does a reader's browser get the site? Every page as HTML.
//!
//! Model → view structs (`view.rs`) → templates of the theme. Text becomes HTML in `prose.rs`,
//! JSON-LD in `structured.rs`; templates escape everything else.

mod base;
mod catalogue;
mod escape;
mod filter;
mod highlight;
mod lists;
mod materials;
mod pages;
mod prose;
mod redirects;
mod search;
mod structured;
pub mod view;

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;
use tera::Context;

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::language::Language;
use crate::parse::branches::Branch;
use crate::site::page::PageIndex;
use crate::site::printed_item::{PrintedItem, Subject};
use crate::site::route::Route;
use crate::site::{Site, dates};
use crate::theme::templates::Theme;
use materials::Shelf;
use view::{Head, LinkView, UntilView};

/// Renders every HTML file. `materials` are the printed things that were made.
pub fn render(
    site: &Site,
    theme: &Theme,
    materials: &[PrintedItem],
) -> (Vec<Artifact>, Vec<Diagnostic>) {
    let renderers: Vec<Renderer> = site
        .config
        .languages
        .iter()
        .map(|language| Renderer::new(site, theme, materials, language))
        .collect();
    let mut tasks: Vec<Task> = Vec::new();
    for renderer in &renderers {
        let language = renderer.language;
        tasks.extend(lists::tasks(site, language));
        tasks.extend(site.indexed().map(|(index, _)| Task { language, what: What::Page(index) }));
        tasks.extend(catalogue::tasks(renderer));
    }
    let subjects =
        std::iter::once(Subject::Site).chain(site.indexed().map(|(index, _)| Subject::Page(index)));
    tasks.extend(
        subjects.map(|subject| Task { language: Language::PRIMARY, what: What::Short(subject) }),
    );
    let rendered: Vec<Result<Artifact, Diagnostic>> =
        tasks.par_iter().map(|task| renderers[task.language.index()].run(&task.what)).collect();
    let mut artifacts = Vec::with_capacity(rendered.len());
    let mut diagnostics = Vec::new();
    for result in rendered {
        match result {
            Ok(artifact) => artifacts.push(artifact),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    let (redirects, found) = redirects::render(&renderers);
    artifacts.extend(redirects);
    diagnostics.extend(found);
    (artifacts, diagnostics)
}

/// One HTML file to make.
struct Task<'a> {
    language: Language,
    what: What<'a>,
}

enum What<'a> {
    Page(PageIndex),
    Short(Subject),
    List(lists::List<'a>),
    Catalogue(catalogue::Leaf<'a>),
}

/// Renders files of one language. What all of them share is turned into template values once.
struct Renderer<'a> {
    site: &'a Site,
    theme: &'a Theme,
    /// Everything printed, in every language.
    materials: &'a [PrintedItem],
    /// What of it readers of this language find.
    shelf: Shelf<'a>,
    /// The branches of which there are copies, and what they have.
    branches: Vec<(&'a Branch, Shelf<'a>)>,
    language: Language,
    base: Context,
    dates: dates::Format,
}

impl<'a> Renderer<'a> {
    fn new(
        site: &'a Site,
        theme: &'a Theme,
        materials: &'a [PrintedItem],
        language: Language,
    ) -> Self {
        let dates = dates::Format::new(site, language);
        let shelf = Shelf::new(&site.print, materials, language, None);
        let copies = |branch: &'a Branch| {
            let copies = Shelf::new(&site.print, materials, language, Some(&branch.id.value));
            (!copies.is_empty()).then_some((branch, copies))
        };
        let branches = site.branches.iter().filter_map(copies).collect();
        let base = base::context(site, theme, language, &dates, !shelf.is_empty());
        let mut renderer =
            Renderer { site, theme, materials, shelf, branches, language, base, dates };
        let code = materials::code_of_site(&renderer);
        renderer.base.insert("code", &code);
        renderer
    }

    fn run(&self, what: &What) -> Result<Artifact, Diagnostic> {
        match what {
            What::Page(index) => pages::render(self, *index),
            What::Short(subject) => redirects::short(self, *subject),
            What::List(list) => lists::render(self, list),
            What::Catalogue(leaf) => catalogue::render(self, leaf),
        }
    }

    /// Fills in a template for a route: `head`, and `value` under the name `key`.
    fn fill(
        &self,
        template: &str,
        route: Route,
        head: &Head,
        (key, value): (&'static str, &impl Serialize),
        origin: &Arc<str>,
    ) -> Result<Artifact, Diagnostic> {
        let mut context = self.base.clone();
        context.insert("head", head);
        context.insert(key, value);
        let html = self.theme.render(template, &context)?;
        Ok(Artifact::new(self.site.routes.file(route, self.language), html, origin))
    }

    fn until(&self, until: Date) -> UntilView {
        base::until(self.site, &self.dates, until)
    }

    fn string(&self, key: &str) -> &'a str {
        self.site.string(self.language, key)
    }

    fn path(&self, route: Route) -> String {
        self.site.routes.path(route, self.language)
    }

    /// A link whose words are in the reader's language.
    fn link(&self, title: &str, route: Route) -> LinkView {
        let lang = self.site.config.languages.code(self.language).to_owned();
        LinkView { title: title.to_owned(), url: self.path(route), lang }
    }

    fn page_link(&self, index: PageIndex) -> LinkView {
        base::page_link(self.site, self.language, index)
    }
}
