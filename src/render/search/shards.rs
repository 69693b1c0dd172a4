//! How does the index travel to a browser? As static files, each small, of which a query needs a
//! few: this file describes them and cuts them.
//!
//! # Files
//! All are gzip, inflated by the reader (`DecompressionStream`), whatever the server says of them.
//! `LANG` is the language, `N` counts the shards of a family from 0, and `HASH` begins the SHA-256
//! of all shards of the family: any change to one renames them all. A hash a shard would let a
//! browser keep the unchanged ones, but the directory would have to name each, and the directory is
//! what every first query pays for.
//!
//! | path | holds |
//! |---|---|
//! | `search/LANG/index.bin` | the directory, JSON, the only file with a fixed name |
//! | `search/LANG/postings-HASH/N.bin` | for a range of terms: documents, frequencies, field norms, positions |
//! | `search/LANG/positions-HASH/N.bin` | for a range of terms: the positions of common ones, for phrases in quotation marks |
//! | `search/LANG/rest-HASH/N.bin` | for a range of terms: which documents hold common ones beyond those listed; on large sites only |
//! | `search/LANG/records-HASH/N.bin` | for a range of documents: URL, title and text |
//! | `search/LANG/words-HASH/0.bin` | the words a misspelt or unfinished one may stand for; fetched when there is one |
//! | `search/LANG/facets-HASH/0.bin` | by axis and term, the documents; fetched when an answer is narrowed |
//! | `search/LANG/patterns-HASH/0.bin` | what a pasted message is compared with; fetched when there is one |
//!
//! A copy of the site for a folder ([`bundle`](crate::publish::bundle)) has `FILE.js` instead of each
//! `FILE`: a script that calls `wuzhaFile` with the same bytes in base64.
//!
//! # Directory
//! ```json
//! {"format": 3, "base": "/", "documents": 2000, "phrase_boost": 3.0,
//!  "fields": [{"name": "title", "boost": 10.0, "average": 21.5, "norms": true, "common": 400, "depth": 1000,
//!               "holds": "terms"}, …],
//!  "postings": {"hash": "0f3a…", "first": ["0", "保证", …]},
//!  "positions": …, "rest": null, "records": {"hash": "…", "counts": [7, 6, …]},
//!  "words": {"hash": "…"}, "facets": …, "patterns": …, "syllables": "an bang …", "fold": ["賬號…", "账号…"]}
//! ```
//! `base` is what the addresses of pages begin with. `average` is the mean length of the field in
//! tokens. `first` has one item a shard: the shortest text after the last term of the shard before
//! it and not after its own first term. `counts` are documents a shard. `syllables` are those of
//! all names, in pinyin. `fold` has the traditional characters that matter to this index, and the
//! simplified one of each: those whose simplified form no page holds cannot match and are left out.
//!
//! # Shards
//! Inflated, a shard begins with four bytes: `W`, `Z`, the format, and one for its kind: `p`
//! postings, `q` positions, `m` rest, `r` records, `w` words, `f` facets, `c` patterns. Numbers are
//! LEB128, unsigned. Terms are in the order of their UTF-8 bytes. A list of documents is their
//! number, then each as the difference from the one before.
//!
//! - Postings, positions and rest: the byte length of the terms; the terms, joined by line feeds;
//!   the byte length of each term's block; the blocks.
//! - A postings block: one byte with a bit for each field that has the term, the lowest for field
//!   0. Then, for each such field: how many documents hold the term; the first `depth` of them,
//!   each as the difference from the one before; and, if the field holds terms, their frequencies,
//!   then, if it has norms, their field norm ids, a byte each, quantised as tantivy does; then, if
//!   no more than `common` documents hold the term in the field, positions: for each document as
//!   many as the frequency says, each as the difference from the one before it. If more than
//!   `depth` documents hold it in some field, there follow the number of documents that hold it in
//!   any and, where `rest` is null, the list of those that are left out in some field. A term of
//!   one Han character is in fields that hold characters only, every other term in the others.
//! - A positions block: for the fields where more than `common` documents hold the term, the
//!   positions in the same form.
//! - A rest block: the list of documents left out in some field.
//! - Words: the words in their order, joined by line feeds.
//! - Facets: the byte length of the names; the names, `axis term`, joined by line feeds; a list of
//!   documents for each.
//! - Records: JSON, a list of `[url, title, kind, summary, lead, [[anchor, heading, text], …],
//!   language]`; the language is null where it is the index's own.
//! - Patterns: JSON, a list of `{url, title, phrases, flags, words, steps}`, see [`Pattern`].
//!
//! The same records give the same bytes: the gzip header has no time, and nothing of tantivy's own
//! (segment names, its file layout) is in a file.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::fold::{is_han, traditional};
use super::index::{FIELDS, Holds, Index, field};
use super::postings::{Block, Blocks, encode, write_list, write_number};
use super::query::PHRASE_BOOST;
use super::{Pattern, Record, facets};
use crate::base::archive;

/// The format above. A reader refuses every other.
pub const FORMAT: u8 = 3;

/// The files for `index`, as paths within the site and bytes, in the order of the paths.
/// `base_path` is what the site's addresses begin with: empty, or `/folder`.
pub fn export(
    index: &Index,
    language: &str,
    base_path: &str,
) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let blocks = match index.segment() {
        Some(segment) => encode(segment).context("the search index could not be read back")?,
        None => Blocks::default(),
    };
    let fold = fold_table(&blocks.postings, index.records());
    let fields = field_entries(index)?;
    let (postings_first, postings) = term_shards(b'p', &blocks.postings);
    let (positions_first, positions) = term_shards(b'q', &blocks.positions);
    let (rest_first, rest) = term_shards(b'm', &blocks.rest);
    let (counts, records) = record_shards(index.records())?;

    let mut files = Vec::new();
    let mut add = |family: &str, shards: Vec<Vec<u8>>| {
        let hash = hash(&shards);
        let path = |number| format!("search/{language}/{family}-{hash}/{number}.bin");
        files.extend(shards.into_iter().enumerate().map(|(number, bytes)| (path(number), bytes)));
        hash
    };
    let directory = Directory {
        format: FORMAT,
        base: format!("{base_path}/"),
        documents: index.records().len(),
        phrase_boost: PHRASE_BOOST,
        fields,
        postings: Terms { hash: add("postings", postings), first: postings_first },
        positions: Terms { hash: add("positions", positions), first: positions_first },
        rest: (!rest.is_empty()).then(|| Terms { hash: add("rest", rest), first: rest_first }),
        records: Records { hash: add("records", records), counts },
        words: (!index.words().is_empty())
            .then(|| Single { hash: add("words", vec![word_shard(index)]) }),
        facets: (!index.records().is_empty())
            .then(|| Single { hash: add("facets", vec![facet_shard(index.records())]) }),
        patterns: pattern_shard(index.records())?
            .map(|shard| Single { hash: add("patterns", vec![shard]) }),
        syllables: index.syllables().iter().map(String::as_str).collect::<Vec<_>>().join(" "),
        fold,
    };
    files.push((format!("search/{language}/index.bin"), gzip(&serde_json::to_vec(&directory)?)));
    files.sort_unstable();
    Ok(files)
}

#[derive(Serialize)]
struct Directory {
    format: u8,
    base: String,
    documents: usize,
    phrase_boost: f32,
    fields: Vec<FieldEntry>,
    postings: Terms,
    positions: Terms,
    /// None where it stands with the postings.
    rest: Option<Terms>,
    records: Records,
    /// None where there is not one such word.
    words: Option<Single>,
    facets: Option<Single>,
    /// None where the site has no page about a kind of scam.
    patterns: Option<Single>,
    syllables: String,
    fold: [String; 2],
}

#[derive(Serialize)]
struct FieldEntry {
    name: &'static str,
    boost: f32,
    average: f32,
    norms: bool,
    common: u32,
    depth: u32,
    holds: &'static str,
}

#[derive(Serialize)]
struct Terms {
    hash: String,
    first: Vec<String>,
}

#[derive(Serialize)]
struct Records {
    hash: String,
    counts: Vec<usize>,
}

#[derive(Serialize)]
struct Single {
    hash: String,
}

fn field_entries(index: &Index) -> anyhow::Result<Vec<FieldEntry>> {
    let average = |number: usize| -> anyhow::Result<f32> {
        let Some(segment) = index.segment() else { return Ok(0.0) };
        // As tantivy's BM25 has it.
        Ok(segment.inverted_index(field(number))?.total_num_tokens() as f32
            / segment.max_doc() as f32)
    };
    let holds = |holds| match holds {
        Holds::Terms => "terms",
        Holds::Characters => "characters",
        Holds::Sounds => "sounds",
    };
    let entry = |(number, spec): (usize, &super::index::FieldSpec)| {
        let &super::index::FieldSpec { name, boost, has_norms: norms, common, depth, .. } = spec;
        Ok(FieldEntry {
            name,
            boost,
            average: average(number)?,
            norms,
            common,
            depth,
            holds: holds(spec.holds),
        })
    };
    FIELDS.iter().enumerate().map(entry).collect()
}

/// The traditional characters whose simplified form is a term, as every character of a page is, or
/// stands in a phrase that messages are compared with.
fn fold_table(postings: &[Block], records: &[Record]) -> [String; 2] {
    let patterns = records.iter().filter_map(|record| record.pattern.as_ref());
    let said: BTreeSet<char> =
        patterns.flat_map(|pattern| &pattern.phrases).flat_map(|phrase| phrase.chars()).collect();
    let is_term = |to: char| {
        postings.binary_search_by(|block| (*block.term).cmp(to.encode_utf8(&mut [0; 4]))).is_ok()
    };
    let matters = |&&(_, to): &&(char, char)| is_han(to) && (is_term(to) || said.contains(&to));
    traditional().iter().filter(matters).copied().unzip().into()
}

/// Cuts blocks into compressed shards of about one size; with the start of each for the directory.
fn term_shards(kind: u8, blocks: &[Block]) -> (Vec<String>, Vec<Vec<u8>>) {
    let groups = cut(blocks, budget(blocks.iter().map(Block::size).sum()), Block::size);
    let mut first = Vec::new();
    let mut last = "";
    for group in &groups {
        first.push(separator(last, &group[0].term));
        last = &group[group.len() - 1].term;
    }
    (first, groups.par_iter().map(|group| gzip(&term_shard(kind, group))).collect())
}

/// A query fetches a few shards and the whole directory, which names each: the sum is least
/// when a shard grows with the square root of the whole.
fn budget(total: usize) -> usize {
    (4.0 * (total as f64).sqrt()) as usize
}

impl Block {
    fn size(&self) -> usize {
        self.term.len() + 1 + self.bytes.len()
    }
}

/// Groups of neighbours, each within `budget` unless it is a single item.
fn cut<T>(items: &[T], budget: usize, size: impl Fn(&T) -> usize) -> Vec<&[T]> {
    let mut groups = Vec::new();
    let (mut start, mut filled) = (0, 0);
    for (at, item) in items.iter().enumerate() {
        if at > start && filled + size(item) > budget {
            groups.push(&items[start..at]);
            (start, filled) = (at, 0);
        }
        filled += size(item);
    }
    if start < items.len() {
        groups.push(&items[start..]);
    }
    groups
}

/// The shortest start of `term` that comes after `last`.
fn separator(last: &str, term: &str) -> String {
    let ends = term.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.map(|end| &term[..end]).find(|start| *start > last).unwrap_or(term).to_owned()
}

fn term_shard(kind: u8, blocks: &[Block]) -> Vec<u8> {
    let terms: Vec<&str> = blocks.iter().map(|block| &*block.term).collect();
    let terms = terms.join("\n");
    let mut shard = vec![b'W', b'Z', FORMAT, kind];
    write_number(&mut shard, terms.len() as u32);
    shard.extend_from_slice(terms.as_bytes());
    for block in blocks {
        write_number(&mut shard, block.bytes.len() as u32);
    }
    for block in blocks {
        shard.extend_from_slice(&block.bytes);
    }
    shard
}

fn word_shard(index: &Index) -> Vec<u8> {
    let mut shard = vec![b'W', b'Z', FORMAT, b'w'];
    shard.extend_from_slice(
        index.words().iter().map(String::as_str).collect::<Vec<_>>().join("\n").as_bytes(),
    );
    gzip(&shard)
}

/// By axis and term, in their order, the documents.
fn facet_shard(records: &[Record]) -> Vec<u8> {
    let mut holders: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
    for axis in facets::axes() {
        for (document, record) in (0..).zip(records) {
            facets::terms(record, axis)
                .for_each(|term| holders.entry((axis, term)).or_default().push(document));
        }
    }
    let names: Vec<String> = holders.keys().map(|(axis, term)| format!("{axis} {term}")).collect();
    let names = names.join("\n");
    let mut shard = vec![b'W', b'Z', FORMAT, b'f'];
    write_number(&mut shard, names.len() as u32);
    shard.extend_from_slice(names.as_bytes());
    for documents in holders.values() {
        write_list(&mut shard, documents);
    }
    gzip(&shard)
}

/// The patterns, each with the address and the title of its page.
fn pattern_shard(records: &[Record]) -> anyhow::Result<Option<Vec<u8>>> {
    #[derive(Serialize)]
    struct Row<'a> {
        url: &'a str,
        title: &'a str,
        #[serde(flatten)]
        pattern: &'a Pattern,
    }
    fn row(Record { url, title, pattern, .. }: &Record) -> Option<Row<'_>> {
        Some(Row { url, title, pattern: pattern.as_ref()? })
    }
    let rows: Vec<Row> = records.iter().filter_map(row).collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let mut shard = vec![b'W', b'Z', FORMAT, b'c'];
    serde_json::to_writer(&mut shard, &rows)?;
    Ok(Some(gzip(&shard)))
}

/// Inflated. A query fetches the records of ten documents, which on a large site stand anywhere, so
/// little more than one is fetched for each. On a small one several stand in a shard, and fewer
/// shards are asked for.
fn records_budget(total: usize) -> usize {
    if total <= 512 << 10 { 16 << 10 } else { 6 << 10 }
}

fn record_shards(records: &[Record]) -> anyhow::Result<(Vec<usize>, Vec<Vec<u8>>)> {
    let budget = records_budget(records.iter().map(record_size).sum());
    let groups = cut(records, budget, record_size);
    let shard = |group: &&[Record]| {
        let mut shard = vec![b'W', b'Z', FORMAT, b'r'];
        let rows = group
            .iter()
            .map(|r| (&r.url, &r.title, &r.kind, &r.summary, &r.lead, &r.sections, &r.language));
        serde_json::to_writer(&mut shard, &rows.collect::<Vec<_>>())?;
        Ok(gzip(&shard))
    };
    let shards = groups.par_iter().map(shard).collect::<anyhow::Result<_>>()?;
    Ok((groups.iter().map(|group| group.len()).collect(), shards))
}

fn record_size(record: &Record) -> usize {
    let sections =
        record.sections.iter().map(|section| section.0.len() + section.1.len() + section.2.len());
    record.url.len()
        + record.title.len()
        + record.summary.len()
        + record.lead.len()
        + sections.sum::<usize>()
}

/// One hash of all shards, in hexadecimal.
fn hash(shards: &[Vec<u8>]) -> String {
    let mut hash = Sha256::new();
    for shard in shards {
        // With its length, so that no byte can move from one shard to the next unseen.
        hash.update((shard.len() as u64).to_le_bytes());
        hash.update(shard);
    }
    hash.finalize()[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    archive::gzip(bytes, 6)
}
