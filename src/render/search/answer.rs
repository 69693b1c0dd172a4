//! The attempts to answer a query, in the order that [`query`](super::query) documents.

use tantivy::{DocId, SegmentReader};

use super::analysis::stem;
use super::coverage::{self, Holders};
use super::fields::FieldKind;
use super::fold::fold_text;
use super::index::Index;
use super::plan::{Plan, PlannedTerm};
use super::results::Match;
use super::scaled_query::Factors;
use super::{pinyin, scoring, spelling};
use crate::base::limits;

/// One search of an index.
pub(super) struct Search<'a> {
    pub index: &'a Index,
    pub segment: &'a SegmentReader,
    /// How many pages are wanted.
    pub limit: usize,
    /// If so many pages match, no more are looked for.
    pub enough: usize,
}

/// The pages that answer a query.
pub(super) struct RankedMatches {
    /// How many pages match.
    pub total: usize,
    /// The best of them with their scores, best first.
    pub best: Vec<(DocId, f32)>,
    /// Whether more pages may match.
    pub is_open: bool,
    /// The plan that found them.
    pub plan: Plan,
    /// The pages that hold the terms, with or without the phrases.
    pub documents: Vec<DocId>,
    pub matched: Match,
    /// What the score of each document was multiplied by.
    pub factors: Factors,
}

impl RankedMatches {
    fn none(plan: Plan, matched: Match) -> RankedMatches {
        RankedMatches {
            total: 0,
            best: Vec::new(),
            is_open: false,
            plan,
            documents: Vec::new(),
            matched,
            factors: Factors::default(),
        }
    }
}

impl Search<'_> {
    /// The answer of the first attempt that finds a page. `plan` is the plan of `query`.
    pub(super) fn answer(&self, query: &str, plan: Plan) -> anyhow::Result<RankedMatches> {
        let is_sentence = plan.is_sentence();
        if !is_sentence {
            let found = self.all_terms(plan.clone(), Match::All)?;
            if found.total > 0 {
                return Ok(found);
            }
        }
        for terms in pinyin::readings(query, self.index.syllables()) {
            let found = self.all_terms(plan.of_pinyin(terms), Match::Pinyin)?;
            if found.total > 0 {
                return Ok(found);
            }
        }
        if plan.is_strict {
            return Ok(RankedMatches::none(plan, Match::All));
        }
        let mut plan = plan;
        let mut holders = coverage::holders(&plan, self.segment)?;
        let corrections = self.corrections(query, &plan, &holders);
        if corrections.iter().any(|texts| !texts.is_empty()) {
            plan = plan.corrected(corrections);
            if !is_sentence {
                let found = self.all_terms(plan.clone(), Match::Corrected)?;
                if found.total > 0 {
                    return Ok(found);
                }
            }
            holders = coverage::holders(&plan, self.segment)?;
        }
        if plan.terms.len() < 2 {
            return Ok(RankedMatches::none(plan, Match::Partial));
        }
        let covered = coverage::covered(&plan, &holders, self.segment.max_doc());
        if covered.documents.is_empty() {
            return Ok(RankedMatches::none(plan, Match::Partial));
        }
        let kinds = self.index.factors(self.index.lexicon().asker(&plan.texts()));
        let factors: Factors = kinds
            .iter()
            .zip(&covered.shares)
            .map(|(factor, share)| factor * share * share)
            .collect();
        if !covered.is_weak {
            return self.rank_by(plan, covered.documents, Match::Partial, factors);
        }
        let query = scoring::plan_query(&plan, &covered.documents, &factors, self.segment)?;
        let (_, guesses) = self.index.top(&query, limits::GUESSES)?;
        let documents = guesses.into_iter().map(|(document, _)| document).collect();
        self.rank_by(plan, documents, Match::Weak, factors)
    }

    /// The pages that hold the whole plan: first as far as the lists go, then, if these are not
    /// enough, all of them.
    fn all_terms(&self, plan: Plan, matched: Match) -> anyhow::Result<RankedMatches> {
        let holders = coverage::holders(&plan, self.segment)?;
        let listed = coverage::in_every(holders.iter().map(|term| &*term.listed));
        let found = self.rank(plan, listed, matched)?;
        let is_open = holders.iter().any(|term| term.is_cut);
        if !is_open || found.total >= self.enough {
            return Ok(RankedMatches { is_open, ..found });
        }
        let all = coverage::in_every(holders.iter().map(|term| &*term.all));
        self.rank(found.plan, all, matched)
    }

    /// Those of the documents that hold the plan's required phrases, ranked.
    fn rank(
        &self,
        plan: Plan,
        documents: Vec<DocId>,
        matched: Match,
    ) -> anyhow::Result<RankedMatches> {
        let factors = self.index.factors(self.index.lexicon().asker(&plan.texts())).clone();
        self.rank_by(plan, documents, matched, factors)
    }

    fn rank_by(
        &self,
        plan: Plan,
        documents: Vec<DocId>,
        matched: Match,
        factors: Factors,
    ) -> anyhow::Result<RankedMatches> {
        let query = scoring::plan_query(&plan, &documents, &factors, self.segment)?;
        let (total, best) = self.index.top(&query, self.limit)?;
        Ok(RankedMatches { total, best, is_open: false, plan, documents, matched, factors })
    }

    /// For each term, its corrections; none for a term that some page holds.
    fn corrections(&self, query: &str, plan: &Plan, holders: &[Holders]) -> Vec<Vec<String>> {
        let corrections = |(term, holders): (&PlannedTerm, &Holders)| {
            if !holders.all.is_empty() || term.field_kind != FieldKind::Terms {
                return Vec::new();
            }
            let mut typed = String::new();
            fold_text(&query[term.source.clone()], &mut typed);
            let is_last = term.source.end == query.len();
            let mut texts: Vec<String> = Vec::new();
            for word in spelling::suggest(&typed, is_last, self.index.words()) {
                let mut text = word.to_owned();
                stem(&mut text, 0);
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
            texts
        };
        plan.terms.iter().zip(holders).map(corrections).collect()
    }
}
