//! How many pages may wait for news at once.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// How many streams are kept: beyond that, each new one ends the oldest, so that nobody is locked
/// out by pages that are left open, or by a client that opens them without end.
const STREAMS: u64 = 32;

/// How many may be open until the oldest have ended, at their next heartbeat.
const AT_ONCE: usize = 64;

/// The streams that are open.
#[derive(Default)]
pub(super) struct Streams {
    /// How many there have been.
    begun: AtomicU64,
    open: AtomicUsize,
}

/// A stream's place among the others.
pub(super) struct Place<'a> {
    streams: &'a Streams,
    number: u64,
}

impl Streams {
    /// `None` where too many are open.
    pub(super) fn take_place(&self) -> Option<Place<'_>> {
        if self.open.fetch_add(1, Ordering::Relaxed) >= AT_ONCE {
            self.open.fetch_sub(1, Ordering::Relaxed);
            return None;
        }
        Some(Place { streams: self, number: self.begun.fetch_add(1, Ordering::Relaxed) })
    }
}

impl Place<'_> {
    /// Whether so many came after it that it has to end. The browser may ask again.
    pub(super) fn is_over(&self) -> bool {
        self.streams.begun.load(Ordering::Relaxed) > self.number + STREAMS
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.streams.open.fetch_sub(1, Ordering::Relaxed);
    }
}
