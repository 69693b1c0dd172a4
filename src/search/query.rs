//! Which pages answer a query, and in what order? A query becomes a [`Plan`]; tantivy answers it.
//!
//! What is tried, until something is found:
//! 1. pages that hold every term, and every phrase in quotation marks: on a large site first as far as the lists of
//!    common terms go ([`depth`](super::index::FieldSpec::depth)), then all;
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
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::among::Among;
use super::until::Until;
use super::analysis::stem;
use super::excerpt::excerpt;
use super::facets::{Counts, Filter};
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
    /// Whether there may be more, which were not looked for because these are enough.
    pub is_open: bool,
    /// The best of them.
    pub results: Vec<Hit>,
    /// Empty where nobody asked for them.
    pub counts: Counts,
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

/// What answers a query.
struct Answer {
    ranked: Ranked,
    /// Whether more pages may match.
    is_open: bool,
    /// The plan that found them.
    plan: Plan,
    /// Those that hold enough of the terms, whether or not they hold the phrases.
    documents: Vec<u32>,
}

impl Index {
    /// The best `limit` pages for `query`.
    pub fn search(&self, query: &str, limit: usize) -> anyhow::Result<SearchPage> {
        self.find(query, limit, None)
    }

    /// The best `limit` pages for `query` that fit the filter, with what there is to choose.
    pub fn search_within(&self, query: &str, limit: usize, filter: &Filter) -> anyhow::Result<SearchPage> {
        self.find(query, limit, Some(filter))
    }

    fn find(&self, query: &str, limit: usize, filter: Option<&Filter>) -> anyhow::Result<SearchPage> {
        let Some(segment) = self.segment() else { return Ok(SearchPage::default()) };
        let plan = Plan::new(query);
        if plan.terms.is_empty() || segment.max_doc() == 0 {
            return Ok(SearchPage::default());
        }
        // Nothing but the whole answer can be counted.
        let enough = if filter.is_some() { usize::MAX } else { limit };
        let Answer { ranked, is_open, plan, documents } = self.answer(query, plan, segment, limit, enough)?;
        let ((total, best), counts) = match filter {
            None => (ranked, Counts::new()),
            Some(filter) => {
                let matching = self.matching(&plan.among(documents, segment)?)?;
                let record = |document: &u32| &self.records()[*document as usize];
                let counts = filter.counts(matching.iter().map(record));
                let fitting = matching.iter().filter(|document| filter.fits(record(document))).copied().collect();
                (self.top(&plan.among(fitting, segment)?, limit)?, counts)
            }
        };
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
        Ok(SearchPage { total, is_open, results: results.collect(), counts })
    }

    /// `enough` pages are enough not to look for more.
    fn answer(
        &self,
        query: &str,
        plan: Plan,
        segment: &SegmentReader,
        limit: usize,
        enough: usize,
    ) -> anyhow::Result<Answer> {
        let whole = |plan: Plan| self.whole(plan, segment, limit, enough);
        let nothing = |plan| Answer { ranked: (0, Vec::new()), is_open: false, plan, documents: Vec::new() };
        let readings = iter::once_with(|| sounds::readings(query, self.syllables())).flatten().map(Plan::of_sounds);
        for plan in iter::once(plan.clone()).chain(readings) {
            let answer = whole(plan)?;
            if answer.ranked.0 > 0 {
                return Ok(answer);
            }
        }
        if plan.is_strict {
            return Ok(nothing(plan));
        }
        let mut plan = plan;
        let mut holding = holding(&plan, segment)?;
        let others = self.meant(query, &plan, &holding);
        if others.iter().any(|texts| !texts.is_empty()) {
            plan = plan.with(others);
            let answer = whole(plan.clone())?;
            if answer.ranked.0 > 0 {
                return Ok(answer);
            }
            holding = self::holding(&plan, segment)?;
        }
        let documents = if plan.terms.len() < 3 { Vec::new() } else { covered(&holding, segment.max_doc()) };
        if documents.is_empty() {
            return Ok(nothing(plan));
        }
        let ranked = self.top(&plan.among(documents.clone(), segment)?, limit)?;
        Ok(Answer { ranked, is_open: false, plan, documents })
    }

    /// The pages that hold the whole plan, and whether there may be more of them. First those that the lists hold as
    /// far as they go; all, if these are not enough.
    fn whole(&self, plan: Plan, segment: &SegmentReader, limit: usize, enough: usize) -> anyhow::Result<Answer> {
        let holding = holding(&plan, segment)?;
        let is_open = holding.iter().any(|term| term.is_cut);
        let every = |documents: fn(&Holding) -> &[u32]| {
            let mut lists: Vec<&[u32]> = holding.iter().map(documents).collect();
            lists.sort_unstable_by_key(|list| list.len());
            let Some((first, others)) = lists.split_first() else { return Vec::new() };
            let is_in_all = |document: &&u32| others.iter().all(|list| list.binary_search(document).is_ok());
            first.iter().filter(is_in_all).copied().collect::<Vec<u32>>()
        };
        let documents = every(|term| &term.listed);
        let ranked = self.top(&plan.among(documents.clone(), segment)?, limit)?;
        if !is_open || ranked.0 >= enough {
            return Ok(Answer { ranked, is_open, plan, documents });
        }
        let documents = every(|term| &term.all);
        let ranked = self.top(&plan.among(documents.clone(), segment)?, limit)?;
        Ok(Answer { ranked, is_open: false, plan, documents })
    }

    /// For each term that no page holds, the terms that may have been meant.
    fn meant(&self, query: &str, plan: &Plan, holding: &[Holding]) -> Vec<Vec<String>> {
        let others = |(term, holding): (&PlannedTerm, &Holding)| {
            if !holding.all.is_empty() || term.holds != Holds::Terms {
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

/// The documents that hold a term, in whatever field, in their order.
struct Holding {
    /// As far as the lists of the fields go: see [`depth`](super::index::FieldSpec::depth).
    listed: Vec<u32>,
    all: Vec<u32>,
    /// Whether some list does not go to the end.
    is_cut: bool,
    /// How many hold it, as far as is known without asking for all: of several texts, the commonest counts.
    count: usize,
}

fn holding(plan: &Plan, segment: &SegmentReader) -> tantivy::Result<Vec<Holding>> {
    plan.terms.iter().map(|term| holders(term, segment)).collect()
}

fn holders(term: &PlannedTerm, segment: &SegmentReader) -> tantivy::Result<Holding> {
    let mut holding = Holding { listed: Vec::new(), all: Vec::new(), is_cut: false, count: 0 };
    for text in &term.texts {
        let mut all = Vec::new();
        let mut is_cut = false;
        for number in fields(term.holds) {
            let index = segment.inverted_index(field(number))?;
            let postings =
                index.read_postings(&Term::from_field_text(field(number), text), IndexRecordOption::Basic)?;
            let Some(mut postings) = postings else { continue };
            let mut left = FIELDS[number].depth;
            while postings.doc() != TERMINATED {
                if left > 0 {
                    left -= 1;
                    holding.listed.push(postings.doc());
                } else {
                    is_cut = true;
                }
                all.push(postings.doc());
                postings.advance();
            }
        }
        sort_set(&mut all);
        if is_cut {
            holding.is_cut = true;
            holding.count = holding.count.max(all.len());
        }
        holding.all.append(&mut all);
    }
    sort_set(&mut holding.listed);
    sort_set(&mut holding.all);
    holding.count = holding.count.max(holding.listed.len());
    Ok(holding)
}

fn sort_set(documents: &mut Vec<u32>) {
    documents.sort_unstable();
    documents.dedup();
}

/// The documents that hold enough of the terms, as far as the lists go.
fn covered(holding: &[Holding], documents: u32) -> Vec<u32> {
    let mut held = vec![0_u64; documents as usize];
    let mut all = 0;
    for term in holding {
        let weight = weight(term.count as u64, u64::from(documents));
        all += weight;
        term.listed.iter().for_each(|&document| held[document as usize] += weight);
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
    /// For pages among `documents` that hold every required phrase.
    fn among(&self, documents: Vec<u32>, segment: &SegmentReader) -> tantivy::Result<BooleanQuery> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> =
            vec![(Occur::Must, Box::new(Among::new(&documents, segment.max_doc())))];
        for term in &self.terms {
            clauses.push((Occur::Should, term.query(segment)?));
        }
        for phrase in &self.phrases {
            let mut queries = Vec::new();
            for number in fields(Holds::Terms) {
                queries.extend(self.phrase_query(phrase, number, segment)?);
            }
            if phrase.is_required {
                clauses.push((Occur::Must, Box::new(BooleanQuery::union(queries))));
            } else {
                clauses.extend(queries.into_iter().map(|query| (Occur::Should, query)));
            }
        }
        Ok(BooleanQuery::new(clauses))
    }

    /// None where one of its terms is common and nobody insists on the phrase.
    fn phrase_query(
        &self,
        phrase: &Phrase,
        number: usize,
        segment: &SegmentReader,
    ) -> tantivy::Result<Option<Box<dyn Query>>> {
        let term = |at: usize| Term::from_field_text(field(number), &self.terms[at].texts[0]);
        let index = segment.inverted_index(field(number))?;
        let mut end = TERMINATED;
        for &(_, at) in &phrase.parts {
            if !phrase.is_required && index.doc_freq(&term(at))? > FIELDS[number].common {
                return Ok(None);
            }
            end = end.min(listed_until(number, &term(at), segment)?);
        }
        let terms = phrase.parts.iter().map(|&(offset, at)| (offset as usize, term(at))).collect();
        let boost = PHRASE_BOOST * FIELDS[number].boost;
        let query = BoostQuery::new(Box::new(PhraseQuery::new_with_offset(terms)), boost);
        Ok(Some(until(Box::new(query), end)))
    }
}

impl PlannedTerm {
    fn query(&self, segment: &SegmentReader) -> tantivy::Result<Box<dyn Query>> {
        let mut clauses = Vec::new();
        for number in fields(self.holds) {
            for text in &self.texts {
                let term = Term::from_field_text(field(number), text);
                let end = listed_until(number, &term, segment)?;
                let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
                clauses.push(until(Box::new(BoostQuery::new(Box::new(query), FIELDS[number].boost)), end));
            }
        }
        Ok(Box::new(BooleanQuery::union(clauses)))
    }
}

fn until(query: Box<dyn Query>, end: DocId) -> Box<dyn Query> {
    if end == TERMINATED { query } else { Box::new(Until { query, end }) }
}

/// The first document that holds a term and is not listed; [`TERMINATED`] if all are.
fn listed_until(number: usize, term: &Term, segment: &SegmentReader) -> tantivy::Result<DocId> {
    let depth = FIELDS[number].depth;
    let index = segment.inverted_index(field(number))?;
    if index.doc_freq(term)? <= depth {
        return Ok(TERMINATED);
    }
    let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else { return Ok(TERMINATED) };
    for _ in 0..depth {
        postings.advance();
    }
    Ok(postings.doc())
}

fn fields(holds: Holds) -> impl Iterator<Item = usize> {
    (0..FIELDS.len()).filter(move |&number| FIELDS[number].holds == holds)
}
