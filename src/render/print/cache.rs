//! The cache of typeset items: each under the digest of everything it is made from.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::base::sync::lock;

/// Keeps typeset items from one build to the next.
///
/// A cache that cannot be read or written makes builds slower, never wrong, so neither function
/// returns an error: an implementation remembers what failed and reports it itself.
pub trait PrintCache: Sync {
    /// The bytes that were kept under a digest.
    fn get(&self, digest: &str) -> Option<Arc<[u8]>>;

    /// Keeps bytes under a digest, as soon as they are made: a build that is stopped goes on from
    /// there.
    fn put(&self, digest: &str, bytes: &Arc<[u8]>);
}

/// No cache.
impl PrintCache for () {
    fn get(&self, _: &str) -> Option<Arc<[u8]>> {
        None
    }

    fn put(&self, _: &str, _: &Arc<[u8]>) {}
}

/// A cache in memory, for builds of one process.
#[derive(Debug, Default)]
pub struct MemoryCache {
    items: Mutex<BTreeMap<String, Arc<[u8]>>>,
}

impl MemoryCache {
    /// Forgets everything but the items under these digests.
    pub fn retain(&self, digests: &[String]) {
        self.with(|items| items.retain(|digest, _| digests.contains(digest)));
    }

    /// All items, by digest.
    pub fn items(&self) -> BTreeMap<String, Arc<[u8]>> {
        self.with(|items| items.clone())
    }

    /// An item is inserted whole, so a thread that panicked cannot have left half of one.
    fn with<T>(&self, act: impl FnOnce(&mut BTreeMap<String, Arc<[u8]>>) -> T) -> T {
        act(&mut lock(&self.items))
    }
}

impl PrintCache for MemoryCache {
    fn get(&self, digest: &str) -> Option<Arc<[u8]>> {
        self.with(|items| items.get(digest).cloned())
    }

    fn put(&self, digest: &str, bytes: &Arc<[u8]>) {
        self.with(|items| items.insert(digest.to_owned(), Arc::clone(bytes)));
    }
}
