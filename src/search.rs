//! How does a reader find a page? Records in; out come a tantivy index in memory, and the static
//! files with which a browser gives the same answers.
//!
//! 1. [`analysis`] turns text into tokens. It is the single definition, for pages and for queries;
//!    the browser module repeats it, and `tests/search/table.json` holds both to the same answers.
//! 2. [`index`] fills one tantivy segment from [`Record`]s.
//! 3. [`query`] plans a query and asks tantivy; [`excerpt`] shows where a page matched.
//! 4. [`shards`] exports the segment as files small enough to fetch a few of them per query.
//!
//! One index holds one language. Its records carry the page's names in the other languages, so a
//! reader who knows only the foreign name still lands on the page.

pub mod analysis;
pub mod excerpt;
pub mod fold;
pub mod index;
mod postings;
pub mod query;
pub mod records;
pub mod shards;

pub use query::{Hit, SearchPage};

/// What search knows of one page in one language. All text is plain: no markup, no escapes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// Absolute within the site: `/en/scams/fake-police/`.
    pub url: String,
    pub title: String,
    /// The kind's id: `scams`.
    pub kind: String,
    /// Other names of the same thing in this language.
    pub aliases: Vec<String>,
    /// Title and aliases in the other languages.
    pub other_titles: Vec<String>,
    pub summary: String,
    /// Anchor, heading and text of each section, in page order.
    pub sections: Vec<(String, String, String)>,
    /// The text before the first section.
    pub lead: String,
}
