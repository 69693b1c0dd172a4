//! Facets: results narrowed to one kind of page, one contact route, one payment, one audience.

use std::collections::BTreeMap;

use super::record::Record;
use crate::base::vocabulary::{Audience, Channel, Kind, Payment, Taxonomy, Vocabulary};

/// Something that results can be narrowed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    Kind,
    Taxonomy(Taxonomy),
}

impl Facet {
    /// All facets, in the order readers see them.
    pub fn all() -> impl Iterator<Item = Facet> {
        std::iter::once(Facet::Kind).chain(Taxonomy::ALL.iter().copied().map(Facet::Taxonomy))
    }

    /// Its name in addresses and in the index.
    pub fn id(self) -> &'static str {
        match self {
            Facet::Kind => "kind",
            Facet::Taxonomy(taxonomy) => taxonomy.id(),
        }
    }

    /// A page's terms of this facet.
    pub fn terms(self, record: &Record) -> Vec<&'static str> {
        match self {
            Facet::Kind => vec![record.kind.id()],
            Facet::Taxonomy(taxonomy) => {
                let own = record.terms.iter().filter(|(of, _)| *of == taxonomy);
                own.map(|(_, term)| *term).collect()
            }
        }
    }
}

/// What results must be, at most one term of each facet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub kind: Option<Kind>,
    pub channel: Option<Channel>,
    pub payment: Option<Payment>,
    pub audience: Option<Audience>,
}

/// By the ids of facet and term, how many pages would match if that term were chosen in that facet.
pub type FacetCounts = BTreeMap<&'static str, BTreeMap<&'static str, usize>>;

impl Filter {
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    pub fn accepts(&self, record: &Record) -> bool {
        Facet::all().all(|facet| self.accepts_in(facet, record))
    }

    fn accepts_in(&self, facet: Facet, record: &Record) -> bool {
        self.chosen(facet).is_none_or(|term| facet.terms(record).contains(&term))
    }

    fn chosen(&self, facet: Facet) -> Option<&'static str> {
        match facet {
            Facet::Kind => self.kind.map(Kind::id),
            Facet::Taxonomy(Taxonomy::Channel) => self.channel.map(Channel::id),
            Facet::Taxonomy(Taxonomy::Payment) => self.payment.map(Payment::id),
            Facet::Taxonomy(Taxonomy::Audience) => self.audience.map(Audience::id),
        }
    }

    /// The choices left among pages: each facet is counted as if nothing were chosen in it.
    pub fn counts<'r>(&self, records: impl Iterator<Item = &'r Record> + Clone) -> FacetCounts {
        let mut counts = FacetCounts::new();
        for facet in Facet::all() {
            let own = counts.entry(facet.id()).or_default();
            for record in records.clone() {
                let mut others = Facet::all().filter(|&other| other != facet);
                if others.all(|other| self.accepts_in(other, record)) {
                    for term in facet.terms(record) {
                        *own.entry(term).or_insert(0) += 1;
                    }
                }
            }
        }
        counts
    }
}
