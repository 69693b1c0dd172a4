//! What the templates of fixed pages see: home, names, hotlines, search, check, short addresses.

use serde::Serialize;

use crate::render::html::view::lists::TaxonomyView;
use crate::render::html::view::shared::{EntryView, HotlineView, LinkView};

/// `home.html` and `offline.html`: context key `home`.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    pub channels: TaxonomyView,
    pub payments: TaxonomyView,
    pub audiences: TaxonomyView,
    pub scams: Vec<EntryView>,
    pub guides: Vec<EntryView>,
    pub protocols: Vec<EntryView>,
    /// The newest few.
    pub cases: Vec<EntryView>,
    pub alerts: Vec<EntryView>,
}

/// `names.html`: context key `letters`.
#[derive(Clone, Debug, Serialize)]
pub struct LetterView {
    pub letter: String,
    pub names: Vec<NameView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct NameView {
    pub text: String,
    pub url: String,
    /// The page's title where the name is an alias; else empty.
    pub title: String,
    /// The language of name and title.
    pub lang: String,
}

/// `staff.html`: context key `groups`, one for each kind.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// The list of all pages of the kind.
    pub list: LinkView,
    pub intro: String,
    pub entries: Vec<EntryView>,
}

/// `hotlines.html`: context key `regions`.
#[derive(Clone, Debug, Serialize)]
pub struct RegionView {
    pub id: String,
    pub label: String,
    pub hotlines: Vec<HotlineView>,
}

/// `search.html`: context key `page`.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// JSON for its script.
    pub messages: String,
    /// What results can be narrowed by.
    pub facets: Vec<FacetView>,
}

/// A choice that narrows results: the kind, or a taxonomy.
#[derive(Clone, Debug, Serialize)]
pub struct FacetView {
    /// The name of the choice in the address: `channel`.
    pub id: String,
    pub label: String,
    pub terms: Vec<FacetTermView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct FacetTermView {
    pub id: String,
    pub label: String,
}

/// `check.html`, where a message can be pasted: context key `page`.
#[derive(Clone, Debug, Serialize)]
pub struct CheckView {
    /// JSON for its script: its texts, and what a message is searched for.
    pub messages: String,
    pub signs: String,
}

/// `short.html`, which stands at the permanent address of a page and at its old addresses: context
/// key `choices`, one per language. It has no language of its own: it greets in each of them.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceView {
    pub code: String,
    pub dir: String,
    pub language: String,
    pub title: String,
    pub summary: String,
    pub url: String,
    /// “Read in English”, in that language.
    pub read: String,
    pub site: String,
    /// The guide for people who have already paid, in that language.
    pub guide: Option<LinkView>,
}
