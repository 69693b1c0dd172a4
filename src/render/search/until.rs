//! A tantivy query that matches what another matches, up to a document: of long lists only the
//! first part counts.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

#[derive(Debug)]
pub struct Until {
    pub query: Box<dyn Query>,
    /// The first document that does not match any more.
    pub end: DocId,
}

impl Clone for Until {
    fn clone(&self) -> Until {
        Until { query: self.query.box_clone(), end: self.end }
    }
}

impl Query for Until {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(UntilWeight { weight: self.query.weight(scoring)?, end: self.end }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visitor);
    }
}

struct UntilWeight {
    weight: Box<dyn Weight>,
    end: DocId,
}

impl Weight for UntilWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(UntilScorer { scorer: self.weight.scorer(reader, boost)?, end: self.end }))
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

struct UntilScorer {
    scorer: Box<dyn Scorer>,
    end: DocId,
}

impl UntilScorer {
    fn within(&self, document: DocId) -> DocId {
        if document < self.end { document } else { TERMINATED }
    }
}

impl DocSet for UntilScorer {
    fn advance(&mut self) -> DocId {
        let document = self.scorer.advance();
        self.within(document)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target >= self.end {
            // Past the end already, wherever the other scorer stands.
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

impl Scorer for UntilScorer {
    fn score(&mut self) -> Score {
        self.scorer.score()
    }
}
