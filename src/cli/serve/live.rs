//! The site as the preview shows it now, and the clients that wait for a change.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::base::artifact::Artifacts;

/// Leaflets come after the pages, together with the pages of the catalogue.
fn is_leaflet(path: &str) -> bool {
    path.starts_with("print/") && !path.ends_with(".html")
}

/// The site and what is wrong with it. Never changed, only replaced.
#[derive(Clone, Default)]
pub(super) struct Snapshot {
    pub site: Artifacts,
    /// Whether there has been a site without errors.
    pub is_built: bool,
    /// A JSON array on one line; `[]` where nothing is wrong.
    pub errors: Arc<str>,
    /// Changes when a page that is open should be loaded again.
    pub version: Arc<str>,
    /// Changes whenever anything does.
    pub serial: u64,
}

pub(super) struct Live {
    now: Mutex<Arc<Snapshot>>,
    changed: Condvar,
}

impl Live {
    pub(super) fn new() -> Self {
        let now = Snapshot { errors: Arc::from("[]"), version: version(0), ..Snapshot::default() };
        Live { now: Mutex::new(Arc::new(now)), changed: Condvar::new() }
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

    /// Shows new pages, with the leaflets there are until new ones come.
    pub(super) fn show_pages(&self, mut pages: Artifacts) {
        self.change(|now| {
            // A leaflet whose place a page has taken is dropped.
            for leaflet in now.site.iter().filter(|a| is_leaflet(&a.path)) {
                if pages.get(&leaflet.path).is_none() {
                    pages.insert(leaflet.clone());
                }
            }
            now.is_built = true;
            now.site = pages;
            now.errors = Arc::from("[]");
        });
    }

    /// Shows new leaflets beside the pages there are.
    pub(super) fn show_leaflets(&self, leaflets: &Artifacts) {
        self.change(|now| {
            let pages = now.site.iter().filter(|a| !is_leaflet(&a.path));
            let leaflets = leaflets.iter().filter(|a| is_leaflet(&a.path));
            now.site = leaflets.chain(pages).cloned().collect();
        });
    }

    /// Shows errors over the site there is.
    pub(super) fn show_errors(&self, errors: &str) {
        self.change(|now| now.errors = Arc::from(errors));
    }

    fn change(&self, change: impl FnOnce(&mut Snapshot)) {
        let mut held = self.lock();
        let mut next = (**held).clone();
        change(&mut next);
        next.serial += 1;
        if next.is_built != held.is_built || !same_pages(&next.site, &held.site) {
            next.version = version(next.serial);
        }
        *held = Arc::new(next);
        self.changed.notify_all();
    }

    /// A snapshot is replaced as a whole, so a thread that panicked cannot have left half of one.
    fn lock(&self) -> MutexGuard<'_, Arc<Snapshot>> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Differs from every version an earlier server gave: its pages may still be open.
fn version(serial: u64) -> Arc<str> {
    Arc::from(format!("{}-{serial}", std::process::id()))
}

/// An open page does not change with the leaflets it links to.
fn same_pages(one: &Artifacts, other: &Artifacts) -> bool {
    fn pages(site: &Artifacts) -> impl Iterator<Item = (&str, &[u8])> {
        site.iter().map(|a| (a.path.as_str(), &*a.bytes)).filter(|(path, _)| !is_leaflet(path))
    }
    pages(one).eq(pages(other))
}
