//! How does a reader find a page? Records in; out come a tantivy index in memory, and the static
//! files with which a browser gives the same answers.
//!
//! 1. [`analysis`] turns text into tokens. It is the single definition, for pages and for queries;
//!    the browser module repeats it, and `tests/search/table.json` holds both to the same answers.
//! 2. [`index`] fills one tantivy segment from [`Record`]s.
//! 3. [`plan`] says what is looked up for a query, [`query`] asks tantivy; [`excerpt`] shows where
//!    a page matched.
//! 4. [`facets`] narrows an answer to a kind of page, a contact route, a payment, an audience.
//! 5. A page about a kind of scam has a [`Pattern`], with which the browser compares a pasted
//!    message.
//! 6. [`shards`] exports the segment as files small enough to fetch a few of them per query.
//!
//! One index holds one language. Its records carry the page's names in the other languages, so a
//! reader who knows only the foreign name still lands on the page.

pub mod analysis;
mod among;
mod answer;
pub mod excerpt;
pub mod fold;
pub mod index;
pub mod facets;
mod postings;
mod plan;
pub mod query;
pub mod records;
pub mod shards;
mod scoring;
mod sounds;
mod tokenizers;
mod until;
mod words;

use serde::Serialize;

pub use facets::Filter;
pub use query::{Hit, SearchPage, Way};

/// What search knows of one page in one language. All text is plain: no markup, no escapes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// Of equally good pages the one with the lower number comes first: its kind's place among the
    /// kinds.
    pub rank: usize,
    /// The language of the text where it is not the index's own: the page is not written in that
    /// yet.
    pub language: Option<String>,
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
    /// Of the other axes readers may filter by, the page's terms: `("channel", "phone")`. Its kind
    /// is in `kind`.
    pub terms: Vec<(&'static str, &'static str)>,
    /// What a pasted message is compared with; nothing but for a kind of scam.
    pub pattern: Option<Pattern>,
}

/// How messages of one kind of scam look, and what to do about them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Pattern {
    /// What the other side says or asks for, in every language of the site.
    pub phrases: Vec<String>,
    /// The red flags, in the reader's language: each is a thing to recognise.
    pub flags: Vec<String>,
    /// More of its words, in every language.
    pub words: String,
    /// What to do now, one step each, in the reader's language.
    pub steps: Vec<String>,
}

impl Record {
    /// Title and aliases, in this language and the others.
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.title)
            .chain(&self.aliases)
            .chain(&self.other_titles)
            .map(String::as_str)
    }

    fn headings(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().map(|section| section.1.as_str())
    }

    /// Lead and sections.
    fn body(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.lead)
            .chain(self.sections.iter().map(|section| &section.2))
            .map(String::as_str)
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.names().chain(self.headings()).chain([self.summary.as_str()]).chain(self.body())
    }
}
