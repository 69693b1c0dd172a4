//! The terms of each taxonomy (contact route, payment, audience) and their pages.

use crate::base::vocabulary::{Taxonomy, Vocabulary};
use crate::site::page::{Page, PageIndex};

/// A term of a taxonomy and its pages, in the order of the site.
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

impl Taxonomies {
    /// Sorts pages under their terms, in one pass.
    pub fn new(pages: &[Page]) -> Self {
        let mut all: Vec<Term> = Taxonomy::ALL
            .iter()
            .flat_map(|&taxonomy| {
                taxonomy.terms().into_iter().map(move |id| Term { taxonomy, id, pages: Vec::new() })
            })
            .collect();
        for (number, page) in pages.iter().enumerate() {
            for &taxonomy in Taxonomy::ALL {
                let own = page.facts.terms(taxonomy);
                for term in &mut all {
                    if term.taxonomy == taxonomy && own.contains(&term.id) {
                        term.pages.push(PageIndex::new(number));
                    }
                }
            }
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
