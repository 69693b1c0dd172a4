//! Values that several templates use: dates, links, entries of lists, citations, printed files.

use jiff::civil::Date;
use serde::Serialize;

use crate::site::dates;

/// HTML written by `prose` (or JSON-LD by `structured`), escaped there.
pub type Html = String;

/// A date for machines and for people.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    pub iso: String,
    pub text: String,
}

impl DateView {
    pub fn new(format: &dates::DateFormat, date: Date) -> Self {
        DateView { iso: date.to_string(), text: format.text(date) }
    }
}

/// The last day on which something is valid.
#[derive(Clone, Debug, Serialize)]
pub struct UntilView {
    pub date: DateView,
    /// Whether it had expired when the site was built. A script compares `date` with the reader's
    /// own clock.
    pub past: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    pub title: String,
    pub url: String,
    /// The language the title is in: not the reader's where the page is not translated.
    pub lang: String,
}

/// A page in a list.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    pub id: String,
    pub title: String,
    pub summary: String,
    pub url: String,
    pub kind: String,
    pub kind_label: String,
    /// The language of title and summary.
    pub lang: String,
    pub date: Option<DateView>,
}

/// A term of a taxonomy, or another group of pages.
#[derive(Clone, Debug, Serialize)]
pub struct TermView {
    pub id: String,
    pub label: String,
    pub url: String,
    pub count: usize,
}

/// Null where one page holds the whole list.
#[derive(Clone, Debug, Serialize)]
pub struct PaginationView {
    pub number: usize,
    pub count: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CitationView {
    pub title: String,
    /// The language the title is in.
    pub lang: String,
    pub publisher: String,
    pub url: Option<String>,
    pub published_on: Option<DateView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct HotlineView {
    pub id: String,
    /// As people write it; empty where reports go to a web page.
    pub number: String,
    /// For `tel:`; empty where nobody should call the number.
    pub dial: String,
    pub url: Option<String>,
    pub name: String,
    pub usage: String,
    pub note: String,
    pub verified_on: DateView,
    pub citation: CitationView,
}

/// A printable file.
#[derive(Clone, Debug, Serialize)]
pub struct PrintView {
    pub format: String,
    pub label: String,
    /// What it is printed on, or which screen it is for.
    pub paper: String,
    pub url: String,
    /// The file name for saving: `fake-police.sheet-a4.zh.pdf`.
    pub name: String,
    /// `PDF` or `PNG`.
    pub ending: String,
    /// Its media type.
    pub media: String,
}

/// A small picture of a printed item.
#[derive(Clone, Debug, Serialize)]
pub struct PictureView {
    pub url: String,
    /// Pixels, or another pair of numbers in the same proportion.
    pub width: u32,
    pub height: u32,
}

/// A picture to save and send.
#[derive(Clone, Debug, Serialize)]
pub struct SaveView {
    pub print: PrintView,
    /// The same picture, smaller.
    pub picture: PictureView,
}
