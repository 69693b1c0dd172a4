//! The cache of typeset leaflets, `.wuzha`.
//!
//! In `.wuzha/cache` under the site's root, each under the digest of everything it was made from.
#![allow(clippy::disallowed_methods, reason = "touches the disk, as commands may")]

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use anyhow::{Context, Result};

use crate::render::print::PrintCache;
use crate::write;

pub(super) struct LeafletCache {
    folder: PathBuf,
    /// The first thing that could not be kept.
    failed: OnceLock<String>,
}

impl LeafletCache {
    pub(super) fn new(root: &Path) -> Self {
        LeafletCache { folder: root.join(".wuzha/cache"), failed: OnceLock::new() }
    }

    /// Removes everything but the items of this build. Returns why the cache is not complete, if it
    /// is not.
    pub(super) fn retain(&self, digests: &[String]) -> Option<String> {
        if let Err(error) = self.remove_others(digests) {
            self.failed.get_or_init(|| format!("{error:#}"));
        }
        self.failed.get().cloned()
    }

    fn remove_others(&self, digests: &[String]) -> Result<()> {
        let context = || format!("cannot write to `{}`", self.folder.display());
        let wanted: BTreeSet<&str> = digests.iter().map(String::as_str).collect();
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            entries => entries.with_context(context)?,
        };
        for entry in entries {
            let entry = entry.with_context(context)?;
            if !entry.file_name().to_str().is_some_and(|name| wanted.contains(name)) {
                match fs::remove_file(entry.path()) {
                    // Another build was quicker.
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    removed => removed.with_context(context)?,
                }
            }
        }
        Ok(())
    }

    fn write(&self, digest: &str, bytes: &[u8]) -> Result<()> {
        let path = self.folder.join(digest);
        if path.exists() {
            // An item that was found and could not be used.
            fs::remove_file(&path)
                .with_context(|| format!("cannot replace `{}`", path.display()))?;
        }
        if let Some(parent) = self.folder.parent() {
            make_folder(parent)?;
        }
        if !self.folder.exists() {
            fs::create_dir_all(&self.folder)
                .with_context(|| format!("cannot make the folder `{}`", self.folder.display()))?;
        }
        write::write_file(&path, bytes)
    }
}

impl PrintCache for LeafletCache {
    fn get(&self, digest: &str) -> Option<Arc<[u8]>> {
        is_name(digest).then(|| fs::read(self.folder.join(digest)).ok().map(Arc::from)).flatten()
    }

    fn put(&self, digest: &str, bytes: &Arc<[u8]>) {
        // After the first failure, such as a full disk, the others are not tried.
        if is_name(digest)
            && self.failed.get().is_none()
            && let Err(error) = self.write(digest, bytes)
        {
            self.failed.get_or_init(|| format!("{error:#}"));
        }
    }
}

/// Makes the folder `.wuzha`, which git ignores.
pub(super) fn make_folder(folder: &Path) -> Result<()> {
    let ignore = folder.join(".gitignore");
    if ignore.exists() {
        return Ok(());
    }
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&ignore, "*\n"))
        .with_context(|| format!("cannot write to `{}`", folder.display()))
}

/// Whether a digest can be the name of a file.
fn is_name(digest: &str) -> bool {
    !digest.is_empty()
        && digest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
