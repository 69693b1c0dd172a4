//! Every page as HTML.
//!
//! Model → view structs ([`view`]) → templates of the theme. Authors' text becomes HTML in `prose`,
//! JSON-LD in `structured`; templates escape everything else.

mod base;
mod catalogue;
mod citations;
mod entry;
mod escape;
mod fixed;
mod head;
mod highlight;
mod links;
mod lists;
mod messages;
mod pages;
mod paginator;
mod print_files;
mod prose;
mod redirects;
mod renderer;
mod search;
pub mod signs;
mod strings;
mod structured;
pub mod view;

use rayon::prelude::*;

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::language::Language;
use crate::site::Site;
use crate::site::page::PageIndex;
use crate::site::printed_item::{PrintSubject, PrintedItem};
use crate::theme::templates::Theme;
use catalogue::CataloguePage;
use fixed::FixedPage;
use lists::ListPage;
use renderer::Renderer;

/// Renders every HTML file and hands it to `take`. `printed_items` are what pages and the catalogue
/// offer for download.
pub fn render(
    site: &Site,
    theme: &Theme,
    printed_items: &[PrintedItem],
    take: &(dyn Fn(Artifact) + Sync),
) -> Vec<Diagnostic> {
    let languages = site.config.languages.iter();
    let new = |language| Renderer::new(site, theme, printed_items, language);
    let renderers: Vec<Renderer> = match languages.map(new).collect() {
        Ok(renderers) => renderers,
        Err(mistake) => return vec![mistake],
    };
    let tasks = tasks(&renderers);
    let done = |result: Result<Artifact, Diagnostic>| result.map(take).err();
    let mut diagnostics: Vec<Diagnostic> =
        tasks.par_iter().filter_map(|task| done(run(task, &renderers))).collect();
    diagnostics.extend(redirects::render(&renderers).into_iter().filter_map(done));
    diagnostics
}

/// Renders one page in every language.
pub fn render_page(
    site: &Site,
    theme: &Theme,
    printed_items: &[PrintedItem],
    index: PageIndex,
) -> Result<Vec<Artifact>, Diagnostic> {
    let render =
        |language| pages::render(&Renderer::new(site, theme, printed_items, language)?, index);
    site.config.languages.iter().map(render).collect()
}

/// A file to make.
struct Task<'a> {
    language: Language,
    file: HtmlFile<'a>,
}

enum HtmlFile<'a> {
    Fixed(FixedPage),
    List(ListPage<'a>),
    Page(PageIndex),
    Catalogue(CataloguePage<'a>),
    Short(PrintSubject),
}

fn tasks<'a>(renderers: &'a [Renderer<'a>]) -> Vec<Task<'a>> {
    let mut tasks = Vec::new();
    let mut add = |language, file| tasks.push(Task { language, file });
    for renderer in renderers {
        let Renderer { site, language, .. } = *renderer;
        FixedPage::ALL.into_iter().for_each(|page| add(language, HtmlFile::Fixed(page)));
        lists::pages(site).into_iter().for_each(|page| add(language, HtmlFile::List(page)));
        site.indexed().for_each(|(index, _)| add(language, HtmlFile::Page(index)));
        let catalogue = catalogue::pages(renderer, renderers);
        catalogue.into_iter().for_each(|page| add(language, HtmlFile::Catalogue(page)));
        if language.is_primary() {
            let pages = site.indexed().map(|(index, _)| PrintSubject::Page(index));
            let subjects = std::iter::once(PrintSubject::Site).chain(pages);
            subjects.for_each(|subject| add(language, HtmlFile::Short(subject)));
        }
    }
    tasks
}

/// Runs a task with the renderer of its language.
fn run(task: &Task, renderers: &[Renderer]) -> Result<Artifact, Diagnostic> {
    let renderer = &renderers[task.language.index()];
    match &task.file {
        HtmlFile::Fixed(page) => fixed::render(renderer, *page),
        HtmlFile::List(page) => lists::render(renderer, page),
        HtmlFile::Page(index) => pages::render(renderer, *index),
        HtmlFile::Catalogue(page) => catalogue::render(renderer, page),
        HtmlFile::Short(subject) => redirects::short(renderer, *subject),
    }
}
