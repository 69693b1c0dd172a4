//! The site as the preview shows it now, and the clients that wait for a change.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::base::artifact::{Artifact, Artifacts};
use crate::base::sync::lock;
use crate::cli::serve::streams::Streams;

/// Leaflets come after the pages, together with the pages of the catalogue.
fn is_leaflet(path: &str) -> bool {
    path.starts_with("print/") && !path.ends_with(".html")
}

/// The site and what is wrong with it. Never changed, only replaced.
#[derive(Clone, Default)]
pub(super) struct Snapshot {
    /// As it was built last.
    pages: Arc<Artifacts>,
    /// Pages that were edited since.
    edited: Artifacts,
    leaflets: Arc<Artifacts>,
    /// Whether there has been a site without errors.
    pub is_built: bool,
    /// A JSON array on one line; `[]` where nothing is wrong.
    pub errors: Arc<str>,
    /// Changes when a page that is open should be loaded again.
    pub version: Arc<str>,
    /// Changes whenever anything does.
    pub serial: u64,
}

impl Snapshot {
    pub(super) fn get(&self, path: &str) -> Option<&Artifact> {
        let pages = self.edited.get(path).or_else(|| self.pages.get(path));
        pages.or_else(|| self.leaflets.get(path))
    }

    /// Whether these pages are what is shown. An open page does not change with the leaflets it
    /// links to.
    pub(super) fn shows(&self, pages: &Artifacts) -> bool {
        let is_shown = |page: &Artifact| {
            let shown = self.edited.get(&page.path).or_else(|| self.pages.get(&page.path));
            shown.is_some_and(|shown| shown.bytes == page.bytes)
        };
        pages.len() == self.pages.len() && pages.iter().all(is_shown)
    }
}

pub(super) struct Live {
    now: Mutex<Arc<Snapshot>>,
    changed: Condvar,
    /// Of pages that wait for news.
    pub(super) streams: Streams,
}

impl Live {
    pub(super) fn new() -> Self {
        let now = Snapshot { errors: Arc::from("[]"), version: version(0), ..Snapshot::default() };
        Live {
            now: Mutex::new(Arc::new(now)),
            changed: Condvar::new(),
            streams: Streams::default(),
        }
    }

    pub(super) fn now(&self) -> Arc<Snapshot> {
        Arc::clone(&self.lock())
    }

    /// The next snapshot after the one with this serial, or `None` if nothing happens for so long.
    pub(super) fn next(&self, serial: u64, patience: Duration) -> Option<Arc<Snapshot>> {
        let waited =
            self.changed.wait_timeout_while(self.lock(), patience, |now| now.serial == serial);
        let (now, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        (!timeout.timed_out()).then(|| Arc::clone(&now))
    }

    /// Shows new pages, with the leaflets there are until new ones come. `is_same` if no open page
    /// changes with it.
    pub(super) fn show_pages(&self, pages: Artifacts, is_same: bool) {
        self.change(|now| {
            let is_new = !now.is_built || !is_same;
            now.is_built = true;
            (now.pages, now.edited) = (Arc::new(pages), Artifacts::default());
            now.errors = Arc::from("[]");
            is_new
        });
    }

    /// Shows pages that were edited, with the others there are until new ones come.
    pub(super) fn show_edited(&self, pages: Vec<Artifact>) {
        self.change(|now| {
            pages.into_iter().for_each(|page| now.edited.insert(page));
            now.errors = Arc::from("[]");
            true
        });
    }

    /// Shows new leaflets beside the pages there are.
    pub(super) fn show_leaflets(&self, leaflets: Artifacts) {
        let leaflets = leaflets.iter().filter(|leaflet| is_leaflet(&leaflet.path));
        let leaflets = Arc::new(leaflets.cloned().collect());
        self.change(|now| {
            now.leaflets = leaflets;
            false
        });
    }

    /// Shows errors over the site there is.
    pub(super) fn show_errors(&self, errors: &str) {
        self.change(|now| {
            now.errors = Arc::from(errors);
            false
        });
    }

    /// Makes a change, which returns whether open pages should be loaded again.
    fn change(&self, change: impl FnOnce(&mut Snapshot) -> bool) {
        let mut held = self.lock();
        let mut next = (**held).clone();
        let is_new = change(&mut next);
        next.serial += 1;
        if is_new {
            next.version = version(next.serial);
        }
        *held = Arc::new(next);
        self.changed.notify_all();
    }

    /// A snapshot is replaced as a whole, so a thread that panicked cannot have left half of one.
    fn lock(&self) -> MutexGuard<'_, Arc<Snapshot>> {
        lock(&self.now)
    }
}

/// Differs from every version an earlier server gave: its pages may still be open.
fn version(serial: u64) -> Arc<str> {
    Arc::from(format!("{}-{serial}", std::process::id()))
}
