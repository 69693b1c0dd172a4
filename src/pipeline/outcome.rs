//! What a build returns, what it may reuse, and how it reports its progress.

use crate::base::artifact::Listing;
use crate::base::diagnostic::{Diagnostic, Unlisted};
use crate::base::source::SourceFiles;
use crate::parse::printed::PrintedLock;
use crate::pipeline::fits::Fits;
use crate::site::printed_item::PrintedItem;

/// What came of a build. Where there are errors, no files are listed.
#[derive(Debug, Default)]
pub struct Outcome {
    pub files: Listing,
    pub diagnostics: Vec<Diagnostic>,
    /// Warnings that are not among them.
    pub unlisted: Unlisted,
    /// Whether mistakes in the settings kept everything else from being looked at.
    pub is_unread: bool,
    pub counts: Counts,
    /// Everything printed.
    pub printed_items: Vec<PrintedItem>,
    /// `printed.lock` as it must be once this is on paper; `None` where nothing was printed.
    pub printed: Option<PrintedLock>,
    /// What is known of the leaflets of each page: whether they fit.
    pub fits: Fits,
    /// How many leaflets were not laid out, so that it is not known whether they fit.
    pub unfitted: usize,
    /// The digests of the typeset items that the cache now holds for the next build.
    pub kept: Vec<String>,
    /// The outputs in which the audit found mistakes, to show the places.
    pub refused: SourceFiles,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub pages: usize,
    pub languages: usize,
    pub files: usize,
    /// PrintedLock items: a page in a language and a format.
    pub sheets: usize,
    /// How many of them were typeset; the others were kept from the last build.
    pub typeset: usize,
}

/// Follows a build: receives its stages, and may stop it.
pub trait Progress: Sync {
    fn stage(&self, name: &str, total: u64);
    fn advance(&self, by: u64);

    /// Whether the result is not wanted any more. The build then ends with an error before the next
    /// leaflet.
    fn is_stopped(&self) -> bool {
        false
    }
}

impl Progress for () {
    fn stage(&self, _: &str, _: u64) {}
    fn advance(&self, _: u64) {}
}
