//! How does a finished build reach the disk without ever leaving a half-written site?
//!
//! The complete new tree is made in a folder beside the output folder, then the two change places
//! in one step. Files whose bytes are the same are hard links to the ones that are there, so they
//! keep their inode and their time. A build that fails or is killed leaves the output folder as it
//! was; what it leaves beside is where the next one begins.
//!
//! The old tree is removed, unless the site is large: making and removing tens of thousands of
//! folders takes longer than anything else, so there it stays beside and becomes the next site, of
//! which only what differs is touched.
#![allow(clippy::disallowed_methods, reason = "one of the stages that may touch the disk")]

mod lock;
mod next;
mod packed;
mod paths;
mod place;
mod tree;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context, Error, Result, anyhow};
use rayon::prelude::*;

use crate::base::artifact::Artifacts;
use lock::Lock;
use next::Next;
use place::Place;
use tree::Tree;

pub use packed::{Packed, pack};
pub use paths::{MARKER, faults};

/// From how many files on a site is large. Up to it, replacing a whole tree takes a fraction of a
/// second.
const LARGE: usize = 1000;

/// What writing changed, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// Where each file of the new tree comes from.
struct Plan<'a> {
    /// Paths and bytes.
    write: Vec<(&'a str, &'a [u8])>,
    /// Paths of files that stay as they are.
    link: Vec<&'a str>,
    summary: Summary,
}

/// Makes the folder `out` hold exactly these artifacts.
///
/// A file that stands there and is not among them is removed, unless `keep` says of its path that
/// it may stay. Where nothing would change, nothing is touched.
pub fn write(
    out: &Path,
    artifacts: &Artifacts,
    keep: &(dyn Fn(&str) -> bool + Sync),
) -> Result<Summary> {
    paths::check(artifacts)?;
    try_write(out, artifacts, keep).map_err(|error| match advice(&error) {
        Some(advice) => anyhow!("{error:#}; {advice}; the site that was there is as it was"),
        None => error,
    })
}

fn try_write(
    out: &Path,
    artifacts: &Artifacts,
    keep: &(dyn Fn(&str) -> bool + Sync),
) -> Result<Summary> {
    let place = Place::find(out)?;
    let _lock = Lock::take(&place)?;
    next::recover(&place)?;
    let (present, spare) = rayon::join(|| Tree::read(place.out()), || Tree::read(&place.next()));
    let (present, spare) = (present?, spare?);
    let plan = plan(&place, artifacts, &present, keep);

    let next = Next::open(&place, &spare)?;
    let done = if place.exists() && plan.write.is_empty() && plan.summary.removed == 0 {
        Ok(())
    } else {
        next.fill(&plan.write, &plan.link).and_then(|()| next.swap())
    };
    if done.is_err() || artifacts.len() < LARGE {
        next.discard();
    }
    done.map(|()| plan.summary)
}

/// Writes one file so that it is whole or not there; a device or a pipe is written to as it is.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let context = || format!("cannot write `{}`", path.display());
    let replaceable = fs::symlink_metadata(path).map_or(true, |there| there.is_file());
    match path.file_name().and_then(|name| name.to_str()) {
        Some(name) if replaceable => {
            let next = path.with_file_name(format!(".{name}.next-{}", std::process::id()));
            let done = fs::write(&next, bytes).and_then(|()| fs::rename(&next, path));
            if done.is_err() {
                // The file beside may not have been made at all; the first failure is the one to
                // tell.
                let _ = fs::remove_file(&next);
            }
            done.with_context(context)
        }
        _ => fs::write(path, bytes).with_context(context),
    }
}

/// What to do about a failure of the disk.
fn advice(error: &Error) -> Option<&'static str> {
    let kind =
        error.chain().find_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind)?;
    Some(match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "make room on the disk and build again"
        }
        ErrorKind::FileTooLarge => {
            "files of this size are not allowed here; name another folder with `--out`"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "a new site is made beside the old one, so the folder above it must be open to writing; have its permissions \
             changed, or name another folder with `--out`"
        }
        _ => return None,
    })
}

fn plan<'a>(
    place: &Place,
    artifacts: &'a Artifacts,
    present: &'a Tree,
    keep: &(dyn Fn(&str) -> bool + Sync),
) -> Plan<'a> {
    let wanted: Vec<(&str, &[u8])> =
        artifacts.iter().map(|a| (a.path.as_str(), &*a.bytes)).collect();
    let same = wanted
        .par_iter()
        .map(|(path, bytes)| present.files.contains(*path) && is_same(&place.join(path), bytes));
    let same: Vec<bool> = same.collect();
    let mut plan = Plan { write: Vec::new(), link: Vec::new(), summary: Summary::default() };
    for ((path, bytes), same) in wanted.into_iter().zip(same) {
        if same {
            plan.link.push(path);
            plan.summary.unchanged += 1;
        } else {
            plan.write.push((path, bytes));
            plan.summary.written += 1;
        }
    }
    for path in present.files.iter().filter(|path| artifacts.get(path).is_none()) {
        if keep(path) {
            plan.link.push(path);
        } else {
            plan.summary.removed += 1;
        }
    }
    plan
}

/// Whether a file holds these bytes. One that cannot be read does not: it is written anew.
fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let length = fs::symlink_metadata(path)
        .map(|there| if there.is_file() { there.len() } else { u64::MAX });
    length.is_ok_and(|length| length == bytes.len() as u64)
        && fs::read(path).is_ok_and(|there| there == bytes)
}
