//! Plans as tantivy queries: what the score of a page is made of.
//!
//! score = Σ over terms and fields of boost × BM25, plus, for each stretch of the query in which
//! tokens follow each other, [`PHRASE_BOOST`] × the BM25 of that stretch as a phrase, in fields
//! where none of its terms is [`common`](super::fields::FieldSpec::common). It is multiplied by what
//! pages of its kind count for who asks ([`order`](super::order)), and, if the page holds only a part
//! of the query, by the square of its share ([`coverage`](super::coverage)).
//!
//! Pages with equal scores are in the order of the records: by kind, then by title.

use std::sync::Arc;

use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::cutoff_query::CutoffQuery;
use super::document_query::DocumentQuery;
use super::fields::{FIELDS, FieldKind, PHRASE_BOOST, field, fields_of};
use super::plan::{Phrase, Plan, PlannedTerm};
use super::scaled_query::{Factors, ScaledQuery};

/// The relative difference of scores below which the order may differ from the browser's: tantivy
/// adds in single precision, the browser in double.
pub const SCORE_TOLERANCE: f32 = 1e-5;

/// The query for the pages among `documents` that hold every required phrase.
pub(super) fn plan_query(
    plan: &Plan,
    documents: &[DocId],
    factors: &Factors,
    segment: &SegmentReader,
) -> tantivy::Result<ScaledQuery> {
    let documents = DocumentQuery::new(documents, segment.max_doc());
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, Box::new(documents))];
    for term in &plan.terms {
        clauses.push((Occur::Should, planned_term_query(term, segment)?));
    }
    for phrase in &plan.phrases {
        let mut queries = Vec::new();
        for number in fields_of(FieldKind::Terms) {
            queries.extend(phrase_query(plan, phrase, number, segment)?);
        }
        if phrase.is_required {
            clauses.push((Occur::Must, Box::new(BooleanQuery::union(queries))));
        } else {
            clauses.extend(queries.into_iter().map(|query| (Occur::Should, query)));
        }
    }
    let query = Box::new(BooleanQuery::new(clauses));
    Ok(ScaledQuery { query, factors: Arc::clone(factors) })
}

/// The query for a phrase in a field; none if one of its terms is common and the phrase is not
/// required.
pub(super) fn phrase_query(
    plan: &Plan,
    phrase: &Phrase,
    number: usize,
    segment: &SegmentReader,
) -> tantivy::Result<Option<Box<dyn Query>>> {
    let index = segment.inverted_index(field(number))?;
    let mut terms = Vec::new();
    let mut end = TERMINATED;
    for part in &phrase.parts {
        let term = Term::from_field_text(field(number), &plan.terms[part.term].texts[0]);
        if !phrase.is_required && index.doc_freq(&term)? > FIELDS[number].common {
            return Ok(None);
        }
        end = end.min(end_of_list(number, &term, segment)?);
        terms.push((part.offset as usize, term));
    }
    let boost = PHRASE_BOOST * FIELDS[number].boost;
    let query = BoostQuery::new(Box::new(PhraseQuery::new_with_offset(terms)), boost);
    Ok(Some(cut_off(Box::new(query), end)))
}

fn planned_term_query(
    term: &PlannedTerm,
    segment: &SegmentReader,
) -> tantivy::Result<Box<dyn Query>> {
    let mut clauses = Vec::new();
    for number in fields_of(term.field_kind) {
        for text in &term.texts {
            clauses.push(term_query(text, number, segment)?);
        }
    }
    Ok(Box::new(BooleanQuery::union(clauses)))
}

/// The query for a term in a field.
pub(super) fn term_query(
    text: &str,
    number: usize,
    segment: &SegmentReader,
) -> tantivy::Result<Box<dyn Query>> {
    let term = Term::from_field_text(field(number), text);
    let end = end_of_list(number, &term, segment)?;
    let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
    Ok(cut_off(Box::new(BoostQuery::new(Box::new(query), FIELDS[number].boost)), end))
}

fn cut_off(query: Box<dyn Query>, end: DocId) -> Box<dyn Query> {
    if end == TERMINATED { query } else { Box::new(CutoffQuery { query, end }) }
}

/// The first document that holds a term and is not listed; [`TERMINATED`] if all are.
fn end_of_list(number: usize, term: &Term, segment: &SegmentReader) -> tantivy::Result<DocId> {
    let depth = FIELDS[number].depth;
    let index = segment.inverted_index(field(number))?;
    if index.doc_freq(term)? <= depth {
        return Ok(TERMINATED);
    }
    let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else {
        return Ok(TERMINATED);
    };
    for _ in 0..depth {
        postings.advance();
    }
    Ok(postings.doc())
}
