//! The search output: records in, static index files out; and the same answers from a tantivy index.
//!
//! 1. [`records`] makes a [`Record`] of each page.
//! 2. [`analysis`] turns text into tokens. It is the single definition, for pages and for queries;
//!    the browser module repeats it, and `tests/search/table.json` holds both to the same results.
//! 3. [`export`](mod@export) makes files of the records, small enough to fetch a few of them per
//!    query: [`parts`] reads the records, [`runs`] packs their postings, [`postings`] merges these.
//! 4. [`index`] fills one tantivy segment from the records, for queries without a browser and as
//!    the measure of the browser's answers.
//! 5. [`plan`] decides what is looked up for a query, [`query`] asks tantivy, [`order`] says which
//!    kinds of pages come first, [`excerpt`] shows
//!    where a page matches, and [`facets`] narrows the results.
//!
//! A page about a kind of scam also has a [`Pattern`], with which the browser compares a pasted
//! message.
//!
//! One index holds one language. Its records carry the page's names in the other languages, so a
//! reader who knows only the foreign name still finds the page.

pub mod record;
mod synonyms;
pub mod records;
pub mod analysis;
pub mod fold;
mod pinyin;
mod spelling;
mod fields;
mod tokenizers;
pub mod index;
mod order;
mod plan;
mod lexicon;
mod coverage;
mod answer;
pub mod scoring;
mod document_query;
mod cutoff_query;
mod scaled_query;
pub mod excerpt;
pub mod facets;
pub mod results;
pub mod query;
mod numbers;
mod runs;
mod postings;
mod shards;
mod record_shards;
mod parts;
pub mod export;

pub use facets::Filter;
pub use query::SearchOptions;
pub use record::{Pattern, Record, RecordSection};
pub use results::{Match, SearchPage};
