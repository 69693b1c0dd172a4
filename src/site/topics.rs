//! Which pages belong to a contact route, a payment, an audience?

use crate::base::vocabulary::{Axis, Vocabulary};
use crate::site::PageIndex;
use crate::site::page::Page;

/// A word of an axis and the pages that carry it, in the order of the site.
#[derive(Clone, Debug)]
pub struct Topic {
    pub axis: Axis,
    pub id: &'static str,
    pub pages: Vec<PageIndex>,
}

/// Every word that at least one page carries.
#[derive(Clone, Debug, Default)]
pub struct Topics {
    topics: Vec<Topic>,
}

impl Topics {
    /// Sorts pages under their words, in one pass.
    pub fn new(pages: &[Page]) -> Self {
        let mut topics: Vec<Topic> = Axis::ALL
            .iter()
            .flat_map(|&axis| {
                axis.terms().into_iter().map(move |id| Topic { axis, id, pages: Vec::new() })
            })
            .collect();
        for (number, page) in pages.iter().enumerate() {
            for &axis in Axis::ALL {
                let terms = page.facts.terms(axis);
                let carried = topics
                    .iter_mut()
                    .filter(|topic| topic.axis == axis && terms.contains(&topic.id));
                carried.for_each(|topic| topic.pages.push(PageIndex(number as u32)));
            }
        }
        topics.retain(|topic| !topic.pages.is_empty());
        Topics { topics }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Topic> {
        self.topics.iter()
    }

    pub fn of(&self, axis: Axis) -> impl Iterator<Item = &Topic> {
        self.topics.iter().filter(move |topic| topic.axis == axis)
    }
}
