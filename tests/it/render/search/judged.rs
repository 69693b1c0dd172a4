//! The judged queries of `tests/search/queries.toml`, answered with the shipped content.
//!
//! `cargo test judged -- --nocapture` prints the table of figures and every query without a good
//! answer.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use serde::Deserialize;
use wuzha::render::search::index::Index;
use wuzha::render::search::records::records;

use crate::support::shipped::SITE;

#[derive(Deserialize)]
struct Judged {
    query: Vec<Query>,
}

#[derive(Deserialize)]
struct Query {
    #[serde(rename = "type")]
    kind: String,
    language: String,
    text: String,
    /// Any of these pages may come first. None: nothing may be found.
    best: Vec<String>,
}

/// How well the queries of one type are answered.
#[derive(Default)]
struct Figures {
    queries: usize,
    /// Queries whose first result, or one of the first three, is one of the best pages.
    first: usize,
    third: usize,
    /// The sum of 1 ÷ place of the first of the best pages.
    reciprocal: f64,
    /// Queries without an answer that were given one.
    false_hits: usize,
}

impl Figures {
    fn success(&self, count: usize) -> f64 {
        count as f64 / self.queries as f64
    }
}

/// Shards and tantivy number the documents alike.
#[test]
fn records_come_in_the_order_of_documents() {
    for language in SITE.config.languages.iter() {
        let records = records(&SITE, language);
        assert_eq!(Index::build(records.clone()).expect("indexed").records(), records);
    }
}

/// Figures by type, and a line for each query without a good answer.
static ANSWERS: LazyLock<(BTreeMap<String, Figures>, String)> = LazyLock::new(|| {
    let judged = include_str!("../../../search/queries.toml");
    let judged: Judged = toml::from_str(judged).expect("judged queries");
    let languages = &SITE.config.languages;
    let index = |language| Index::build(records(&SITE, language)).expect("indexed");
    let indexes: BTreeMap<&str, Index> =
        languages.iter().map(|language| (languages.code(language), index(language))).collect();

    let mut figures: BTreeMap<String, Figures> = BTreeMap::new();
    let mut misses = String::new();
    for query in &judged.query {
        let found = indexes[&*query.language].search(&query.text, 10).expect("answered");
        let id =
            |url: &str| url.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        let ids: Vec<String> = found.results.iter().map(|hit| id(&hit.url)).collect();
        let place = ids.iter().position(|id| query.best.contains(id));
        let entry = figures.entry(query.kind.clone()).or_default();
        entry.queries += 1;
        entry.first += usize::from(place == Some(0));
        entry.third += usize::from(place.is_some_and(|place| place < 3));
        entry.reciprocal += place.map_or(0.0, |place| 1.0 / (place + 1) as f64);
        entry.false_hits += usize::from(query.best.is_empty() && found.total > 0);
        if place != Some(0) && (found.total > 0 || !query.best.is_empty()) {
            let shown = &ids[..ids.len().min(3)];
            let (kind, language, text) = (&query.kind, &query.language, &query.text);
            writeln!(
                misses,
                "{kind} {language} {text}: {shown:?}, wanted {:?} at {place:?}",
                query.best
            )
            .expect("a line");
        }
    }
    (figures, misses)
});

fn table() -> String {
    let mut table = String::from("type             queries  success@1  success@3    MRR  false\n");
    for (kind, figures) in &ANSWERS.0 {
        let Figures { queries, first, third, reciprocal, false_hits } = figures;
        let (first, third) = (figures.success(*first), figures.success(*third));
        let mrr = reciprocal / *queries as f64;
        writeln!(
            table,
            "{kind:16} {queries:7}  {first:9.2}  {third:9.2}  {mrr:5.2}  {false_hits:5}"
        )
        .expect("a line");
    }
    table
}

#[test]
fn the_right_page_comes_first() {
    let answered =
        || ANSWERS.0.iter().filter(|(kind, _)| *kind != "nothing").map(|(_, figures)| figures);
    let sum = |count: fn(&Figures) -> usize| answered().map(count).sum::<usize>() as f64;
    let queries = sum(|figures| figures.queries);
    let (first, third) =
        (sum(|figures| figures.first) / queries, sum(|figures| figures.third) / queries);
    println!("{}\n{}of all {first:.3} first, {third:.3} among three", ANSWERS.1, table());
    assert!(
        first >= 0.9 && third >= 0.98,
        "{first:.3} first, {third:.3} among the first three\n{}",
        ANSWERS.1
    );
}

#[test]
fn queries_without_an_answer_find_nothing() {
    let false_hits: usize = ANSWERS.0.values().map(|figures| figures.false_hits).sum();
    assert_eq!(false_hits, 0, "{}", ANSWERS.1);
}
