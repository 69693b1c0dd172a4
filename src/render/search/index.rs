//! The index of one language for queries without a browser: a tantivy segment in memory, filled from
//! its records.
//!
//! Document ids are the records' places in the order of their kinds and titles, so the same records
//! give the same index in any order.

use std::collections::BTreeSet;

use anyhow::Context;
use rayon::prelude::*;
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::directory::RamDirectory;
use tantivy::query::Query;
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{DocAddress, DocId, ReloadPolicy, Searcher, SegmentReader, TantivyDocument};

use super::fields::{FIELDS, FieldKind, field};
use super::lexicon::Lexicon;
use super::order::{Asker, factor};
use super::record::Record;
use super::scaled_query::Factors;
use super::tokenizers::{CharacterTokenizer, PinyinTokenizer, TermTokenizer};
use super::{pinyin, spelling};
use crate::parse::words::SearchWords;

/// A searchable set of records in one language.
pub struct Index {
    records: Vec<Record>,
    searcher: Searcher,
    words: BTreeSet<String>,
    syllables: BTreeSet<String>,
    lexicon: Lexicon,
    factors: [Factors; 2],
}

impl Index {
    /// Indexes `records`, all of one language.
    pub fn build(records: Vec<Record>) -> anyhow::Result<Index> {
        Index::with_words(records, &SearchWords::default())
    }

    /// Indexes `records` of a language with these words.
    pub fn with_words(mut records: Vec<Record>, words: &SearchWords) -> anyhow::Result<Index> {
        let lexicon = Lexicon::new(words);
        records.sort_unstable_by(|a, b| (a.kind, &a.title, a).cmp(&(b.kind, &b.title, b)));
        let searcher = write(&records).context("the search index could not be built")?;
        let collected = records.par_chunks(256).map(|records| {
            let (mut words, mut syllables) = (BTreeSet::new(), BTreeSet::new());
            for record in records {
                record.texts().for_each(|text| spelling::collect(text, &mut words));
                record.called().for_each(|name| syllables.extend(pinyin::syllables(name)));
            }
            (words, syllables)
        });
        let (words, syllables) = collected.reduce(Default::default, |mut all, mut more| {
            all.0.append(&mut more.0);
            all.1.append(&mut more.1);
            all
        });
        let factors = [Asker::Public, Asker::Staff]
            .map(|asker| records.iter().map(|record| factor(record.kind, asker)).collect());
        Ok(Index { records, searcher, words, syllables, lexicon, factors })
    }

    /// The records by document id.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The words of all records that a misspelt word may be corrected to, folded.
    pub(super) fn words(&self) -> &BTreeSet<String> {
        &self.words
    }

    /// The syllables of all names, in pinyin.
    pub(super) fn syllables(&self) -> &BTreeSet<String> {
        &self.syllables
    }

    pub(super) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// What the score of each document is multiplied by.
    pub(super) fn factors(&self, asker: Asker) -> &Factors {
        &self.factors[asker as usize]
    }

    /// The only segment; none if there are no records.
    pub(super) fn segment(&self) -> Option<&SegmentReader> {
        self.searcher.segment_readers().first()
    }

    /// How many documents match, and the best of them with their scores: best first, equal scores in
    /// the order of the ids.
    pub(super) fn top(
        &self,
        query: &dyn Query,
        limit: usize,
    ) -> anyhow::Result<(usize, Vec<(DocId, f32)>)> {
        let best = TopDocs::with_limit(limit.max(1)).order_by_score();
        let (total, best) = self.searcher.search(query, &(Count, best))?;
        let best = best.into_iter().take(limit).map(|(score, address)| (address.doc_id, score));
        Ok((total, best.collect()))
    }

    /// All documents that match, in their order.
    pub(super) fn matching(&self, query: &dyn Query) -> anyhow::Result<Vec<DocId>> {
        let mut documents: Vec<DocId> = self
            .searcher
            .search(query, &DocSetCollector)?
            .into_iter()
            .map(|address| address.doc_id)
            .collect();
        documents.sort_unstable();
        Ok(documents)
    }

    /// The score that a query gives a document; none if it does not match.
    pub(super) fn score(&self, query: &dyn Query, document: DocId) -> Option<f32> {
        // tantivy returns an error for a document that does not match.
        let explanation = query.explain(&self.searcher, DocAddress::new(0, document)).ok()?;
        Some(explanation.value())
    }
}

/// The initial size of the term table, in bytes; it grows as needed.
const TERM_TABLE_BYTES: usize = 32 << 20;

fn write(records: &[Record]) -> tantivy::Result<Searcher> {
    let tokenizers = TokenizerManager::new();
    tokenizers.register("terms", TermTokenizer::default());
    tokenizers.register("characters", CharacterTokenizer::default());
    tokenizers.register("pinyin", PinyinTokenizer::default());
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
        let indexing = TextFieldIndexing::default().set_tokenizer(field.kind.id());
        let indexing = match field.kind {
            FieldKind::Terms => indexing
                .set_index_option(IndexRecordOption::WithFreqsAndPositions)
                .set_fieldnorms(field.has_norms),
            FieldKind::Characters | FieldKind::Pinyin => {
                indexing.set_index_option(IndexRecordOption::Basic).set_fieldnorms(false)
            }
        };
        schema.add_text_field(field.name, TextOptions::default().set_indexing_options(indexing));
    }
    schema.build()
}

fn document(record: &Record) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    for (number, spec) in FIELDS.iter().enumerate() {
        record.field_texts(spec.name, |text| document.add_text(field(number), text));
    }
    document
}
