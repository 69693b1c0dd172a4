//! The documents that hold the terms of a plan: all of the terms, or enough of them.

use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::fields::{FIELDS, field, fields_of};
use super::fold::is_han;
use super::plan::{Plan, PlannedTerm};

/// How much of a query a page must hold, in per cent of the weight of all its terms.
const MIN_COVERAGE: u64 = 25;
/// How much of it makes a page more than a guess.
const STRONG: u64 = 65;
/// So many terms do too.
const MANY: u32 = 4;
/// The digits of a telephone number, at least.
const MIN_NUMBER: usize = 3;

/// The documents that hold a term in any field, in their order.
#[derive(Default)]
pub(super) struct Holders {
    /// Those within the [`depth`](super::fields::FieldSpec::depth) of the fields' lists.
    pub listed: Vec<DocId>,
    pub all: Vec<DocId>,
    /// Those that have it in their names, as far as the lists go.
    pub named: Vec<DocId>,
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
    let mut holders = Holders::default();
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
                    if FIELDS[number].is_name {
                        holders.named.push(postings.doc());
                    }
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
    sort_set(&mut holders.named);
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

/// The documents that hold enough of a plan.
pub(super) struct Covered {
    pub documents: Vec<DocId>,
    /// By document, how much of the plan it holds: at most 1.
    pub shares: Vec<f32>,
    /// Whether they are no more than a guess.
    pub is_weak: bool,
}

/// What one document holds of a plan.
#[derive(Clone, Copy, Default)]
struct Held {
    weight: u64,
    terms: u32,
    /// Whether a term is in its names.
    is_named: bool,
}

/// The documents that hold enough of the terms ([`MIN_COVERAGE`]), as far as the terms are listed,
/// and two of them or more; if there are none, those that have a term in their names. Fillers count
/// nothing. The rarer a term is, the more it counts, and a term in a name as much as it is rare in
/// names. A term that no page has counts most, and makes results fewer; a pair of Han characters
/// half of that, for it may be no word. A page whose name has a number of the query is as good as one
/// that holds all of it.
pub(super) fn covered(plan: &Plan, holders: &[Holders], documents: u32) -> Covered {
    let is_any_telling = plan.terms.iter().any(|term| !term.is_filler);
    let counted = plan.terms.iter().zip(holders);
    let counted = counted.filter(|(term, _)| !(is_any_telling && term.is_filler));
    let mut held = vec![Held::default(); documents as usize];
    let (mut all, mut terms) = (0, 0);
    let mut numbers = Vec::new();
    for (term, holders) in counted {
        let weigh = |count: usize| weight(count as u64, u64::from(documents));
        let (own, name) = (weigh(holders.count), weigh(holders.named.len()));
        let is_unknown_pair = holders.listed.is_empty() && term.texts[0].starts_with(is_han);
        all += if is_unknown_pair { own / 2 } else { own };
        terms += 1;
        for &document in &holders.listed {
            let held = &mut held[document as usize];
            held.weight += own;
            held.terms += 1;
        }
        let is_number =
            term.texts[0].len() >= MIN_NUMBER && term.texts[0].bytes().all(|b| b.is_ascii_digit());
        for &document in &holders.named {
            let held = &mut held[document as usize];
            held.weight += name - own;
            held.is_named = true;
        }
        if is_number {
            numbers.extend_from_slice(&holders.named);
        }
    }
    // A telephone number is enough.
    for document in numbers {
        let held = &mut held[document as usize];
        (held.weight, held.terms) = (all, MANY);
    }
    let is_enough =
        |held: &Held| held.terms >= terms.min(2) && held.weight * 100 >= all * MIN_COVERAGE;
    let is_strong = |held: &Held| held.weight * 100 >= all * STRONG || held.terms >= MANY;
    let documents_where = |accepts: &dyn Fn(&Held) -> bool| -> Vec<DocId> {
        (0..documents).filter(|&document| accepts(&held[document as usize])).collect()
    };
    let mut found = documents_where(&is_enough);
    let is_weak = !found.iter().any(|&document| is_strong(&held[document as usize]));
    if found.is_empty() {
        found = documents_where(&|held| held.is_named);
    }
    let shares = held.iter().map(|held| share(held.weight, all)).collect();
    Covered { documents: found, shares, is_weak }
}

#[expect(clippy::cast_precision_loss, reason = "the sums are small")]
fn share(weight: u64, all: u64) -> f32 {
    if weight >= all { 1.0 } else { weight as f32 / all as f32 }
}

/// The weight of a term that `holding` of `documents` pages hold: sixteen times the binary logarithm
/// of its odds, interpolated linearly between powers of two. It is a whole number, so that the
/// browser computes exactly the same.
fn weight(holding: u64, documents: u64) -> u64 {
    let odds = 16 + 16 * (2 * (documents - holding) + 1) / (2 * holding + 1);
    let power = u64::from(odds.ilog2());
    16 * (power - 4) + ((odds << 4 >> power) & 15)
}
