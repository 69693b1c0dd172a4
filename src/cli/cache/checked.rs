//! A place of the cache, with what went wrong there.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock};

use crate::base::sync::lock;
use crate::cli::cache::store::{Failure, Scope, Store};
use crate::cli::report::counted;
use crate::cli::sealed;

pub(super) struct CheckedStore {
    store: Box<dyn Store>,
    /// Why it is read no more: the first failure. After one, such as a full disk or a server that
    /// is away, the other entries are not tried.
    unreadable: OnceLock<Failure>,
    /// Why it is written no more.
    unwritable: OnceLock<Failure>,
    /// Why the first entry that is no file was left out.
    obstructed: OnceLock<Failure>,
    damaged: Mutex<Damaged>,
}

/// Names of entries that did not match their digests.
#[derive(Default)]
struct Damaged {
    found: BTreeSet<String>,
    replaced: BTreeSet<String>,
}

impl CheckedStore {
    pub(super) fn new(store: impl Store + 'static) -> Self {
        CheckedStore {
            store: Box::new(store),
            unreadable: OnceLock::new(),
            unwritable: OnceLock::new(),
            obstructed: OnceLock::new(),
            damaged: Mutex::default(),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<Arc<[u8]>> {
        if self.unreadable.get().is_some() {
            return None;
        }
        match self.store.read(name) {
            Ok(entry) => {
                let content = sealed::open(name, &entry?);
                if content.is_none() {
                    self.with_damaged(|damaged| damaged.found.insert(name.to_owned()));
                }
                content
            }
            Err(failure) => {
                match failure.scope {
                    Scope::Entry => self.obstructed.get_or_init(|| failure),
                    Scope::Direction => self.unreadable.get_or_init(|| failure),
                    Scope::Place => {
                        self.note_unwritable(failure.clone());
                        self.unreadable.get_or_init(|| failure)
                    }
                };
                None
            }
        }
    }

    pub(super) fn put(&self, name: &str, content: &[u8]) {
        if self.unwritable.get().is_some() {
            return;
        }
        match self.store.write(name, sealed::seal(name, content)) {
            Ok(()) => self.with_damaged(|damaged| {
                if damaged.found.contains(name) {
                    damaged.replaced.insert(name.to_owned());
                }
            }),
            Err(failure) => match failure.scope {
                Scope::Entry => _ = self.obstructed.get_or_init(|| failure),
                Scope::Direction => self.note_unwritable(failure),
                Scope::Place => {
                    self.unreadable.get_or_init(|| failure.clone());
                    self.note_unwritable(failure);
                }
            },
        }
    }

    pub(super) fn note_unwritable(&self, failure: Failure) {
        self.unwritable.get_or_init(|| failure);
    }

    /// What was damaged, and what became of it.
    pub(super) fn damage(&self) -> Option<String> {
        self.with_damaged(|damaged| {
            let (found, replaced) = (damaged.found.len(), damaged.replaced.len());
            let rest = match found {
                0 => return None,
                _ if replaced == found => "good ones have replaced them",
                _ if replaced == 0 => "they are still there",
                _ => "good ones have replaced some",
            };
            Some(format!(
                "{} in `{}` did not match their digests, so they were not used; {rest}. If this \
                 happens again, look at the disk, and at who may write there",
                counted(found, "leaflet"),
                self.store.name()
            ))
        })
    }

    /// Why the place was not used, or not filled.
    pub(super) fn failure(&self) -> Option<String> {
        let name = self.store.name();
        let text = match (self.unreadable.get(), self.unwritable.get()) {
            (None, None) => self.obstructed.get()?.text.clone(),
            (Some(read), Some(write)) if read == write => {
                format!("cannot use `{name}`: {}", read.text)
            }
            (Some(read), None) => format!("cannot read `{name}`: {}", read.text),
            (None, Some(write)) => format!("cannot write to `{name}`: {}", write.text),
            (Some(read), Some(write)) => {
                format!("cannot read `{name}`: {}; nor write to it: {}", read.text, write.text)
            }
        };
        Some(text)
    }

    /// Sets are changed in one step, so a thread that panicked cannot have left half of one.
    fn with_damaged<T>(&self, act: impl FnOnce(&mut Damaged) -> T) -> T {
        act(&mut lock(&self.damaged))
    }
}
