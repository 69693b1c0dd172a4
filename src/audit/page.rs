//! A page as the audit reads it: its head, its places, its links to places elsewhere.

use std::sync::Arc;

use crate::audit::links::Pending;

/// What other files need to know of a page.
pub(super) struct HtmlPage<'a> {
    pub file: Arc<str>,
    pub head: PageHead<'a>,
    /// Sorted: what a fragment may name.
    pub anchors: Vec<&'a str>,
    pub pending: Vec<Pending<'a>>,
}

impl HtmlPage<'_> {
    /// Whether a fragment leads to a place on the page; none, and `top`, lead to its beginning.
    pub(super) fn has(&self, fragment: &str) -> bool {
        fragment.is_empty() || fragment == "top" || self.anchors.binary_search(&fragment).is_ok()
    }
}

/// What a page says of itself. Addresses are numbers of artifacts; `None` where one leads to no
/// file, which is a mistake already.
#[derive(Default)]
pub(super) struct PageHead<'a> {
    pub language: Option<&'a str>,
    pub title: Option<&'a str>,
    /// Search engines are asked to leave the page out.
    pub is_hidden: bool,
    /// Where it is meant to be read.
    pub canonical: Vec<NamedAddress<'a>>,
    /// The same page by language; one of them `x-default`.
    pub alternates: Vec<(&'a str, NamedAddress<'a>)>,
}

pub(super) struct NamedAddress<'a> {
    pub address: &'a str,
    pub file: Option<usize>,
    pub at: usize,
}
