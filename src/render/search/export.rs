//! The index as static files: small ones, of which a query needs a few. This file describes their
//! format.
//!
//! # Files
//! All are gzip and are inflated by the reader (`DecompressionStream`), whatever headers the server
//! sends. In their paths, `LANG` is the language, `N` counts the shards of a family from 0, and
//! `HASH` begins the SHA-256 of all shards of the family: any change to one renames them all. With
//! one hash per shard a browser could keep unchanged shards, but the directory would have to name
//! each of them, and every first query pays for the directory.
//!
//! - `search/LANG/index.bin`: the directory, JSON, the only file with a fixed name.
//! - `search/LANG/postings-HASH/N.bin`: for a range of terms, the documents, frequencies, field
//!   norms and positions.
//! - `search/LANG/positions-HASH/N.bin`: for a range of terms, the positions of common ones, for
//!   phrases in quotation marks.
//! - `search/LANG/rest-HASH/N.bin`: for a range of terms, which documents hold common ones beyond
//!   those listed; on large sites only.
//! - `search/LANG/records-HASH/N.bin`: for a range of documents, their URLs, titles and text.
//! - `search/LANG/words-HASH/0.bin`: the words that a misspelt or unfinished word may be corrected
//!   to; fetched when there is such a word.
//! - `search/LANG/facets-HASH/0.bin`: the documents by facet and term; fetched when results are
//!   narrowed.
//! - `search/LANG/patterns-HASH/0.bin`: what a pasted message is compared with; fetched when there
//!   is one.
//!
//! A copy of the site for a folder ([`folder_copy`](crate::publish::folder_copy)) has `FILE.js`
//! instead of each `FILE`: a script that calls `wuzhaFile` with the same bytes in base64.
//!
//! # Directory
//! ```json
//! {"format": 4, "base": "/", "documents": 2000, "phrase_boost": 3.0,
//!  "fields": [{"name": "title", "kind": "terms", "boost": 10.0, "average": 21.5,
//!              "norms": true, "common": 400, "depth": 1000}, …],
//!  "postings": {"hash": "0f3a…", "first": ["0", "保证", …]},
//!  "positions": …, "rest": null, "records": {"hash": "…", "counts": [7, 6, …]},
//!  "words": {"hash": "…"}, "facets": …, "patterns": …,
//!  "syllables": "an bang …", "fold": ["賬號…", "账号…"]}
//! ```
//! `base` is what the addresses of pages begin with. A field's `kind` is `terms`, `characters` or
//! `pinyin`; `average` is its mean length in tokens. `first` has one item per shard: the shortest
//! text after the last term of the shard before it and not after its own first term. `counts` are
//! the documents of each shard. `syllables` are those of all names, in pinyin. `fold` has the
//! traditional characters that matter to this index and the simplified one of each: those whose
//! simplified form no page holds cannot match and are left out.
//!
//! # Shards
//! Inflated, a shard begins with four bytes: `W`, `Z`, the format, and one for its family: `p`
//! postings, `q` positions, `m` rest, `r` records, `w` words, `f` facets, `c` patterns. Numbers are
//! LEB128, unsigned. Terms are in the order of their UTF-8 bytes. A list of documents is their
//! number, then each as the difference from the one before.
//!
//! - Postings, positions and rest: the byte length of the terms; the terms, joined by line feeds;
//!   the byte length of each term's block; the blocks.
//! - A postings block: one byte with a bit for each field that has the term, the lowest for field
//!   0. Then, for each such field: how many documents hold the term; the first `depth` of them,
//!   each as the difference from the one before; and, if the field's kind is `terms`, their
//!   frequencies, then, if it has norms, their field norm ids, one byte each, quantised as tantivy
//!   does; then, if no more than `common` documents hold the term in the field, positions: for each
//!   document as many as its frequency, each as the difference from the one before it. If more than
//!   `depth` documents hold it in some field, there follow the number of documents that hold it in
//!   any field and, where `rest` is null, the list of those that are left out in some field. A term
//!   of one Han character is in fields of the kind `characters` only, every other term in the
//!   others.
//! - A positions block: for the fields where more than `common` documents hold the term, the
//!   positions in the same form.
//! - A rest block: the list of documents left out in some field.
//! - Words: the words in their order, joined by line feeds.
//! - Facets: the byte length of the names; the names, `facet term`, joined by line feeds; a list of
//!   documents for each.
//! - Records: JSON, a list of `[url, title, kind, summary, lead, [[anchor, heading, text], …],
//!   language]`; the language is null if it is the index's own.
//! - Patterns: JSON, a list of `{url, title, phrases, flags, words, steps}`, see
//!   [`Pattern`](super::record::Pattern).
//!
//! The same records give the same bytes: the gzip header has no time, and nothing of tantivy's own
//! (segment names, its file layout) is in a file.

use std::collections::BTreeSet;

use anyhow::Context;
use serde::Serialize;

use super::fields::{FIELDS, FieldSpec, PHRASE_BOOST, field};
use super::fold::{is_han, traditional};
use super::index::Index;
use super::postings::{TermBlock, TermBlocks, encode};
use super::record::Record;
use super::shards::{self, FORMAT, gzip};
use crate::base::digest::{Digest, Hasher};

/// The files for `index`, as paths within the site and bytes, in the order of the paths.
/// `base_path` is what the site's addresses begin with: empty, or `/folder`.
pub fn export(
    index: &Index,
    language: &str,
    base_path: &str,
) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let blocks = match index.segment() {
        Some(segment) => encode(segment).context("the search index could not be read back")?,
        None => TermBlocks::default(),
    };
    let mut files = Files { folder: format!("search/{language}"), files: Vec::new() };
    let directory = Directory {
        format: FORMAT,
        base: format!("{base_path}/"),
        documents: index.records().len(),
        phrase_boost: PHRASE_BOOST,
        fields: field_entries(index)?,
        postings: files.add_terms("postings", b'p', &blocks.postings),
        positions: files.add_terms("positions", b'q', &blocks.positions),
        rest: if blocks.rest.is_empty() {
            None
        } else {
            Some(files.add_terms("rest", b'm', &blocks.rest))
        },
        records: files.add_records(index.records())?,
        words: files.add_single("words", shards::word_shard(index.words())),
        facets: files.add_single("facets", shards::facet_shard(index.records())),
        patterns: files.add_single("patterns", shards::pattern_shard(index.records())?),
        syllables: index.syllables().iter().map(String::as_str).collect::<Vec<_>>().join(" "),
        fold: fold_table(&blocks.postings, index.records()),
    };
    let directory = gzip(&serde_json::to_vec(&directory)?);
    let Files { folder, mut files } = files;
    files.push((format!("{folder}/index.bin"), directory));
    files.sort_unstable();
    Ok(files)
}

/// The files made so far.
struct Files {
    folder: String,
    files: Vec<(String, Vec<u8>)>,
}

impl Files {
    /// Adds the shards of a family and returns their hash.
    fn add(&mut self, family: &str, shards: Vec<Vec<u8>>) -> String {
        let hash = digest(&shards).to_string();
        for (number, bytes) in shards.into_iter().enumerate() {
            self.files.push((format!("{}/{family}-{hash}/{number}.bin", self.folder), bytes));
        }
        hash
    }

    fn add_terms(&mut self, family: &str, mark: u8, blocks: &[TermBlock]) -> TermFamily {
        let (first, shards) = shards::term_shards(mark, blocks);
        TermFamily { hash: self.add(family, shards), first }
    }

    fn add_records(&mut self, records: &[Record]) -> anyhow::Result<RecordFamily> {
        let (counts, shards) = shards::record_shards(records)?;
        Ok(RecordFamily { hash: self.add("records", shards), counts })
    }

    fn add_single(&mut self, family: &str, shard: Option<Vec<u8>>) -> Option<SingleFile> {
        Some(SingleFile { hash: self.add(family, vec![shard?]) })
    }
}

#[derive(Serialize)]
struct Directory {
    format: u8,
    base: String,
    documents: usize,
    phrase_boost: f32,
    fields: Vec<FieldEntry>,
    postings: TermFamily,
    positions: TermFamily,
    /// None if the rest of the lists is with the postings.
    rest: Option<TermFamily>,
    records: RecordFamily,
    /// None if there are no such words.
    words: Option<SingleFile>,
    /// None if there are no pages.
    facets: Option<SingleFile>,
    /// None if no page is about a kind of scam.
    patterns: Option<SingleFile>,
    syllables: String,
    fold: [String; 2],
}

#[derive(Serialize)]
struct FieldEntry {
    name: &'static str,
    kind: &'static str,
    boost: f32,
    average: f32,
    norms: bool,
    common: u32,
    depth: u32,
}

/// Shards that hold a range of terms each.
#[derive(Serialize)]
struct TermFamily {
    hash: String,
    first: Vec<String>,
}

/// Shards that hold a range of documents each.
#[derive(Serialize)]
struct RecordFamily {
    hash: String,
    counts: Vec<usize>,
}

/// A family of one shard.
#[derive(Serialize)]
struct SingleFile {
    hash: String,
}

fn field_entries(index: &Index) -> anyhow::Result<Vec<FieldEntry>> {
    let entry = |(number, spec): (usize, &FieldSpec)| {
        Ok(FieldEntry {
            name: spec.name,
            kind: spec.kind.id(),
            boost: spec.boost,
            average: average_length(index, number)?,
            norms: spec.has_norms,
            common: spec.common,
            depth: spec.depth,
        })
    };
    FIELDS.iter().enumerate().map(entry).collect()
}

/// The mean length of a field in tokens, as tantivy's BM25 computes it.
#[expect(clippy::cast_precision_loss, reason = "tantivy computes the mean in f32 too")]
fn average_length(index: &Index, number: usize) -> anyhow::Result<f32> {
    let Some(segment) = index.segment() else { return Ok(0.0) };
    let tokens = segment.inverted_index(field(number))?.total_num_tokens();
    Ok(tokens as f32 / segment.max_doc() as f32)
}

/// The traditional characters whose simplified form is a term, as every character of a page is, or
/// is in a phrase that messages are compared with.
fn fold_table(postings: &[TermBlock], records: &[Record]) -> [String; 2] {
    let patterns = records.iter().filter_map(|record| record.pattern.as_ref());
    let in_phrases: BTreeSet<char> =
        patterns.flat_map(|pattern| &pattern.phrases).flat_map(|phrase| phrase.chars()).collect();
    let is_term = |c: char| {
        postings.binary_search_by(|block| (*block.term).cmp(c.encode_utf8(&mut [0; 4]))).is_ok()
    };
    let mut table = [String::new(), String::new()];
    for &(from, to) in traditional() {
        if is_han(to) && (is_term(to) || in_phrases.contains(&to)) {
            table[0].push(from);
            table[1].push(to);
        }
    }
    table
}

/// One digest of all shards.
fn digest(shards: &[Vec<u8>]) -> Digest {
    let mut hash = Hasher::default();
    for shard in shards {
        // With its length, so that bytes that move from one shard to the next change the hash.
        hash.update((shard.len() as u64).to_le_bytes());
        hash.update(shard);
    }
    hash.finish()
}
