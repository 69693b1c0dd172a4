//! Postings encoded as blocks of bytes, one per term, from tantivy's segment.
//!
//! [`export`](mod@super::export) describes the layout; [`shards`](super::shards) cuts the blocks
//! into files.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermStreamer;
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED};

use crate::base::narrow::to_u32;

use super::fields::{FIELDS, FieldKind, field};
use super::fold::is_han;

/// The encoded postings of all terms, in the order of their UTF-8 bytes.
#[derive(Default)]
pub(super) struct TermBlocks {
    pub postings: Vec<TermBlock>,
    /// For terms that are common in some field.
    pub positions: Vec<TermBlock>,
    /// For terms whose list is cut in some field, unless the rest is with the postings.
    pub rest: Vec<TermBlock>,
}

pub(super) struct TermBlock {
    pub term: String,
    pub bytes: Box<[u8]>,
}

/// Encodes the whole segment.
pub(super) fn encode(segment: &SegmentReader) -> tantivy::Result<TermBlocks> {
    let indexes = (0..FIELDS.len()).map(|number| segment.inverted_index(field(number)));
    let indexes = indexes.collect::<tantivy::Result<Vec<_>>>()?;
    let mut fields = Vec::new();
    for (number, index) in indexes.iter().enumerate() {
        fields.push(FieldTerms::open(number, index, segment)?);
    }
    let is_rest_apart = segment.max_doc() > FEW_DOCUMENTS;
    let mut blocks = TermBlocks::default();
    let mut encoder = Encoder::default();
    while let Some(term) = fields.iter().filter_map(FieldTerms::term).min() {
        let term = String::from_utf8(term.to_vec()).expect("every term is made from characters");
        let is_single = is_single(&term);
        encoder.clear();
        for field in &mut fields {
            if field.term() != Some(term.as_bytes()) {
                continue;
            }
            // A single character is looked up in the character fields only: see `plan`.
            if is_single == (FIELDS[field.number].kind == FieldKind::Characters) {
                encoder.add_field(field.number, field.postings()?, field.norms.as_ref());
            }
            field.advance();
        }
        encoder.finish(&term, is_rest_apart, &mut blocks);
    }
    Ok(blocks)
}

/// The terms of a field, in their order.
struct FieldTerms<'i> {
    number: usize,
    index: &'i InvertedIndexReader,
    norms: Option<FieldNormReader>,
    stream: TermStreamer<'i>,
    has_term: bool,
}

impl<'i> FieldTerms<'i> {
    /// At the first term.
    fn open(
        number: usize,
        index: &'i InvertedIndexReader,
        segment: &SegmentReader,
    ) -> tantivy::Result<FieldTerms<'i>> {
        let norms = segment.fieldnorms_readers().get_field(field(number))?;
        let mut stream = index.terms().stream()?;
        let has_term = stream.advance();
        Ok(FieldTerms { number, index, norms, stream, has_term })
    }

    /// The current term; none after the last.
    fn term(&self) -> Option<&[u8]> {
        if self.has_term { Some(self.stream.key()) } else { None }
    }

    /// The postings of the current term.
    fn postings(&self) -> tantivy::Result<SegmentPostings> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        Ok(self.index.read_postings_from_terminfo(self.stream.value(), option)?)
    }

    fn advance(&mut self) {
        self.has_term = self.stream.advance();
    }
}

/// Up to this many documents, the rest of a list is with the postings: it costs little and saves a
/// request.
const FEW_DOCUMENTS: u32 = 1 << 14;

/// LEB128: seven bits per byte, the low ones first; the high bit means that more follow.
pub(super) fn write_number(out: &mut Vec<u8>, mut number: u32) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            out.push(low & 0x7F);
            return;
        }
        out.push(low | 0x80);
    }
}

/// Documents in their order: their number, then each as the difference from the one before.
pub(super) fn write_list(out: &mut Vec<u8>, documents: &[DocId]) {
    write_number(out, to_u32(documents.len()));
    let mut last = 0;
    for &document in documents {
        write_number(out, document - last);
        last = document;
    }
}

/// Encodes one term after another, field by field, and reuses its memory.
#[derive(Default)]
struct Encoder {
    /// One bit per field.
    mask: u8,
    lists: Vec<u8>,
    /// Positions in the fields where the term is common.
    common: Vec<u8>,
    /// All documents that hold the term, pinyin aside.
    holders: Vec<DocId>,
    /// Those that are not listed in some field.
    unlisted: Vec<DocId>,
    /// Of the current field.
    frequencies: Vec<u8>,
    norms: Vec<u8>,
    positions: Vec<u8>,
    /// The positions in the current document.
    in_document: Vec<u32>,
}

impl Encoder {
    /// Forgets the last term.
    fn clear(&mut self) {
        self.mask = 0;
        self.lists.clear();
        self.common.clear();
        self.holders.clear();
        self.unlisted.clear();
    }

    /// Adds the postings of a field.
    fn add_field(
        &mut self,
        number: usize,
        mut postings: SegmentPostings,
        norms: Option<&FieldNormReader>,
    ) {
        self.mask |= 1 << number;
        self.frequencies.clear();
        self.norms.clear();
        self.positions.clear();
        let holders = postings.doc_freq();
        write_number(&mut self.lists, holders);
        let mut last = 0;
        let mut left = FIELDS[number].depth;
        while postings.doc() != TERMINATED {
            let document = postings.doc();
            if FIELDS[number].kind != FieldKind::Pinyin {
                self.holders.push(document);
            }
            if left == 0 {
                self.unlisted.push(document);
                postings.advance();
                continue;
            }
            left -= 1;
            write_number(&mut self.lists, document - last);
            last = document;
            if FIELDS[number].kind == FieldKind::Terms {
                write_number(&mut self.frequencies, postings.term_freq());
                self.norms.extend(norms.map(|norms| norms.fieldnorm_id(document)));
                self.document_positions(&mut postings);
            }
            postings.advance();
        }
        self.lists.extend_from_slice(&self.frequencies);
        self.lists.extend_from_slice(&self.norms);
        let positions =
            if holders > FIELDS[number].common { &mut self.common } else { &mut self.lists };
        positions.extend_from_slice(&self.positions);
    }

    fn document_positions(&mut self, postings: &mut SegmentPostings) {
        postings.positions(&mut self.in_document);
        let mut last = 0;
        for &position in &self.in_document {
            write_number(&mut self.positions, position - last);
            last = position;
        }
    }

    /// Adds the blocks of the term.
    fn finish(&mut self, term: &str, is_rest_apart: bool, blocks: &mut TermBlocks) {
        let block = |bytes: &[u8]| TermBlock { term: term.to_owned(), bytes: bytes.into() };
        if !self.unlisted.is_empty() {
            for documents in [&mut self.holders, &mut self.unlisted] {
                documents.sort_unstable();
                documents.dedup();
            }
            let mut rest = Vec::new();
            write_list(&mut rest, &self.unlisted);
            write_number(&mut self.lists, to_u32(self.holders.len()));
            if is_rest_apart {
                blocks.rest.push(block(&rest));
            } else {
                self.lists.extend_from_slice(&rest);
            }
        }
        blocks.postings.push(block(&[&[self.mask], self.lists.as_slice()].concat()));
        if !self.common.is_empty() {
            blocks.positions.push(block(&self.common));
        }
    }
}

fn is_single(term: &str) -> bool {
    let mut chars = term.chars();
    chars.next().is_some_and(is_han) && chars.next().is_none()
}
