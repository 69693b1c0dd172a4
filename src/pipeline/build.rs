//! The build: parse, assemble, check, render, publish, audit.

use std::sync::Arc;

use rayon::prelude::*;

use crate::audit;
use crate::base::artifact::{Artifact, Artifacts};
use crate::base::diagnostic::{self, Diagnostic};
use crate::base::javascript;
use crate::base::language::Language;
use crate::base::rules::Rule;
use crate::base::source::SourceFiles;
use crate::check;
use crate::check::severities;
use crate::parse::branches::Branch;
use crate::parse::printed::PrintedLock;
use crate::pipeline::options::Options;
use crate::pipeline::outcome::{Counts, Outcome, Progress};
use crate::publish::{folder_copy, headers, kits, precompress, service_worker};
use crate::render::print::{self, Job, PrintCache, PrintRun, Printer};
use crate::render::print::{branches, jobs};
use crate::render::{feeds, html, search, texts};
use crate::site::assemble::assemble;
use crate::site::printed_item::PrintedItem;
use crate::site::{Site, config, images, permanence, route};
use crate::theme::templates::Theme;
use crate::write;

/// Finds every mistake that would stop a build, by building in memory.
///
/// # Errors
/// As [`build`].
pub fn check(
    sources: &SourceFiles,
    options: &Options,
    cache: &dyn PrintCache,
) -> anyhow::Result<Vec<Diagnostic>> {
    Ok(build(sources, options, cache, &())?.diagnostics)
}

/// Builds the site in memory.
///
/// # Errors
/// A branch that the site does not have, and failures of libraries that are not an author's
/// mistake; mistakes are diagnostics of the outcome.
pub fn build(
    sources: &SourceFiles,
    options: &Options,
    cache: &dyn PrintCache,
    progress: &dyn Progress,
) -> anyhow::Result<Outcome> {
    progress.stage("reading", 0);
    let (site, mut diagnostics) = checked_site(sources, options);
    let outcome = match site {
        Some(site) if !diagnostic::has_errors(&diagnostics) => {
            let outcome = make(&site, sources, options, cache, progress)?;
            diagnostics.extend(severities::apply(&site.config, outcome.diagnostics));
            Outcome { diagnostics, ..outcome }
        }
        _ => Outcome { diagnostics, ..Outcome::default() },
    };
    Ok(finished(outcome))
}

/// Sorts the diagnostics; where there are errors, nothing else is left but the places they show.
fn finished(mut outcome: Outcome) -> Outcome {
    diagnostic::sort(&mut outcome.diagnostics);
    if !diagnostic::has_errors(&outcome.diagnostics) {
        return outcome;
    }
    let Outcome { diagnostics, refused, .. } = outcome;
    Outcome { diagnostics, refused, ..Outcome::default() }
}

/// The site, if it could be assembled, and its mistakes.
pub(crate) fn checked_site(
    sources: &SourceFiles,
    options: &Options,
) -> (Option<Site>, Vec<Diagnostic>) {
    let assembled = assemble(sources, options.base_url.as_ref());
    let Some(site) = assembled.site else { return (None, assembled.diagnostics) };
    let site = site.on(options.today, options.allow_expired);
    let found = check::check(&site, sources, &assembled.known);
    let diagnostics = [assembled.diagnostics, found].concat();
    let diagnostics = severities::apply(&site.config, diagnostics);
    (Some(site), diagnostics)
}

/// Everything after the checks. Renderers that do not depend on each other run concurrently: pages
/// list what was printed, so they wait for print; search waits for neither.
fn make(
    site: &Site,
    sources: &SourceFiles,
    options: &Options,
    cache: &dyn PrintCache,
    progress: &dyn Progress,
) -> anyhow::Result<Outcome> {
    let outputs = options.outputs;
    let branches = branches::chosen(site, &options.branches)?;
    let (theme, theme_mistakes) = split(load_theme(site, sources, options));
    let ((printed, pages), index) = rayon::join(
        || {
            let printed = print(site, sources, options, &branches, cache, progress);
            let items = printed.items.as_deref().unwrap_or(&options.printed_items);
            let pages = theme.as_ref().map(|theme| {
                progress.stage("pages", site.pages.len() as u64);
                html::render(site, theme, items)
            });
            (printed, pages)
        },
        || if outputs.search { search_index(site) } else { Ok(Vec::new()) },
    );
    let (pages, page_mistakes) = pages.unwrap_or_default();
    let items = printed.items.unwrap_or_else(|| options.printed_items.to_vec());
    let feeds = if outputs.html { feeds::render(site, !items.is_empty()) } else { Vec::new() };
    let texts = if outputs.html || outputs.print { texts::render(site) } else { Vec::new() };
    let published_texts = if outputs.html { texts.clone() } else { Vec::new() };
    let (files, file_mistakes) = match &theme {
        Some(theme) => static_files(site, theme, sources),
        None => (Vec::new(), Vec::new()),
    };
    let rendered = [printed.artifacts, pages, feeds, published_texts, files, index?];
    let (artifacts, clashes) = Artifacts::from_stages(rendered);
    let mistakes =
        [theme_mistakes, printed.diagnostics, page_mistakes, file_mistakes, clashes].concat();
    if diagnostic::has_errors(&mistakes) {
        return Ok(Outcome { diagnostics: mistakes, ..Outcome::default() });
    }

    let (artifacts, clashes) = publish(site, theme, options, artifacts, &items, &texts, progress)?;
    let faults = [clashes, write::faults(&artifacts)].concat();
    // What stopped half-way lacks the files its links lead to.
    let audited = if diagnostic::has_errors(&faults) {
        Vec::new()
    } else {
        progress.stage("audit", 0);
        audit(site, options, &items, &artifacts)
    };
    Ok(Outcome {
        counts: Counts {
            pages: site.pages.len(),
            languages: site.config.languages.len(),
            files: artifacts.len(),
            sheets: printed.sheets,
            typeset: printed.typeset,
        },
        refused: refused(&audited, &artifacts),
        diagnostics: [mistakes, faults, audited].concat(),
        artifacts,
        printed_items: items,
        printed: printed.lock,
        kept: printed.kept,
    })
}

/// A value where there is one, and the mistakes where there is none.
fn split<T>(result: Result<Option<T>, Vec<Diagnostic>>) -> (Option<T>, Vec<Diagnostic>) {
    match result {
        Ok(value) => (value, Vec::new()),
        Err(diagnostics) => (None, diagnostics),
    }
}

fn load_theme(
    site: &Site,
    sources: &SourceFiles,
    options: &Options,
) -> Result<Option<Theme>, Vec<Diagnostic>> {
    if !options.outputs.html {
        return Ok(None);
    }
    Theme::load(sources, &site.config.theme).map(Some)
}

/// What the print stage gives; empty where nothing is printed.
#[derive(Default)]
struct Prints {
    artifacts: Vec<Artifact>,
    diagnostics: Vec<Diagnostic>,
    /// `None` where nothing is printed in this build.
    items: Option<Vec<PrintedItem>>,
    lock: Option<PrintedLock>,
    kept: Vec<String>,
    sheets: usize,
    typeset: usize,
}

fn print(
    site: &Site,
    sources: &SourceFiles,
    options: &Options,
    branches: &[&Branch],
    cache: &dyn PrintCache,
    progress: &dyn Progress,
) -> Prints {
    if !options.outputs.print {
        return Prints::default();
    }
    let printer = match printer(site, sources) {
        Ok(printer) => printer,
        Err(diagnostics) => return Prints { diagnostics, ..Prints::default() },
    };
    let jobs = all_jobs(site, options, branches);
    progress.stage("leaflets", jobs.len() as u64);
    let PrintRun { artifacts, items, diagnostics, kept, typeset } =
        printer.render(&jobs, sources, cache);
    Prints {
        artifacts,
        diagnostics,
        items: Some(items),
        lock: Some(permanence::printed(site, jobs.iter().flat_map(Job::addressed))),
        kept,
        sheets: jobs.len(),
        typeset,
    }
}

/// Everything to print: the site's own items, then each branch's copies.
pub(crate) fn all_jobs(site: &Site, options: &Options, branches: &[&Branch]) -> Vec<Job> {
    let own = jobs::jobs(site);
    let copies: Vec<Job> =
        branches.iter().flat_map(|branch| branches::copies(site, &own, branch)).collect();
    let mut jobs = own;
    jobs.extend(copies);
    jobs.retain(|job| options.allow_expired || !job.is_expired());
    jobs
}

pub(crate) fn printer(site: &Site, sources: &SourceFiles) -> Result<Printer, Vec<Diagnostic>> {
    let theme = &site.config.theme;
    let fonts = print::load_fonts(&site.print, sources, theme)?;
    Ok(Printer::new(site.print.clone(), sources, theme, fonts))
}

/// The index of every language, as files for the reader's browser.
fn search_index(site: &Site) -> anyhow::Result<Vec<Artifact>> {
    let languages: Vec<Language> = site.config.languages.iter().collect();
    let exported: Vec<Vec<(String, Vec<u8>)>> = languages
        .par_iter()
        .map(|&language| {
            let index = search::index::Index::build(search::records::records(site, language))?;
            search::export::export(
                &index,
                site.config.languages.code(language),
                site.config.base_url.path(),
            )
        })
        .collect::<anyhow::Result<_>>()?;
    let made_from: Arc<str> = Arc::from(config::FILE);
    let files = exported.into_iter().flatten();
    Ok(files.map(|(path, bytes)| Artifact::new(path, bytes, &made_from)).collect())
}

/// Files that are published as they are, pictures without metadata: the theme's, the site's, and
/// images beside pages.
fn static_files(
    site: &Site,
    theme: &Theme,
    sources: &SourceFiles,
) -> (Vec<Artifact>, Vec<Diagnostic>) {
    let mut files = theme.files().to_vec();
    let mut mistakes = Vec::new();
    for (path, bytes) in sources.under("static/") {
        if javascript::is_script(path)
            && let Some(text) = sources.text(path)
        {
            mistakes.extend(javascript::syntax_errors(Rule::MalformedOutput, path, text));
        }
        match images::without_metadata(path, bytes) {
            Ok(bytes) => files.push(Artifact::new(&path["static/".len()..], bytes, path)),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    for page in &site.pages {
        for image in &page.images {
            let path = route::image_file(page.kind, &page.id, &image.name);
            files.push(Artifact::new(path, Arc::clone(&image.bytes), &image.file));
        }
    }
    (files, mistakes)
}

/// Adds what is made from finished outputs: kits, the service worker, headers or the form for a
/// folder, compressed files.
fn publish(
    site: &Site,
    theme: Option<Theme>,
    options: &Options,
    artifacts: Artifacts,
    items: &[PrintedItem],
    texts: &[Artifact],
    progress: &dyn Progress,
) -> anyhow::Result<(Artifacts, Vec<Diagnostic>)> {
    let kits = if options.outputs.print {
        kits::render(site, items, &artifacts, texts)?
    } else {
        Vec::new()
    };
    let (artifacts, clashes) = artifacts.with(kits);
    let (artifacts, more) = if options.for_folder {
        let base_path = site.config.base_url.path();
        let rewritten =
            artifacts.into_values().map(|file| folder_copy::for_folder(file, base_path));
        Artifacts::from_stages([rewritten.collect()])
    } else if let Some(theme) = theme {
        let worker = service_worker::service_worker(site, &theme, &artifacts);
        let (artifacts, clashes) = artifacts.with(worker.into_iter().collect());
        let headers = headers::artifact(&site.config, &artifacts);
        let (artifacts, more) = artifacts.with(vec![headers]);
        (artifacts, [clashes, more].concat())
    } else {
        (artifacts, Vec::new())
    };
    let compressed = if options.precompress {
        progress.stage("compressing", 0);
        precompress::beside(&artifacts)
    } else {
        Vec::new()
    };
    let (artifacts, last) = artifacts.with(compressed);
    Ok((artifacts, [clashes, more, last].concat()))
}

/// What is wrong with the artifacts.
fn audit(
    site: &Site,
    options: &Options,
    items: &[PrintedItem],
    artifacts: &Artifacts,
) -> Vec<Diagnostic> {
    let is_code = |item: &&PrintedItem| Some(&item.format) == site.print.uses.code.as_ref();
    let files = items.iter().filter(is_code).flat_map(|item| &item.files);
    let codes = files.filter(|file| artifacts.get(file).is_some()).cloned().collect();
    let config = &site.config;
    let bounds = audit::Bounds {
        base_url: config.base_url.clone(),
        hosts: Some(config.allowed_hosts.clone()),
        numbers: Some(
            site.hotlines.iter().filter_map(super::super::parse::hotlines::Hotline::dial).collect(),
        ),
        for_folder: options.for_folder,
        codes: audit::Codes::In(codes),
        is_made: &|path| options.outputs.make(path),
    };
    audit::audit(artifacts, &bounds)
}

/// The files that diagnostics name, for their places to be shown.
pub(crate) fn refused(diagnostics: &[Diagnostic], artifacts: &Artifacts) -> SourceFiles {
    let mut files = SourceFiles::default();
    for artifact in diagnostics.iter().filter_map(|one| artifacts.get(&one.file)) {
        files.insert(&artifact.path, Arc::clone(&artifact.bytes));
    }
    files
}
