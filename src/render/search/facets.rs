//! Which of the answers does a reader want to see? Those of one kind, one contact route, one
//! payment, one audience.

use std::collections::BTreeMap;

use super::Record;
use crate::base::vocabulary::{Taxonomy, Vocabulary};

/// The ids of the axes an answer can be narrowed by, in the order readers are shown them.
pub fn axes() -> impl Iterator<Item = &'static str> {
    std::iter::once("kind").chain(Taxonomy::ids())
}

/// At most one term of each axis: `{"kind": "scams", "channel": "phone"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter(pub BTreeMap<String, String>);

/// By axis and term, how many pages the answer would have if that term were chosen on that axis.
pub type Counts = BTreeMap<&'static str, BTreeMap<String, usize>>;

impl Filter {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn fits(&self, record: &Record) -> bool {
        self.fits_without(record, "")
    }

    /// Whether a page fits but for one axis.
    fn fits_without(&self, record: &Record, left_out: &str) -> bool {
        let others = self.0.iter().filter(|(axis, _)| *axis != left_out);
        others.into_iter().all(|(axis, term)| terms(record, axis).any(|own| own == term))
    }

    /// What there is to choose among pages.
    pub fn counts<'r>(&self, records: impl Iterator<Item = &'r Record> + Clone) -> Counts {
        let mut counts = Counts::new();
        for axis in axes() {
            let own = counts.entry(axis).or_default();
            for record in records.clone().filter(|record| self.fits_without(record, axis)) {
                for term in terms(record, axis) {
                    *own.entry(term.to_owned()).or_insert(0) += 1;
                }
            }
        }
        counts
    }
}

/// A page's terms on an axis.
pub fn terms<'r>(record: &'r Record, axis: &'r str) -> impl Iterator<Item = &'r str> {
    let kind = (axis == "kind").then_some(record.kind.as_str());
    kind.into_iter()
        .chain(record.terms.iter().filter(move |(own, _)| *own == axis).map(|(_, term)| *term))
}
