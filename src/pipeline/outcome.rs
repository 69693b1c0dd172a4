//! What a build returns, what it may reuse, and how it reports its progress.

use crate::base::artifact::Artifacts;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::SourceFiles;
use crate::parse::printed::PrintedLock;
use crate::site::printed_item::PrintedItem;

/// A built site, not yet written. Where there are errors there are no artifacts.
#[derive(Debug, Default)]
pub struct Outcome {
    pub artifacts: Artifacts,
    pub diagnostics: Vec<Diagnostic>,
    pub counts: Counts,
    /// Everything printed.
    pub printed_items: Vec<PrintedItem>,
    /// `printed.lock` as it must be once this is on paper; `None` where nothing was printed.
    pub printed: Option<PrintedLock>,
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

/// Receives the stages of a build, for a progress bar.
pub trait Progress: Sync {
    fn stage(&self, name: &str, total: u64);
    fn advance(&self, by: u64);
}

impl Progress for () {
    fn stage(&self, _: &str, _: u64) {}
    fn advance(&self, _: u64) {}
}
