//! People's data in texts, for stages that do not know the rules.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;

/// Finds what identifies people; places are in the text.
pub trait PeopleRules: Sync {
    /// In the words of a page that was made from sources, which were judged already: what is certain
    /// on its own, numbers and mailboxes.
    fn in_page(&self, file: &Arc<str>, words: &str) -> Vec<Diagnostic>;

    /// In the words of a document, which somebody may have written elsewhere: everything.
    fn in_document(&self, file: &Arc<str>, words: &str) -> Vec<Diagnostic>;
}
