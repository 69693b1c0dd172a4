//! Which leaflets are known to fit their forms, so that a check lays out only those that changed.

use std::collections::BTreeMap;

use crate::base::digest::{Digest, Hasher};
use crate::base::source::SourceFiles;
use crate::render::print;
use crate::site::page::Page;
use crate::site::printed_item::PrintSubject;
use crate::site::{Site, config, registers};

/// What is known of the leaflets of each page, by the digest of what they are made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fits(BTreeMap<String, Fit>);

/// What is known of a page's leaflets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// They were laid out without a mistake.
    Fits,
    /// They were not laid out, because too many were new at once.
    Unknown,
}

impl Fits {
    /// Reads what [`text`](Self::text) wrote; other lines are passed over.
    pub fn parse(text: &str) -> Fits {
        let entry = |line: &str| {
            let (digest, fit) = match line.strip_suffix(" ?") {
                Some(digest) => (digest, Fit::Unknown),
                None => (line, Fit::Fits),
            };
            digest.parse::<Digest>().ok()?;
            Some((digest.to_owned(), fit))
        };
        Fits(text.lines().filter_map(entry).collect())
    }

    /// A digest a line; ` ?` after it if the leaflets were not laid out.
    pub fn text(&self) -> String {
        let line = |(digest, fit): (&String, &Fit)| match fit {
            Fit::Fits => format!("{digest}\n"),
            Fit::Unknown => format!("{digest} ?\n"),
        };
        self.0.iter().map(line).collect()
    }

    pub(super) fn get(&self, digest: &Digest) -> Option<Fit> {
        self.0.get(&digest.to_string()).copied()
    }

    pub(super) fn insert(&mut self, digest: &Digest, fit: Fit) {
        self.0.insert(digest.to_string(), fit);
    }
}

/// Digests of what the leaflets of a site's pages are made from. Cheap, since it is not the texts
/// as they are set that count but the files; installed fonts do not count.
pub(super) struct FitDigests<'a> {
    site: &'a Site,
    sources: &'a SourceFiles,
    /// Of everything that is on the leaflets of all pages.
    shared: Hasher,
}

impl<'a> FitDigests<'a> {
    pub(super) fn new(site: &'a Site, sources: &'a SourceFiles) -> Self {
        let mut shared = Hasher::default();
        let mut part = |name: &str, bytes: &[u8]| {
            for part in [name.as_bytes(), bytes] {
                shared.update((part.len() as u64).to_le_bytes());
                shared.update(part);
            }
        };
        part(print::VERSION, site.config.base_url.ascii().as_bytes());
        for folder in [config::FILE, registers::HOTLINES, "i18n/", "themes/"] {
            sources.under(folder).for_each(|(path, bytes)| part(path, bytes));
        }
        FitDigests { site, sources, shared }
    }

    /// The digest of a subject's leaflets, without books of many pages.
    pub(super) fn of(&self, subject: PrintSubject) -> Digest {
        let page = match subject {
            PrintSubject::Site => None,
            PrintSubject::Page(index) => Some(self.site.page(index)),
        };
        let mut hasher = self.shared.clone();
        for file in page.into_iter().flat_map(Page::files) {
            let bytes = self.sources.bytes(file).map_or(&[][..], |bytes| bytes);
            hasher.update(&**file);
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        }
        // Leaflets of an expired page carry a mark, or are not printed.
        let expired = self.site.past(page).map(|date| date.to_string());
        hasher.update(expired.unwrap_or_default());
        hasher.finish()
    }
}
