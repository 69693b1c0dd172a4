//! The build: parse, assemble, check, render, publish, audit.

use std::sync::Arc;

use anyhow::ensure;

use crate::audit::{Auditor, Bounds, Codes};
use crate::base::artifact::Artifacts;
use crate::base::diagnostic::{self, Diagnostic, Unlisted};
use crate::base::language::Language;
use crate::base::memory;
use crate::base::output::{MemoryOutput, Output, Sample};
use crate::base::people::PeopleRules;
use crate::base::source::SourceFiles;
use crate::check::severities;
use crate::check::{self, PeopleGuard};
use crate::parse::hotlines::Hotline;
use crate::pipeline::collector::{Collected, Collector, Stage};
use crate::pipeline::earlier::{Earlier, filled, leave_translations};
use crate::pipeline::files::{expect_pages, kits, search_index, static_files};
use crate::pipeline::options::{Fitting, Options, Outputs};
use crate::pipeline::outcome::{Counts, Outcome, Progress};
use crate::pipeline::preview::Preview;
use crate::pipeline::print::{Prints, plan, print};
use crate::publish::{headers, service_worker};
use crate::render::print::{PrintCache, branches};
use crate::render::{feeds, html, texts};
use crate::site::Site;
use crate::site::assemble::{Assembled, assemble};
use crate::site::printed_item::{PrintedItem, THUMBNAIL};
use crate::theme::templates::Theme;

/// Why a build that was stopped has no result.
const STOPPED: &str = "the build was stopped";

/// Finds every mistake that would stop a build, by building without keeping anything.
///
/// # Errors
/// As [`build_into`].
pub fn check(sources: &SourceFiles, options: &Options) -> anyhow::Result<Outcome> {
    let outcome = build_into(sources, options, &(), &Sample::default(), &())?;
    let Some(places) = Sample::of_outputs(&outcome.diagnostics, sources) else {
        return Ok(outcome);
    };
    // Once more, to show the places in the files that are wrong.
    let again = build_into(sources, options, &(), &places, &())?;
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
    let Some(mut site) = site else {
        let outcome = Outcome { diagnostics, unlisted, is_unread: true, ..Outcome::default() };
        return Ok((finished(outcome), None));
    };
    let outcome = if diagnostic::has_errors(&diagnostics) {
        site.strings = filled(site.strings);
        judge(&site, sources, options, &diagnostics, output, progress)?
    } else {
        make(&site, sources, options, cache, output, progress, Earlier::default())?
    };
    diagnostics.extend(severities::apply(&site.config, outcome.diagnostics));
    Ok((finished(Outcome { diagnostics, unlisted, ..outcome }), Some(site)))
}

/// Sorts the diagnostics; where there are errors, nothing else is left but the places they show.
fn finished(mut outcome: Outcome) -> Outcome {
    diagnostic::sort(&mut outcome.diagnostics);
    if !diagnostic::has_errors(&outcome.diagnostics) {
        return outcome;
    }
    let Outcome { diagnostics, unlisted, is_unread, refused, fits, unfitted, .. } = outcome;
    Outcome { diagnostics, unlisted, is_unread, refused, fits, unfitted, ..Outcome::default() }
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
        let languages = &site.config.languages;
        leave_translations(&mut diagnostics, languages.code(Language::PRIMARY));
        unlisted = counted;
        diagnostic::list_first(&mut diagnostics, most, &mut unlisted);
    }
    CheckedSite { site, diagnostics, unlisted }
}

/// Looks for the mistakes that show only in what is made of a site, where it has `earlier` ones, so
/// that one run names all. Nothing is kept, and leaflets are only laid out, if they are few.
fn judge(
    site: &Site,
    sources: &SourceFiles,
    options: &Options,
    earlier: &[Diagnostic],
    output: &dyn Output,
    progress: &dyn Progress,
) -> anyhow::Result<Outcome> {
    let known = || Fitting { known: options.known.clone(), all: false };
    let options = Options {
        // What is in the index is on the pages too.
        outputs: Outputs { search: false, ..options.outputs },
        fitting: Some(options.fitting.clone().unwrap_or_else(known)),
        precompress: false,
        // They are of the last build, and a page that cannot be read has none.
        printed_items: Arc::new([]),
        ..options.clone()
    };
    let made = |output: &dyn Output| {
        let mut errors = Earlier::default();
        errors.add(earlier);
        make(site, sources, &options, &(), output, progress, errors)
    };
    if !output.keeps() {
        return made(output);
    }
    let outcome = made(&Sample::default())?;
    match Sample::of_outputs(&outcome.diagnostics, sources) {
        Some(places) => Ok(Outcome { refused: made(&places)?.refused, ..outcome }),
        None => Ok(outcome),
    }
}

/// Everything after the checks; `earlier` holds the mistakes that these found.
fn make(
    site: &Site,
    sources: &SourceFiles,
    options: &Options,
    cache: &dyn PrintCache,
    output: &dyn Output,
    progress: &dyn Progress,
    mut earlier: Earlier,
) -> anyhow::Result<Outcome> {
    let is_code = |path: &str| is_code(site, path);
    let is_made = |path: &str| options.outputs.make(path);
    let people = PeopleGuard::of(site);
    let bounds = bounds(site, options, &people, &is_code, &is_made);
    let base_path = site.config.base_url.path();
    let files = Collector::new(Auditor::new(&bounds), output, options, base_path);
    output.begin()?;
    let Rendered { theme, printed, items, index, mistakes } =
        render(site, sources, options, cache, progress, &files)?;

    progress.stage("publishing", 0);
    if options.outputs.print {
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
    let mistakes = earlier.leave_rendered(mistakes);
    earlier.add(&mistakes);
    let clashes = earlier.leave_clashes(clashes);
    earlier.add(&clashes);
    let audited = earlier.leave_outputs(audited, &files);
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
        is_unread: false,
        files,
        printed_items: items,
        printed: printed.lock,
        kept: printed.kept,
        fits: printed.fits,
        unfitted: printed.unknown,
    })
}

/// What came of the renderers, beside the files.
struct Rendered {
    /// None where no pages are made.
    theme: Option<Theme>,
    printed: Prints,
    /// What pages list as printed.
    items: Vec<PrintedItem>,
    /// The files of the search index that a phone may keep.
    index: Vec<String>,
    mistakes: Vec<Diagnostic>,
}

/// Runs the renderers. Those that do not depend on each other run concurrently: pages list what was
/// printed, so they wait for print; search waits for neither.
fn render(
    site: &Site,
    sources: &SourceFiles,
    options: &Options,
    cache: &dyn PrintCache,
    progress: &dyn Progress,
    files: &Collector,
) -> anyhow::Result<Rendered> {
    let outputs = options.outputs;
    let branches = branches::chosen(site, &options.branches)?;
    let (theme, theme_mistakes) = split(load_theme(site, sources, options));
    if outputs.html {
        expect_pages(site, files);
    }
    let ((mut printed, page_mistakes), index) = rayon::join(
        || {
            let printed = match &options.fitting {
                Some(fitting) if outputs.print => plan(site, sources, fitting, files),
                _ => print(site, sources, options, &branches, cache, files, progress),
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
        || if outputs.search { search_index(site, files) } else { Ok(Vec::new()) },
    );
    let index = index?;
    ensure!(!progress.is_stopped(), STOPPED);
    let items = printed.items.take().unwrap_or_else(|| options.printed_items.to_vec());
    if outputs.html {
        files.take_all(Stage::Feeds, feeds::render(site, !items.is_empty()));
        texts::render(site, &|file| files.take(Stage::Texts, file));
    }
    let of_theme = theme.as_ref().map(Theme::files).unwrap_or_default();
    let file_mistakes =
        if outputs.html { static_files(site, of_theme, sources, files) } else { Vec::new() };
    let found = &printed.diagnostics;
    let mistakes = [&*theme_mistakes, found, &page_mistakes, &file_mistakes].concat();
    Ok(Rendered { theme, printed, items, index, mistakes })
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

/// Where the addresses of the site may lead.
fn bounds<'a>(
    site: &Site,
    options: &Options,
    people: &'a dyn PeopleRules,
    is_code: &'a (dyn Fn(&str) -> bool + Sync),
    is_made: &'a (dyn Fn(&str) -> bool + Sync),
) -> Bounds<'a> {
    Bounds {
        base_url: site.config.base_url.clone(),
        hosts: Some(site.config.allowed_hosts.clone()),
        numbers: Some(site.hotlines.iter().filter_map(Hotline::dial).collect()),
        people: Some(people),
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
