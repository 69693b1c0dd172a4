//! Which pages answer a query, and in what order? A query becomes a [`Plan`]; tantivy answers it.
//!
//! A plan is made from the query's text alone, the same way here and in the browser:
//! - every different term must be there; if no page holds them all and there are three or more,
//!   [`minimum`] of them must. A term that no page holds counts too: it makes results fewer.
//! - score = Σ over terms and fields of boost × BM25, plus, for each stretch of the query in which
//!   tokens follow each other, [`PHRASE_BOOST`] × the BM25 of that stretch as a phrase.
//!
//! Equal scores are in the order of the URLs. tantivy adds up in single precision, the browser in
//! double: scores that differ by less than [`SCORE_TOLERANCE`] of their size may change places.

use std::ops::Range;

use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::analysis::{Analysis, Token, TokenKind, analyse};
use super::excerpt::excerpt;
use super::index::{FIELDS, Holds, Index, field};

/// What a phrase counts, compared with its terms.
pub const PHRASE_BOOST: f32 = 3.0;
/// The relative difference of scores below which the order may differ from the browser's.
pub const SCORE_TOLERANCE: f32 = 1e-5;
/// A longer query is cut: more different terms than this are not looked at.
pub const MAX_TERMS: usize = 24;
/// A query with more different terms is a pasted sentence, which no page holds word for word.
pub const MAX_PHRASE_TERMS: usize = 8;

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchPage {
    /// How many pages match.
    pub total: usize,
    /// The best of them.
    pub results: Vec<Hit>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub url: String,
    pub title: String,
    pub kind: String,
    pub excerpt: Excerpt,
    pub score: f32,
}

/// A piece of a page's text. Plain: whoever prints it escapes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    /// The bytes of `text` that match, in order, apart from each other.
    pub matches: Vec<Range<usize>>,
}

/// What is looked up for a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The different terms, in the order of the query.
    pub terms: Vec<PlannedTerm>,
    /// Terms, as places in `terms`, with the distance of each from the first.
    pub phrases: Vec<Vec<(u32, usize)>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedTerm {
    pub text: String,
    /// Which fields it is looked up in.
    pub holds: Holds,
}

impl Index {
    /// The best `limit` pages for `query`.
    pub fn search(&self, query: &str, limit: usize) -> anyhow::Result<SearchPage> {
        let plan = Plan::new(query);
        if plan.terms.is_empty() || self.records().is_empty() {
            return Ok(SearchPage::default());
        }
        let count = plan.terms.len();
        let (mut total, mut best) = self.top(&plan.query(count), limit)?;
        if total == 0 && minimum(count) < count {
            (total, best) = self.top(&plan.query(minimum(count)), limit)?;
        }
        let results = best.into_iter().map(|(document, score)| {
            let record = &self.records()[document as usize];
            Hit {
                url: record.url.clone(),
                title: record.title.clone(),
                kind: record.kind.clone(),
                excerpt: excerpt(record, &plan),
                score,
            }
        });
        Ok(SearchPage { total, results: results.collect() })
    }
}

/// How many of `count` terms a page must hold when no page holds them all.
pub fn minimum(count: usize) -> usize {
    match count {
        0..=2 => count,
        3..=6 => count - count / 3,
        _ => count / 3 + 2,
    }
}

impl Plan {
    pub fn new(query: &str) -> Plan {
        let analysis = analyse(query);
        let mut plan = Plan::default();
        let mut numbers = Vec::new();
        for token in analysis.tokens() {
            let text = analysis.term(token);
            let known = plan.terms.iter().position(|term| term.text == text);
            let number = known.unwrap_or(plan.terms.len());
            if known.is_none() {
                if number == MAX_TERMS {
                    break;
                }
                let single = token.kind == TokenKind::Single;
                let holds = if single { Holds::Characters } else { Holds::Terms };
                plan.terms.push(PlannedTerm { text: text.to_owned(), holds });
            }
            numbers.push(number);
        }
        if plan.terms.len() <= MAX_PHRASE_TERMS {
            plan.phrases = phrases(&analysis, &numbers);
        }
        plan
    }

    /// The tantivy query for pages that hold at least `minimum` of the terms.
    fn query(&self, minimum: usize) -> BooleanQuery {
        let terms = self.terms.iter().map(|term| (Occur::Should, term.query())).collect();
        let terms: Box<dyn Query> = if minimum == self.terms.len() {
            Box::new(BooleanQuery::intersection(self.terms.iter().map(PlannedTerm::query).collect()))
        } else {
            Box::new(BooleanQuery::with_minimum_required_clauses(terms, minimum))
        };
        let phrases = self
            .phrases
            .iter()
            .flat_map(|phrase| fields(Holds::Terms).map(|number| (Occur::Should, self.phrase_query(phrase, number))));
        BooleanQuery::new(std::iter::once((Occur::Must, terms)).chain(phrases).collect())
    }

    fn phrase_query(&self, phrase: &[(u32, usize)], number: usize) -> Box<dyn Query> {
        let term = |at: usize| Term::from_field_text(field(number), &self.terms[at].text);
        let terms = phrase.iter().map(|&(offset, at)| (offset as usize, term(at))).collect();
        let boost = PHRASE_BOOST * FIELDS[number].boost;
        Box::new(BoostQuery::new(Box::new(PhraseQuery::new_with_offset(terms)), boost))
    }
}

impl PlannedTerm {
    fn query(&self) -> Box<dyn Query> {
        let clauses = fields(self.holds).map(|number| {
            let term = Term::from_field_text(field(number), &self.text);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            Box::new(BoostQuery::new(Box::new(query), FIELDS[number].boost)) as Box<dyn Query>
        });
        Box::new(BooleanQuery::union(clauses.collect()))
    }
}

fn fields(holds: Holds) -> impl Iterator<Item = usize> {
    (0..FIELDS.len()).filter(move |&number| FIELDS[number].holds == holds)
}

/// The stretches of two terms or more in which each token follows the one before it. Pairs overlap,
/// so every second pair is enough to hold all characters of a run in place.
fn phrases(analysis: &Analysis, numbers: &[usize]) -> Vec<Vec<(u32, usize)>> {
    let tokens: Vec<(&Token, usize)> = analysis.tokens().iter().zip(numbers.iter().copied()).collect();
    let stretches = tokens.chunk_by(|_, (next, _)| next.joined);
    stretches.map(phrase).filter(|phrase| phrase.len() > 1).collect()
}

fn phrase(stretch: &[(&Token, usize)]) -> Vec<(u32, usize)> {
    let mut phrase: Vec<(u32, usize)> = Vec::new();
    let mut first = None;
    let mut covered = 0;
    for (at, (token, number)) in stretch.iter().enumerate() {
        let width = match token.kind {
            TokenKind::Single => continue,
            TokenKind::Word => 1,
            TokenKind::Pair => 2,
        };
        let last_of_run = stretch.get(at + 1).is_none_or(|(next, _)| next.kind != TokenKind::Pair);
        let needed = token.position >= covered || (last_of_run && token.position + width > covered);
        if needed {
            phrase.push((token.position - *first.get_or_insert(token.position), *number));
            covered = token.position + width;
        }
    }
    phrase
}
