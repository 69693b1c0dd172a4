//! Writing a finished build to the disk, all or nothing.
//!
//! The complete new tree is made in a folder beside the output folder, then the two are exchanged
//! in one step. Unchanged files are hard links to the existing ones, so they keep their inode and
//! their time. A build that fails or is killed leaves the output folder as it was; the next build
//! continues with the folder beside it.
//!
//! The old tree is removed, unless the site is large: making and removing tens of thousands of
//! folders takes longer than everything else, so the old tree stays beside the new one and becomes
//! the next site, of which only the differences are written.
#![allow(clippy::disallowed_methods, reason = "one of the stages that may touch the disk")]

mod lock;
mod next;
mod packed;
mod paths;
mod output_folder;
mod tree;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context, Error, Result, anyhow};
use rayon::prelude::*;

use crate::base::artifact::Artifacts;
use lock::Lock;
use next::NextFolder;
use output_folder::OutputFolder;
use tree::Tree;

pub use packed::{Packed, pack};
pub use paths::{MARKER, faults};

/// A site with this many files or more is large. For a smaller one, replacing the whole tree takes a
/// fraction of a second.
const LARGE: usize = 1000;

/// What writing changed, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// Where each file of the new tree comes from.
struct Changes<'a> {
    /// Paths and bytes of files that are written.
    write: Vec<(&'a str, &'a [u8])>,
    /// Paths of files that stay as they are.
    link: Vec<&'a str>,
    summary: Summary,
}

/// Makes the folder `out` hold exactly these artifacts.
///
/// An existing file that is not among them is removed, unless `keep` returns true for its path. If
/// nothing changes, nothing is written.
pub fn write(
    out: &Path,
    artifacts: &Artifacts,
    keep: &(dyn Fn(&str) -> bool + Sync),
) -> Result<Summary> {
    paths::check(artifacts)?;
    try_write(out, artifacts, keep).map_err(|error| match advice(&error) {
        Some(advice) => anyhow!("{error:#}; {advice}; the existing site is unchanged"),
        None => error,
    })
}

fn try_write(
    out: &Path,
    artifacts: &Artifacts,
    keep: &(dyn Fn(&str) -> bool + Sync),
) -> Result<Summary> {
    let folder = OutputFolder::find(out)?;
    let _lock = Lock::take(&folder)?;
    next::recover(&folder)?;
    let (present, spare) = rayon::join(|| Tree::read(folder.path()), || Tree::read(&folder.next()));
    let (present, spare) = (present?, spare?);
    let changes = compare(&folder, artifacts, &present, keep);

    let next = NextFolder::open(&folder, &spare)?;
    let done = if folder.exists() && changes.write.is_empty() && changes.summary.removed == 0 {
        Ok(())
    } else {
        next.fill(&changes.write, &changes.link).and_then(|()| next.swap())
    };
    if done.is_err() || artifacts.len() < LARGE {
        next.discard();
    }
    done.map(|()| changes.summary)
}

/// Writes one file, all or nothing; a device or a pipe is written to directly.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let context = || format!("cannot write `{}`", path.display());
    let replaceable = fs::symlink_metadata(path).map_or(true, |there| there.is_file());
    match path.file_name().and_then(|name| name.to_str()) {
        Some(name) if replaceable => {
            let next = path.with_file_name(format!(".{name}.next-{}", std::process::id()));
            let done = fs::write(&next, bytes).and_then(|()| fs::rename(&next, path));
            if done.is_err() {
                // The temporary file may not exist. The first error is the one to report.
                let _ = fs::remove_file(&next);
            }
            done.with_context(context)
        }
        _ => fs::write(path, bytes).with_context(context),
    }
}

/// What to do about an I/O error.
fn advice(error: &Error) -> Option<&'static str> {
    let kind =
        error.chain().find_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind)?;
    Some(match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "free space on the disk and build again"
        }
        ErrorKind::FileTooLarge => {
            "files of this size are not allowed here; name another folder with `--out`"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "a new site is made beside the old one, so the folder above it must be writable; have \
             its permissions changed, or name another folder with `--out`"
        }
        _ => return None,
    })
}

/// What must change in a folder whose contents are `present`.
fn compare<'a>(
    folder: &OutputFolder,
    artifacts: &'a Artifacts,
    present: &'a Tree,
    keep: &(dyn Fn(&str) -> bool + Sync),
) -> Changes<'a> {
    let wanted: Vec<(&str, &[u8])> =
        artifacts.iter().map(|a| (a.path.as_str(), &*a.bytes)).collect();
    let same = wanted
        .par_iter()
        .map(|(path, bytes)| present.files.contains(*path) && is_same(&folder.join(path), bytes));
    let same: Vec<bool> = same.collect();
    let mut changes = Changes { write: Vec::new(), link: Vec::new(), summary: Summary::default() };
    for ((path, bytes), same) in wanted.into_iter().zip(same) {
        if same {
            changes.link.push(path);
            changes.summary.unchanged += 1;
        } else {
            changes.write.push((path, bytes));
            changes.summary.written += 1;
        }
    }
    for path in present.files.iter().filter(|path| artifacts.get(path).is_none()) {
        if keep(path) {
            changes.link.push(path);
        } else {
            changes.summary.removed += 1;
        }
    }
    changes
}

/// Whether a file holds these bytes. A file that cannot be read does not, and is written again.
fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let length = fs::symlink_metadata(path)
        .map(|there| if there.is_file() { there.len() } else { u64::MAX });
    length.is_ok_and(|length| length == bytes.len() as u64)
        && fs::read(path).is_ok_and(|there| there == bytes)
}
