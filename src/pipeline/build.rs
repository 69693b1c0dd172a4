//! The build: parse, assemble, check, render, publish, audit.

use std::sync::{Arc, Mutex};

use anyhow::ensure;
use rayon::prelude::*;

use crate::audit::{Auditor, Bounds, Codes};
use crate::base::artifact::{Artifact, Artifacts};
use crate::base::diagnostic::{self, Diagnostic, Unlisted};
use crate::base::output::{MemoryOutput, Output, Sample};
use crate::base::source::SourceFiles;
use crate::base::sync::{into_value, lock};
use crate::base::{limits, memory};
use crate::check;
use crate::check::severities;
use crate::parse::hotlines::Hotline;
use crate::pipeline::collector::{Collected, Collector, Stage};
use crate::pipeline::options::Options;
use crate::pipeline::outcome::{Counts, Outcome, Progress};
use crate::pipeline::preview::Preview;
use crate::pipeline::print::{plan, print};
use crate::publish::{headers, kits, service_worker};
use crate::render::print::{PrintCache, branches};
use crate::render::{feeds, html, search, texts};
use crate::site::assemble::{Assembled, assemble};
use crate::site::page::Page;
use crate::site::printed_item::{PrintedItem, THUMBNAIL};
use crate::site::route::Route;
use crate::site::{Site, config, images, route};
use crate::theme::templates::Theme;

/// Why a build that was stopped has no result.
const STOPPED: &str = "the build was stopped";

/// Finds every mistake that would stop a build, by building without keeping anything.
///
/// # Errors
/// As [`build_into`].
pub fn check(sources: &SourceFiles, options: &Options) -> anyhow::Result<Outcome> {
    let outcome = build_into(sources, options, &(), &Sample::default(), &())?;
    let outputs = |diagnostic: &&Diagnostic| !sources.contains(&diagnostic.file);
    let wanted: Vec<Arc<str>> =
        outcome.diagnostics.iter().filter(outputs).map(|found| found.file.clone()).collect();
    if wanted.is_empty() {
        return Ok(outcome);
    }
    // Once more, to show the places in the files that are wrong.
    let again = build_into(sources, options, &(), &Sample::of(wanted), &())?;
    Ok(Outcome { refused: again.refused, ..outcome })
}

/// Builds the site in memory. Where it has errors, there are no files.
///
/// # Errors
/// As [`build_into`].
pub fn build(
    sources: &SourceFiles,
    options: &Options,
    cache: &dyn PrintCache,
    progress: &dyn Progress,
) -> anyhow::Result<(Outcome, Artifacts)> {
    let output = MemoryOutput::default();
    let outcome = build_into(sources, options, cache, &output, progress)?;
    let has_errors = diagnostic::has_errors(&outcome.diagnostics);
    let artifacts = if has_errors { Artifacts::default() } else { output.into_artifacts() };
    Ok((outcome, artifacts))
}

/// Builds the site, file by file, into `output`. Where there are errors, what is there is of no
/// use.
///
/// # Errors
/// A branch that the site does not have, failures of the output, and failures of libraries that are
/// not an author's mistake; mistakes are diagnostics of the outcome.
pub fn build_into(
    sources: &SourceFiles,
    options: &Options,
    cache: &dyn PrintCache,
    output: &dyn Output,
    progress: &dyn Progress,
) -> anyhow::Result<Outcome> {
    made(sources, options, cache, output, progress).map(|(outcome, _)| outcome)
}

/// Builds pages and search in memory, and returns what is needed to make a page of it again, if
/// there are no errors.
///
/// # Errors
/// As [`build_into`].
pub fn preview(
    sources: &SourceFiles,
    options: &Options,
    progress: &dyn Progress,
) -> anyhow::Result<(Outcome, Artifacts, Option<Preview>)> {
    let output = MemoryOutput::default();
    let (outcome, site) = made(sources, options, &(), &output, progress)?;
    let site = site.filter(|_| !diagnostic::has_errors(&outcome.diagnostics));
    let preview = site.and_then(|site| Preview::new(site, sources));
    Ok((outcome, output.into_artifacts(), preview))
}

/// What came of a build, and the site that it is of.
fn made(
    sources: &SourceFiles,
    options: &Options,
    cache: &dyn PrintCache,
    output: &dyn Output,
    progress: &dyn Progress,
) -> anyhow::Result<(Outcome, Option<Site>)> {
    progress.stage("reading", 0);
    memory::ensure_for(sources)?;
    let CheckedSite { site, mut diagnostics, unlisted } = checked_site(sources, options);
    ensure!(!progress.is_stopped(), STOPPED);
    let outcome = match &site {
        Some(site) if !diagnostic::has_errors(&diagnostics) => {
            let outcome = make(site, sources, options, cache, output, progress)?;
            diagnostics.extend(severities::apply(&site.config, outcome.diagnostics));
            Outcome { diagnostics, unlisted, ..outcome }
        }
        _ => Outcome { diagnostics, unlisted, ..Outcome::default() },
    };
    Ok((finished(outcome), site))
}

/// Sorts the diagnostics; where there are errors, nothing else is left but the places they show.
fn finished(mut outcome: Outcome) -> Outcome {
    diagnostic::sort(&mut outcome.diagnostics);
    if !diagnostic::has_errors(&outcome.diagnostics) {
        return outcome;
    }
    let Outcome { diagnostics, unlisted, refused, fits, unfitted, .. } = outcome;
    Outcome { diagnostics, unlisted, refused, fits, unfitted, ..Outcome::default() }
}

/// The site, if it could be assembled, and its mistakes.
pub(crate) struct CheckedSite {
    pub site: Option<Site>,
    pub diagnostics: Vec<Diagnostic>,
    pub unlisted: Unlisted,
}

pub(crate) fn checked_site(sources: &SourceFiles, options: &Options) -> CheckedSite {
    let Assembled { site, known, mut diagnostics } = assemble(sources, options.base_url.as_ref());
    let mut unlisted = Unlisted::new();
    let site = site.map(|site| site.on(options.today, options.allow_expired));
    if let Some(site) = &site {
        let most = options.most_warnings.unwrap_or(usize::MAX);
        let (found, counted) = check::check(site, sources, &known, most);
        diagnostics.extend(found);
        diagnostics = severities::apply(&site.config, diagnostics);
        unlisted = counted;
        diagnostic::list_first(&mut diagnostics, most, &mut unlisted);
    }
    CheckedSite { site, diagnostics, unlisted }
}

/// Everything after the checks. Renderers that do not depend on each other run concurrently: pages
/// list what was printed, so they wait for print; search waits for neither.
fn make(
    site: &Site,
    sources: &SourceFiles,
    options: &Options,
    cache: &dyn PrintCache,
    output: &dyn Output,
    progress: &dyn Progress,
) -> anyhow::Result<Outcome> {
    let outputs = options.outputs;
    let branches = branches::chosen(site, &options.branches)?;
    let is_code = |path: &str| is_code(site, path);
    let is_made = |path: &str| outputs.make(path);
    let bounds = bounds(site, options, &is_code, &is_made);
    let base_path = site.config.base_url.path();
    let files = Collector::new(Auditor::new(&bounds), output, options, base_path);
    output.begin()?;

    let (theme, theme_mistakes) = split(load_theme(site, sources, options));
    if outputs.html {
        expect_pages(site, &files);
    }
    let ((printed, page_mistakes), index) = rayon::join(
        || {
            let printed = match &options.fitting {
                Some(fitting) if outputs.print => plan(site, sources, fitting, &files),
                _ => print(site, sources, options, &branches, cache, &files, progress),
            };
            let items = printed.items.as_deref().unwrap_or(&options.printed_items);
            let mistakes = theme.as_ref().map(|theme| {
                progress.stage("pages", site.pages.len() as u64);
                let take = |file| {
                    if !progress.is_stopped() {
                        files.take(Stage::Pages, file);
                    }
                };
                html::render(site, theme, items, &take)
            });
            (printed, mistakes.unwrap_or_default())
        },
        || if outputs.search { search_index(site, &files) } else { Ok(Vec::new()) },
    );
    let index = index?;
    ensure!(!progress.is_stopped(), STOPPED);
    let items = printed.items.unwrap_or_else(|| options.printed_items.to_vec());
    if outputs.html {
        files.take_all(Stage::Feeds, feeds::render(site, !items.is_empty()));
        texts::render(site, &|file| files.take(Stage::Texts, file));
    }
    let file_mistakes = match &theme {
        Some(theme) => static_files(site, theme, sources, &files),
        None => Vec::new(),
    };
    let mistakes = [theme_mistakes, printed.diagnostics, page_mistakes, file_mistakes].concat();
    if diagnostic::has_errors(&mistakes) {
        let (fits, unfitted) = (printed.fits, printed.unknown);
        return Ok(Outcome { diagnostics: mistakes, fits, unfitted, ..Outcome::default() });
    }

    progress.stage("publishing", 0);
    if outputs.print {
        kits(site, &items, &files)?;
    }
    if let Some(theme) = theme.filter(|_| !options.for_folder) {
        let worker = service_worker::service_worker(site, &theme, output, &index);
        files.take_all(Stage::Host, worker);
        let paths = files.paths();
        let headers = headers::artifact(&site.config, paths.iter().map(String::as_str));
        files.take(Stage::Host, headers);
    }
    let Collected { files, clashes, audited } = files.finish()?;
    // What is in the way of another file is not whole, and its audit says nothing.
    let audited = if diagnostic::has_errors(&clashes) { Vec::new() } else { audited };
    Ok(Outcome {
        counts: Counts {
            pages: site.pages.len(),
            languages: site.config.languages.len(),
            files: files.len(),
            sheets: printed.sheets,
            typeset: printed.typeset,
        },
        refused: refused(&audited, output),
        diagnostics: [mistakes, clashes, audited].concat(),
        unlisted: Unlisted::new(),
        files,
        printed_items: items,
        printed: printed.lock,
        kept: printed.kept,
        fits: printed.fits,
        unfitted: printed.unknown,
    })
}

/// Lists the pages before they are made, so that links to them are settled as soon as they are read.
/// Where one cannot be made, that is a mistake of its own.
fn expect_pages(site: &Site, files: &Collector) {
    for language in site.config.languages.iter() {
        let file = |page: &Page| site.routes.file(Route::Page(page.kind, &page.id), language);
        site.pages.iter().for_each(|page| files.expect(&file(page)));
    }
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

/// The index of every language, as files for the reader's browser. One language after the other, so
/// that one index at a time is in memory. Returns the paths of those that a phone may keep.
fn search_index(site: &Site, collector: &Collector) -> anyhow::Result<Vec<String>> {
    let made_from: Arc<str> = Arc::from(config::FILE);
    let mut small = Vec::new();
    for language in site.config.languages.iter() {
        let pages = search::records::pages(site, language);
        let record = |document: usize| search::records::record(site, pages[document], language);
        let records = search::export::Records { count: pages.len(), record: &record };
        let made = Mutex::new((Vec::new(), 0));
        let put = |path: String, bytes: Vec<u8>| {
            note(&mut lock(&made), &path, bytes.len());
            collector.take(Stage::Search, Artifact::new(path, bytes, &made_from));
        };
        let code = site.config.languages.code(language);
        search::export::export(&records, code, site.config.base_url.path(), &put)?;
        small.extend(into_value(made).0);
    }
    small.sort_unstable();
    Ok(small)
}

/// Notes the path of a file, as long as all files together are no more than a phone may keep.
fn note((paths, total): &mut (Vec<String>, usize), path: &str, bytes: usize) {
    *total += bytes;
    if *total <= limits::OFFLINE_SEARCH {
        paths.push(path.to_owned());
    } else {
        paths.clear();
    }
}

/// Files that are published as they are, pictures without metadata: the theme's, the site's, and
/// images beside pages.
fn static_files(
    site: &Site,
    theme: &Theme,
    sources: &SourceFiles,
    files: &Collector,
) -> Vec<Diagnostic> {
    files.take_all(Stage::Files, theme.files().iter().cloned());
    let mut mistakes = Vec::new();
    for (path, bytes) in sources.under("static/") {
        match images::without_metadata(path, bytes) {
            Ok(bytes) => {
                files.take(Stage::Files, Artifact::new(&path["static/".len()..], bytes, path));
            }
            Err(mistake) => mistakes.push(mistake),
        }
    }
    for page in &site.pages {
        for image in &page.images {
            let path = route::image_file(page.kind, &page.id, &image.name);
            let bytes = Arc::clone(&image.bytes);
            files.take(Stage::Files, Artifact::new(path, bytes, &image.file));
        }
    }
    mistakes
}

/// The kits, packed from the printed files. Where these are not kept, a kit is only listed.
fn kits(site: &Site, items: &[PrintedItem], files: &Collector) -> anyhow::Result<()> {
    let output = files.output();
    kits::gather(site, items).par_iter().try_for_each(|kit| {
        if output.keeps() {
            files.take(Stage::Kits, kits::pack(site, kit, output)?);
        } else {
            files.expect(&kit.file(site));
        }
        Ok(())
    })
}

/// Where the addresses of the site may lead.
fn bounds<'a>(
    site: &Site,
    options: &Options,
    is_code: &'a (dyn Fn(&str) -> bool + Sync),
    is_made: &'a (dyn Fn(&str) -> bool + Sync),
) -> Bounds<'a> {
    Bounds {
        base_url: site.config.base_url.clone(),
        hosts: Some(site.config.allowed_hosts.clone()),
        numbers: Some(site.hotlines.iter().filter_map(Hotline::dial).collect()),
        for_folder: options.for_folder,
        codes: Codes::Where(is_code),
        is_made,
    }
}

/// Whether a file is the picture of a code, `print/fake-police/qr-card.zh.png`.
fn is_code(site: &Site, path: &str) -> bool {
    let format = path.rsplit('/').next().and_then(|name| name.split('.').next());
    let is_printed = ["print/", "branches/"].iter().any(|folder| path.starts_with(folder));
    is_printed && format == site.print.uses.code.as_deref() && !path.ends_with(THUMBNAIL)
}

/// The files that diagnostics name, for their places to be shown.
pub(crate) fn refused(diagnostics: &[Diagnostic], output: &dyn Output) -> SourceFiles {
    let mut files = SourceFiles::default();
    for found in diagnostics {
        if !files.contains(&found.file)
            && let Some(bytes) = output.bytes(&found.file)
        {
            files.insert(&found.file, bytes);
        }
    }
    files
}
