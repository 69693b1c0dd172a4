//! The record of leaflets that fit, `.wuzha/fits`.
#![allow(clippy::disallowed_methods, reason = "touches the disk, as commands may")]

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::state;
use crate::pipeline::Fits;
use crate::write;

pub(super) struct FitsRecord {
    root: PathBuf,
    file: PathBuf,
}

impl FitsRecord {
    pub(super) fn new(root: &Path) -> Self {
        FitsRecord { root: root.to_path_buf(), file: state::path(root, "fits") }
    }

    /// Nothing where it cannot be read.
    pub(super) fn read(&self) -> Fits {
        Fits::parse(&fs::read_to_string(&self.file).unwrap_or_default())
    }

    /// Where it cannot be written, the next check lays out the same leaflets again.
    pub(super) fn replace(&self, fits: &Fits) {
        let text = fits.text();
        if fs::read_to_string(&self.file).is_ok_and(|there| there == text) {
            return;
        }
        let _ =
            state::make(&self.root).and_then(|()| write::write_file(&self.file, text.as_bytes()));
    }
}
