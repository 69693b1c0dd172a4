//! Memory that is asked for before it is needed: an allocation that fails in the middle of a build
//! would end the program without a word.

use anyhow::{Result, bail};

use crate::base::limits;
use crate::base::source::SourceFiles;

/// Ensures that there is room for a build of a site. It is only asked for: what is not written to
/// takes no memory.
///
/// # Errors
/// Where a limit on the address space leaves less.
pub fn ensure_for(sources: &SourceFiles) -> Result<()> {
    let texts = sources.under("content/").filter(|(path, _)| path.ends_with(".md"));
    let (mut files, mut bytes) = (0, 0);
    for (_, text) in texts {
        files += 1;
        bytes += text.len();
    }
    let needed = BASE + files * PAGE + bytes.min(limits::DOCUMENTS) * TREE;
    if !is_there(needed) {
        let more = needed.div_ceil(MIB);
        bail!(
            "a site of {files} texts takes about {more} MiB of memory beside its files, and there is \
             less: raise the limit on the address space (`ulimit -v`)"
        );
    }
    Ok(())
}

const MIB: usize = 1 << 20;

/// What a build takes without pages, in bytes.
const BASE: usize = 64 * MIB;
/// What stays in memory of a page, in bytes.
const PAGE: usize = 6 << 10;
/// What a byte of a text takes whose tree stays in memory.
const TREE: usize = 2;

/// Whether so many bytes can be allocated, piece by piece.
pub fn is_there(bytes: usize) -> bool {
    const PIECE: usize = 32 * MIB;
    let mut pieces: Vec<Vec<u8>> = Vec::new();
    for _ in 0..bytes.div_ceil(PIECE) {
        let mut piece = Vec::new();
        if piece.try_reserve_exact(PIECE).is_err() {
            return false;
        }
        // Else the compiler may leave out what nobody uses.
        pieces.push(std::hint::black_box(piece));
    }
    true
}
