//! A tantivy query for a given set of documents. It matches them and adds nothing to their scores.

use std::sync::Arc;

use tantivy::query::{
    BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::{BitSet, DocId, Score, SegmentReader};

#[derive(Clone, Debug)]
pub(super) struct DocumentQuery(Arc<BitSet>);

impl DocumentQuery {
    /// `max_document` is the number of documents of the segment.
    pub(super) fn new(documents: &[DocId], max_document: DocId) -> DocumentQuery {
        let mut set = BitSet::with_max_value(max_document);
        for &document in documents {
            set.insert(document);
        }
        DocumentQuery(Arc::new(set))
    }
}

impl Query for DocumentQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for DocumentQuery {
    fn scorer(&self, _: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from((*self.0).clone()), 0.0)))
    }

    fn explain(&self, _: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new_with_string(format!("document {document} was chosen before"), 0.0))
    }
}
