//! The rebuild after a change.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Instant;

use anyhow::Result;

use super::live::Live;
use super::news::{News, Typeset};
use super::typesetting::Typesetting;
use crate::base::artifact::Artifacts;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::SourceFiles;
use crate::base::url::BaseUrl;
use crate::base::{diagnostic, limits};
use crate::cli::console::{complain, complain_of};
use crate::cli::report;
use crate::load;
use crate::pipeline::{Options, Outcome, Outputs, build};
use crate::render::print::MemoryCache;
use crate::site::printed_item::PrintedItem;

/// The sources as last read, and what need not be made again.
pub(super) struct Rebuild {
    root: PathBuf,
    /// Where the pages are served.
    base_url: BaseUrl,
    sources: Arc<SourceFiles>,
    /// The mistakes in these sources, as far as the pages show them.
    diagnostics: Vec<Diagnostic>,
    /// Whether the leaflets are older than the sources.
    leaflets_due: bool,
    /// Typeset leaflets.
    cache: Arc<MemoryCache>,
    /// How often typesetting was started.
    runs: u64,
    /// What was printed last, for the pages to list.
    printed_items: Arc<[PrintedItem]>,
}

impl Rebuild {
    pub(super) fn new(root: &Path, base_url: BaseUrl) -> Self {
        Rebuild {
            root: root.to_path_buf(),
            base_url,
            sources: Arc::default(),
            diagnostics: Vec::new(),
            leaflets_due: false,
            cache: Arc::default(),
            runs: 0,
            printed_items: Arc::new([]),
        }
    }

    /// Reads the sources and, if they have changed, makes pages and search. Returns whether they have.
    pub(super) fn pages(&mut self, live: &Live) -> bool {
        let start = Instant::now();
        let sources = match load::load(&self.root) {
            Ok(sources) => sources,
            Err(error) => {
                fail(&error, live);
                return true;
            }
        };
        // A file was touched, or written and put back. After a failure to read, the errors shown
        // are out of date.
        if sources.iter().eq(self.sources.iter())
            && live.now().is_built
            && *live.now().errors == *"[]"
        {
            return false;
        }
        if !sources.iter().map(|(path, _)| path).eq(self.sources.iter().map(|(path, _)| path)) {
            // Other pages: what is known of the leaflets may be of one that is gone.
            self.printed_items = Arc::new([]);
        }
        self.sources = Arc::new(sources);
        self.leaflets_due = false;
        match self.rendered() {
            Err(error) => fail(&error, live),
            Ok((outcome, artifacts)) => {
                // A warning that was there before would only bury what is new.
                let is_new = |d: &&Diagnostic| d.is_error() || !self.diagnostics.contains(*d);
                let news: Vec<_> = outcome.diagnostics.iter().filter(is_new).cloned().collect();
                complain_of(&news, &self.sources);
                let (pages, time) =
                    (report::counted(outcome.counts.pages, "page"), start.elapsed().as_secs_f64());
                if diagnostic::has_errors(&outcome.diagnostics) {
                    live.show_errors(&report::json(&errors(&outcome.diagnostics), &self.sources));
                } else {
                    live.show_pages(artifacts);
                    self.leaflets_due = true;
                    complain(&format!("{pages} in {time:.1} s\n"));
                }
                self.diagnostics = outcome.diagnostics;
            }
        }
        true
    }

    /// Starts typesetting the leaflets of the pages that are shown, where they are not up to date.
    pub(super) fn typeset(&mut self, news: &Sender<News>) -> Option<Typesetting> {
        if !std::mem::take(&mut self.leaflets_due) {
            return None;
        }
        self.runs += 1;
        Some(Typesetting::start(self.runs, &self.sources, &self.cache, news))
    }

    /// Shows leaflets that were typeset of the pages that are shown.
    pub(super) fn leaflets(&mut self, typeset: Box<Result<Typeset>>, live: &Live) {
        match *typeset {
            Err(error) => fail(&error, live),
            Ok((outcome, artifacts)) => {
                let known = &self.diagnostics;
                let new: Vec<_> =
                    outcome.diagnostics.into_iter().filter(|d| !known.contains(d)).collect();
                complain_of(&new, &self.sources);
                if diagnostic::has_errors(&new) {
                    live.show_errors(&report::json(&errors(&new), &self.sources));
                } else {
                    live.show_leaflets(&artifacts);
                    self.cache.retain(&outcome.kept);
                    self.list(outcome.printed_items.into(), live);
                }
            }
        }
    }

    /// Shows the pages again if they list other leaflets now. They had no mistakes a moment ago, so
    /// nothing is reported.
    fn list(&mut self, printed_items: Arc<[PrintedItem]>, live: &Live) {
        if self.printed_items == printed_items {
            return;
        }
        self.printed_items = printed_items;
        match self.rendered() {
            Err(error) => fail(&error, live),
            Ok((_, artifacts)) => live.show_pages(artifacts),
        }
    }

    /// Pages and search, with the leaflets that are known.
    fn rendered(&self) -> Result<(Outcome, Artifacts)> {
        let outputs = Outputs { html: true, search: true, print: false };
        let (base_url, printed_items) =
            (Some(self.base_url.clone()), Arc::clone(&self.printed_items));
        let options = Options { base_url, outputs, printed_items, ..Options::default() };
        build(&self.sources, &options, &(), &())
    }
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
