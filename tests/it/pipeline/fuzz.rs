//! What do the parsers and renderers make of texts nobody would write? A few thousand cases with
//! every run of the tests; `make fuzz CASES=10000000 SECONDS=3600` for as many as one likes. What
//! is found becomes a test, and a file of `tests/fuzz/corpus/`, which is a small site of odd texts.
//!
//! A case is a text of the corpus with a few changes (`mutate`), tried on one target (`targets`),
//! and watched (`run`). The same seed gives each processor the same cases in the same order.

mod mutate;
mod outputs;
mod pages;
mod run;
mod targets;

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use run::Budget;
use targets::TARGETS;

fn number(name: &str) -> Option<u64> {
    std::env::var(name)
        .ok()
        .map(|value| value.parse().unwrap_or_else(|_| panic!("{name}={value} is no number")))
}

fn run_target(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target");
    let cases = number("FUZZ_CASES").unwrap_or(8000) * target.share / 1000;
    // For each target.
    let seconds = number("FUZZ_SECONDS").unwrap_or(60);
    let seed = number("FUZZ_SEED").unwrap_or(96110);
    let start = Instant::now();
    let ran =
        run::fuzz(target, Budget { cases, until: start + Duration::from_secs(seconds), seed });
    println!("{name}: {ran} cases in {:.1} s", start.elapsed().as_secs_f64());
}

#[test]
fn heads_of_texts() {
    run_target("front-matter");
}

#[test]
fn prose() {
    run_target("markdown");
}

#[test]
fn facts() {
    run_target("facts");
}

#[test]
fn registers() {
    run_target("registers");
}

#[test]
fn set_ups() {
    run_target("config");
}

#[test]
fn short_texts() {
    run_target("texts");
}

#[test]
fn queries() {
    run_target("query");
}

#[test]
fn whole_pages() {
    run_target("pages");
    let rendered = pages::RENDERED.load(Ordering::Relaxed);
    println!("pages: {rendered} without a mistake");
    assert!(rendered > 0, "no page was whole enough to be rendered");
}

#[test]
fn what_was_built() {
    run_target("outputs");
}

#[test]
fn the_targets_share_all_cases() {
    assert_eq!(TARGETS.iter().map(|target| target.share).sum::<u64>(), 1000);
}
