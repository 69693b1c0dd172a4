//! Shards: the contents of the index files, cut to a size that is quick to fetch; here those that
//! hold a range of terms each.
//!
//! [`export`](mod@super::export) describes their format.

use rayon::prelude::*;

use super::numbers::write_number;
use crate::base::archive;
use crate::base::narrow::to_u32;

/// The version of the format. A reader refuses every other.
pub(super) const FORMAT: u8 = 5;

/// The first bytes of a shard; `mark` is that of its family.
pub(super) fn header(mark: u8) -> Vec<u8> {
    vec![b'W', b'Z', FORMAT, mark]
}

/// Items that are cut into compressed shards as they come.
pub(super) struct Cutter<T> {
    /// What is in no shard yet.
    pub waiting: Vec<T>,
    pub shards: Vec<Vec<u8>>,
}

impl<T: Sync> Cutter<T> {
    pub(super) fn new() -> Cutter<T> {
        Cutter { waiting: Vec::new(), shards: Vec::new() }
    }

    /// Cuts off whole shards, and calls `note` with the items of each. `is_last` is when no more
    /// items come.
    pub(super) fn cut(
        &mut self,
        budget: usize,
        is_last: bool,
        size: impl Fn(&T) -> usize,
        pack: impl Fn(&[T]) -> Vec<u8> + Sync,
        note: impl FnMut(&[T]),
    ) {
        let mut groups = cut(&self.waiting, budget, size);
        if !is_last {
            groups.pop();
        }
        groups.iter().copied().for_each(note);
        self.shards.par_extend(groups.par_iter().map(|group| gzip(&pack(group))));
        let done = groups.iter().map(|group| group.len()).sum::<usize>();
        self.waiting.drain(..done);
    }
}

/// The shards of a family that hold a range of terms each.
pub(super) struct TermShards {
    mark: u8,
    budget: usize,
    cutter: Cutter<TermBlock>,
    waiting: usize,
    /// The first text of each, for the directory.
    first: Vec<String>,
    last: String,
}

struct TermBlock {
    term: String,
    bytes: Box<[u8]>,
}

/// The bytes of blocks that are compressed together, on all processors.
const TOGETHER: usize = 1 << 20;

impl TermShards {
    /// For blocks of `total` bytes in all, as [`block_size`] counts them.
    pub(super) fn new(mark: u8, total: usize) -> TermShards {
        TermShards {
            mark,
            budget: term_budget(total),
            cutter: Cutter::new(),
            waiting: 0,
            first: Vec::new(),
            last: String::new(),
        }
    }

    /// Adds the block of the next term, unless it is empty.
    pub(super) fn add(&mut self, term: &str, bytes: &[u8]) {
        self.waiting += block_size(term, bytes);
        if !bytes.is_empty() {
            self.cutter.waiting.push(TermBlock { term: term.to_owned(), bytes: bytes.into() });
        }
        if self.waiting > TOGETHER {
            self.cut(false);
        }
    }

    /// The first text of each shard, and the shards.
    pub(super) fn finish(mut self) -> (Vec<String>, Vec<Vec<u8>>) {
        self.cut(true);
        (self.first, self.cutter.shards)
    }

    fn cut(&mut self, is_last: bool) {
        let TermShards { mark, budget, cutter, waiting, first, last } = self;
        let size = |block: &TermBlock| block_size(&block.term, &block.bytes);
        let pack = |group: &[TermBlock]| term_shard(*mark, group);
        cutter.cut(*budget, is_last, size, pack, |group| {
            first.push(separator(last, &group[0].term));
            last.clone_from(&group[group.len() - 1].term);
        });
        *waiting = cutter.waiting.iter().map(size).sum();
    }
}

/// What a block takes in a shard, in bytes; nothing if it is empty.
pub(super) fn block_size(term: &str, bytes: &[u8]) -> usize {
    if bytes.is_empty() { 0 } else { term.len() + 1 + bytes.len() }
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

/// How hard shards are compressed, of 9.
pub(super) const LEVEL: u32 = 6;

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    archive::gzip(bytes, LEVEL)
}
