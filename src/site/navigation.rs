//! The page before, the page after and the related pages of each page.

use std::collections::HashMap;

use crate::site::page::Page;
use crate::site::page::PageIndex;

/// A page shows at most this many related pages.
const MAX_RELATED: usize = 8;

/// The neighbours of every page, by [`PageIndex`].
#[derive(Clone, Debug, Default)]
pub struct Navigation {
    related: Vec<Vec<PageIndex>>,
    previous: Vec<Option<PageIndex>>,
    next: Vec<Option<PageIndex>>,
}

impl Navigation {
    /// Derives the neighbours. A page is related to those it names and to those that name it, in
    /// that order; the work grows with the number of references, not with pairs of pages.
    pub fn new(pages: &[Page], index: &HashMap<String, PageIndex>) -> Self {
        let mut related: Vec<Vec<PageIndex>> =
            pages.iter().map(|page| named(page, pages, index)).collect();
        let forward = related.clone();
        for (from, named) in forward.iter().enumerate() {
            for to in named {
                let list = &mut related[to.0 as usize];
                let from = PageIndex::new(from);
                if list.len() < MAX_RELATED && !list.contains(&from) {
                    list.push(from);
                }
            }
        }
        let same_kind = |a: usize, b: usize| {
            pages.get(a).zip(pages.get(b)).is_some_and(|(a, b)| a.kind == b.kind)
        };
        let neighbour = |from: usize, to: Option<usize>| {
            to.filter(|&to| same_kind(from, to)).map(PageIndex::new)
        };
        Navigation {
            related,
            previous: (0..pages.len()).map(|i| neighbour(i, i.checked_sub(1))).collect(),
            next: (0..pages.len()).map(|i| neighbour(i, Some(i + 1))).collect(),
        }
    }

    pub fn related(&self, page: PageIndex) -> &[PageIndex] {
        &self.related[page.0 as usize]
    }

    pub fn previous(&self, page: PageIndex) -> Option<PageIndex> {
        self.previous[page.0 as usize]
    }

    pub fn next(&self, page: PageIndex) -> Option<PageIndex> {
        self.next[page.0 as usize]
    }
}

fn named(page: &Page, pages: &[Page], index: &HashMap<String, PageIndex>) -> Vec<PageIndex> {
    let mut found = Vec::new();
    for reference in &page.facts.related {
        let target = reference.value.split_once('/').and_then(|(_, id)| index.get(id).copied());
        let fits = |t: &PageIndex| {
            let other = &pages[t.0 as usize];
            !std::ptr::eq(other, page) && other.path() == reference.value && !found.contains(t)
        };
        if let Some(target) = target.filter(fits) {
            found.push(target);
        }
    }
    found
}
