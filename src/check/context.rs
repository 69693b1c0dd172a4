//! The site, its files and its word lists, as the rules read them.

use std::collections::HashSet;

use crate::base::source::SourceFiles;
use crate::check::people::personal_data::Registered;
use crate::check::words::lexicon::Lexicon;
use crate::site::Site;

/// What rules may read.
pub(crate) struct Context<'a> {
    pub site: &'a Site,
    /// The files as they were written.
    pub sources: &'a SourceFiles,
    /// `<kind>/<id>` of all page folders, including those that could not be read.
    pub page_paths: &'a HashSet<String>,
    /// The word lists, by language.
    pub(super) lexicons: Vec<Lexicon<'a>>,
    /// The numbers in content/hotlines.toml.
    pub(super) registered: Registered,
}

impl<'a> Context<'a> {
    /// To check about so many pages.
    pub(crate) fn new(
        site: &'a Site,
        sources: &'a SourceFiles,
        page_paths: &'a HashSet<String>,
        pages: usize,
    ) -> Context<'a> {
        let lexicons = site.words.iter().map(|list| Lexicon::new(list, pages)).collect();
        let registered = Registered::of(site);
        Context { site, sources, page_paths, lexicons, registered }
    }
}
