//! The documents that hold the terms of a plan: all of the terms, or enough of them.

use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::fields::{FIELDS, field, fields_of};
use super::plan::{Plan, PlannedTerm};

/// How much of a query a page must hold, in per cent of the weight of all its terms.
const MIN_COVERAGE: u64 = 12;

/// The documents that hold a term in any field, in their order.
pub(super) struct Holders {
    /// Those within the [`depth`](super::fields::FieldSpec::depth) of the fields' lists.
    pub listed: Vec<DocId>,
    pub all: Vec<DocId>,
    /// Whether some list ends before the last document.
    pub is_cut: bool,
    /// How many documents hold it, as far as is known without reading all of them; of several
    /// texts, the commonest counts.
    count: usize,
}

/// The documents that hold each term of a plan.
pub(super) fn holders(plan: &Plan, segment: &SegmentReader) -> tantivy::Result<Vec<Holders>> {
    plan.terms.iter().map(|term| holders_of_term(term, segment)).collect()
}

fn holders_of_term(term: &PlannedTerm, segment: &SegmentReader) -> tantivy::Result<Holders> {
    let mut holders = Holders { listed: Vec::new(), all: Vec::new(), is_cut: false, count: 0 };
    for text in &term.texts {
        let mut all = Vec::new();
        let mut is_cut = false;
        for number in fields_of(term.field_kind) {
            let term = Term::from_field_text(field(number), text);
            let index = segment.inverted_index(field(number))?;
            let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else {
                continue;
            };
            let mut left = FIELDS[number].depth;
            while postings.doc() != TERMINATED {
                if left > 0 {
                    left -= 1;
                    holders.listed.push(postings.doc());
                } else {
                    is_cut = true;
                }
                all.push(postings.doc());
                postings.advance();
            }
        }
        sort_set(&mut all);
        if is_cut {
            holders.is_cut = true;
            holders.count = holders.count.max(all.len());
        }
        holders.all.append(&mut all);
    }
    sort_set(&mut holders.listed);
    sort_set(&mut holders.all);
    holders.count = holders.count.max(holders.listed.len());
    Ok(holders)
}

fn sort_set(documents: &mut Vec<DocId>) {
    documents.sort_unstable();
    documents.dedup();
}

/// The documents that are in every list; none if there are no lists.
pub(super) fn in_every<'a>(lists: impl Iterator<Item = &'a [DocId]>) -> Vec<DocId> {
    let mut lists: Vec<&[DocId]> = lists.collect();
    lists.sort_unstable_by_key(|list| list.len());
    let Some((first, others)) = lists.split_first() else { return Vec::new() };
    let is_in_others =
        |document: &&DocId| others.iter().all(|list| list.binary_search(document).is_ok());
    first.iter().filter(is_in_others).copied().collect()
}

/// The documents that hold enough of the terms ([`MIN_COVERAGE`]), as far as the terms are listed.
pub(super) fn covered(holders: &[Holders], documents: u32) -> Vec<DocId> {
    let mut held = vec![0_u64; documents as usize];
    let mut all = 0;
    for term in holders {
        let weight = weight(term.count as u64, u64::from(documents));
        all += weight;
        term.listed.iter().for_each(|&document| held[document as usize] += weight);
    }
    let is_covered = |held: u64| held > 0 && held * 100 >= all * MIN_COVERAGE;
    (0..documents).filter(|&document| is_covered(held[document as usize])).collect()
}

/// The weight of a term that `holding` of `documents` pages hold: sixteen times the binary logarithm
/// of its odds, interpolated linearly between powers of two. It is a whole number, so that the
/// browser computes exactly the same.
fn weight(holding: u64, documents: u64) -> u64 {
    let odds = 16 + 16 * (2 * (documents - holding) + 1) / (2 * holding + 1);
    let power = u64::from(odds.ilog2());
    16 * (power - 4) + ((odds << 4 >> power) & 15)
}
