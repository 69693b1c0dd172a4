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
//! - `search/LANG/cards-HASH/0.bin`: what a list shows of each page, without its text; on small
//!   sites only, where it saves the records of the results.
//!
//! A copy of the site for a folder ([`folder_copy`](crate::publish::folder_copy)) has `FILE.js`
//! instead of each `FILE`: a script that calls `wuzhaFile` with the same bytes in base64.
//!
//! # Directory
//! ```json
//! {"format": 5, "base": "/", "documents": 2000, "phrase_boost": 3.0,
//!  "fields": [{"name": "title", "kind": "terms", "boost": 10.0, "average": 21.5,
//!              "norms": true, "names": true, "common": 400, "depth": 1000}, …],
//!  "postings": {"hash": "0f3a…", "first": ["0", "保证", …]},
//!  "positions": …, "rest": null, "records": {"hash": "…", "counts": [7, 6, …]},
//!  "words": {"hash": "…"}, "facets": …, "patterns": …, "cards": null,
//!  "syllables": "an bang …", "fold": ["賬號…", "账号…"],
//!  "kinds": [[12, 1.0, 0.5], …], "staff": ["演练", "lesson plan", …], "fillers": ["怎么办", …]}
//! ```
//! `base` is what the addresses of pages begin with. A field's `kind` is `terms`, `characters` or
//! `pinyin`; `average` is its mean length in tokens. `first` has one item per shard: the shortest
//! text after the last term of the shard before it and not after its own first term. `counts` are
//! the documents of each shard. `syllables` are those of all names, in pinyin. `fold` has the
//! traditional characters that matter to this index and the simplified one of each: those whose
//! simplified form no page holds cannot match and are left out. `kinds` are the documents in a row
//! that are of one kind: how many, and what their scores are multiplied by for the public and for
//! staff. `staff` are the words by which staff are known, each as its terms; `fillers` the words that
//! say nothing of what is looked for.
//!
//! # Shards
//! Inflated, a shard begins with four bytes: `W`, `Z`, the format, and one for its family: `p`
//! postings, `q` positions, `m` rest, `r` records, `w` words, `f` facets, `c` patterns, `k` cards. Numbers are
//! LEB128, unsigned. Terms are in the order of their UTF-8 bytes. A list of documents is their
//! number, then each as the difference from the one before.
//!
//! - Postings, positions and rest: the byte length of the terms; the terms, joined by line feeds;
//!   the byte length of each term's block; the blocks.
//! - A postings block: a number with a bit for each field that has the term, the lowest for field
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
//! - Cards: JSON, a list of `[url, title, kind, summary, language]`.
//! - Patterns: JSON, a list of `{url, title, phrases, flags, words, steps}`, see
//!   [`Pattern`](super::record::Pattern).
//!
//! The same records give the same bytes: the gzip header has no time, and nothing of tantivy's own
//! (segment names, its file layout) is in a file.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;

use super::facets::Facet;
use super::fields::{FIELDS, FieldSpec, PHRASE_BOOST};
use super::fold::{is_han, traditional};
use super::lexicon::Lexicon;
use super::order::{Asker, factor};
use super::parts::{Contents, gather};
use super::postings::merge;
use super::record::Record;
use super::record_shards::{
    CardShard, FacetLists, PatternShard, RecordShards, facet_shard, word_shard,
};
use super::runs::{PerField, is_single};
use super::shards::{FORMAT, TermShards, block_size, gzip};
use crate::base::digest::{Digest, Hasher};
use crate::base::vocabulary::{Kind, Vocabulary};
use crate::parse::words::SearchWords;

/// The records of a language, by document; each is made when it is needed.
pub struct Records<'a> {
    pub count: usize,
    pub record: &'a (dyn Fn(usize) -> Record + Sync),
    pub words: &'a SearchWords,
}

/// Makes the files for records that are in the order of their kinds and titles, and hands each to
/// `put`, from any thread: its path within the site and its bytes. `base_path` is what the site's
/// addresses begin with: empty, or `/folder`.
pub fn export(
    records: &Records,
    language: &str,
    base_path: &str,
    put: &(dyn Fn(String, Vec<u8>) + Sync),
) -> serde_json::Result<()> {
    let files = Files { folder: format!("search/{language}"), put };
    let (mut record_shards, mut patterns) = (RecordShards::new(), PatternShard::default());
    let mut cards = CardShard::default();
    let contents = gather(records.count, records.record, |rows| {
        record_shards.add(rows.records);
        patterns.add(&rows.patterns);
        cards.add(rows.cards);
    })?;
    let (counts, shards) = record_shards.finish();
    let records_family = RecordFamily { hash: files.add("records", shards), counts };
    let terms = files.add_terms(records.count, &contents);
    let lexicon = Lexicon::new(records.words);
    let directory = Directory {
        format: FORMAT,
        base: format!("{base_path}/"),
        documents: records.count,
        phrase_boost: PHRASE_BOOST,
        fields: field_entries(&contents.tokens, records.count),
        postings: terms.postings,
        positions: terms.positions,
        rest: terms.rest,
        records: records_family,
        words: files.add_single("words", word_shard(&contents.words)),
        facets: files.add_single("facets", facet_shard(&contents.facets)),
        patterns: files.add_single("patterns", patterns.finish()),
        cards: files.add_single("cards", cards.finish()),
        syllables: contents.syllables.iter().map(String::as_str).collect::<Vec<_>>().join(" "),
        fold: fold_table(&terms.singles, &contents.phrases),
        kinds: kind_entries(&contents.facets),
        staff: lexicon.staff.iter().map(|word| word.join(" ")).collect(),
        fillers: lexicon.fillers.into_iter().collect(),
    };
    put(format!("{}/index.bin", files.folder), gzip(&serde_json::to_vec(&directory)?));
    Ok(())
}

/// Where the files of a language go.
struct Files<'a> {
    folder: String,
    put: &'a (dyn Fn(String, Vec<u8>) + Sync),
}

/// The families that hold a range of terms each.
struct TermFamilies {
    postings: TermFamily,
    positions: TermFamily,
    rest: Option<TermFamily>,
    /// The terms of one Han character.
    singles: BTreeSet<char>,
}

impl Files<'_> {
    /// Hands over the shards of a family and returns their hash.
    fn add(&self, family: &str, shards: Vec<Vec<u8>>) -> String {
        let hash = digest(&shards).to_string();
        shards.into_par_iter().enumerate().for_each(|(number, bytes)| {
            (self.put)(format!("{}/{family}-{hash}/{number}.bin", self.folder), bytes);
        });
        hash
    }

    fn add_terms(&self, documents: usize, contents: &Contents) -> TermFamilies {
        // The size of a shard depends on that of all, so the runs are merged twice.
        let (mut postings, mut positions, mut rest) = (0, 0, 0);
        let mut singles = BTreeSet::new();
        merge(&contents.runs, documents, |blocks| {
            postings += block_size(blocks.term, blocks.postings);
            positions += block_size(blocks.term, blocks.positions);
            rest += block_size(blocks.term, blocks.rest);
            if is_single(blocks.term) {
                singles.extend(blocks.term.chars());
            }
        });
        let mut postings = TermShards::new(b'p', postings);
        let mut positions = TermShards::new(b'q', positions);
        let mut rest = TermShards::new(b'm', rest);
        merge(&contents.runs, documents, |blocks| {
            postings.add(blocks.term, blocks.postings);
            positions.add(blocks.term, blocks.positions);
            rest.add(blocks.term, blocks.rest);
        });
        let family = |name: &str, shards: TermShards| {
            let (first, shards) = shards.finish();
            TermFamily { hash: self.add(name, shards), first }
        };
        let rest = family("rest", rest);
        TermFamilies {
            postings: family("postings", postings),
            positions: family("positions", positions),
            rest: (!rest.first.is_empty()).then_some(rest),
            singles,
        }
    }

    fn add_single(&self, family: &str, shard: Option<Vec<u8>>) -> Option<SingleFile> {
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
    /// None on a larger site.
    cards: Option<SingleFile>,
    syllables: String,
    fold: [String; 2],
    kinds: Vec<KindEntry>,
    staff: Vec<String>,
    fillers: Vec<String>,
}

/// Documents of one kind in a row: their number, and what their scores are multiplied by for the
/// public and for staff.
type KindEntry = (usize, f32, f32);

#[derive(Serialize)]
struct FieldEntry {
    name: &'static str,
    kind: &'static str,
    boost: f32,
    average: f32,
    norms: bool,
    names: bool,
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

fn field_entries(tokens: &PerField<u64>, documents: usize) -> Vec<FieldEntry> {
    let entry = |(spec, &tokens): (&FieldSpec, &u64)| FieldEntry {
        name: spec.name,
        kind: spec.kind.id(),
        boost: spec.boost,
        average: average_length(tokens, documents),
        norms: spec.has_norms,
        names: spec.is_name,
        common: spec.common,
        depth: spec.depth,
    };
    FIELDS.iter().zip(tokens).map(entry).collect()
}

fn kind_entries(facets: &FacetLists) -> Vec<KindEntry> {
    let entry = |&kind: &Kind| {
        let count = facets.get(&(Facet::Kind.id(), kind.id()))?.len();
        Some((count, factor(kind, Asker::Public), factor(kind, Asker::Staff)))
    };
    Kind::ALL.iter().filter_map(entry).collect()
}

/// The mean length of a field in tokens, as tantivy's BM25 computes it.
#[expect(clippy::cast_precision_loss, reason = "tantivy computes the mean in f32 too")]
fn average_length(tokens: u64, documents: usize) -> f32 {
    if documents == 0 { 0.0 } else { tokens as f32 / documents as f32 }
}

/// The traditional characters whose simplified form is a term, as every character of a page is, or
/// is in a phrase that messages are compared with.
fn fold_table(terms: &BTreeSet<char>, phrases: &BTreeSet<char>) -> [String; 2] {
    let mut table = [String::new(), String::new()];
    for &(from, to) in traditional() {
        if is_han(to) && (terms.contains(&to) || phrases.contains(&to)) {
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
