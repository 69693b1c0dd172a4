//! The cache of typeset leaflets, `.wuzha`.
//!
//! In `.wuzha/cache` under the site's root, each under the digest of everything it was made from.
#![allow(clippy::disallowed_methods, reason = "touches the disk, as commands may")]

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use rayon::prelude::*;

use crate::write;

pub(super) struct LeafletCache {
    folder: PathBuf,
}

impl LeafletCache {
    pub(super) fn new(root: &Path) -> Self {
        LeafletCache { folder: root.join(".wuzha/cache") }
    }

    pub(super) fn get(&self, digest: &str) -> Option<Arc<[u8]>> {
        is_name(digest).then(|| fs::read(self.folder.join(digest)).ok().map(Arc::from)).flatten()
    }

    /// Keeps what this build used and nothing else.
    pub(super) fn replace(&self, printed: &[(String, Arc<[u8]>)]) -> Result<()> {
        let context = || format!("cannot write to `{}`", self.folder.display());
        let printed: Vec<_> = printed.iter().filter(|(digest, _)| is_name(digest)).collect();
        let wanted: BTreeSet<&str> = printed.iter().map(|(digest, _)| digest.as_str()).collect();
        fs::create_dir_all(&self.folder).with_context(context)?;
        let ignore = self.folder.with_file_name(".gitignore");
        if !ignore.exists() {
            fs::write(&ignore, "*\n").with_context(context)?;
        }
        for entry in fs::read_dir(&self.folder).with_context(context)? {
            let entry = entry.with_context(context)?;
            if !entry.file_name().to_str().is_some_and(|name| wanted.contains(name)) {
                match fs::remove_file(entry.path()) {
                    // Another build was quicker.
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    removed => removed.with_context(context)?,
                }
            }
        }
        printed.par_iter().try_for_each(|(digest, bytes)| {
            let path = self.folder.join(digest);
            if path.exists() { Ok(()) } else { write::write_file(&path, bytes) }
        })
    }
}

/// Whether a digest can be the name of a file.
fn is_name(digest: &str) -> bool {
    !digest.is_empty()
        && digest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
