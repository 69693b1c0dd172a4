//! The record of leaflets that fit, `.wuzha/fits`, and what a run did not look at.

use std::path::{Path, PathBuf};

use crate::cli::state;
use crate::pipeline::{Fits, Outcome};

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

    /// Keeps what a run found out; nothing where it did not come so far.
    pub(super) fn replace_all(&self, outcome: &Outcome) {
        if !outcome.is_unread {
            self.replace(&outcome.fits);
        }
    }

    /// Where it cannot be written, the next check lays out the same leaflets again.
    pub(super) fn replace(&self, fits: &Fits) {
        let text = fits.text();
        if self.text().is_none_or(|there| there != text) {
            let _ = state::keep(&self.root, NAME, text.as_bytes());
        }
    }
}

/// What a run did not look at, as notes, a line each.
pub(super) fn not_looked_at(outcome: &Outcome) -> String {
    if outcome.is_unread {
        return "note: pages, pictures and leaflets were not looked at; that needs a right wuzha.toml\n"
            .to_owned();
    }
    let leaflets = match outcome.unfitted {
        0 => return String::new(),
        1 => "1 leaflet was".to_owned(),
        unfitted => format!("{unfitted} leaflets were"),
    };
    format!(
        "note: {leaflets} not laid out, so it is not known whether their text fits; `wuzha check --print` \
         lays them out, and so does a build without mistakes\n"
    )
}
