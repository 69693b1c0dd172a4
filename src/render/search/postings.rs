//! Postings encoded as blocks of bytes, one per term, merged from runs.
//!
//! [`export`](mod@super::export) describes the layout; [`shards`](super::shards) cuts the blocks
//! into files.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::DocId;

use super::fields::{FIELDS, FieldKind};
use super::numbers::{read_bytes, read_number, write_list, write_number};
use super::runs::Run;
use crate::base::narrow::to_u32;

/// The encoded postings of a term.
pub(super) struct TermBlocks<'e> {
    pub term: &'e str,
    pub postings: &'e [u8],
    /// Empty unless the term is common in some field.
    pub positions: &'e [u8],
    /// Empty unless its list is cut in some field and the rest is not with the postings.
    pub rest: &'e [u8],
}

/// Up to this many documents, the rest of a list is with the postings: it costs little and saves a
/// request.
const FEW_DOCUMENTS: usize = 1 << 14;

/// Calls `emit` with the blocks of every term, in the order of their UTF-8 bytes. The runs are those
/// of `documents` documents, in their order.
pub(super) fn merge(runs: &[Run], documents: usize, mut emit: impl FnMut(TermBlocks)) {
    let mut encoder = Encoder { is_rest_apart: documents > FEW_DOCUMENTS, ..Encoder::default() };
    let mut readers: Vec<&[u8]> = runs.iter().map(|run| &**run).collect();
    let mut next = BinaryHeap::new();
    (0..readers.len()).for_each(|at| next.extend(next_term(&mut readers[at], at)));
    let mut holders = Vec::new();
    while let Some(&Reverse((term, _))) = next.peek() {
        holders.clear();
        while let Some(&Reverse((own, at))) = next.peek()
            && own == term
        {
            next.pop();
            let mask = read_number(&mut readers[at]);
            holders.push((at, mask));
        }
        encoder.clear();
        for number in 0..FIELDS.len() {
            let holders = holders.iter().filter(|(_, mask)| mask & 1 << number != 0);
            encoder.add_field(number, holders.map(|(at, _)| *at), &mut readers);
        }
        let term = std::str::from_utf8(term).expect("every term is made from characters");
        emit(encoder.finish(term));
        holders.iter().for_each(|&(at, _)| next.extend(next_term(&mut readers[at], at)));
    }
}

/// The next term of the run of this number; none after the last.
fn next_term<'r>(run: &mut &'r [u8], number: usize) -> Option<Reverse<(&'r [u8], usize)>> {
    if run.is_empty() {
        return None;
    }
    let length = read_number(run);
    Some(Reverse((read_bytes(run, length), number)))
}

/// Encodes one term after another, field by field, and reuses its memory.
#[derive(Default)]
struct Encoder {
    /// Whether the rest of a list is not with the postings.
    is_rest_apart: bool,
    /// A bit for each field that has the term, the lowest for field 0.
    mask: u32,
    lists: Vec<u8>,
    /// The mask and the lists.
    block: Vec<u8>,
    /// Positions in the fields where the term is common.
    common: Vec<u8>,
    rest: Vec<u8>,
    /// All documents that hold the term, pinyin aside.
    holders: Vec<DocId>,
    /// Those that are not listed in some field.
    unlisted: Vec<DocId>,
    /// Of the current field: the number of documents in each run.
    counts: Vec<(usize, u32)>,
    /// The last document.
    last: DocId,
    frequencies: Vec<u8>,
    norms: Vec<u8>,
    positions: Vec<u8>,
}

impl Encoder {
    /// Forgets the last term.
    fn clear(&mut self) {
        self.mask = 0;
        self.lists.clear();
        self.block.clear();
        self.common.clear();
        self.rest.clear();
        self.holders.clear();
        self.unlisted.clear();
    }

    /// Adds the postings of a field, from those of the readers that have it.
    fn add_field(
        &mut self,
        number: usize,
        holders: impl Iterator<Item = usize>,
        readers: &mut [&[u8]],
    ) {
        let mut counts = std::mem::take(&mut self.counts);
        counts.clear();
        counts.extend(holders.map(|at| (at, read_number(&mut readers[at]))));
        let all = counts.iter().map(|(_, count)| count).sum::<u32>();
        if all > 0 {
            self.frequencies.clear();
            self.norms.clear();
            self.positions.clear();
            self.mask |= 1 << number;
            write_number(&mut self.lists, all);
            self.last = 0;
            let mut left = FIELDS[number].depth;
            for &(at, count) in &counts {
                let listed = count.min(left);
                left -= listed;
                self.add_run(number, &mut readers[at], count, listed);
            }
            self.lists.extend_from_slice(&self.frequencies);
            self.lists.extend_from_slice(&self.norms);
            let is_common = all > FIELDS[number].common;
            let positions = if is_common { &mut self.common } else { &mut self.lists };
            positions.extend_from_slice(&self.positions);
        }
        self.counts = counts;
    }

    /// Adds `count` documents of a run, the first of which are listed.
    fn add_run(&mut self, number: usize, run: &mut &[u8], count: u32, listed: u32) {
        let spec = &FIELDS[number];
        let mut document = 0;
        for place in 0..count {
            document += read_number(run);
            if spec.kind != FieldKind::Pinyin {
                self.holders.push(document);
            }
            if place < listed {
                write_number(&mut self.lists, document - self.last);
                self.last = document;
            } else {
                self.unlisted.push(document);
            }
        }
        if spec.kind != FieldKind::Terms {
            return;
        }
        let detailed = read_number(run);
        let (mut positions, mut listed_positions) = (0, 0);
        for place in 0..detailed {
            let frequency = read_number(run);
            positions += frequency;
            if place < listed {
                write_number(&mut self.frequencies, frequency);
                listed_positions += frequency;
            }
        }
        if spec.has_norms {
            self.norms.extend_from_slice(&read_bytes(run, detailed)[..listed as usize]);
        }
        for place in 0..positions {
            let position = read_number(run);
            if place < listed_positions {
                write_number(&mut self.positions, position);
            }
        }
    }

    /// The blocks of the term.
    fn finish<'e>(&'e mut self, term: &'e str) -> TermBlocks<'e> {
        if !self.unlisted.is_empty() {
            for documents in [&mut self.holders, &mut self.unlisted] {
                documents.sort_unstable();
                documents.dedup();
            }
            write_number(&mut self.lists, to_u32(self.holders.len()));
            let rest = if self.is_rest_apart { &mut self.rest } else { &mut self.lists };
            write_list(rest, &self.unlisted);
        }
        write_number(&mut self.block, self.mask);
        self.block.extend_from_slice(&self.lists);
        TermBlocks { term, postings: &self.block, positions: &self.common, rest: &self.rest }
    }
}
