//! Which pages answer a query, and in what order? A query becomes a [`Plan`]; tantivy answers it.
//!
//! What is tried, until something is found:
//! 1. pages that hold every term, and every phrase in quotation marks;
//! 2. if the query is letters only, names that are pronounced so ([`sounds`]);
//! 3. every term, with words that no page has replaced by those that were meant ([`words`]);
//! 4. for three terms or more, pages that hold enough of them ([`COVERED`]). A term counts by how rare it is, and one
//!    that no page has counts most: it makes results fewer.
//!
//! score = Σ over terms and fields of boost × BM25, plus, for each stretch of the query in which tokens follow each
//! other, [`PHRASE_BOOST`] × the BM25 of that stretch as a phrase, in fields where none of its terms is
//! [`common`](super::index::FieldSpec::common).
//!
//! Equal scores are in the order of the records: by kind, then by URL. tantivy adds up in single precision, the browser in
//! double: scores that differ by less than [`SCORE_TOLERANCE`] of their size may change places.

use std::iter;
use std::ops::Range;

use serde::Serialize;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use super::among::Among;
use super::analysis::stem;
use super::excerpt::excerpt;
use super::fold::fold_text;
use super::index::{FIELDS, Holds, Index, field};
use super::plan::{Phrase, Plan, PlannedTerm};
use super::{sounds, words};

/// What a phrase counts, compared with its terms.
pub const PHRASE_BOOST: f32 = 3.0;
/// The relative difference of scores below which the order may differ from the browser's.
pub const SCORE_TOLERANCE: f32 = 1e-5;
/// How much of a query a page must hold, in hundredths of what all its terms weigh.
pub const COVERED: u64 = 12;

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
    /// The page's language where it is not the one searched in.
    pub language: Option<String>,
    pub excerpt: Excerpt,
    /// The section the excerpt is of.
    pub section: Option<Section>,
    pub score: f32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The part of the address after `#`.
    pub anchor: String,
    pub heading: String,
}

/// A piece of a page's text. Plain: whoever prints it escapes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    /// The bytes of `text` that match, in order, apart from each other.
    pub matches: Vec<Range<usize>>,
    /// The section it is taken from, by its place; none for what stands before the first.
    pub section: Option<usize>,
}

/// How many pages match, and the best of them with their scores.
type Ranked = (usize, Vec<(u32, f32)>);

impl Index {
    /// The best `limit` pages for `query`.
    pub fn search(&self, query: &str, limit: usize) -> anyhow::Result<SearchPage> {
        let Some(segment) = self.segment() else { return Ok(SearchPage::default()) };
        let plan = Plan::new(query);
        if plan.terms.is_empty() {
            return Ok(SearchPage::default());
        }
        let ((total, best), plan) = self.answer(query, plan, segment, limit)?;
        let results = best.into_iter().map(|(document, score)| {
            let record = &self.records()[document as usize];
            let excerpt = excerpt(record, &plan);
            let section = excerpt.section.map(|place| &record.sections[place]);
            Hit {
                url: record.url.clone(),
                title: record.title.clone(),
                kind: record.kind.clone(),
                language: record.language.clone(),
                section: section
                    .map(|(anchor, heading, _)| Section { anchor: anchor.clone(), heading: heading.clone() }),
                excerpt,
                score,
            }
        });
        Ok(SearchPage { total, results: results.collect() })
    }

    /// With the plan that found them.
    fn answer(&self, query: &str, plan: Plan, segment: &SegmentReader, limit: usize) -> anyhow::Result<(Ranked, Plan)> {
        let readings = iter::once_with(|| sounds::readings(query, self.syllables())).flatten().map(Plan::of_sounds);
        for plan in iter::once(plan.clone()).chain(readings) {
            let found = self.top(&plan.whole(segment)?, limit)?;
            if found.0 > 0 {
                return Ok((found, plan));
            }
        }
        let nothing = (0, Vec::new());
        if plan.is_strict {
            return Ok((nothing, plan));
        }
        let mut holding = holding(&plan, segment)?;
        let mut plan = plan;
        let others = self.meant(query, &plan, &holding);
        if others.iter().any(|texts| !texts.is_empty()) {
            plan = plan.with(others);
            let found = self.top(&plan.whole(segment)?, limit)?;
            if found.0 > 0 {
                return Ok((found, plan));
            }
            holding = self::holding(&plan, segment)?;
        }
        let chosen = if plan.terms.len() < 3 { Vec::new() } else { covered(&holding, segment.max_doc()) };
        let found = if chosen.is_empty() { nothing } else { self.top(&plan.among(chosen, segment)?, limit)? };
        Ok((found, plan))
    }

    /// For each term that no page holds, the terms that may have been meant.
    fn meant(&self, query: &str, plan: &Plan, holding: &[Vec<u32>]) -> Vec<Vec<String>> {
        let others = |(term, documents): (&PlannedTerm, &Vec<u32>)| {
            if !documents.is_empty() || term.holds != Holds::Terms {
                return Vec::new();
            }
            let mut typed = String::new();
            fold_text(&query[term.source.clone()], &mut typed);
            let is_last = term.source.end == query.len();
            let mut texts: Vec<String> = Vec::new();
            for word in words::meant(&typed, is_last, self.words()) {
                let mut text = word.to_owned();
                stem(&mut text, 0);
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
            texts
        };
        plan.terms.iter().zip(holding).map(others).collect()
    }
}

/// For each term of a plan, the documents that hold it.
fn holding(plan: &Plan, segment: &SegmentReader) -> tantivy::Result<Vec<Vec<u32>>> {
    plan.terms.iter().map(|term| holders(term, segment)).collect()
}

/// The documents that hold a term, in whatever field.
fn holders(term: &PlannedTerm, segment: &SegmentReader) -> tantivy::Result<Vec<u32>> {
    let mut documents = Vec::new();
    for number in fields(term.holds) {
        let index = segment.inverted_index(field(number))?;
        for text in &term.texts {
            let postings =
                index.read_postings(&Term::from_field_text(field(number), text), IndexRecordOption::Basic)?;
            let Some(mut postings) = postings else { continue };
            while postings.doc() != TERMINATED {
                documents.push(postings.doc());
                postings.advance();
            }
        }
    }
    documents.sort_unstable();
    documents.dedup();
    Ok(documents)
}

/// The documents that hold enough of the terms.
fn covered(holding: &[Vec<u32>], documents: u32) -> Vec<u32> {
    let mut held = vec![0_u64; documents as usize];
    let mut all = 0;
    for term in holding {
        let weight = weight(term.len() as u64, u64::from(documents));
        all += weight;
        term.iter().for_each(|&document| held[document as usize] += weight);
    }
    (0..documents)
        .filter(|&document| held[document as usize] * 100 >= all * COVERED && held[document as usize] > 0)
        .collect()
}

/// What a term counts that `holding` of `documents` pages hold: sixteen times the logarithm of its odds, to base two,
/// between powers of two in a straight line. In whole numbers, so that the browser has the very same.
fn weight(holding: u64, documents: u64) -> u64 {
    let odds = 16 + 16 * (2 * (documents - holding) + 1) / (2 * holding + 1);
    let power = u64::from(odds.ilog2());
    16 * (power - 4) + ((odds << 4 >> power) & 15)
}

impl Plan {
    /// For pages that hold every term and every required phrase.
    fn whole(&self, segment: &SegmentReader) -> tantivy::Result<BooleanQuery> {
        let terms: Vec<Box<dyn Query>> = self.terms.iter().map(PlannedTerm::query).collect();
        self.with_phrases(Box::new(BooleanQuery::intersection(terms)), Vec::new(), segment)
    }

    /// For pages among `documents`.
    fn among(&self, documents: Vec<u32>, segment: &SegmentReader) -> tantivy::Result<BooleanQuery> {
        let terms = self.terms.iter().map(|term| (Occur::Should, term.query())).collect();
        self.with_phrases(Box::new(Among::new(&documents, segment.max_doc())), terms, segment)
    }

    fn with_phrases(
        &self,
        must: Box<dyn Query>,
        mut clauses: Vec<(Occur, Box<dyn Query>)>,
        segment: &SegmentReader,
    ) -> tantivy::Result<BooleanQuery> {
        clauses.push((Occur::Must, must));
        for phrase in &self.phrases {
            if phrase.is_required {
                let queries = fields(Holds::Terms).map(|number| self.phrase_query(phrase, number));
                clauses.push((Occur::Must, Box::new(BooleanQuery::union(queries.collect()))));
                continue;
            }
            for number in fields(Holds::Terms) {
                if !self.has_common_term(phrase, number, segment)? {
                    clauses.push((Occur::Should, self.phrase_query(phrase, number)));
                }
            }
        }
        Ok(BooleanQuery::new(clauses))
    }

    fn has_common_term(&self, phrase: &Phrase, number: usize, segment: &SegmentReader) -> tantivy::Result<bool> {
        let index = segment.inverted_index(field(number))?;
        for &(_, at) in &phrase.parts {
            let term = Term::from_field_text(field(number), &self.terms[at].texts[0]);
            if index.doc_freq(&term)? > FIELDS[number].common {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn phrase_query(&self, phrase: &Phrase, number: usize) -> Box<dyn Query> {
        let term = |at: usize| Term::from_field_text(field(number), &self.terms[at].texts[0]);
        let terms = phrase.parts.iter().map(|&(offset, at)| (offset as usize, term(at))).collect();
        let boost = PHRASE_BOOST * FIELDS[number].boost;
        Box::new(BoostQuery::new(Box::new(PhraseQuery::new_with_offset(terms)), boost))
    }
}

impl PlannedTerm {
    fn query(&self) -> Box<dyn Query> {
        let clauses = fields(self.holds).flat_map(|number| self.texts.iter().map(move |text| (number, text)));
        let clauses = clauses.map(|(number, text)| {
            let term = Term::from_field_text(field(number), text);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            Box::new(BoostQuery::new(Box::new(query), FIELDS[number].boost)) as Box<dyn Query>
        });
        Box::new(BooleanQuery::union(clauses.collect()))
    }
}

fn fields(holds: Holds) -> impl Iterator<Item = usize> {
    (0..FIELDS.len()).filter(move |&number| FIELDS[number].holds == holds)
}
