//! What the files of a language hold, gathered from its records part by part, so that only a few
//! records are in memory at a time.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use super::facets::Facet;
use super::record::Record;
use super::record_shards::{FacetLists, RecordRow, card_row, pattern_row};
use super::runs::{PerField, Run, RunBuilder, Seen};
use super::{pinyin, spelling};
use crate::base::narrow::to_u32;

/// What the files hold, besides the rows.
#[derive(Default)]
pub(super) struct Contents {
    pub runs: Vec<Run>,
    /// The number of tokens in each field.
    pub tokens: PerField<u64>,
    /// The words of all records that a misspelt word may be corrected to, folded.
    pub words: BTreeSet<String>,
    /// The syllables of all names, in pinyin.
    pub syllables: BTreeSet<String>,
    pub facets: FacetLists,
    /// The characters of the phrases that messages are compared with.
    pub phrases: BTreeSet<char>,
}

/// The rows of neighbouring documents.
#[derive(Default)]
pub(super) struct Rows {
    pub records: Vec<RecordRow>,
    pub cards: Vec<String>,
    /// Of those that have a pattern.
    pub patterns: Vec<String>,
}

/// The most documents of a part. The longest lists of a term have several thousand.
const PART: usize = 1024;
/// The fewest, where there are enough.
const SMALL_PART: usize = 64;
/// The most parts that are in memory at a time.
const PARTS: usize = 16;

/// Gathers the contents of `count` documents, and hands over their rows in order.
pub(super) fn gather(
    count: usize,
    record: &(dyn Fn(usize) -> Record + Sync),
    mut take: impl FnMut(Rows),
) -> serde_json::Result<Contents> {
    let threads = rayon::current_num_threads();
    let size = (count / (4 * threads)).clamp(SMALL_PART, PART);
    let parts: Vec<Range<usize>> =
        (0..count).step_by(size).map(|start| start..count.min(start + size)).collect();
    let mut contents = Contents::default();
    let mut seen = Seen::default();
    for parts in parts.chunks(threads.min(PARTS)) {
        let made = parts.par_iter().map(|documents| Part::new(documents.clone(), record, &seen));
        for part in made.collect::<serde_json::Result<Vec<Part>>>()? {
            seen.add(part.common);
            take(part.rows);
            contents.add(part.contents);
        }
    }
    Ok(contents)
}

/// Neighbouring documents.
struct Part {
    contents: Contents,
    rows: Rows,
    /// The common terms of each field, with the number of documents that hold them.
    common: PerField<Vec<(Box<str>, u32)>>,
}

impl Part {
    fn new(
        documents: Range<usize>,
        record: &(dyn Fn(usize) -> Record + Sync),
        seen: &Seen,
    ) -> serde_json::Result<Part> {
        let mut run = RunBuilder::new(to_u32(documents.start));
        let mut contents = Contents::default();
        let mut rows = Rows::default();
        for document in documents {
            let record = record(document);
            run.add(&record, seen);
            contents.read(to_u32(document), &record);
            rows.records.push(RecordRow::new(&record)?);
            rows.cards.push(card_row(&record)?);
            rows.patterns.extend(pattern_row(&record)?);
        }
        contents.tokens = run.tokens();
        let common = run.common();
        contents.runs.push(run.finish());
        Ok(Part { contents, rows, common })
    }
}

impl Contents {
    fn read(&mut self, document: u32, record: &Record) {
        record.texts().for_each(|text| spelling::collect(text, &mut self.words));
        record.called().for_each(|name| self.syllables.extend(pinyin::syllables(name)));
        for facet in Facet::all() {
            for term in facet.terms(record) {
                self.facets.entry((facet.id(), term)).or_default().push(document);
            }
        }
        if let Some(pattern) = &record.pattern {
            self.phrases.extend(pattern.phrases.iter().flat_map(|phrase| phrase.chars()));
        }
    }

    /// Adds those of the next documents.
    fn add(&mut self, mut next: Contents) {
        self.runs.append(&mut next.runs);
        for (all, more) in self.tokens.iter_mut().zip(next.tokens) {
            *all += more;
        }
        self.words.append(&mut next.words);
        self.syllables.append(&mut next.syllables);
        self.phrases.append(&mut next.phrases);
        for (facet, documents) in next.facets {
            self.facets.entry(facet).or_default().extend(documents);
        }
    }
}
