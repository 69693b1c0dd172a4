//! `wuzha` turns one set of Markdown files into a bilingual site, its search and its leaflets.
//!
//! Data flows one way; each stage is a function from values to values plus [`Diagnostic`]s:
//!
//! 1. [`load::load`] reads the site's folder into [`Sources`]. Only it and `write` touch the site's disk.
//! 2. [`parse`] reads one file at a time: [`parse::facts`], [`parse::front_matter`], [`parse::markdown`].
//! 3. [`site::assemble::assemble`] makes the [`Site`]: pages, their languages, their neighbours.
//! 4. [`check::check`] runs the rules over it.
//! 5. The outputs, siblings that know nothing of each other: [`html::render`], [`feeds::render`],
//!    [`search`], [`print`]. All give [`Artifacts`]: paths and bytes.
//! 6. [`write::write`] brings a folder to that state, all or nothing.
//!
//! [`build()`] is stages 2 to 5. The [`report`] module prints diagnostics; [`serve`] runs it all on every change.

// Vocabulary: depends on nothing later.
pub mod artifact;
pub mod diagnostic;
pub mod document;
pub mod language;
pub mod source;
pub mod vocabulary;

// Stages, in the order of the pipeline.
pub mod embedded;
pub mod load;
pub mod parse;
pub mod config;
pub mod route;
pub mod site;
pub mod check;
pub mod theme;
pub mod html;
pub mod feeds;
pub mod search;
pub mod print;
pub mod write;

// The edge: what a person meets.
pub mod report;
pub mod serve;
pub mod cli;
pub mod commands;

use std::sync::Arc;

use rayon::prelude::*;

use artifact::{Artifact, Artifacts};
use diagnostic::Diagnostic;
use language::Language;
use print::formats::Settings;
use print::{Job, Printer};
use site::Site;
use site::assemble::assemble;
use source::{Sources, Span};
use theme::Theme;

/// What to build, and for which address.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Instead of the `base_url` of `wuzha.toml`.
    pub base_url: Option<String>,
    pub outputs: Outputs,
}

/// Which outputs are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outputs {
    pub html: bool,
    pub search: bool,
    pub print: bool,
}

impl Default for Outputs {
    fn default() -> Self {
        Outputs { html: true, search: true, print: true }
    }
}

/// A built site, not yet written. Where there are errors there are no artifacts.
#[derive(Debug, Default)]
pub struct Outcome {
    pub artifacts: Artifacts,
    pub diagnostics: Vec<Diagnostic>,
    pub counts: Counts,
    /// Printed files with the digests of what they were made from, for the next build.
    pub printed: Vec<(String, Arc<[u8]>)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub pages: usize,
    pub languages: usize,
    pub files: usize,
    pub sheets: usize,
}

/// Told how a build goes on, for a progress bar.
pub trait Progress: Sync {
    fn stage(&self, name: &str, total: u64);
    fn advance(&self, by: u64);
}

impl Progress for () {
    fn stage(&self, _: &str, _: u64) {}
    fn advance(&self, _: u64) {}
}

/// Looks up a printed file made before, by the digest of what it was made from.
pub type Cache<'a> = &'a (dyn Fn(&str) -> Option<Arc<[u8]>> + Sync);

/// Finds every mistake that would stop a build, by building in memory.
pub fn check(sources: &Sources, options: &Options, cache: Cache) -> anyhow::Result<Vec<Diagnostic>> {
    Ok(build(sources, options, cache, &())?.diagnostics)
}

/// Builds the site in memory.
pub fn build(sources: &Sources, options: &Options, cache: Cache, progress: &dyn Progress) -> anyhow::Result<Outcome> {
    progress.stage("reading", 0);
    let (site, mut diagnostics) = checked_site(sources, options);
    let mut outcome = Outcome::default();
    if let Some(site) = site.filter(|_| !diagnostic::has_errors(&diagnostics)) {
        let made = make(&site, sources, options.outputs, cache, progress, &mut outcome)?;
        diagnostics.extend(made);
    }
    diagnostic::sort(&mut diagnostics);
    if diagnostic::has_errors(&diagnostics) {
        outcome = Outcome::default();
    }
    outcome.diagnostics = diagnostics;
    Ok(outcome)
}

/// The site, if it could be assembled, and what is wrong with it.
fn checked_site(sources: &Sources, options: &Options) -> (Option<Site>, Vec<Diagnostic>) {
    let assembled = assemble(sources, options.base_url.as_deref());
    let mut diagnostics = assembled.diagnostics;
    if let Some(site) = &assembled.site {
        diagnostics.extend(check::check(site, &assembled.known));
    }
    (assembled.site, diagnostics)
}

fn make(
    site: &Site,
    sources: &Sources,
    outputs: Outputs,
    cache: Cache,
    progress: &dyn Progress,
    outcome: &mut Outcome,
) -> anyhow::Result<Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let folder = format!("themes/{}", site.config.theme);
    let settings = match Settings::read(sources, &folder) {
        Ok(settings) => settings,
        Err(found) => return Ok(vec![found]),
    };
    let mut add = |artifacts: Vec<Artifact>, outcome: &mut Outcome| {
        diagnostics.extend(outcome.artifacts.extend(artifacts));
    };
    if outputs.html {
        progress.stage("pages", site.pages.len() as u64);
        let theme = match Theme::load(sources, &site.config.theme) {
            Ok(theme) => theme,
            Err(found) => return Ok(found),
        };
        let (pages, found) = html::render(site, &theme, &settings.kinds());
        if !found.is_empty() {
            return Ok(found);
        }
        add(pages, outcome);
        add(feeds::render(site), outcome);
        add(files(site, &theme, sources), outcome);
    }
    if outputs.search {
        progress.stage("search", site.config.languages.len() as u64);
        add(search_files(site)?, outcome);
    }
    if outputs.print {
        let (printer, jobs) = match printer(site, sources, settings) {
            Ok(ready) => ready,
            Err(found) => return Ok(found),
        };
        progress.stage("sheets", jobs.len() as u64);
        let printed = printer.render(&jobs, sources, cache);
        outcome.counts.sheets = jobs.len();
        add(printed.artifacts, outcome);
        for (path, digest) in printed.digests {
            let bytes = outcome.artifacts.get(&path).map(|artifact| Arc::clone(&artifact.bytes));
            outcome.printed.extend(bytes.map(|bytes| (digest, bytes)));
        }
        diagnostics.extend(printed.diagnostics);
    }
    outcome.counts.pages = site.pages.len();
    outcome.counts.languages = site.config.languages.len();
    outcome.counts.files = outcome.artifacts.len();
    Ok(diagnostics)
}

/// Files that are published as they are: the theme's, the site's, and images beside pages.
fn files(site: &Site, theme: &Theme, sources: &Sources) -> Vec<Artifact> {
    let mut files = theme.files().to_vec();
    files.extend(
        sources.under("static/").map(|(path, bytes)| Artifact::new(&path["static/".len()..], Arc::clone(bytes), path)),
    );
    for page in &site.pages {
        let image_file = |name: &str| route::image_file(page.kind, &page.id, name);
        files.extend(
            page.images
                .iter()
                .map(|image| Artifact::new(image_file(&image.name), Arc::clone(&image.bytes), &image.file)),
        );
    }
    files
}

fn search_files(site: &Site) -> anyhow::Result<Vec<Artifact>> {
    let languages: Vec<Language> = site.config.languages.iter().collect();
    let exported: Vec<Vec<(String, Vec<u8>)>> = languages
        .par_iter()
        .map(|&language| {
            let index = search::index::Index::build(search::records::records(site, language))?;
            search::shards::export(&index, site.config.languages.code(language))
        })
        .collect::<anyhow::Result<_>>()?;
    let origin: Arc<str> = Arc::from(config::FILE);
    Ok(exported.into_iter().flatten().map(|(path, bytes)| Artifact::new(path, bytes, &origin)).collect())
}

fn printer(site: &Site, sources: &Sources, settings: Settings) -> Result<(Printer, Vec<Job>), Vec<Diagnostic>> {
    let folder = format!("themes/{}", site.config.theme);
    let fonts = print::load_fonts(&settings, sources, &folder)?;
    let printer = Printer::new(settings, sources, &folder, fonts);
    let jobs = print::catalog::jobs(site, &printer);
    Ok((printer, jobs))
}

/// Answers a query as the browser does, from one language's index.
pub fn search(
    sources: &Sources,
    language: Option<&str>,
    query: &str,
    limit: usize,
) -> anyhow::Result<Result<search::query::SearchPage, Vec<Diagnostic>>> {
    let site = match whole_site(sources, &Options::default()) {
        Ok(site) => site,
        Err(diagnostics) => return Ok(Err(diagnostics)),
    };
    let language = match language.map(|code| find_language(&site, code)) {
        None => Language::SOURCE,
        Some(Ok(language)) => language,
        Some(Err(diagnostic)) => return Ok(Err(vec![diagnostic])),
    };
    let index = search::index::Index::build(search::records::records(&site, language))?;
    Ok(Ok(index.search(query, limit)?))
}

/// Typesets one page's sheets: of one language and format, or of all.
pub fn print(
    sources: &Sources,
    options: &Options,
    page: &str,
    language: Option<&str>,
    format: Option<&str>,
) -> Result<Vec<Artifact>, Vec<Diagnostic>> {
    let site = whole_site(sources, options)?;
    if let Some(code) = language {
        find_language(&site, code).map_err(|found| vec![found])?;
    }
    let id = page.rsplit('/').next().unwrap_or(page);
    let Some(index) = site.find(id) else {
        let mut ids: Vec<&str> = site.pages.iter().map(|page| &*page.id).collect();
        ids.sort_unstable();
        let hint = match diagnostic::nearest(id, ids.iter().copied()) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => "Name a page by its folder, for example `fake-police`.".to_owned(),
        };
        return Err(vec![usage("unknown-page", format!("There is no page `{page}`"), hint)]);
    };
    let settings = Settings::read(sources, &format!("themes/{}", site.config.theme)).map_err(|found| vec![found])?;
    let (printer, jobs) = printer(&site, sources, settings)?;
    let path = site.page(index).path();
    let of_page: Vec<Job> = jobs.into_iter().filter(|job| job.page_id == path).collect();
    let chosen: Vec<Job> = of_page
        .iter()
        .filter(|job| language.is_none_or(|code| job.language == code) && format.is_none_or(|id| job.format == id))
        .cloned()
        .collect();
    if chosen.is_empty() {
        let mut formats: Vec<&str> = of_page.iter().map(|job| &*job.format).collect();
        formats.dedup();
        let hint = match formats.as_slice() {
            [] => {
                format!("The theme prints nothing from pages of the kind `{}`.", path.split('/').next().unwrap_or(""))
            }
            formats => format!("It is printed as: {}.", formats.join(", ")),
        };
        return Err(vec![usage("unknown-format", format!("`{page}` is not printed like that"), hint)]);
    }
    let printed = printer.render(&chosen, sources, &|_| None);
    if diagnostic::has_errors(&printed.diagnostics) { Err(printed.diagnostics) } else { Ok(printed.artifacts) }
}

/// The site, where nothing in it is wrong.
fn whole_site(sources: &Sources, options: &Options) -> Result<Site, Vec<Diagnostic>> {
    let (site, mut diagnostics) = checked_site(sources, options);
    if diagnostic::has_errors(&diagnostics) {
        diagnostic::sort(&mut diagnostics);
        return Err(diagnostics);
    }
    site.ok_or(diagnostics)
}

fn find_language(site: &Site, code: &str) -> Result<Language, Diagnostic> {
    let languages = &site.config.languages;
    languages.find(code).ok_or_else(|| {
        let hint = diagnostic::allowed_hint(code, languages.codes());
        usage("unknown-language", format!("`{code}` is not a language of the site"), hint)
    })
}

/// A mistake on the command line that only the site can tell.
fn usage(code: &'static str, message: String, hint: String) -> Diagnostic {
    Diagnostic::error(code, &Arc::from(config::FILE), Span::default(), message).hint(hint)
}
