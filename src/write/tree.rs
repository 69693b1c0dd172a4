//! The contents of a folder, and its removal.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context, Result};
use rayon::prelude::*;
use walkdir::WalkDir;

use super::paths::MARKER;

/// The relative paths in a folder, with `/`. The marker is not among them.
#[derive(Default)]
pub(super) struct Tree {
    pub folders: BTreeSet<String>,
    /// Everything that is not a folder; links are not followed.
    pub files: BTreeSet<String>,
}

impl Tree {
    /// The contents of a folder; nothing if it does not exist.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let mut tree = Tree::default();
        if !root.is_dir() {
            return Ok(tree);
        }
        for entry in WalkDir::new(root).min_depth(1) {
            let entry = entry.with_context(|| format!("cannot read `{}`", root.display()))?;
            let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
            // wuzha writes no name that is not UTF-8: such a file is removed, so its name here need
            // only differ from all that are written.
            let names: Vec<_> =
                relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let path = names.join("/");
            if entry.file_type().is_dir() {
                tree.folders.insert(path);
            } else if path != MARKER {
                tree.files.insert(path);
            }
        }
        Ok(tree)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.folders.is_empty() && self.files.is_empty()
    }
}

/// Removes a folder and its contents, if it exists; links are removed, not followed.
///
/// The marker is removed last: if the build is killed, what is left is still marked as written by
/// wuzha.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries?.collect::<io::Result<Vec<_>>>()?,
    };
    let (marker, others): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|entry| entry.file_name() == MARKER);
    for entries in [others, marker] {
        entries.par_iter().try_for_each(|entry| {
            if entry.file_type()?.is_dir() {
                remove(&entry.path())
            } else {
                fs::remove_file(entry.path())
            }
        })?;
    }
    fs::remove_dir(folder)
}
