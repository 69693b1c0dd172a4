//! Printed items: what exists on paper or as a picture once a site is printed, and of what.

use crate::base::language::Language;
use crate::site::page::PageIndex;

/// What a thing is printed of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrintSubject {
    Site,
    Page(PageIndex),
}

/// A printed item that exists, as the catalogue and kits see it.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedItem {
    pub subject: PrintSubject,
    /// The branch whose copy it is.
    pub branch: Option<String>,
    pub format: String,
    /// The language it is listed under; the second one of a bilingual form.
    pub language: Language,
    /// How many pages or pictures it has.
    pub pages: usize,
    /// The PDF first, then the pictures, as paths in the output folder.
    pub files: Vec<String>,
    /// The size of the first file.
    pub bytes: usize,
    /// A small picture of the first page.
    pub thumbnail: Thumbnail,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Thumbnail {
    /// Its path in the output folder.
    pub file: String,
    /// Pixels.
    pub width: u32,
    pub height: u32,
}

/// How the name of a thumbnail ends, after the name of what it shows.
pub const THUMBNAIL: &str = ".thumb.png";
