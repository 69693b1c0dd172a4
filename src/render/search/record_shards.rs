//! The shards that hold a range of documents each, and those of which a language has one: words,
//! facets, patterns.
//!
//! [`export`](mod@super::export) describes their format.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::numbers::{write_list, write_number};
use super::record::{Pattern, Record};
use super::shards::{Cutter, LEVEL, gzip, header};
use crate::base::archive::Gzip;
use crate::base::narrow::to_u32;
use crate::base::vocabulary::Vocabulary;

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

/// The documents of each facet and term.
pub(super) type FacetLists = BTreeMap<(&'static str, &'static str), Vec<u32>>;

/// The documents by facet and term, in their order; none if there are no records.
pub(super) fn facet_shard(holders: &FacetLists) -> Option<Vec<u8>> {
    if holders.is_empty() {
        return None;
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

/// The pattern of a record as JSON, if it has one.
pub(super) fn pattern_row(record: &Record) -> serde_json::Result<Option<String>> {
    let Record { url, title, pattern, .. } = record;
    let row = pattern.as_ref().map(|pattern| PatternRow { url, title, pattern });
    row.map(|row| serde_json::to_string(&row)).transpose()
}

/// The patterns, compressed as they come.
#[derive(Default)]
pub(super) struct PatternShard(Option<Gzip>);

impl PatternShard {
    /// Adds the rows of the next patterns.
    pub(super) fn add(&mut self, rows: &[String]) {
        for row in rows {
            let is_first = self.0.is_none();
            let shard = self.0.get_or_insert_with(|| Gzip::new(LEVEL));
            if is_first {
                shard.add(&header(b'c'));
            }
            shard.add(if is_first { b"[" } else { b"," });
            shard.add(row.as_bytes());
        }
    }

    /// None if there are none.
    pub(super) fn finish(self) -> Option<Vec<u8>> {
        let mut shard = self.0?;
        shard.add(b"]");
        Some(shard.finish())
    }
}

/// What a list shows of a record, as JSON.
pub(super) fn card_row(record: &Record) -> serde_json::Result<String> {
    let Record { url, title, kind, summary, language, .. } = record;
    serde_json::to_string(&(url, title, kind.id(), summary, language))
}

/// The cards of a site that is so small that all of them are less than the records of ten results.
#[derive(Default)]
pub(super) struct CardShard {
    rows: Vec<String>,
    size: usize,
}

/// The most bytes of all cards.
const CARDS: usize = 48 << 10;

impl CardShard {
    /// Adds the rows of the next documents.
    pub(super) fn add(&mut self, rows: Vec<String>) {
        self.size += rows.iter().map(String::len).sum::<usize>();
        if self.size <= CARDS {
            self.rows.extend(rows);
        }
    }

    /// None on a larger site.
    pub(super) fn finish(self) -> Option<Vec<u8>> {
        if self.rows.is_empty() || self.size > CARDS {
            return None;
        }
        Some(gzip(&[&*header(b'k'), b"[", self.rows.join(",").as_bytes(), b"]"].concat()))
    }
}

/// A record as JSON.
pub(super) struct RecordRow {
    json: String,
    /// The bytes of its texts.
    size: usize,
}

impl RecordRow {
    pub(super) fn new(record: &Record) -> serde_json::Result<RecordRow> {
        let Record { url, title, kind, summary, lead, language, .. } = record;
        let sections = record.sections.iter();
        let sections: Vec<_> =
            sections.map(|part| (&part.anchor, &part.heading, &part.text)).collect();
        let json =
            serde_json::to_string(&(url, title, kind.id(), summary, lead, sections, language))?;
        Ok(RecordRow { json, size: record_size(record) })
    }
}

/// The shards that hold a range of documents each.
pub(super) struct RecordShards {
    cutter: Cutter<RecordRow>,
    total: usize,
    /// The number of documents in each.
    counts: Vec<usize>,
}

impl RecordShards {
    pub(super) fn new() -> RecordShards {
        RecordShards { cutter: Cutter::new(), total: 0, counts: Vec::new() }
    }

    /// Adds the rows of the next documents.
    pub(super) fn add(&mut self, rows: Vec<RecordRow>) {
        self.total += rows.iter().map(|row| row.size).sum::<usize>();
        self.cutter.waiting.extend(rows);
        if self.total > SMALL {
            self.cut(false);
        }
    }

    /// The number of documents in each shard, and the shards.
    pub(super) fn finish(mut self) -> (Vec<usize>, Vec<Vec<u8>>) {
        self.cut(true);
        (self.counts, self.cutter.shards)
    }

    fn cut(&mut self, is_last: bool) {
        let pack = |rows: &[RecordRow]| {
            let rows: Vec<&str> = rows.iter().map(|row| &*row.json).collect();
            [&*header(b'r'), b"[", rows.join(",").as_bytes(), b"]"].concat()
        };
        let note = |rows: &[RecordRow]| self.counts.push(rows.len());
        self.cutter.cut(record_budget(self.total), is_last, |row| row.size, pack, note);
    }
}

/// The bytes of records that are few.
const SMALL: usize = 512 << 10;

/// The size of a shard in bytes before compression, for `total` bytes in all. A query fetches the
/// records of ten documents. On a large site these may be anywhere, so a shard holds little more
/// than one; on a small site several are in a shard, and fewer shards are fetched.
fn record_budget(total: usize) -> usize {
    if total <= SMALL { 16 << 10 } else { 6 << 10 }
}

fn record_size(record: &Record) -> usize {
    let mut size = record.url.len() + record.title.len() + record.summary.len() + record.lead.len();
    for section in &record.sections {
        size += section.anchor.len() + section.heading.len() + section.text.len();
    }
    size
}
