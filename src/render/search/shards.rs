//! Shards: the contents of the index files, cut to a size that is quick to fetch.
//!
//! [`export`](mod@super::export) describes their format.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::facets::Facet;
use super::postings::{TermBlock, write_list, write_number};
use super::record::{Pattern, Record};
use crate::base::archive;
use crate::base::narrow::to_u32;
use crate::base::vocabulary::Vocabulary;

/// The version of the format. A reader refuses every other.
pub(super) const FORMAT: u8 = 4;

/// The first bytes of a shard; `mark` is that of its family.
fn header(mark: u8) -> Vec<u8> {
    vec![b'W', b'Z', FORMAT, mark]
}

/// Cuts blocks into compressed shards of about one size; with the first text of each, for the
/// directory.
pub(super) fn term_shards(mark: u8, blocks: &[TermBlock]) -> (Vec<String>, Vec<Vec<u8>>) {
    let size = |block: &TermBlock| block.term.len() + 1 + block.bytes.len();
    let groups = cut(blocks, term_budget(blocks.iter().map(size).sum()), size);
    let mut first = Vec::new();
    let mut last = "";
    for group in &groups {
        first.push(separator(last, &group[0].term));
        last = &group[group.len() - 1].term;
    }
    (first, groups.par_iter().map(|group| gzip(&term_shard(mark, group))).collect())
}

/// The size of a shard in bytes, for `total` bytes in all. A query fetches a few shards and the
/// whole directory, which names each shard: the sum is least if shards grow with the square root of
/// the whole.
fn term_budget(total: usize) -> usize {
    (16 * total).isqrt()
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

/// The shortest prefix of `term` that comes after `last`.
fn separator(last: &str, term: &str) -> String {
    let ends = term.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.map(|end| &term[..end]).find(|start| *start > last).unwrap_or(term).to_owned()
}

fn term_shard(mark: u8, blocks: &[TermBlock]) -> Vec<u8> {
    let terms: Vec<&str> = blocks.iter().map(|block| &*block.term).collect();
    let terms = terms.join("\n");
    let mut shard = header(mark);
    write_number(&mut shard, to_u32(terms.len()));
    shard.extend_from_slice(terms.as_bytes());
    for block in blocks {
        write_number(&mut shard, to_u32(block.bytes.len()));
    }
    for block in blocks {
        shard.extend_from_slice(&block.bytes);
    }
    shard
}

/// The words that can be suggested; none if there are none.
pub(super) fn word_shard(words: &BTreeSet<String>) -> Option<Vec<u8>> {
    if words.is_empty() {
        return None;
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut shard = header(b'w');
    shard.extend_from_slice(words.join("\n").as_bytes());
    Some(gzip(&shard))
}

/// The documents by facet and term, in their order; none if there are no records.
pub(super) fn facet_shard(records: &[Record]) -> Option<Vec<u8>> {
    if records.is_empty() {
        return None;
    }
    let mut holders: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
    for facet in Facet::all() {
        for (document, record) in (0..).zip(records) {
            for term in facet.terms(record) {
                holders.entry((facet.id(), term)).or_default().push(document);
            }
        }
    }
    let names: Vec<String> =
        holders.keys().map(|(facet, term)| format!("{facet} {term}")).collect();
    let names = names.join("\n");
    let mut shard = header(b'f');
    write_number(&mut shard, to_u32(names.len()));
    shard.extend_from_slice(names.as_bytes());
    for documents in holders.values() {
        write_list(&mut shard, documents);
    }
    Some(gzip(&shard))
}

/// A pattern with the address and the title of its page.
#[derive(Serialize)]
struct PatternRow<'a> {
    url: &'a str,
    title: &'a str,
    #[serde(flatten)]
    pattern: &'a Pattern,
}

/// The patterns; none if no record has one.
pub(super) fn pattern_shard(records: &[Record]) -> anyhow::Result<Option<Vec<u8>>> {
    let mut rows = Vec::new();
    for Record { url, title, pattern, .. } in records {
        if let Some(pattern) = pattern {
            rows.push(PatternRow { url, title, pattern });
        }
    }
    if rows.is_empty() {
        return Ok(None);
    }
    let mut shard = header(b'c');
    serde_json::to_writer(&mut shard, &rows)?;
    Ok(Some(gzip(&shard)))
}

/// Cuts records into compressed shards, with the number of records in each.
pub(super) fn record_shards(records: &[Record]) -> anyhow::Result<(Vec<usize>, Vec<Vec<u8>>)> {
    let budget = record_budget(records.iter().map(record_size).sum());
    let groups = cut(records, budget, record_size);
    let shards = groups.par_iter().map(|group| record_shard(group)).collect::<anyhow::Result<_>>();
    Ok((groups.iter().map(|group| group.len()).collect(), shards?))
}

/// The size of a shard in bytes before compression, for `total` bytes in all. A query fetches the
/// records of ten documents. On a large site these may be anywhere, so a shard holds little more
/// than one; on a small site several are in a shard, and fewer shards are fetched.
fn record_budget(total: usize) -> usize {
    if total <= 512 << 10 { 16 << 10 } else { 6 << 10 }
}

fn record_size(record: &Record) -> usize {
    let mut size = record.url.len() + record.title.len() + record.summary.len() + record.lead.len();
    for section in &record.sections {
        size += section.anchor.len() + section.heading.len() + section.text.len();
    }
    size
}

fn record_shard(records: &[Record]) -> anyhow::Result<Vec<u8>> {
    let row = |record: &Record| {
        let sections: Vec<[&str; 3]> = record
            .sections
            .iter()
            .map(|section| [&*section.anchor, &section.heading, &section.text])
            .collect();
        let Record { url, title, kind, summary, lead, language, .. } = record;
        serde_json::json!([url, title, kind.id(), summary, lead, sections, language])
    };
    let mut shard = header(b'r');
    serde_json::to_writer(&mut shard, &records.iter().map(row).collect::<Vec<_>>())?;
    Ok(gzip(&shard))
}

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    archive::gzip(bytes, 6)
}
