//! A digest of the files in a folder by their names, sizes and times, of which one changes with the
//! contents.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use anyhow::Result;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::tree;

/// The digest of some files, the same in whatever order they were added: the sum of the digests of
/// each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamps(u128);

impl Stamps {
    /// Of one file.
    ///
    /// # Errors
    /// A time that the file system does not know.
    pub(super) fn of(path: &str, there: &Metadata) -> io::Result<Stamps> {
        let time = there.modified()?.duration_since(UNIX_EPOCH).map_err(io::Error::other)?;
        let is_file = there.is_file();
        let text = format!("{path}\0{is_file} {} {}", there.len(), time.as_nanos());
        let digest: [u8; 32] = Sha256::digest(text).into();
        let half = digest.first_chunk().copied().unwrap_or_default();
        Ok(Stamps(u128::from_be_bytes(half)))
    }

    /// Of all files in a folder.
    ///
    /// # Errors
    /// I/O errors.
    pub fn of_folder(folder: &Path) -> Result<Stamps> {
        let paths: Vec<String> = tree::files(folder).collect::<Result<_>>()?;
        let stamps = paths
            .par_iter()
            .map(|path| Stamps::of(path, &fs::symlink_metadata(folder.join(path))?));
        Ok(stamps.try_reduce(Stamps::default, |one, other| Ok(one.with(other)))?)
    }

    #[must_use]
    pub(super) fn with(self, other: Stamps) -> Stamps {
        Stamps(self.0.wrapping_add(other.0))
    }
}

impl std::fmt::Display for Stamps {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}
