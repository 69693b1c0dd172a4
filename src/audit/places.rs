//! The places of a site that addresses lead to. Files are looked at in any order, so an address may
//! lead to a file that is still to come: what leads there is kept until it is there.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use super::findings::First;
use crate::base::narrow::to_usize;
use crate::base::source::Span;
use crate::base::sync::{into_value, lock};

/// The number of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PlaceId(u32);

/// Parts that are locked by themselves, so that threads seldom wait for each other.
const PARTS: u64 = 64;

/// Every place that is there, or that something leads to.
pub(super) struct Places {
    parts: Vec<Mutex<Part>>,
    hasher: RandomState,
    next: AtomicU32,
}

#[derive(Default)]
struct Part {
    places: HashMap<Box<str>, Place>,
    /// What leads to places that are not there yet.
    waiting: HashMap<PlaceId, Waiting>,
    /// What leads to a part of a place: `#flags`.
    fragments: HashMap<(PlaceId, Box<str>), Referrers>,
}

#[derive(Clone, Copy)]
struct Place {
    id: PlaceId,
    is_there: bool,
}

/// A link to a place that is not there yet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Written {
    /// The address as written.
    pub address: Box<str>,
    /// Whether it names the folder of the search index.
    pub is_folder: bool,
}

/// What leads to one place, in order. Nearly always it is one address, for which a map would take ten
/// times the memory.
pub(super) type Waiting = Vec<(Written, Referrers)>;

/// Where links are.
pub(super) type Referrers = First<(Arc<str>, Span)>;

/// What is known when all files have been looked at.
pub(super) struct Known {
    /// The path of each place by its number, and whether it is there.
    pub places: Vec<(Box<str>, bool)>,
    /// Links to places that are not there.
    pub missing: Vec<(PlaceId, Waiting)>,
    /// Links to parts of places.
    pub fragments: Vec<(PlaceId, Box<str>, Referrers)>,
}

impl PlaceId {
    pub(super) fn index(self) -> usize {
        to_usize(u64::from(self.0))
    }
}

impl Places {
    pub(super) fn new() -> Places {
        Places {
            parts: (0..PARTS).map(|_| Mutex::default()).collect(),
            hasher: RandomState::new(),
            next: AtomicU32::new(0),
        }
    }

    /// A file that is there.
    pub(super) fn add(&self, path: &str) -> PlaceId {
        let path = place(path);
        let mut part = self.part(path);
        let id = self.id(&mut part, path);
        if let Some(place) = part.places.get_mut(path) {
            place.is_there = true;
        }
        part.waiting.remove(&id);
        id
    }

    /// The place of a path, if it is there already.
    pub(super) fn find(&self, path: &str) -> Option<PlaceId> {
        let path = place(path);
        let part = self.part(path);
        part.places.get(path).filter(|place| place.is_there).map(|place| place.id)
    }

    /// The place of a path, whether it is there or not.
    pub(super) fn number(&self, path: &str) -> PlaceId {
        let path = place(path);
        self.id(&mut self.part(path), path)
    }

    /// A place that a link leads to, which may be there later.
    pub(super) fn expect(
        &self,
        path: &str,
        written: impl FnOnce() -> Written,
        (file, span): (&Arc<str>, Span),
    ) -> PlaceId {
        let path = place(path);
        let mut part = self.part(path);
        let id = self.id(&mut part, path);
        if !part.places.get(path).is_some_and(|place| place.is_there) {
            let (waiting, written) = (part.waiting.entry(id).or_default(), written());
            let at = match waiting.binary_search_by(|(other, _)| other.cmp(&written)) {
                Ok(at) => at,
                Err(at) => {
                    waiting.reserve_exact(1);
                    waiting.insert(at, (written, Referrers::default()));
                    at
                }
            };
            waiting[at].1.add((Arc::clone(file), span));
        }
        id
    }

    /// A link to a part of a place.
    pub(super) fn expect_part(&self, id: PlaceId, name: Cow<str>, (file, span): (&Arc<str>, Span)) {
        let index = id.index() % self.parts.len();
        let mut part = lock(&self.parts[index]);
        let referrers = part.fragments.entry((id, name.into())).or_default();
        referrers.add((Arc::clone(file), span));
    }

    pub(super) fn into_known(self) -> Known {
        let mut known = Known {
            places: vec![(Box::default(), false); self.next.into_inner() as usize],
            missing: Vec::new(),
            fragments: Vec::new(),
        };
        for part in self.parts {
            let part = into_value(part);
            for (path, place) in sorted(part.places) {
                known.places[place.id.index()] = (path, place.is_there);
            }
            known.missing.extend(sorted(part.waiting));
            let fragments = sorted(part.fragments).into_iter();
            known.fragments.extend(fragments.map(|((id, name), links)| (id, name, links)));
        }
        known
    }

    fn part(&self, path: &str) -> MutexGuard<'_, Part> {
        let index = self.hasher.hash_one(path) % PARTS;
        lock(&self.parts[to_usize(index)])
    }

    fn id(&self, part: &mut Part, path: &str) -> PlaceId {
        if let Some(place) = part.places.get(path) {
            return place.id;
        }
        let id = PlaceId(self.next.fetch_add(1, Ordering::Relaxed));
        part.places.insert(path.into(), Place { id, is_there: false });
        id
    }
}

/// The entries of a map in the order of their keys.
fn sorted<K: Ord, V>(map: HashMap<K, V>) -> Vec<(K, V)> {
    let mut entries: Vec<(K, V)> = map.into_iter().collect();
    entries.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    entries
}

/// The path of an address without the name that servers add.
fn place(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    }
}

/// A short form of the name of a place on a page, the same in every run.
pub(super) fn anchor(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}
