//! What is tried to answer a plan, and which pages hold it? [`query`](super::query) says in which
//! order.

use std::iter;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use super::analysis::stem;
use super::fold::fold_text;
use super::index::{FIELDS, Holds, Index, field};
use super::plan::{Plan, PlannedTerm};
use super::query::{COVERED, Way};
use super::scoring::fields;
use super::{sounds, words};

/// How many pages match, and the best of them with their scores.
pub(super) type Ranked = (usize, Vec<(u32, f32)>);

/// What answers a query.
pub(super) struct Answer {
    pub ranked: Ranked,
    /// Whether more pages may match.
    pub is_open: bool,
    /// The plan that found them.
    pub plan: Plan,
    /// Those that hold enough of the terms, whether or not they hold the phrases.
    pub documents: Vec<u32>,
    pub way: Way,
}

impl Index {
    /// `enough` pages are enough not to look for more.
    pub(super) fn answer(
        &self,
        query: &str,
        plan: Plan,
        segment: &SegmentReader,
        limit: usize,
        enough: usize,
    ) -> anyhow::Result<Answer> {
        let whole = |plan: Plan, way| {
            Ok::<_, anyhow::Error>(Answer { way, ..self.whole(plan, segment, limit, enough)? })
        };
        let nothing = |plan, way| Answer {
            ranked: (0, Vec::new()),
            is_open: false,
            plan,
            documents: Vec::new(),
            way,
        };
        let readings = iter::once_with(|| sounds::readings(query, self.syllables()))
            .flatten()
            .map(Plan::of_sounds);
        let readings = readings.map(|plan| (plan, Way::Sounds));
        for (plan, way) in iter::once((plan.clone(), Way::Whole)).chain(readings) {
            let answer = whole(plan, way)?;
            if answer.ranked.0 > 0 {
                return Ok(answer);
            }
        }
        if plan.is_strict {
            return Ok(nothing(plan, Way::Whole));
        }
        let mut plan = plan;
        let mut holding = holding(&plan, segment)?;
        let others = self.meant(query, &plan, &holding);
        if others.iter().any(|texts| !texts.is_empty()) {
            plan = plan.with(others);
            let answer = whole(plan.clone(), Way::Meant)?;
            if answer.ranked.0 > 0 {
                return Ok(answer);
            }
            holding = self::holding(&plan, segment)?;
        }
        let documents =
            if plan.terms.len() < 3 { Vec::new() } else { covered(&holding, segment.max_doc()) };
        if documents.is_empty() {
            return Ok(nothing(plan, Way::Enough));
        }
        let ranked = self.top(&plan.among(documents.clone(), segment)?, limit)?;
        Ok(Answer { ranked, is_open: false, plan, documents, way: Way::Enough })
    }

    /// The pages that hold the whole plan, and whether there may be more of them. First those that
    /// the lists hold as far as they go; all, if these are not enough.
    fn whole(
        &self,
        plan: Plan,
        segment: &SegmentReader,
        limit: usize,
        enough: usize,
    ) -> anyhow::Result<Answer> {
        let holding = holding(&plan, segment)?;
        let is_open = holding.iter().any(|term| term.is_cut);
        let every = |documents: fn(&Holding) -> &[u32]| {
            let mut lists: Vec<&[u32]> = holding.iter().map(documents).collect();
            lists.sort_unstable_by_key(|list| list.len());
            let Some((first, others)) = lists.split_first() else { return Vec::new() };
            let is_in_all =
                |document: &&u32| others.iter().all(|list| list.binary_search(document).is_ok());
            first.iter().filter(is_in_all).copied().collect::<Vec<u32>>()
        };
        let documents = every(|term| &term.listed);
        let ranked = self.top(&plan.among(documents.clone(), segment)?, limit)?;
        if !is_open || ranked.0 >= enough {
            return Ok(Answer { ranked, is_open, plan, documents, way: Way::Whole });
        }
        let documents = every(|term| &term.all);
        let ranked = self.top(&plan.among(documents.clone(), segment)?, limit)?;
        Ok(Answer { ranked, is_open: false, plan, documents, way: Way::Whole })
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
    /// How many hold it, as far as is known without asking for all: of several texts, the
    /// commonest counts.
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
            let postings = index.read_postings(
                &Term::from_field_text(field(number), text),
                IndexRecordOption::Basic,
            )?;
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
        .filter(|&document| {
            held[document as usize] * 100 >= all * COVERED && held[document as usize] > 0
        })
        .collect()
}

/// What a term counts that `holding` of `documents` pages hold: sixteen times the logarithm of its
/// odds, to base two, between powers of two in a straight line. In whole numbers, so that the
/// browser has the very same.
fn weight(holding: u64, documents: u64) -> u64 {
    let odds = 16 + 16 * (2 * (documents - holding) + 1) / (2 * holding + 1);
    let power = u64::from(odds.ilog2());
    16 * (power - 4) + ((odds << 4 >> power) & 15)
}
