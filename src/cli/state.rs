//! The folder `.wuzha` in a site's folder, for what one run keeps for the next.
//!
//! What is in it is evidence, not authority: every file carries a digest ([`sealed`]), and one that
//! does not match is made again.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::cli::sealed;
use crate::write::own::{self, There};
use crate::write::write_own_file;

const FOLDER: &str = ".wuzha";

/// The path of something in the folder.
pub(super) fn path(root: &Path, name: &str) -> PathBuf {
    root.join(FOLDER).join(name)
}

/// Makes the folder, if there is none. git is told to leave it alone.
pub(super) fn make(root: &Path) -> Result<()> {
    let ignore = path(root, ".gitignore");
    own::make_folder(&root.join(FOLDER))?;
    if own::look(&ignore)? != There::Nothing {
        return Ok(());
    }
    write_own_file(&ignore, b"*\n")
}

/// Refuses a site that has a link, or a file, in the place of a folder of the program's own: with
/// it the program would work somewhere else.
///
/// # Errors
/// Says which.
pub(super) fn refuse_links(root: &Path) -> Result<()> {
    for folder in [root.join(FOLDER), path(root, "cache")] {
        if own::look(&folder)? == There::File {
            own::make_folder(&folder)?;
        }
    }
    for name in [".gitignore", "fits"] {
        own::look(&path(root, name))?;
    }
    Ok(())
}

/// What was kept under a name; `None` where that is nothing, or not what was kept.
pub(super) fn read(root: &Path, name: &str) -> Option<Vec<u8>> {
    let bytes = own::read(&path(root, name)).ok()??;
    sealed::open(name, &bytes).map(|content| content.to_vec())
}

/// Keeps something under a name.
///
/// # Errors
/// I/O errors, and a link in the way.
pub(super) fn keep(root: &Path, name: &str, content: &[u8]) -> Result<()> {
    make(root)?;
    write_own_file(&path(root, name), &sealed::seal(name, content))
}
