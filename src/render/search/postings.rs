//! Postings encoded as blocks of bytes, one per term, from tantivy's segment.
//!
//! [`export`](mod@super::export) describes the layout; [`shards`](super::shards) cuts the blocks
//! into files.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermStreamer;
use tantivy::{DocSet, SegmentReader, TERMINATED};

use super::fields::{FIELDS, FieldKind, field};
use super::fold::is_han;

/// The encoded postings of all terms, in the order of their UTF-8 bytes.
#[derive(Default)]
pub struct TermBlocks {
    pub postings: Vec<TermBlock>,
    /// For terms that are common in some field.
    pub positions: Vec<TermBlock>,
    /// For terms whose list is cut in some field, unless the rest is with the postings.
    pub rest: Vec<TermBlock>,
}

pub struct TermBlock {
    pub term: String,
    pub bytes: Box<[u8]>,
}

/// Encodes the whole segment.
pub fn encode(segment: &SegmentReader) -> tantivy::Result<TermBlocks> {
    let indexes = (0..FIELDS.len()).map(|number| segment.inverted_index(field(number)));
    let indexes = indexes.collect::<tantivy::Result<Vec<_>>>()?;
    let norms =
        (0..FIELDS.len()).map(|number| segment.fieldnorms_readers().get_field(field(number)));
    let norms = norms.collect::<tantivy::Result<Vec<Option<FieldNormReader>>>>()?;
    let streams = indexes.iter().map(|index| index.terms().stream());
    let mut streams = streams.collect::<std::io::Result<Vec<TermStreamer>>>()?;
    let mut live: Vec<bool> = streams.iter_mut().map(|stream| stream.advance()).collect();

    let mut blocks = TermBlocks::default();
    let mut encoder = Encoder::default();
    let is_rest_apart = segment.max_doc() > FEW_DOCUMENTS;
    loop {
        let heads =
            streams.iter().zip(&live).filter(|(_, live)| **live).map(|(stream, _)| stream.key());
        let Some(key) = heads.min().map(<[u8]>::to_vec) else { break };
        let term = String::from_utf8(key).expect("every term is made from characters");
        let single = is_single(&term);
        encoder.clear();
        for (number, stream) in streams.iter_mut().enumerate() {
            if !live[number] || stream.key() != term.as_bytes() {
                continue;
            }
            // A single character is looked up in the character fields only: see `plan`.
            if single == (FIELDS[number].kind == FieldKind::Characters) {
                let option = IndexRecordOption::WithFreqsAndPositions;
                let postings =
                    indexes[number].read_postings_from_terminfo(stream.value(), option)?;
                encoder.field(number, postings, norms[number].as_ref());
            }
            live[number] = stream.advance();
        }
        let rest = encoder.rest();
        if let Some(rest) = &rest {
            write_number(&mut encoder.lists, encoder.holders.len() as u32);
            if is_rest_apart {
                blocks.rest.push(TermBlock { bytes: rest.as_slice().into(), term: term.clone() });
            } else {
                encoder.lists.extend_from_slice(rest);
            }
        }
        blocks.postings.push(TermBlock { bytes: encoder.postings(), term: term.clone() });
        if !encoder.common.is_empty() {
            blocks.positions.push(TermBlock { bytes: encoder.common.as_slice().into(), term });
        }
    }
    Ok(blocks)
}

/// Up to this many documents, the rest of a list is with the postings: it costs little and saves a
/// request.
const FEW_DOCUMENTS: u32 = 1 << 14;

/// LEB128: seven bits per byte, the low ones first; the high bit means that more follow.
pub fn write_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Documents in their order: their number, then each as the difference from the one before.
pub fn write_list(out: &mut Vec<u8>, documents: &[u32]) {
    write_number(out, documents.len() as u32);
    let mut last = 0;
    for &document in documents {
        write_number(out, document - last);
        last = document;
    }
}

#[derive(Default)]
struct Encoder {
    /// One bit per field.
    mask: u8,
    lists: Vec<u8>,
    /// Positions in the fields where the term is common.
    common: Vec<u8>,
    positions: Vec<u8>,
    frequencies: Vec<u8>,
    norms: Vec<u8>,
    places: Vec<u32>,
    /// All documents that hold the term, pinyin aside.
    holders: Vec<u32>,
    /// Those that are not listed in some field.
    unlisted: Vec<u32>,
}

impl Encoder {
    fn clear(&mut self) {
        self.mask = 0;
        self.lists.clear();
        self.common.clear();
        self.holders.clear();
        self.unlisted.clear();
    }

    fn field(
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
        postings.positions(&mut self.places);
        let mut last = 0;
        for &place in &self.places {
            write_number(&mut self.positions, place - last);
            last = place;
        }
    }

    /// The documents not listed in some field, if there are any. Leaves `holders` without
    /// duplicates.
    fn rest(&mut self) -> Option<Vec<u8>> {
        if self.unlisted.is_empty() {
            return None;
        }
        for documents in [&mut self.holders, &mut self.unlisted] {
            documents.sort_unstable();
            documents.dedup();
        }
        let mut rest = Vec::new();
        write_list(&mut rest, &self.unlisted);
        Some(rest)
    }

    fn postings(&self) -> Box<[u8]> {
        [&[self.mask], self.lists.as_slice()].concat().into()
    }
}

fn is_single(term: &str) -> bool {
    let mut chars = term.chars();
    chars.next().is_some_and(is_han) && chars.next().is_none()
}
