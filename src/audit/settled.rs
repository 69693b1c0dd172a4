//! Lines and addresses that pages share, such as those of a menu: what was found fine once need not
//! be read again on every page.

use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

/// Bytes of lines that are kept. The lines that all pages share are a few kilobytes a language, and
/// come first; the rest is for what some pages share.
const KEPT: usize = 4 << 20;

/// How many lines that came once are remembered at a time.
const ONCE: usize = 1 << 18;

/// The lines that are fine on whichever page they are.
#[derive(Default)]
pub(super) struct Settled {
    lines: RwLock<Lines>,
}

/// By their text.
#[derive(Default)]
pub(super) struct Lines {
    by_text: FxHashMap<Box<str>, Line>,
    /// Absolute addresses, as written, that a link may lead to from any page.
    addresses: FxHashSet<Box<str>>,
    bytes: usize,
    /// Lines that came once so far, by a hash: most never come again, and would take the room.
    once: FxHashSet<u64>,
}

/// What a page must know of a line, as ranges of bytes from the beginning of the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Names that fragments may use.
    pub anchors: Box<[Range<usize>]>,
    /// Fragments that must lead to a place on the page, and where the addresses are.
    pub own: Box<[(Range<usize>, Range<usize>)]>,
}

impl Settled {
    pub(super) fn lines(&self) -> RwLockReadGuard<'_, Lines> {
        self.lines.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps lines and addresses, while there is room.
    pub(super) fn keep(&self, lines: Vec<(&str, Line)>, addresses: Vec<&str>) {
        if lines.is_empty() && addresses.is_empty() {
            return;
        }
        let mut kept = self.lines.write().unwrap_or_else(PoisonError::into_inner);
        for (text, line) in lines {
            if kept.bytes + text.len() <= KEPT && kept.comes_again(text) {
                kept.bytes += text.len();
                kept.by_text.insert(text.into(), line);
            }
        }
        for address in addresses {
            if kept.bytes + address.len() <= KEPT && kept.addresses.insert(address.into()) {
                kept.bytes += address.len();
            }
        }
    }
}

impl Lines {
    pub(super) fn get(&self, text: &str) -> Option<&Line> {
        self.by_text.get(text)
    }

    pub(super) fn has_address(&self, address: &str) -> bool {
        self.addresses.contains(address)
    }

    pub(super) fn is_full(&self) -> bool {
        self.bytes >= KEPT - KEPT / 16
    }

    /// Whether a line came before; notes that it came. Of two lines with one hash the second is
    /// kept a little early.
    fn comes_again(&mut self, text: &str) -> bool {
        let hash = FxBuildHasher.hash_one(text);
        if self.once.len() >= ONCE {
            self.once.clear();
        }
        !self.once.insert(hash)
    }
}
