//! How does an output folder become one file that can be handed on? As a zip beside it:
//! `public-usb.zip`.
//!
//! It is packed from what lies in the folder, so that what an earlier build left there on purpose
//! is in it too.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use super::lock::Lock;
use super::paths::MARKER_TEXT;
use super::place::Place;
use super::tree::Tree;
use crate::base::archive::Zip;

/// The zip of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    pub path: PathBuf,
    pub bytes: usize,
    /// Whether it had to be written: the same bytes are left alone.
    pub is_new: bool,
}

/// Packs an output folder into a zip beside it, in which all lies in one folder `name`.
///
/// The zip is whole or as it was. One that wuzha has not written is not replaced.
pub fn pack(out: &Path, name: &str) -> Result<Packed> {
    let place = Place::find(out)?;
    let _lock = Lock::take(&place)?;
    let path = place.zip();
    let there = match fs::read(&path) {
        Ok(bytes) if bytes.ends_with(MARKER_TEXT.as_bytes()) => Some(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        _ => bail!(
            "`{}` is there and was not written by wuzha; move it away, or name another folder with `--out`",
            path.display()
        ),
    };
    let files: Vec<String> = Tree::read(place.out())?.files.into_iter().collect();
    let read = |file: &String| {
        let path = place.join(file);
        fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))
    };
    let contents: Vec<Vec<u8>> = files.par_iter().map(read).collect::<Result<_>>()?;
    let mut zip = Zip::new();
    for (file, bytes) in files.iter().zip(&contents) {
        zip.add(&format!("{name}/{file}"), bytes)?;
    }
    let bytes = zip.finish(MARKER_TEXT)?;
    // What a killed build left.
    let next = place.next_zip();
    let _ = fs::remove_file(&next);
    let is_new = there.is_none_or(|there| there != bytes);
    if is_new {
        let done = fs::write(&next, &bytes).and_then(|()| fs::rename(&next, &path));
        if done.is_err() {
            // It may not have been made at all; the first failure is the one to tell.
            let _ = fs::remove_file(&next);
        }
        done.with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(Packed { path, bytes: bytes.len(), is_new })
}
