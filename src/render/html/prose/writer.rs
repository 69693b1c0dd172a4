//! The state of writing one page's text.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::document::{Document, InlineKind};
use crate::base::language::Language;
use crate::render::html::escape;
use crate::render::html::view::Html;
use crate::site::Site;
use crate::site::page::{Page, Reading};

pub(super) struct Writer<'a> {
    pub site: &'a Site,
    pub page: &'a Page,
    /// The reader's language, which decides where links lead.
    pub language: Language,
    /// The text's own language, for labels within it.
    pub own: Language,
    /// Numbers of footnotes by label.
    pub notes: BTreeMap<&'a str, usize>,
    /// Footnotes referred to so far: a footnote links back to its first reference.
    pub referenced: BTreeSet<usize>,
    /// Bytes of code so far.
    pub code: usize,
    /// Whether the blocks are the timeline of a case.
    pub is_timeline: bool,
    pub out: String,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        site: &'a Site,
        reading: &Reading<'a>,
        document: &'a Document,
        language: Language,
    ) -> Self {
        Writer {
            site,
            page: reading.page,
            language,
            own: reading.language,
            notes: numbered(document),
            referenced: BTreeSet::new(),
            code: 0,
            is_timeline: false,
            out: String::new(),
        }
    }

    /// What `write` writes.
    pub(super) fn take(&mut self, write: impl FnOnce(&mut Self)) -> Html {
        write(self);
        std::mem::take(&mut self.out)
    }

    /// Appends ready HTML.
    pub(super) fn push(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// Appends text, escaped.
    pub(super) fn push_text(&mut self, text: &str) {
        escape::push(&mut self.out, text);
    }

    /// Appends ` name="value"`, the value escaped.
    pub(super) fn push_attribute(&mut self, name: &str, value: &str) {
        escape::push_attribute(&mut self.out, name, value);
    }

    /// A text of the interface in the language of the page's text.
    pub(super) fn string(&self, key: &str) -> &'a str {
        self.site.string(self.own, key)
    }
}

/// The numbers of footnotes by their labels, in the order the text refers to them.
fn numbered(document: &Document) -> BTreeMap<&str, usize> {
    let mut numbers = BTreeMap::new();
    if document.footnotes.is_empty() {
        return numbers;
    }
    document.each_inline(&mut |inline| {
        if let InlineKind::FootnoteReference(label) = &inline.kind {
            let next = numbers.len() + 1;
            numbers.entry(&**label).or_insert(next);
        }
    });
    numbers
}
