//! What is indexed, and how much does each field count? Fills one tantivy segment, in memory, from
//! the records of one language.
//!
//! Document ids are the records' places in the order of their kinds and titles, so the same records
//! give the same index in whatever order they come.

use std::collections::BTreeSet;

use anyhow::Context;
use rayon::prelude::*;
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::directory::RamDirectory;
use tantivy::query::Query;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{DocAddress, ReloadPolicy, Searcher, SegmentReader, TantivyDocument};

use super::tokenizers::{CharacterTokenizer, SoundTokenizer, TermTokenizer};
use super::{Record, sounds, words};

/// A searchable set of records in one language.
pub struct Index {
    records: Vec<Record>,
    searcher: Searcher,
    words: BTreeSet<String>,
    syllables: BTreeSet<String>,
}

/// One field of the index. The table of them, [`FIELDS`], is the definition; the exported directory
/// carries it to the browser.
pub struct FieldSpec {
    pub name: &'static str,
    /// Its share in the sum of the fields' BM25 scores.
    pub boost: f32,
    /// Whether a term counts less in a longer text. A page with many names is not the less for it.
    pub has_norms: bool,
    /// A term in more documents than this is common: phrases do not ask where it stands, unless
    /// they stand in quotation marks.
    pub common: u32,
    /// A term in more documents than this is listed, with what it scores, for the first of them
    /// only. Of the rest it is known that they hold it, and asked when the first do not
    /// answer. So what a query fetches hardly grows with the site; documents are in the order
    /// of their kinds, scams first.
    pub depth: u32,
    pub holds: Holds,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words and Han pairs, with frequencies, positions and field norms.
    Terms,
    /// The different Han characters, for queries of one character: which documents, no more.
    Characters,
    /// How names are typed in pinyin: which documents, no more.
    Sounds,
}

const DEPTH: u32 = 1_000;
const NAMES_DEPTH: u32 = 4_000;

/// The fields; a field's place in this table is its number in tantivy and on disk.
pub const FIELDS: [FieldSpec; 8] = [
    FieldSpec {
        name: "title",
        boost: 10.0,
        has_norms: true,
        common: u32::MAX,
        depth: NAMES_DEPTH,
        holds: Holds::Terms,
    },
    FieldSpec {
        name: "aliases",
        boost: 6.0,
        has_norms: false,
        common: u32::MAX,
        depth: NAMES_DEPTH,
        holds: Holds::Terms,
    },
    FieldSpec {
        name: "headings",
        boost: 3.0,
        has_norms: true,
        common: 400,
        depth: DEPTH,
        holds: Holds::Terms,
    },
    FieldSpec {
        name: "summary",
        boost: 2.0,
        has_norms: true,
        common: u32::MAX,
        depth: DEPTH,
        holds: Holds::Terms,
    },
    FieldSpec {
        name: "body",
        boost: 1.0,
        has_norms: true,
        common: 400,
        depth: DEPTH,
        holds: Holds::Terms,
    },
    FieldSpec {
        name: "name_characters",
        boost: 8.0,
        has_norms: false,
        common: u32::MAX,
        depth: NAMES_DEPTH,
        holds: Holds::Characters,
    },
    FieldSpec {
        name: "characters",
        boost: 1.0,
        has_norms: false,
        common: u32::MAX,
        depth: DEPTH,
        holds: Holds::Characters,
    },
    FieldSpec {
        name: "sounds",
        boost: 1.0,
        has_norms: false,
        common: u32::MAX,
        depth: u32::MAX,
        holds: Holds::Sounds,
    },
];

impl Index {
    /// Indexes `records`, all of one language.
    pub fn build(mut records: Vec<Record>) -> anyhow::Result<Index> {
        records.sort_unstable_by(|a, b| (a.rank, &a.title, a).cmp(&(b.rank, &b.title, b)));
        let searcher = write(&records).context("the search index could not be built")?;
        let collected = records.par_chunks(256).map(|records| {
            let (mut words, mut syllables) = (BTreeSet::new(), BTreeSet::new());
            for record in records {
                record.texts().for_each(|text| words::collect(text, &mut words));
                record.names().for_each(|name| syllables.extend(sounds::syllables(name)));
            }
            (words, syllables)
        });
        let (words, syllables) = collected.reduce(Default::default, |mut all, mut more| {
            all.0.append(&mut more.0);
            all.1.append(&mut more.1);
            all
        });
        Ok(Index { records, searcher, words, syllables })
    }

    /// The records by document id.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The words of all records that a misspelt one may stand for, folded.
    pub(super) fn words(&self) -> &BTreeSet<String> {
        &self.words
    }

    /// The syllables of all names, in pinyin.
    pub(super) fn syllables(&self) -> &BTreeSet<String> {
        &self.syllables
    }

    /// The only segment; none if there are no records.
    pub(super) fn segment(&self) -> Option<&SegmentReader> {
        self.searcher.segment_readers().first()
    }

    /// How many documents match, and the best of them: document id and score, best first, equal
    /// scores in the order of the ids.
    pub(super) fn top(
        &self,
        query: &dyn Query,
        limit: usize,
    ) -> anyhow::Result<(usize, Vec<(u32, f32)>)> {
        let best = TopDocs::with_limit(limit.max(1)).order_by_score();
        let (total, best) = self.searcher.search(query, &(Count, best))?;
        let best = best.into_iter().take(limit).map(|(score, address)| (address.doc_id, score));
        Ok((total, best.collect()))
    }
}

impl Index {
    /// All documents that match, in their order.
    pub(super) fn matching(&self, query: &dyn Query) -> anyhow::Result<Vec<u32>> {
        let mut documents: Vec<u32> = self
            .searcher
            .search(query, &DocSetCollector)?
            .into_iter()
            .map(|address| address.doc_id)
            .collect();
        documents.sort_unstable();
        Ok(documents)
    }

    /// What a query gives a document; none if it does not match.
    pub(super) fn score(&self, query: &dyn Query, document: u32) -> Option<f32> {
        query
            .explain(&self.searcher, DocAddress::new(0, document))
            .ok()
            .map(|explanation| explanation.value())
    }
}

/// The tantivy field of `FIELDS[number]`.
pub(super) fn field(number: usize) -> Field {
    Field::from_field_id(number as u32)
}

/// A first guess at the term table's size, in bytes; it grows as needed.
const TERM_TABLE_BYTES: usize = 32 << 20;

fn write(records: &[Record]) -> tantivy::Result<Searcher> {
    let tokenizers = TokenizerManager::new();
    tokenizers.register("terms", TermTokenizer::default());
    tokenizers.register("characters", CharacterTokenizer::default());
    tokenizers.register("sounds", SoundTokenizer::default());
    let mut writer = tantivy::Index::builder()
        .schema(schema())
        .tokenizers(tokenizers.clone())
        .single_segment_index_writer(RamDirectory::create(), TERM_TABLE_BYTES)?;
    for record in records {
        writer.add_document(document(record))?;
    }
    let index = writer.finalize()?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok(reader.searcher())
}

fn schema() -> Schema {
    let mut schema = Schema::builder();
    for field in &FIELDS {
        let indexing = match field.holds {
            Holds::Terms => TextFieldIndexing::default()
                .set_tokenizer("terms")
                .set_index_option(IndexRecordOption::WithFreqsAndPositions)
                .set_fieldnorms(field.has_norms),
            Holds::Characters | Holds::Sounds => TextFieldIndexing::default()
                .set_tokenizer(if field.holds == Holds::Sounds { "sounds" } else { "characters" })
                .set_index_option(IndexRecordOption::Basic)
                .set_fieldnorms(false),
        };
        schema.add_text_field(field.name, TextOptions::default().set_indexing_options(indexing));
    }
    schema.build()
}

fn document(record: &Record) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    for (number, spec) in FIELDS.iter().enumerate() {
        let mut add = |text: &str| document.add_text(field(number), text);
        match spec.name {
            "title" => add(&record.title),
            "aliases" => record.names().skip(1).for_each(add),
            "headings" => record.headings().for_each(add),
            "summary" => add(&record.summary),
            "body" => record.body().for_each(add),
            "name_characters" | "sounds" => record.names().for_each(add),
            "characters" => record.texts().for_each(add),
            _ => {}
        }
    }
    document
}
