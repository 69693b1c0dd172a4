//! The search output: records in, a tantivy index in memory and static index files out.
//!
//! 1. [`records`] makes a [`Record`] of each page.
//! 2. [`analysis`] turns text into tokens. It is the single definition, for pages and for queries;
//!    the browser module repeats it, and `tests/search/table.json` holds both to the same results.
//! 3. [`index`] fills one tantivy segment from the records.
//! 4. [`plan`] decides what is looked up for a query, [`query`] asks tantivy, [`excerpt`] shows
//!    where a page matches, and [`facets`] narrows the results.
//! 5. [`export`](mod@export) writes the segment as files that are small enough to fetch a few of
//!    them per query.
//!
//! A page about a kind of scam also has a [`Pattern`], with which the browser compares a pasted
//! message.
//!
//! One index holds one language. Its records carry the page's names in the other languages, so a
//! reader who knows only the foreign name still finds the page.

pub mod record;
pub mod records;
pub mod analysis;
pub mod fold;
mod pinyin;
mod spelling;
mod fields;
mod tokenizers;
pub mod index;
mod plan;
mod coverage;
mod answer;
pub mod scoring;
mod document_query;
mod cutoff_query;
pub mod excerpt;
pub mod facets;
pub mod results;
pub mod query;
mod postings;
mod shards;
pub mod export;

pub use facets::Filter;
pub use query::SearchOptions;
pub use record::{Pattern, Record, RecordSection};
pub use results::{Match, SearchPage};
