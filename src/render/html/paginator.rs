//! Long lists, split into pages.

use std::ops::Range;
use std::sync::Arc;

use crate::render::html::view::PaginationView;

/// The items of a list that one page shows.
pub(super) struct Pager<T> {
    /// From 1.
    pub number: usize,
    count: usize,
    range: Range<usize>,
    all: Arc<[T]>,
}

/// Splits a list into pages of `size` items; an empty list has none.
pub(super) fn paginate<T>(items: Vec<T>, size: usize) -> impl Iterator<Item = Pager<T>> {
    let all: Arc<[T]> = items.into();
    let count = all.len().div_ceil(size);
    (0..count).map(move |i| Pager {
        number: i + 1,
        count,
        range: i * size..((i + 1) * size).min(all.len()),
        all: Arc::clone(&all),
    })
}

impl<T> Pager<T> {
    pub(super) fn items(&self) -> &[T] {
        &self.all[self.range.clone()]
    }

    /// How many items the whole list has.
    pub(super) fn total(&self) -> usize {
        self.all.len()
    }

    /// The links to the pages before and after, whose paths `path` makes from their numbers.
    pub(super) fn view(&self, path: impl Fn(usize) -> String) -> Option<PaginationView> {
        if self.count == 1 {
            return None;
        }
        let page = |number: usize| (1..=self.count).contains(&number).then(|| path(number));
        Some(PaginationView {
            number: self.number,
            count: self.count,
            previous: page(self.number - 1),
            next: page(self.number + 1),
        })
    }
}
