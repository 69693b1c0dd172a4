//! The cache of typeset leaflets: a folder, or a bucket with a folder in front of it.
//!
//! Every entry is kept under the digest of everything it was made from, and carries a digest of its
//! own bytes ([`sealed`](super::sealed)), so that what a disk or a server damaged is never published. A folder
//! ([`folder`]) and a bucket ([`bucket`]) only hold bytes; [`CheckedStore`] checks them and remembers what
//! went wrong, so that a place that fails is asked no more and is reported once.

mod place;
mod store;
mod checked;
mod folder;
mod bucket;

use std::path::Path;
use std::sync::Arc;

pub(super) use place::Place;

use crate::cli::console::complain;
use crate::render::print::PrintCache;
use bucket::Bucket;
use checked::CheckedStore;
use folder::Folder;

/// Where a build looks for typeset leaflets, and keeps those it makes.
pub(super) struct LeafletCache {
    /// The nearest first.
    stores: Vec<CheckedStore>,
    /// The site's own folder, which holds what the last build needed and nothing else. A place that
    /// somebody names may be shared, and may hold other files, so nothing is removed there.
    own: Option<Folder>,
}

impl LeafletCache {
    /// The cache of a build.
    ///
    /// In front of a bucket is the site's own folder: a rebuild asks no network for what has not
    /// changed, and a build goes on from where it was stopped even while the bucket fails.
    pub(super) fn open(place: Option<&Place>, root: &Path) -> Self {
        let own = Folder::own(root);
        match place {
            None => LeafletCache { stores: vec![CheckedStore::new(own.clone())], own: Some(own) },
            Some(Place::Folder(path)) => {
                LeafletCache { stores: vec![CheckedStore::new(Folder::named(path))], own: None }
            }
            Some(Place::Bucket(address)) => LeafletCache {
                stores: vec![
                    CheckedStore::new(own.clone()),
                    CheckedStore::new(Bucket::impatient(address)),
                ],
                own: Some(own),
            },
        }
    }

    /// The place alone, to be filled for other builds: whatever else this machine has, the place
    /// must have it too.
    pub(super) fn to_fill(place: Option<&Place>, root: &Path) -> Self {
        let store = match place {
            None => CheckedStore::new(Folder::own(root)),
            Some(Place::Folder(path)) => CheckedStore::new(Folder::named(path)),
            Some(Place::Bucket(address)) => CheckedStore::new(Bucket::patient(address)),
        };
        LeafletCache { stores: vec![store], own: None }
    }

    /// Removes everything but the items of this build from the site's own folder.
    pub(super) fn retain(&self, digests: &[String]) {
        if let (Some(own), [first, ..]) = (&self.own, &*self.stores)
            && let Err(failure) = own.remove_others(digests)
        {
            first.note_unwritable(failure);
        }
    }

    /// Says once what went wrong, a line for each place: a build can do without any.
    pub(super) fn report(&self) {
        self.report_damage();
        for failure in self.stores.iter().filter_map(CheckedStore::failure) {
            complain(&format!("note: the next build may typeset leaflets again: {failure}\n"));
        }
    }

    /// Says which places gave entries that were damaged.
    pub(super) fn report_damage(&self) {
        for damage in self.stores.iter().filter_map(CheckedStore::damage) {
            complain(&format!("note: {damage}\n"));
        }
    }

    /// Why the cache cannot be filled.
    pub(super) fn failure(&self) -> Option<String> {
        self.stores.iter().find_map(CheckedStore::failure)
    }
}

impl PrintCache for LeafletCache {
    fn get(&self, digest: &str) -> Option<Arc<[u8]>> {
        if !is_name(digest) {
            return None;
        }
        let found = self.stores.iter().enumerate();
        let (index, content) =
            found.into_iter().find_map(|(index, store)| Some((index, store.get(digest)?)))?;
        for nearer in &self.stores[..index] {
            nearer.put(digest, &content);
        }
        Some(content)
    }

    fn put(&self, digest: &str, content: &Arc<[u8]>) {
        if is_name(digest) {
            self.stores.iter().for_each(|store| store.put(digest, content));
        }
    }
}

/// Whether a digest can be the name of a file and of an object.
fn is_name(digest: &str) -> bool {
    !digest.is_empty()
        && digest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
