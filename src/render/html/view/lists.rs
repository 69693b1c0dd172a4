//! What the templates of lists see: a kind, a taxonomy, a term.

use serde::Serialize;

use crate::render::html::view::shared::{EntryView, LinkView, PaginationView, TermView};

/// `list.html` (a kind) and `term.html` (a term of a taxonomy): context key `list`.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    pub title: String,
    pub intro: String,
    pub entries: Vec<EntryView>,
    /// How many pages the whole list has.
    pub total: usize,
    pub pagination: Option<PaginationView>,
    /// On the list of an audience: the audience's own page.
    pub lead: Option<LinkView>,
}

/// `taxonomy.html`: context key `taxonomy`; on the home page `channels`, `payments`, `audiences`.
#[derive(Clone, Debug, Serialize)]
pub struct TaxonomyView {
    pub id: String,
    pub title: String,
    pub intro: String,
    pub terms: Vec<TermView>,
}
