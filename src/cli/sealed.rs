//! What one run keeps for another: a mark, a digest, and the content.
//!
//! The digest is SHA-256 over the mark, the length of the key, the key and the content. An entry
//! that was cut off, altered, or put under another key does not match it. It is no signature: who
//! may write to a place can also write an entry that matches.

use std::sync::Arc;

use sha2::{Digest, Sha256};

/// The format. Another one gets another mark, and its entries are not taken for these.
const MARK: &[u8; 16] = b"wuzha keeps 1  \n";

/// Bytes before the content.
const HEAD: usize = MARK.len() + 32;

/// The bytes to keep.
pub(super) fn seal(key: &str, content: &[u8]) -> Vec<u8> {
    let mut entry = Vec::with_capacity(HEAD + content.len());
    entry.extend(MARK);
    entry.extend(digest(key, content));
    entry.extend(content);
    entry
}

/// The content that was kept under this key; `None` if anything about the entry is wrong.
pub(super) fn open(key: &str, entry: &[u8]) -> Option<Arc<[u8]>> {
    let (head, content) = entry.split_at_checked(HEAD)?;
    let (mark, kept) = head.split_at(MARK.len());
    (mark == MARK && kept == digest(key, content)).then(|| Arc::from(content))
}

fn digest(key: &str, content: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(MARK);
    hash.update((key.len() as u64).to_be_bytes());
    hash.update(key);
    hash.update(content);
    hash.finalize().into()
}
