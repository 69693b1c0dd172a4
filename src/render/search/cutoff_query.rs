//! A tantivy query that matches what another query matches, up to a document: only the first part
//! of a long list counts.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

#[derive(Debug)]
pub(super) struct CutoffQuery {
    pub query: Box<dyn Query>,
    /// The first document that no longer matches.
    pub end: DocId,
}

impl Clone for CutoffQuery {
    fn clone(&self) -> CutoffQuery {
        CutoffQuery { query: self.query.box_clone(), end: self.end }
    }
}

impl Query for CutoffQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(CutoffWeight { weight: self.query.weight(scoring)?, end: self.end }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visitor);
    }
}

struct CutoffWeight {
    weight: Box<dyn Weight>,
    end: DocId,
}

impl Weight for CutoffWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(CutoffScorer { scorer: self.weight.scorer(reader, boost)?, end: self.end }))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        if document >= self.end {
            return Err(TantivyError::InvalidArgument(format!(
                "document {document} does not match"
            )));
        }
        self.weight.explain(reader, document)
    }
}

struct CutoffScorer {
    scorer: Box<dyn Scorer>,
    end: DocId,
}

impl CutoffScorer {
    fn within(&self, document: DocId) -> DocId {
        if document < self.end { document } else { TERMINATED }
    }
}

impl DocSet for CutoffScorer {
    fn advance(&mut self) -> DocId {
        let document = self.scorer.advance();
        self.within(document)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target >= self.end {
            // Past the end already, wherever the other scorer is.
            self.end = self.end.min(self.scorer.doc());
            return TERMINATED;
        }
        let document = self.scorer.seek(target);
        self.within(document)
    }

    fn doc(&self) -> DocId {
        self.within(self.scorer.doc())
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }
}

impl Scorer for CutoffScorer {
    fn score(&mut self) -> Score {
        self.scorer.score()
    }
}
