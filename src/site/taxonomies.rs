//! The terms of each taxonomy (contact route, payment, audience) and their pages.

use crate::base::vocabulary::{Kind, Taxonomy, Vocabulary};
use crate::site::page::{Page, PageIndex};

/// A term of a taxonomy and its pages: scams first, then what else is for readers, then materials for
/// staff; of each, those first in whose own list the term stands nearest to the beginning.
#[derive(Clone, Debug)]
pub struct Term {
    pub taxonomy: Taxonomy,
    pub id: &'static str,
    pub pages: Vec<PageIndex>,
}

/// Every term that at least one page has.
#[derive(Clone, Debug, Default)]
pub struct Taxonomies {
    terms: Vec<Term>,
}

/// Where the pages of a kind stand in the list of a term.
fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Scams => 0,
        _ if kind.is_material() => 2,
        _ => 1,
    }
}

impl Taxonomies {
    /// Sorts pages under their terms, in one pass.
    pub fn new(pages: &[Page]) -> Self {
        let mut all: Vec<Term> = Taxonomy::ALL
            .iter()
            .flat_map(|&taxonomy| {
                taxonomy.terms().into_iter().map(move |id| Term { taxonomy, id, pages: Vec::new() })
            })
            .collect();
        let mut places = vec![Vec::new(); all.len()];
        for (number, page) in pages.iter().enumerate() {
            for &taxonomy in Taxonomy::ALL {
                let own = page.facts.terms(taxonomy);
                for (term, places) in all.iter().zip(&mut places) {
                    if term.taxonomy == taxonomy
                        && let Some(place) = own.iter().position(|id| *id == term.id)
                    {
                        places.push((rank(page.kind), place, PageIndex::new(number)));
                    }
                }
            }
        }
        for (term, mut places) in all.iter_mut().zip(places) {
            places.sort_unstable();
            term.pages = places.into_iter().map(|(.., page)| page).collect();
        }
        all.retain(|term| !term.pages.is_empty());
        Taxonomies { terms: all }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter()
    }

    pub fn of(&self, taxonomy: Taxonomy) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| term.taxonomy == taxonomy)
    }
}
