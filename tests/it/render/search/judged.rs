//! The judged queries of `tests/search/queries.toml`, answered with the shipped content.
//!
//! A fixed digest of each query's text splits them in two. Search may be tuned on one half, and its
//! failures are listed; the other half is held to the limits, and only its figures are shown.
//! `cargo test judged -- --nocapture` prints both.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use serde::Deserialize;
use wuzha::base::digest::Digest;
use wuzha::base::language::Language;
use wuzha::render::search::SearchPage;
use wuzha::render::search::index::Index;
use wuzha::render::search::records::records;
use wuzha::render::search::results::Match;

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
    /// The page that should answer and may not exist yet. Until it does, finding nothing is right,
    /// or one of `best`; then it comes first.
    missing: Option<String>,
}

/// Half of the queries may be tuned on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Tuned,
    Reported,
}

impl Query {
    fn half(&self) -> Half {
        let digest = Digest::of(self.text.as_bytes()).to_string();
        let first = u8::from_str_radix(&digest[..2], 16).expect("two hexadecimal digits");
        if first.is_multiple_of(2) { Half::Tuned } else { Half::Reported }
    }

    /// The page that was missing, if it exists now.
    fn found_now(&self) -> Option<&str> {
        let missing = self.missing.as_deref()?;
        let exists = match missing.split_once('#') {
            Some(("hotlines", number)) => {
                SITE.hotlines.iter().any(|hotline| hotline.number.as_deref() == Some(number))
            }
            _ => SITE.find(missing).is_some(),
        };
        exists.then_some(without_fragment(missing))
    }

    fn judge(&self, found: &SearchPage) -> Verdict {
        let ids: Vec<&str> = found.results.iter().map(|hit| id(&hit.url)).collect();
        let found_now = self.found_now();
        let is_right = |id: &&str| match found_now {
            Some(page) => page == *id,
            None => self.best.iter().any(|best| without_fragment(best) == *id),
        };
        let place = ids.iter().position(is_right);
        let is_label = found.matched == Match::Weak && found.total <= 3;
        let is_nothing = self.best.is_empty() && found_now.is_none();
        let may_be_nothing = is_nothing || (self.missing.is_some() && found_now.is_none());
        let is_honest =
            may_be_nothing && found.total == 0 || is_nothing && (found.total == 0 || is_label);
        Verdict {
            place: if is_honest { Some(0) } else { place },
            is_false_hit: is_nothing && !is_honest,
            shown: ids.iter().take(3).map(|id| (*id).to_owned()).collect(),
        }
    }
}

struct Verdict {
    /// Where a right page is; 0 as well if it is right to find nothing.
    place: Option<usize>,
    is_false_hit: bool,
    shown: Vec<String>,
}

/// The id of a page or of a list, from its address.
fn id(url: &str) -> &str {
    without_fragment(url).trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

fn without_fragment(text: &str) -> &str {
    text.split('#').next().unwrap_or_default()
}

/// How well the queries of one type are answered.
#[derive(Default)]
struct Figures {
    queries: usize,
    /// Queries whose first result, or one of the first three, is right.
    first: usize,
    third: usize,
    /// The sum of 1 ÷ place of the first right page.
    reciprocal: f64,
    /// Queries without an answer that were given one.
    false_hits: usize,
}

impl Figures {
    fn add(&mut self, verdict: &Verdict) {
        self.queries += 1;
        self.first += usize::from(verdict.place == Some(0));
        self.third += usize::from(verdict.place.is_some_and(|place| place < 3));
        self.reciprocal += verdict.place.map_or(0.0, |place| 1.0 / (place + 1) as f64);
        self.false_hits += usize::from(verdict.is_false_hit);
    }

    fn share(&self, count: usize) -> f64 {
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

#[derive(Default)]
struct Answers {
    /// By type; `all` has those that have an answer.
    tuned: BTreeMap<String, Figures>,
    reported: BTreeMap<String, Figures>,
    /// A line for each failure of the tuned half.
    misses: String,
}

const ALL: &str = "all";

static ANSWERS: LazyLock<Answers> = LazyLock::new(|| {
    let judged = include_str!("../../../search/queries.toml");
    let judged: Judged = toml::from_str(judged).expect("judged queries");
    let languages = &SITE.config.languages;
    let index = |language: Language| {
        let words = &SITE.words[language.index()].search;
        Index::with_words(records(&SITE, language), words).expect("indexed")
    };
    let indexes: BTreeMap<&str, Index> =
        languages.iter().map(|language| (languages.code(language), index(language))).collect();

    let mut answers = Answers::default();
    for query in &judged.query {
        let found = indexes[&*query.language].search(&query.text, 10).expect("answered");
        let verdict = query.judge(&found);
        let half = query.half();
        let figures = match half {
            Half::Tuned => &mut answers.tuned,
            Half::Reported => &mut answers.reported,
        };
        figures.entry(query.kind.clone()).or_default().add(&verdict);
        if query.kind != "nothing" {
            figures.entry(ALL.to_owned()).or_default().add(&verdict);
        }
        if half == Half::Tuned && verdict.place != Some(0) {
            let Query { kind, language, text, best, .. } = query;
            let Verdict { place, shown, .. } = verdict;
            writeln!(
                answers.misses,
                "{kind} {language} {text}: {shown:?}, wanted {best:?} at {place:?}"
            )
            .expect("a line");
        }
    }
    answers
});

fn table(figures: &BTreeMap<String, Figures>) -> String {
    let mut table = String::from("type             queries  success@1  success@3    MRR  false\n");
    for (kind, figures) in figures {
        let Figures { queries, first, third, reciprocal, false_hits } = figures;
        let (first, third) = (figures.share(*first), figures.share(*third));
        let mrr = reciprocal / *queries as f64;
        writeln!(
            table,
            "{kind:16} {queries:7}  {first:9.3}  {third:9.3}  {mrr:5.2}  {false_hits:5}"
        )
        .expect("a line");
    }
    table
}

#[test]
fn the_right_page_comes_first() {
    let Answers { tuned, reported, misses } = &*ANSWERS;
    println!("{misses}\ntuned\n{}\nreported\n{}", table(tuned), table(reported));
    let (all, questions) = (&reported[ALL], &reported["question"]);
    let (first, third) = (all.share(all.first), all.share(all.third));
    let question = questions.share(questions.first);
    assert!(
        first >= LEAST_FIRST && third >= LEAST_THIRD && question >= LEAST_QUESTION,
        "{first:.3} first, {third:.3} among the first three, {question:.3} of questions\n{}",
        table(reported)
    );
}

/// What the reported half is held to. The aim is 0.95, 0.99 and 0.95: raise these as it comes nearer.
/// It was written before most guides, which now come before some of the pages it names.
const LEAST_FIRST: f64 = 0.87;
const LEAST_THIRD: f64 = 0.94;
const LEAST_QUESTION: f64 = 0.83;

#[test]
fn queries_without_an_answer_find_nothing() {
    for figures in [&ANSWERS.tuned, &ANSWERS.reported] {
        let table = || format!("{}\n{}", ANSWERS.misses, table(figures));
        assert_eq!(figures["nothing"].false_hits, 0, "{}", table());
        // Of what the site does not have yet. The aim is none.
        assert!(figures[ALL].false_hits <= MOST_FALSE_HITS, "{}", table());
    }
}

const MOST_FALSE_HITS: usize = 4;
