//! Search results, as a query returns them.

use std::ops::Range;

use serde::Serialize;

use super::facets::FacetCounts;
use crate::base::vocabulary::Kind;

/// The results of a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchPage {
    /// How many pages match.
    pub total: usize,
    /// Whether more pages may match: they were not looked for, because these are enough.
    pub is_open: bool,
    /// The best of them, best first.
    pub results: Vec<Hit>,
    /// Empty without a filter.
    pub counts: FacetCounts,
    pub matched: Match,
    /// The terms that were looked up.
    pub terms: Vec<String>,
}

/// How the pages match the query: the attempts in the order they are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Match {
    /// They hold every term.
    #[default]
    All,
    /// Their names are written so in pinyin.
    Pinyin,
    /// They hold every term, after words that no page has were corrected.
    Corrected,
    /// They hold enough of the terms.
    Partial,
    /// They hold little of the query: no more than a guess.
    Weak,
}

/// A page that matches.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub url: String,
    pub title: String,
    pub kind: Kind,
    /// The page's language if it is not the one searched in.
    pub language: Option<String>,
    pub excerpt: PageExcerpt,
    /// The section that the excerpt is taken from.
    pub section: Option<SectionLink>,
    pub score: f32,
    /// The parts of the score, the greatest first; empty unless asked for.
    pub reasons: Vec<Reason>,
}

/// Where a section of a page is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionLink {
    /// The part of the address after `#`.
    pub anchor: String,
    pub heading: String,
}

/// A piece of a page's text. It is plain text: whoever prints it escapes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageExcerpt {
    pub text: String,
    /// The bytes of `text` that match, in order and not touching each other.
    pub matches: Vec<Range<usize>>,
    /// The place of the section it is taken from; none for the text before the first.
    pub section: Option<usize>,
}

/// A part of a page's score.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// A term, or the terms of a phrase with spaces between them.
    pub text: String,
    pub field: &'static str,
    pub score: f32,
}
