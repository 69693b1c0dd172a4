//! The record of leaflets that fit, `.wuzha/fits`.

use std::path::{Path, PathBuf};

use crate::cli::state;
use crate::pipeline::Fits;

/// Its name in `.wuzha`.
const NAME: &str = "fits";

pub(super) struct FitsRecord {
    root: PathBuf,
}

impl FitsRecord {
    pub(super) fn new(root: &Path) -> Self {
        FitsRecord { root: root.to_path_buf() }
    }

    /// Nothing where it cannot be read, or is not what was kept.
    pub(super) fn read(&self) -> Fits {
        self.text().map(|text| Fits::parse(&text)).unwrap_or_default()
    }

    fn text(&self) -> Option<String> {
        String::from_utf8(state::read(&self.root, NAME)?).ok()
    }

    /// Where it cannot be written, the next check lays out the same leaflets again.
    pub(super) fn replace(&self, fits: &Fits) {
        let text = fits.text();
        if self.text().is_none_or(|there| there != text) {
            let _ = state::keep(&self.root, NAME, text.as_bytes());
        }
    }
}
