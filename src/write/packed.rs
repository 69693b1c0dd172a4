//! The zip of an output folder, beside it: `public-usb.zip`.
//!
//! It is packed from the files in the folder, so it also holds what an earlier build kept there on
//! purpose.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use super::lock::Lock;
use super::output_folder::OutputFolder;
use super::own::{self, There};
use super::paths::MARKER_TEXT;
use super::tree;
use crate::base::archive::Zip;

/// The zip of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    pub path: PathBuf,
    pub bytes: usize,
    /// Whether it was written: a zip with the same bytes is not.
    pub is_new: bool,
}

/// Packs an output folder into a zip beside it, in which all files are in one folder `name`.
///
/// The zip is written all or nothing. A file that wuzha did not write is not replaced.
pub fn pack(out: &Path, name: &str) -> Result<Packed> {
    let folder = OutputFolder::find(out)?;
    let _lock = Lock::take(&folder)?;
    let path = folder.zip();
    let existing = match own::look(&path)? {
        There::File => own::read(&path)?,
        There::Folder => Some(Vec::new()),
        There::Nothing => None,
    };
    if existing.as_ref().is_some_and(|bytes| !bytes.ends_with(MARKER_TEXT.as_bytes())) {
        bail!(
            "`{}` exists and was not written by wuzha; move it away, or name another folder with \
             `--out`",
            path.display()
        );
    }
    let mut files: Vec<String> = tree::files(folder.path()).collect::<Result<_>>()?;
    files.sort_unstable();
    let read = |file: &String| {
        let path = folder.join(file);
        fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))
    };
    let contents: Vec<Vec<u8>> = files.par_iter().map(read).collect::<Result<_>>()?;
    let mut zip = Zip::new();
    for (file, bytes) in files.iter().zip(&contents) {
        zip.add(&format!("{name}/{file}"), bytes)?;
    }
    let bytes = zip.finish(MARKER_TEXT)?;
    // A killed build may have left it.
    let next = folder.next_zip();
    if own::look(&next)? != There::Nothing {
        remove_unfinished(&next)?;
    }
    let is_new = existing.is_none_or(|existing| existing != bytes);
    if is_new {
        let done = write_new(&next, &bytes).and_then(|()| fs::rename(&next, &path));
        if done.is_err() {
            // It may not exist. The first error is the one to report.
            let _ = fs::remove_file(&next);
        }
        done.with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(Packed { path, bytes: bytes.len(), is_new })
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    File::create_new(path)?.write_all(bytes)
}

/// Removes a zip that a killed build did not finish.
fn remove_unfinished(path: &Path) -> Result<()> {
    let mut start = [0; ZIP.len()];
    let is_zip = own::look(path)? == There::File && {
        let read = own::options().read(true).open(path).and_then(|mut file| file.read(&mut start));
        start.starts_with(&ZIP[..read.unwrap_or_default()])
    };
    if !is_zip {
        bail!("`{}` was not written by wuzha; move it away", path.display());
    }
    fs::remove_file(path).with_context(|| format!("cannot remove `{}`", path.display()))
}

/// How a zip begins: APPNOTE 4.3.7.
const ZIP: [u8; 4] = *b"PK\x03\x04";
