//! Random texts for parsers and renderers: a few thousand cases in every run of the tests, and as
//! many as you like with `make fuzz CASES=10000000 SECONDS=3600`.
//!
//! A case is a text of the corpus with a few changes (`mutate`). It is tried on one target
//! (`targets`) and watched (`run`). The same seed gives each processor the same cases in the same
//! order. A case that fails becomes a test, and a file of `tests/fuzz/corpus/`, a small site of odd
//! texts.

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
fn front_matter_takes_any_text() {
    run_target("front-matter");
}

#[test]
fn markdown_takes_any_text() {
    run_target("markdown");
}

#[test]
fn facts_take_any_text() {
    run_target("facts");
}

#[test]
fn registers_take_any_text() {
    run_target("registers");
}

#[test]
fn the_configuration_takes_any_text() {
    run_target("config");
}

#[test]
fn analysis_and_pace_take_any_text() {
    run_target("texts");
}

#[test]
fn search_answers_any_query() {
    run_target("query");
}

#[test]
fn every_renderer_takes_any_valid_page() {
    run_target("pages");
    let rendered = pages::RENDERED.load(Ordering::Relaxed);
    println!("pages: {rendered} without an error");
    assert!(rendered > 0, "no page was valid enough to be rendered");
}

#[test]
fn the_audit_takes_any_file() {
    run_target("outputs");
}

#[test]
fn the_shares_of_the_targets_add_up() {
    assert_eq!(TARGETS.iter().map(|target| target.share).sum::<u64>(), 1000);
}
