//! What the preview does after a change: the edited page at once, then the whole site, then the
//! leaflets.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Instant;

use anyhow::Result;

use super::building;
use super::live::Live;
use super::news::{Built, News, Typeset};
use super::stop::Stop;
use super::typesetting::Typesetting;
use super::watch::Changes;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::SourceFiles;
use crate::base::url::BaseUrl;
use crate::base::{diagnostic, limits};
use crate::cli::console::{complain, complain_of};
use crate::cli::input::load_site;
use crate::cli::report;
use crate::load;
use crate::pipeline::{Options, Outputs, Preview};
use crate::render::print::MemoryCache;
use crate::site::printed_item::PrintedItem;

/// The sources as last read, and what need not be made again.
pub(super) struct Rebuild {
    root: PathBuf,
    /// Where the pages are served.
    base_url: BaseUrl,
    live: Arc<Live>,
    news: Sender<News>,
    sources: Arc<SourceFiles>,
    /// The mistakes in these sources, as far as the pages show them.
    diagnostics: Vec<Diagnostic>,
    /// The site as last built or edited, if it had no errors.
    preview: Option<Preview>,
    building: Option<Stop>,
    /// Whether the sources have changed since the build began.
    is_outdated: bool,
    /// When the change happened that is being built; `None` where it is not worth a word.
    since: Option<Instant>,
    typesetting: Option<Typesetting>,
    /// Typeset leaflets.
    cache: Arc<MemoryCache>,
    /// How often typesetting was started.
    runs: u64,
    /// What was printed last, for the pages to list.
    printed_items: Arc<[PrintedItem]>,
}

impl Rebuild {
    pub(super) fn new(
        root: PathBuf,
        base_url: BaseUrl,
        live: &Arc<Live>,
        news: Sender<News>,
    ) -> Self {
        Rebuild {
            root,
            base_url,
            live: Arc::clone(live),
            news,
            sources: Arc::default(),
            diagnostics: Vec::new(),
            preview: None,
            building: None,
            is_outdated: false,
            since: None,
            typesetting: None,
            cache: Arc::default(),
            runs: 0,
            printed_items: Arc::new([]),
        }
    }

    /// Whether the first build is over.
    pub(super) fn is_idle(&self) -> bool {
        self.building.is_none()
    }

    /// Reads what has changed. Shows the page that was edited, if it is one, and starts a build of
    /// all pages.
    pub(super) fn read(&mut self, changes: &Changes) {
        self.since = Some(Instant::now());
        let again = match changes.are_more {
            true => Ok(None),
            false => load::load_again(&self.root, &self.sources, &changes.files),
        };
        let (sources, is_edit) = match again.transpose() {
            Some(again) => (again, true),
            None => (load_site(&self.root), false),
        };
        let sources = match sources {
            Ok(sources) => sources,
            Err(error) => return fail(&error, &self.live),
        };
        let changed: BTreeSet<String> = match is_edit {
            true => changes.files.iter().map(|path| slashed(path)).collect(),
            false => differences(&sources, &self.sources),
        };
        let is_same = |path: &String| sources.bytes(path) == self.sources.bytes(path);
        // A file was touched, or written and put back. After a failure to read, the errors shown
        // are out of date.
        let now = self.live.now();
        if changed.iter().all(is_same) && now.is_built && *now.errors == *"[]" {
            return;
        }
        let is_there = |path: &String| sources.contains(path) == self.sources.contains(path);
        if !changed.iter().all(is_there) {
            // Other pages: what is known of the leaflets may be of one that is gone.
            self.printed_items = Arc::new([]);
        }
        self.sources = Arc::new(sources);
        self.typesetting = None;
        match self.preview.take().filter(|_| is_edit) {
            Some(preview) => self.edit(preview, &changed),
            None => self.diagnostics.retain(|known| !known.is_error()),
        }
        self.build();
    }

    /// Shows the page that was edited, or its errors.
    fn edit(&mut self, preview: Preview, changed: &BTreeSet<String>) {
        let is_other_error =
            |known: &Diagnostic| known.is_error() && !changed.contains(&*known.file);
        let are_other_errors = self.diagnostics.iter().any(is_other_error);
        // An error that is still there after an edit is reported again.
        self.diagnostics.retain(|known| !known.is_error());
        if are_other_errors {
            return;
        }
        let revised = preview.revise(&self.sources, changed, &self.printed_items);
        let Some((preview, revision)) = revised else { return };
        self.preview = Some(preview);
        self.report(&revision.diagnostics);
        if revision.has_errors() {
            self.show_errors(&revision.diagnostics);
        } else {
            self.live.show_edited(revision.pages);
        }
        self.diagnostics.retain(|known| !changed.contains(&*known.file));
        self.diagnostics.extend(revision.diagnostics);
    }

    /// Starts a build of all pages and search, with the leaflets that are known; after the one that
    /// is running.
    fn build(&mut self) {
        if let Some(building) = &self.building {
            building.stop();
            self.is_outdated = true;
            return;
        }
        let outputs = Outputs { html: true, search: true, print: false };
        let (base_url, printed_items) =
            (Some(self.base_url.clone()), Arc::clone(&self.printed_items));
        let options = Options { base_url, outputs, printed_items, ..Options::default() };
        self.building = Some(building::start(&self.sources, options, &self.live, &self.news));
    }

    /// Shows the pages that were built, and starts typesetting their leaflets.
    pub(super) fn built(&mut self, built: Result<Built>) {
        self.building = None;
        if std::mem::take(&mut self.is_outdated) {
            return self.build();
        }
        let Built { outcome, pages, preview, is_same } = match built {
            Ok(built) => built,
            Err(error) => return fail(&error, &self.live),
        };
        self.report(&outcome.diagnostics);
        if diagnostic::has_errors(&outcome.diagnostics) {
            self.show_errors(&outcome.diagnostics);
        } else {
            self.live.show_pages(pages, is_same);
            self.preview = preview;
            // Pages that were built again for the leaflets they list are of the same sources.
            if let Some(since) = self.since.take() {
                let pages = report::counted(outcome.counts.pages, "page");
                complain(&format!("{pages} in {:.1} s\n", since.elapsed().as_secs_f64()));
                self.runs += 1;
                let typesetting =
                    Typesetting::start(self.runs, &self.sources, &self.cache, &self.news);
                self.typesetting = Some(typesetting);
            }
        }
        self.diagnostics = outcome.diagnostics;
    }

    /// Shows leaflets that were typeset, in the run with this number, of the pages that are shown.
    pub(super) fn typeset(&mut self, number: u64, typeset: Result<Typeset>) {
        if self.typesetting.as_ref().is_none_or(|current| current.number() != number) {
            return;
        }
        self.typesetting = None;
        let (outcome, leaflets) = match typeset {
            Ok(typeset) => typeset,
            Err(error) => return fail(&error, &self.live),
        };
        let known = &self.diagnostics;
        let new: Vec<_> = outcome.diagnostics.into_iter().filter(|d| !known.contains(d)).collect();
        complain_of(&new, &self.sources);
        if diagnostic::has_errors(&new) {
            return self.show_errors(&new);
        }
        self.live.show_leaflets(leaflets);
        self.cache.retain(&outcome.kept);
        // Pages are built again if they list other leaflets now.
        if *self.printed_items != *outcome.printed_items {
            self.printed_items = outcome.printed_items.into();
            self.build();
        }
    }

    /// Reports what is new: a warning that was there before would only bury it.
    fn report(&self, diagnostics: &[Diagnostic]) {
        let is_new = |d: &&Diagnostic| !self.diagnostics.contains(*d);
        let new: Vec<_> = diagnostics.iter().filter(is_new).cloned().collect();
        complain_of(&new, &self.sources);
    }

    fn show_errors(&self, diagnostics: &[Diagnostic]) {
        self.live.show_errors(&report::json(&errors(diagnostics), &self.sources));
    }
}

/// A path as the sources name it.
fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// The paths of the files in which two sites differ.
fn differences(one: &SourceFiles, other: &SourceFiles) -> BTreeSet<String> {
    let only = |one: &SourceFiles, other: &SourceFiles| -> Vec<String> {
        let is_new = |(path, bytes): &(&Arc<str>, &Arc<[u8]>)| other.bytes(path) != Some(*bytes);
        one.iter().filter(is_new).map(|(path, _)| path.to_string()).collect()
    };
    only(one, other).into_iter().chain(only(other, one)).collect()
}

/// Reports a failure of files or system, in the terminal and in the browser.
fn fail(error: &anyhow::Error, live: &Live) {
    complain(&format!("error: {error:#}\n"));
    live.show_errors(&report::failure_json(error));
}

fn errors(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .take(limits::SHOWN)
        .cloned()
        .collect()
}
