//! A tantivy query that matches what another query matches, and multiplies its scores, by document.

use std::sync::Arc;

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, Term};

/// What the scores of the documents are multiplied by.
pub(super) type Factors = Arc<[Score]>;

#[derive(Debug)]
pub(super) struct ScaledQuery {
    pub query: Box<dyn Query>,
    pub factors: Factors,
}

impl Clone for ScaledQuery {
    fn clone(&self) -> ScaledQuery {
        ScaledQuery { query: self.query.box_clone(), factors: Arc::clone(&self.factors) }
    }
}

impl Query for ScaledQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let factors = Arc::clone(&self.factors);
        Ok(Box::new(ScaledWeight { weight: self.query.weight(scoring)?, factors }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visitor);
    }
}

struct ScaledWeight {
    weight: Box<dyn Weight>,
    factors: Factors,
}

impl Weight for ScaledWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let scorer = self.weight.scorer(reader, boost)?;
        Ok(Box::new(ScaledScorer { scorer, factors: Arc::clone(&self.factors) }))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let own = self.weight.explain(reader, document)?;
        let score = own.value() * self.factors[document as usize];
        let mut scaled = Explanation::new_with_string("by kind and by share".to_owned(), score);
        scaled.add_detail(own);
        Ok(scaled)
    }
}

struct ScaledScorer {
    scorer: Box<dyn Scorer>,
    factors: Factors,
}

impl DocSet for ScaledScorer {
    fn advance(&mut self) -> DocId {
        self.scorer.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.scorer.seek(target)
    }

    fn doc(&self) -> DocId {
        self.scorer.doc()
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }
}

impl Scorer for ScaledScorer {
    fn score(&mut self) -> Score {
        let document = self.scorer.doc();
        self.scorer.score() * self.factors[document as usize]
    }
}
