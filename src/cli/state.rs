//! The folder `.wuzha` in a site's folder, for what one run keeps for the next.
#![allow(clippy::disallowed_methods, reason = "touches the disk, as commands may")]

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The path of something in the folder.
pub(super) fn path(root: &Path, name: &str) -> PathBuf {
    root.join(".wuzha").join(name)
}

/// Makes the folder, if there is none. git is told to leave it alone.
pub(super) fn make(root: &Path) -> Result<()> {
    let ignore = path(root, ".gitignore");
    if ignore.exists() {
        return Ok(());
    }
    let folder = root.join(".wuzha");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&ignore, "*\n"))
        .with_context(|| format!("cannot write to `{}`", folder.display()))
}
