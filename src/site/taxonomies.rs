//! The terms of each taxonomy (contact route, payment, audience) and their pages.

use crate::base::vocabulary::{Taxonomy, Vocabulary};
use crate::site::page::Page;
use crate::site::page::PageIndex;

/// A word of an axis and the pages that carry it, in the order of the site.
#[derive(Clone, Debug)]
pub struct Term {
    pub axis: Taxonomy,
    pub id: &'static str,
    pub pages: Vec<PageIndex>,
}

/// Every word that at least one page carries.
#[derive(Clone, Debug, Default)]
pub struct Taxonomies {
    topics: Vec<Term>,
}

impl Taxonomies {
    /// Sorts pages under their words, in one pass.
    pub fn new(pages: &[Page]) -> Self {
        let mut topics: Vec<Term> = Taxonomy::ALL
            .iter()
            .flat_map(|&axis| {
                axis.terms().into_iter().map(move |id| Term { axis, id, pages: Vec::new() })
            })
            .collect();
        for (number, page) in pages.iter().enumerate() {
            for &axis in Taxonomy::ALL {
                let terms = page.facts.terms(axis);
                let carried = topics
                    .iter_mut()
                    .filter(|topic| topic.axis == axis && terms.contains(&topic.id));
                carried.for_each(|topic| topic.pages.push(PageIndex(number as u32)));
            }
        }
        topics.retain(|topic| !topic.pages.is_empty());
        Taxonomies { topics }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Term> {
        self.topics.iter()
    }

    pub fn of(&self, axis: Taxonomy) -> impl Iterator<Item = &Term> {
        self.topics.iter().filter(move |topic| topic.axis == axis)
    }
}
