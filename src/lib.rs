//! `wuzha` turns one set of Markdown files into a bilingual site, its search and its leaflets.
//!
//! Data flows one way; each stage is a function from values to values plus [`Diagnostic`]s:
//!
//! 1. [`load::load`] reads the site's folder into [`Sources`]. Only it and `write` touch the site's
//!    disk.
//! 2. [`parse`] reads one file at a time: [`parse::facts`], [`parse::front_matter`],
//!    [`parse::markdown`].
//! 3. [`site::assemble::assemble`] makes the [`Site`]: pages, their languages, their neighbours.
//! 4. [`check::check`] runs the rules over it.
//! 5. The outputs, siblings that know nothing of each other: [`html::render`], [`feeds::render`],
//!    [`share::render`], [`search`], [`print`]. All give [`Artifacts`]: paths and bytes.
//!    [`offline`] lists what of them a reader's browser keeps.
//! 6. [`bundle::for_folder`] makes of them a copy that opens without a server, where one is wanted;
//!    [`precompress::beside`] adds compressed files for a server, where they are.
//! 7. [`audit::audit`] opens what was made, as a reader's browser would, and says what must not be
//!    published.
//! 8. [`write::write`] brings a folder to that state, all or nothing.
//!
//! [`build()`] is stages 2 to 7. The [`report`] module prints diagnostics; [`serve`] runs it all on
//! every change.

// Vocabulary: depends on nothing later.
pub mod archive;
pub mod artifact;
pub mod diagnostic;
pub mod document;
pub mod language;
pub mod length;
pub mod limits;
pub mod source;
pub mod vocabulary;

// Stages, in the order of the pipeline.
pub mod embedded;
pub mod load;
pub mod parse;
pub mod layers;
pub mod config;
pub mod route;
pub mod headers;
pub mod site;
pub mod formats;
pub mod check;
pub mod theme;
pub mod html;
pub mod feeds;
pub mod offline;
pub mod share;
pub mod search;
pub mod print;
pub mod kits;
pub mod bundle;
pub mod precompress;
pub mod audit;
pub mod write;

// The edge: what a person meets.
pub mod report;
pub mod single;
pub mod serve;
pub mod cli;
pub mod commands;

use std::sync::Arc;

use rayon::prelude::*;

use artifact::{Artifact, Artifacts};
use diagnostic::Diagnostic;
use formats::{Material, Settings};
use language::Language;
use parse::printed::Printed;
use print::branches::Branches;
use print::{Job, Printer};
use site::Site;
use site::assemble::assemble;
use site::{images, permanence};
use source::Sources;
use theme::{Theme, scripts};

/// What to build, and for which address.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Instead of the `base_url` of `wuzha.toml`.
    pub base_url: Option<String>,
    pub outputs: Outputs,
    /// For which branches copies with their imprint are printed.
    pub branches: Branches,
    /// What was printed of the same pages before: the HTML lists it where nothing is printed now.
    pub materials: Arc<[Material]>,
    /// A copy that opens without a server, from a folder or a USB stick.
    pub for_folder: bool,
    /// Compressed files beside the others, for servers that hand them out.
    pub precompress: bool,
    /// The day by which dates of review and expiry are judged; none: they are not.
    pub today: Option<jiff::civil::Date>,
    /// Whether what has come of age is printed all the same, with a mark.
    pub allow_expired: bool,
}

/// Which outputs are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outputs {
    pub html: bool,
    pub search: bool,
    pub print: bool,
}

impl Outputs {
    /// Whether a file belongs to one of these outputs, so that it is stale in the output folder if
    /// it is not made again.
    pub fn make(&self, path: &str) -> bool {
        let path = precompress::original(path);
        if route::is_catalogue(path) {
            self.html && self.print
        } else if path.ends_with(".html") {
            self.html
        } else if ["print/", "branches/", "kits/"].iter().any(|folder| path.starts_with(folder)) {
            self.print
        } else if path.starts_with("search/") {
            self.search
        } else {
            self.html
        }
    }
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
    /// Everything printed.
    pub materials: Vec<Material>,
    /// `printed.lock` as it must be once this is on paper; none where nothing was printed.
    pub printed: Option<Printed>,
    /// What was typeset, by the digest of what it was made from, for the next build.
    pub kept: Vec<(String, Arc<[u8]>)>,
    /// The outputs in which the audit found mistakes, to show the places.
    pub refused: Sources,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub pages: usize,
    pub languages: usize,
    pub files: usize,
    /// Printed things: a page in a language and a format.
    pub sheets: usize,
    /// How many of them were typeset; the others were kept from the last build.
    pub typeset: usize,
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
pub fn check(
    sources: &Sources,
    options: &Options,
    cache: Cache,
) -> anyhow::Result<Vec<Diagnostic>> {
    Ok(build(sources, options, cache, &())?.diagnostics)
}

/// Builds the site in memory.
pub fn build(
    sources: &Sources,
    options: &Options,
    cache: Cache,
    progress: &dyn Progress,
) -> anyhow::Result<Outcome> {
    progress.stage("reading", 0);
    let (site, mut diagnostics) = checked_site(sources, options);
    let mut outcome = Outcome::default();
    if let Some(site) = site.filter(|_| !diagnostic::has_errors(&diagnostics)) {
        let mut made = make(&site, sources, options, cache, progress, &mut outcome)?;
        made.append(&mut outcome.diagnostics);
        diagnostics.extend(check::severities::apply(&site.config, made));
    }
    diagnostic::sort(&mut diagnostics);
    if diagnostic::has_errors(&diagnostics) {
        outcome = Outcome { refused: outcome.refused, ..Outcome::default() };
    }
    outcome.diagnostics = diagnostics;
    Ok(outcome)
}

/// The site, if it could be assembled, and what is wrong with it.
fn checked_site(sources: &Sources, options: &Options) -> (Option<Site>, Vec<Diagnostic>) {
    let assembled = assemble(sources, options.base_url.as_deref());
    let site = assembled.site.map(|site| site.on(options.today, options.allow_expired));
    let mut diagnostics = assembled.diagnostics;
    if let Some(site) = &site {
        let settings = Settings::read(sources, &site.config.theme);
        diagnostics.extend(check::check(site, sources, &assembled.known, settings.as_ref().ok()));
        diagnostics.extend(settings.err());
        diagnostics = check::severities::apply(&site.config, diagnostics);
    }
    (site, diagnostics)
}

/// What is wrong with what was made.
fn audited(
    site: &Site,
    options: &Options,
    settings: &Settings,
    outcome: &Outcome,
) -> Vec<Diagnostic> {
    let is_code = |material: &&Material| Some(&material.format) == settings.uses.code.as_ref();
    let files = outcome.materials.iter().filter(is_code).flat_map(|material| &material.files);
    let codes = files.filter(|file| outcome.artifacts.get(file).is_some()).cloned().collect();
    let config = &site.config;
    let bounds = audit::Bounds {
        origin: config.origin.clone(),
        base_path: config.base_path.clone(),
        hosts: Some(config.allowed_hosts.clone()),
        numbers: Some(site.hotlines.iter().filter_map(|hotline| hotline.dial()).collect()),
        for_folder: options.for_folder,
        codes: audit::Codes::In(codes),
        is_made: &|path| options.outputs.make(path),
    };
    audit::audit(&outcome.artifacts, &bounds)
}

/// The files that diagnostics name, for their places to be shown.
pub(crate) fn refused(found: &[Diagnostic], artifacts: &Artifacts) -> Sources {
    let mut sources = Sources::default();
    for artifact in found.iter().filter_map(|found| artifacts.get(&found.file)) {
        sources.insert(&artifact.path, Arc::clone(&artifact.bytes));
    }
    sources
}

fn make(
    site: &Site,
    sources: &Sources,
    options: &Options,
    cache: Cache,
    progress: &dyn Progress,
    outcome: &mut Outcome,
) -> anyhow::Result<Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let outputs = options.outputs;
    let settings = match Settings::read(sources, &site.config.theme) {
        Ok(settings) => settings,
        Err(found) => return Ok(vec![found]),
    };
    let add = |artifacts: Vec<Artifact>, outcome: &mut Outcome| {
        let clashes = outcome.artifacts.extend(artifacts);
        outcome.diagnostics.extend(clashes);
    };
    outcome.materials = options.materials.to_vec();
    if outputs.print {
        let (printer, jobs) = match printer(site, sources, settings.clone()) {
            Ok(ready) => ready,
            Err(found) => return Ok(found),
        };
        let copies = match print::branches::chosen(site, &options.branches) {
            Ok(chosen) => chosen
                .into_iter()
                .map(|branch| print::branches::copies(site, &jobs, printer.settings(), branch)),
            Err(found) => return Ok(vec![found]),
        };
        let mut jobs = [jobs.clone()].into_iter().chain(copies).collect::<Vec<_>>().concat();
        jobs.retain(|job| options.allow_expired || !job.is_expired());
        outcome.printed = Some(permanence::printed(site, jobs.iter().flat_map(Job::addressed)));
        progress.stage("leaflets", jobs.len() as u64);
        let printed = printer.render(&jobs, sources, cache);
        outcome.counts.sheets = jobs.len();
        outcome.counts.typeset = printed.typeset;
        add(printed.artifacts, outcome);
        outcome.kept = printed.kept;
        outcome.materials = printed.materials;
        diagnostics.extend(printed.diagnostics);
    }
    let texts = if outputs.html || outputs.print { share::render(site) } else { Vec::new() };
    let theme = match outputs.html.then(|| Theme::load(sources, &site.config.theme)).transpose() {
        Ok(theme) => theme,
        Err(found) => return Ok(found),
    };
    if let Some(theme) = &theme {
        progress.stage("pages", site.pages.len() as u64);
        let (pages, found) = html::render(site, theme, &settings, &outcome.materials);
        if !found.is_empty() {
            return Ok(found);
        }
        add(pages, outcome);
        add(feeds::render(site, !outcome.materials.is_empty()), outcome);
        add(texts.clone(), outcome);
        let (files, found) = files(site, theme, sources);
        add(files, outcome);
        diagnostics.extend(found);
    }
    if outputs.search {
        progress.stage("search", site.config.languages.len() as u64);
        add(search_files(site)?, outcome);
    }
    if outputs.print {
        add(
            kits::render(site, &settings, &outcome.materials, &outcome.artifacts, &texts)?,
            outcome,
        );
    }
    if let Some(theme) = theme.filter(|_| !options.for_folder) {
        let worker = offline::worker(site, &theme, &outcome.artifacts);
        add(worker.into_iter().collect(), outcome);
        let headers = headers::file(&site.config, &outcome.artifacts).into_bytes();
        add(vec![Artifact::new(headers::FILE, headers, &site.config.file)], outcome);
    }
    if options.for_folder {
        let artifacts = std::mem::take(&mut outcome.artifacts).into_values();
        add(
            artifacts
                .map(|artifact| bundle::for_folder(artifact, &site.config.base_path))
                .collect(),
            outcome,
        );
    }
    if options.precompress {
        progress.stage("compressing", 0);
        add(precompress::beside(&outcome.artifacts), outcome);
    }
    diagnostics.extend(write::faults(&outcome.artifacts));
    // What stopped half-way lacks the files its links lead to.
    if !diagnostic::has_errors(&diagnostics) && !diagnostic::has_errors(&outcome.diagnostics) {
        progress.stage("audit", 0);
        let found = audited(site, options, &settings, outcome);
        outcome.refused = refused(&found, &outcome.artifacts);
        diagnostics.extend(found);
    }
    outcome.counts.pages = site.pages.len();
    outcome.counts.languages = site.config.languages.len();
    outcome.counts.files = outcome.artifacts.len();
    Ok(diagnostics)
}

/// Files that are published as they are, pictures without metadata: the theme's, the site's, and
/// images beside pages.
fn files(site: &Site, theme: &Theme, sources: &Sources) -> (Vec<Artifact>, Vec<Diagnostic>) {
    let mut files = theme.files().to_vec();
    let mut found = Vec::new();
    for (path, bytes) in sources.under("static/") {
        if scripts::is_script(path)
            && let Some(text) = sources.text(path)
        {
            found.extend(scripts::check_syntax("malformed-output", path, text));
        }
        match images::published(path, bytes) {
            Ok(bytes) => files.push(Artifact::new(&path["static/".len()..], bytes, path)),
            Err(refused) => found.push(refused),
        }
    }
    for page in &site.pages {
        let image_file = |name: &str| route::image_file(page.kind, &page.id, name);
        files.extend(page.images.iter().map(|image| {
            Artifact::new(image_file(&image.name), Arc::clone(&image.bytes), &image.file)
        }));
    }
    (files, found)
}

fn search_files(site: &Site) -> anyhow::Result<Vec<Artifact>> {
    let languages: Vec<Language> = site.config.languages.iter().collect();
    let exported: Vec<Vec<(String, Vec<u8>)>> = languages
        .par_iter()
        .map(|&language| {
            let index = search::index::Index::build(search::records::records(site, language))?;
            search::shards::export(
                &index,
                site.config.languages.code(language),
                &site.config.base_path,
            )
        })
        .collect::<anyhow::Result<_>>()?;
    let origin: Arc<str> = Arc::from(config::FILE);
    Ok(exported
        .into_iter()
        .flatten()
        .map(|(path, bytes)| Artifact::new(path, bytes, &origin))
        .collect())
}

pub(crate) fn printer(
    site: &Site,
    sources: &Sources,
    settings: Settings,
) -> Result<(Printer, Vec<Job>), Vec<Diagnostic>> {
    let theme = &site.config.theme;
    let fonts = print::load_fonts(&settings, sources, theme)?;
    let printer = Printer::new(settings, sources, theme, fonts);
    let jobs = print::catalog::jobs(site, printer.settings());
    Ok((printer, jobs))
}

/// The site, where nothing in it is wrong.
pub(crate) fn whole_site(sources: &Sources, options: &Options) -> Result<Site, Vec<Diagnostic>> {
    let (site, mut diagnostics) = checked_site(sources, options);
    if diagnostic::has_errors(&diagnostics) {
        diagnostic::sort(&mut diagnostics);
        return Err(diagnostics);
    }
    site.ok_or(diagnostics)
}
