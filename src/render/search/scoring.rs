//! What does a page's score consist of? A plan as tantivy queries.

use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::among::Among;
use super::index::{FIELDS, Holds, field};
use super::plan::{Phrase, Plan, PlannedTerm};
use super::query::PHRASE_BOOST;
use super::until::Until;

impl Plan {
    /// For pages among `documents` that hold every required phrase.
    pub(super) fn among(
        &self,
        documents: Vec<u32>,
        segment: &SegmentReader,
    ) -> tantivy::Result<BooleanQuery> {
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
    pub(super) fn phrase_query(
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
                clauses.push(term_query(text, number, segment)?);
            }
        }
        Ok(Box::new(BooleanQuery::union(clauses)))
    }
}

pub(super) fn term_query(
    text: &str,
    number: usize,
    segment: &SegmentReader,
) -> tantivy::Result<Box<dyn Query>> {
    let term = Term::from_field_text(field(number), text);
    let end = listed_until(number, &term, segment)?;
    let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
    Ok(until(Box::new(BoostQuery::new(Box::new(query), FIELDS[number].boost)), end))
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
    let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else {
        return Ok(TERMINATED);
    };
    for _ in 0..depth {
        postings.advance();
    }
    Ok(postings.doc())
}

/// The fields that hold such terms.
pub(super) fn fields(holds: Holds) -> impl Iterator<Item = usize> {
    (0..FIELDS.len()).filter(move |&number| FIELDS[number].holds == holds)
}
