//! The short addresses that are on paper after a build.

use crate::base::source::Span;
use crate::parse::printed::{PrintedAddress, PrintedLock};
use crate::site::Site;
use crate::site::route::HOME_ID;

/// What stood on paper before, and now the pages with these ids too.
pub fn printed<'a>(site: &Site, ids: impl Iterator<Item = &'a str>) -> PrintedLock {
    let mut printed = site.printed.clone();
    for id in ids {
        let (page, digest) = match site.find(id).map(|index| site.page(index)) {
            Some(page) => (page.path(), Some(page.original().digest)),
            None => (HOME_ID.to_owned(), None),
        };
        printed.insert(id.to_owned(), PrintedAddress { page, digest, span: Span::default() });
    }
    printed
}
