//! One page in all its languages.

use std::sync::Arc;

use crate::base::digest::Digest;
use crate::base::document::Document;
use crate::base::language::Language;
use crate::base::narrow::to_u32;
use crate::base::vocabulary::{Kind, Vocabulary};
use crate::parse::facts::Facts;
use crate::parse::front_matter::FrontMatter;
use crate::site::images::Image;
use crate::theme::formats::PrintFormat;

/// A page's place in [`Site::pages`](crate::site::Site::pages).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageIndex(pub u32);

impl PageIndex {
    /// The place in a list of pages.
    pub fn new(place: usize) -> PageIndex {
        PageIndex(to_u32(place))
    }
}

/// A page: its facts once, its text once a language.
#[derive(Debug)]
pub struct Page {
    pub kind: Kind,
    pub id: String,
    /// `content/scams/fake-police/page.toml`.
    pub facts_file: Arc<str>,
    pub facts: Facts,
    /// By language; the text in the primary language is always there.
    pub texts: Vec<Option<Text>>,
    pub images: Vec<Image>,
    /// Names of files beside the page that are no images; each is a mistake already.
    pub unreadable_images: Vec<String>,
}

impl Page {
    /// The files it was written in: its facts, and its text in every language.
    pub fn files(&self) -> impl Iterator<Item = &Arc<str>> {
        std::iter::once(&self.facts_file).chain(self.texts.iter().flatten().map(|text| &text.file))
    }
}

/// A page's text in one language.
#[derive(Debug)]
pub struct Text {
    pub file: Arc<str>,
    pub front: FrontMatter,
    pub document: Document,
    /// Of the whole file: what a translation names as the text it was made from.
    pub digest: Digest,
}

/// The state of a page's text for a reader's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Written in this language.
    Original,
    /// A translation of the source text as it is now.
    Current,
    /// A translation that does not say what it was made from.
    Unmarked,
    /// A translation of an older source text.
    Stale,
    /// There is none; the source text is served instead.
    Fallback,
}

/// A page as a reader of one language gets it.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub page: &'a Page,
    pub text: &'a Text,
    /// The language the text is in, which is not the reader's in a fallback.
    pub language: Language,
    pub state: State,
}

impl<'a> Reading<'a> {
    pub fn title(&self) -> &'a str {
        &self.text.front.title.value
    }

    pub fn summary(&self) -> &'a str {
        &self.text.front.summary.value
    }
}

impl Page {
    /// `scams/fake-police`.
    pub fn path(&self) -> String {
        format!("{}/{}", self.kind.id(), self.id)
    }

    /// Whether the page is made into a print format.
    pub fn is_made_into(&self, format: &PrintFormat) -> bool {
        let sections = &self.original().document.sections;
        format.takes(self.kind, |id| sections.iter().any(|section| section.id == id))
    }

    /// The text in the primary language.
    pub fn original(&self) -> &Text {
        self.texts[Language::PRIMARY.index()]
            .as_ref()
            .expect("pages are assembled only with a source text")
    }

    pub fn text(&self, language: Language) -> Option<&Text> {
        self.texts[language.index()].as_ref()
    }

    pub fn reading(&self, language: Language) -> Reading<'_> {
        let original = self.original();
        let (text, own, state) = match self.text(language) {
            None => (original, Language::PRIMARY, State::Fallback),
            Some(text) if language.is_primary() => (text, language, State::Original),
            Some(text) => (text, language, translation_state(text, original)),
        };
        Reading { page: self, text, language: own, state }
    }
}

fn translation_state(text: &Text, original: &Text) -> State {
    match &text.front.translates {
        None => State::Unmarked,
        Some(digest) if digest.value.parse() == Ok(original.digest) => State::Current,
        Some(_) => State::Stale,
    }
}
