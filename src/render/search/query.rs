//! Which pages answer a query, and in what order? A query becomes a [`Plan`]; tantivy answers it.
//!
//! What is tried, until something is found:
//! 1. pages that hold every term, and every phrase in quotation marks: on a large site first as far
//!    as the lists of common terms go ([`depth`](super::index::FieldSpec::depth)), then all;
//! 2. if the query is letters only, names that are pronounced so ([`sounds`]);
//! 3. every term, with words that no page has replaced by those that were meant ([`words`]);
//! 4. for three terms or more, pages that hold enough of them ([`COVERED`]). A term counts by how
//!    rare it is, and one that no page has counts most: it makes results fewer.
//!
//! score = Σ over terms and fields of boost × BM25, plus, for each stretch of the query in which
//! tokens follow each other, [`PHRASE_BOOST`] × the BM25 of that stretch as a phrase, in fields
//! where none of its terms is [`common`](super::index::FieldSpec::common).
//!
//! Equal scores are in the order of the records: by kind, then by title. tantivy adds up in single
//! precision, the browser in double: scores that differ by less than [`SCORE_TOLERANCE`] of their
//! size may change places.

use std::ops::Range;

use serde::Serialize;
use tantivy::SegmentReader;
use tantivy::query::Query;

use super::answer::Answer;
use super::excerpt::excerpt;
use super::facets::{Counts, Filter};
use super::index::{FIELDS, Holds, Index};
use super::plan::Plan;
use super::scoring::{fields, term_query};

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
    /// Whether there may be more, which were not looked for because these are enough.
    pub is_open: bool,
    /// The best of them.
    pub results: Vec<Hit>,
    /// Empty where nobody asked for them.
    pub counts: Counts,
    /// What was tried last, and the terms that were looked up.
    pub way: Way,
    pub terms: Vec<String>,
}

/// How an answer was found: the steps in the order they are tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Pages that hold every term.
    #[default]
    Whole,
    /// Names that are pronounced so.
    Sounds,
    /// With words that were meant in place of those that no page has.
    Meant,
    /// Pages that hold enough of the terms.
    Enough,
}

/// A part of a page's score.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// A term, or the terms of a phrase with blanks between them.
    pub text: String,
    pub field: &'static str,
    pub score: f32,
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
    /// What the score is the sum of; empty where nobody asked.
    pub reasons: Vec<Reason>,
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

impl Index {
    /// The best `limit` pages for `query`.
    pub fn search(&self, query: &str, limit: usize) -> anyhow::Result<SearchPage> {
        self.find(query, limit, None, false)
    }

    /// The best `limit` pages for `query` that fit the filter, with what there is to choose.
    pub fn search_within(
        &self,
        query: &str,
        limit: usize,
        filter: &Filter,
    ) -> anyhow::Result<SearchPage> {
        self.find(query, limit, Some(filter), false)
    }

    /// The same, and what each page's score is made of.
    pub fn explain(
        &self,
        query: &str,
        limit: usize,
        filter: Option<&Filter>,
    ) -> anyhow::Result<SearchPage> {
        self.find(query, limit, filter, true)
    }

    fn find(
        &self,
        query: &str,
        limit: usize,
        filter: Option<&Filter>,
        explains: bool,
    ) -> anyhow::Result<SearchPage> {
        let Some(segment) = self.segment() else { return Ok(SearchPage::default()) };
        let plan = Plan::new(query);
        if plan.terms.is_empty() || segment.max_doc() == 0 {
            return Ok(SearchPage::default());
        }
        // Nothing but the whole answer can be counted.
        let enough = if filter.is_some() { usize::MAX } else { limit };
        let Answer { ranked, is_open, plan, documents, way } =
            self.answer(query, plan, segment, limit, enough)?;
        let ((total, best), counts) = match filter {
            None => (ranked, Counts::new()),
            Some(filter) => {
                let matching = self.matching(&plan.among(documents, segment)?)?;
                let record = |document: &u32| &self.records()[*document as usize];
                let counts = filter.counts(matching.iter().map(record));
                let fitting = matching
                    .iter()
                    .filter(|document| filter.fits(record(document)))
                    .copied()
                    .collect();
                (self.top(&plan.among(fitting, segment)?, limit)?, counts)
            }
        };
        let mut reasons = Vec::new();
        for &(document, _) in best.iter().filter(|_| explains) {
            reasons.push(self.reasons(&plan, document, segment)?);
        }
        let mut reasons = reasons.into_iter();
        let results = best.into_iter().map(|(document, score)| {
            let record = &self.records()[document as usize];
            let excerpt = excerpt(record, &plan);
            let section = excerpt.section.map(|place| &record.sections[place]);
            Hit {
                url: record.url.clone(),
                title: record.title.clone(),
                kind: record.kind.clone(),
                language: record.language.clone(),
                section: section.map(|(anchor, heading, _)| Section {
                    anchor: anchor.clone(),
                    heading: heading.clone(),
                }),
                excerpt,
                score,
                reasons: reasons.next().unwrap_or_default(),
            }
        });
        Ok(SearchPage {
            total,
            is_open,
            results: results.collect(),
            counts,
            way,
            terms: plan.texts(),
        })
    }

    /// What a page's score is the sum of, the greatest part first.
    fn reasons(
        &self,
        plan: &Plan,
        document: u32,
        segment: &SegmentReader,
    ) -> anyhow::Result<Vec<Reason>> {
        let mut reasons = Vec::new();
        let mut add = |query: &dyn Query, text: String, number: usize| {
            // tantivy answers with an error where a document does not match.
            if let Some(score) = self.score(query, document) {
                reasons.push(Reason { text, field: FIELDS[number].name, score });
            }
        };
        for term in &plan.terms {
            for number in fields(term.holds) {
                for text in &term.texts {
                    add(&*term_query(text, number, segment)?, text.clone(), number);
                }
            }
        }
        for phrase in &plan.phrases {
            for number in fields(Holds::Terms) {
                let text: Vec<&str> =
                    phrase.parts.iter().map(|&(_, at)| &*plan.terms[at].texts[0]).collect();
                if let Some(query) = plan.phrase_query(phrase, number, segment)? {
                    add(&*query, text.join(" "), number);
                }
            }
        }
        reasons.sort_by(|a, b| b.score.total_cmp(&a.score));
        Ok(reasons)
    }
}
