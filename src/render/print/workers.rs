//! Workers that share typesetting between processors, within bounded memory.
//!
//! The compiler uses rayon within a document. Were documents rayon tasks too, a thread that waits
//! for a part of one would begin another on the same stack, and another in that. So each worker is a
//! pool of a single thread that takes one document at a time.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Documents typeset between two clearings of the compiler's memory: bounded, yet templates stay
/// warm.
const CLEAR_EVERY: usize = 16;

/// Deeply nested text needs more than a thread's usual 2 MiB.
const STACK: usize = 16 << 20;

/// Does `work` on every item, on as many workers as rayon has threads here; results in the items'
/// order.
///
/// One worker does all items of a `kind`, one after the other: what they share is in the compiler's
/// memory when the second begins. `clear` is called now and then, beside work in progress.
pub(super) fn each<'i, T: Sync, K: Ord, R: Send>(
    items: &'i [T],
    kind: impl Fn(&'i T) -> K,
    work: impl Fn(&T) -> R + Sync,
    clear: impl Fn() + Sync,
) -> Vec<R> {
    let groups = groups(items, kind);
    let count = rayon::current_num_threads().min(groups.len());
    let workers: Vec<ThreadPool> = (0..count).filter_map(|_| worker()).collect();
    let (next, finished) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let run = || {
        let mut done = Vec::new();
        while let Some(group) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
            for &index in group {
                done.push((index, work(&items[index])));
                if (finished.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(CLEAR_EVERY) {
                    clear();
                }
            }
        }
        done
    };
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let running: Vec<_> =
            workers.iter().map(|worker| scope.spawn(|| worker.install(run))).collect();
        let joined = running
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.flatten().collect()
    });
    // Where not one thread could be started, the work is done here.
    done.extend(run());
    clear();
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// The places of the items of each kind, the kinds in the order of their first items.
fn groups<'i, T, K: Ord>(items: &'i [T], kind: impl Fn(&'i T) -> K) -> Vec<Vec<usize>> {
    let mut places = BTreeMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let place = *places.entry(kind(item)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    groups
}

fn worker() -> Option<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).build().ok()
}
