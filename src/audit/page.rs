//! A page as other files need to know it: what it says of itself, and the places on it.

use std::sync::Arc;

use crate::audit::places::{PlaceId, anchor};

/// What is kept of a page. There are as many as the site has pages, so it is small.
pub(super) struct HtmlPage {
    pub file: Arc<str>,
    pub head: Box<PageHead>,
    /// Short forms of the names that a fragment may use, sorted.
    pub anchors: Box<[u64]>,
}

impl HtmlPage {
    /// Whether a fragment leads to a place on the page; none, and `top`, lead to its beginning.
    pub(super) fn has(&self, fragment: &str) -> bool {
        fragment.is_empty()
            || fragment == "top"
            || self.anchors.binary_search(&anchor(fragment)).is_ok()
    }
}

/// What a page says of itself.
#[derive(Default)]
pub(super) struct PageHead {
    pub language: Box<str>,
    /// Search engines are asked to leave the page out.
    pub is_hidden: bool,
    /// Where it is meant to be read; the first, if it says more than one.
    pub canonical: Option<NamedAddress>,
    /// The same page by language; one of them `x-default`.
    pub alternates: Box<[(Box<str>, NamedAddress)]>,
}

/// An address of a head.
#[derive(Clone, Copy)]
pub(super) struct NamedAddress {
    /// `None` where it leads to no file of this site, which is a mistake already.
    pub file: Option<PlaceId>,
    pub at: usize,
}

/// What a page says of itself, as it says it.
#[derive(Default)]
pub(super) struct Head<'a> {
    pub language: Option<&'a str>,
    pub title: Option<&'a str>,
    pub is_hidden: bool,
    /// Whether a policy says what the page may run and load.
    pub has_policy: bool,
    pub canonical: Vec<NamedAddress>,
    pub alternates: Vec<(&'a str, NamedAddress)>,
}
