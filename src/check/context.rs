//! What rules may look at.

use std::collections::HashSet;

use crate::base::source::SourceFiles;
use crate::check::words::lexicon::Lexicon;
use crate::site::Site;

/// What rules may look at.
pub struct Context<'a> {
    pub site: &'a Site,
    /// The files as they were written.
    pub sources: &'a SourceFiles,
    /// Paths of all page folders, also of those that could not be read.
    pub known: &'a HashSet<String>,
    /// The lists of words, by language.
    pub lexicons: Vec<Lexicon<'a>>,
}

impl<'a> Context<'a> {
    pub fn new(
        site: &'a Site,
        sources: &'a SourceFiles,
        known: &'a HashSet<String>,
    ) -> Context<'a> {
        let lexicons = site.words.iter().map(Lexicon::new).collect();
        Context { site, sources, known, lexicons }
    }
}
