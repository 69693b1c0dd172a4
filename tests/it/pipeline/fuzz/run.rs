//! Cases on every processor, each watched. The first that fails is made as small as possible and
//! left in `tests/fuzz/found/`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::mutate::mutate;
use crate::support::site::package;

/// The longest processor time for one case.
const SLOW: Duration = Duration::from_secs(1);
/// After this time, on any machine, a case is called endless.
const ENDLESS: Duration = Duration::from_secs(60);

/// A function to try texts on.
pub struct Target {
    pub name: &'static str,
    /// Its share of a thousand cases of all targets.
    pub share: u64,
    pub seeds: fn() -> Vec<String>,
    /// The words that are mixed into texts.
    pub words: &'static [&'static str],
    /// How many texts are tried at once, where preparing takes longer than trying.
    pub batch: usize,
    /// Panics where something does not hold.
    pub run: fn(&[String]),
}

#[derive(Clone, Copy, Debug)]
pub struct Budget {
    pub cases: u64,
    pub until: Instant,
    pub seed: u64,
}

/// Runs cases until the budget is used, and returns their number. Panics with the first that fails.
pub fn fuzz(target: &Target, budget: Budget) -> u64 {
    let _alone = on_this_thread();
    let seeds = (target.seeds)();
    assert!(!seeds.is_empty(), "{} has no corpus", target.name);
    let (done, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let failed: Mutex<Option<Vec<String>>> = Mutex::new(None);
    // The texts themselves first, unchanged.
    for texts in seeds.chunks(target.batch) {
        if !holds(target, texts) {
            fail(target, texts);
        }
    }
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let current: Vec<Current> = (0..workers).map(|_| Mutex::new(None)).collect();
    thread::scope(|scope| {
        for (number, current) in current.iter().enumerate() {
            let (seeds, done, stop, failed) = (&seeds, &done, &stop, &failed);
            scope.spawn(move || {
                let _alone = on_this_thread();
                let mut rng =
                    Rng::with_seed(budget.seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
                while !stop.load(Ordering::Relaxed)
                    && done.fetch_add(target.batch as u64, Ordering::Relaxed) < budget.cases
                    && Instant::now() < budget.until
                {
                    let texts: Vec<String> =
                        (0..target.batch).map(|_| case(target, seeds, &mut rng)).collect();
                    *current.lock().expect("held for a moment") =
                        Some((Instant::now(), texts.clone()));
                    if !holds(target, &texts) {
                        stop.store(true, Ordering::Relaxed);
                        failed.lock().expect("held for a moment").get_or_insert(texts);
                    }
                    *current.lock().expect("held for a moment") = None;
                }
            });
        }
        scope.spawn(|| watch(target, &current, &done, &stop, budget));
    });
    if let Some(texts) = failed.into_inner().expect("not held any more") {
        eprintln!("{}: failed after {} cases", target.name, done.load(Ordering::Relaxed));
        fail(target, &texts);
    }
    done.into_inner().min(budget.cases)
}

/// The case that a thread tries now, and since when.
type Current = Mutex<Option<(Instant, Vec<String>)>>;

/// Ends the program when a case does not end: nothing else stops a thread.
fn watch(
    target: &Target,
    current: &[Current],
    done: &AtomicU64,
    stop: &AtomicBool,
    budget: Budget,
) {
    loop {
        thread::sleep(Duration::from_millis(20));
        let mut busy = false;
        for slot in current {
            let slot = slot.lock().expect("held for a moment");
            if let Some((since, texts)) = &*slot {
                busy = true;
                if since.elapsed() > ENDLESS {
                    eprintln!("{}: a case does not end: {}", target.name, keep(target, texts));
                    std::process::exit(101);
                }
            }
        }
        let is_over = stop.load(Ordering::Relaxed)
            || done.load(Ordering::Relaxed) >= budget.cases
            || Instant::now() >= budget.until;
        if is_over && !busy {
            return;
        }
    }
}

fn case(target: &Target, seeds: &[String], rng: &mut Rng) -> String {
    let seed = rng.choice(seeds).expect("a corpus");
    let other = rng.choice(seeds).expect("a corpus");
    mutate(seed, other, target.words, rng)
}

fn holds(target: &Target, texts: &[String]) -> bool {
    let start = worked();
    let is_fine = catch_unwind(AssertUnwindSafe(|| (target.run)(texts))).is_ok();
    is_fine && (worked() - start < SLOW || is_quick(target, texts))
}

/// Makes parallel code run on this thread for as long as the result lives, so that the time of a
/// case can be measured. A pool that is there already stays.
fn on_this_thread() -> Option<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().ok()
}

/// The processor time of this thread, or the time since the start where the system does not report
/// it.
fn worked() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let status = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = status.and_then(|status| status.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// Whether none of the texts alone is slow, tried twice.
fn is_quick(target: &Target, texts: &[String]) -> bool {
    texts.chunks(1).all(|text| {
        let time = || {
            let start = worked();
            (target.run)(text);
            worked() - start
        };
        time().min(time()) < SLOW
    })
}

fn fail(target: &Target, texts: &[String]) -> ! {
    let alone = texts.iter().map(std::slice::from_ref).find(|text| !holds(target, text));
    let text = match alone {
        Some(text) => smaller(target, &text[0]),
        None => texts.join("\n-- and --\n"),
    };
    let place = keep(target, std::slice::from_ref(&text));
    panic!("{} does not hold for the text in {place}:\n{text:?}", target.name)
}

/// The text without everything that can be removed while it still fails.
fn smaller(target: &Target, text: &str) -> String {
    let mut text = text.to_owned();
    let mut tries = 2000;
    let mut size = text.chars().count() / 2;
    while size > 0 && tries > 0 {
        let mut from = 0;
        let mut is_smaller = false;
        while from < text.chars().count() && tries > 0 {
            let shorter: String = text
                .chars()
                .enumerate()
                .filter(|(at, _)| !(from..from + size).contains(at))
                .map(|(_, c)| c)
                .collect();
            tries -= 1;
            if holds(target, std::slice::from_ref(&shorter)) {
                from += size;
            } else {
                text = shorter;
                is_smaller = true;
            }
        }
        if !is_smaller {
            size /= 2;
        }
    }
    text
}

/// Writes a case to a file and returns its path.
fn keep(target: &Target, texts: &[String]) -> String {
    let folder = package().join("tests/fuzz/found");
    let path = folder.join(format!("{}.txt", target.name));
    let text = texts.join("\n-- and --\n");
    match std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, text)) {
        Ok(()) => path.display().to_string(),
        Err(error) => format!("(could not be written: {error}) {texts:?}"),
    }
}
