//! Workers that share typesetting between processors.
//!
//! The compiler uses rayon within a document. Were documents rayon tasks too, a thread that waits
//! for a part of one would begin another on the same stack, and another in that. So each worker is a
//! pool of a single thread that takes one document at a time.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Deeply nested text needs more than a thread's usual 2 MiB.
const STACK: usize = 16 << 20;

/// Does `work` on every item, on as many workers as rayon has threads here; results in the items'
/// order.
pub(super) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let count = rayon::current_num_threads().min(items.len());
    let workers: Vec<ThreadPool> = (0..count).filter_map(|_| worker()).collect();
    let next = AtomicUsize::new(0);
    let run = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return done };
            done.push((index, work(item)));
        }
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
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

fn worker() -> Option<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).build().ok()
}
