//! One page in all its languages.

use std::sync::{Arc, Mutex, Weak};

use crate::base::digest::Digest;
use crate::base::document::Document;
use crate::base::language::Language;
use crate::base::narrow::to_u32;
use crate::base::sync::lock;
use crate::base::vocabulary::{Kind, Vocabulary};
use crate::parse::facts::Facts;
use crate::parse::front_matter::{Body, FrontMatter};
use crate::parse::markdown;
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
    pub outline: Outline,
    /// Of the whole file: what a translation names as the text it was made from.
    pub digest: Digest,
    body: LazyDocument,
}

/// What other pages need to know of a text.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The ids of its sections, in order; empty where one has none, which is a mistake.
    pub sections: Box<[Box<str>]>,
    /// What a link may point at, in the order of the alphabet.
    pub anchors: Box<[Box<str>]>,
}

impl Outline {
    fn new(document: &Document) -> Outline {
        Outline {
            sections: document.sections.iter().map(|section| section.id.as_str().into()).collect(),
            anchors: document.anchors.iter().map(|anchor| anchor.as_str().into()).collect(),
        }
    }

    pub fn has_section(&self, id: &str) -> bool {
        self.sections.iter().any(|section| **section == *id)
    }

    pub fn has_anchor(&self, anchor: &str) -> bool {
        self.anchors.binary_search_by(|own| (**own).cmp(anchor)).is_ok()
    }
}

/// A document that is parsed when it is needed. A large site has more documents than fit into
/// memory, so only some of them stay.
#[derive(Debug)]
struct LazyDocument {
    /// The bytes of the file, and where its text begins in them.
    source: Arc<[u8]>,
    offset: usize,
    kept: Option<Arc<Document>>,
    /// The document as long as somebody uses it.
    used: Mutex<Weak<Document>>,
}

impl Text {
    /// `offset` is where the text begins in the file `source`; `keep` whether its document stays in
    /// memory.
    pub(super) fn new(
        file: &Arc<str>,
        front: FrontMatter,
        digest: Digest,
        document: Document,
        (source, offset): (&Arc<[u8]>, usize),
        keep: bool,
    ) -> Text {
        let outline = Outline::new(&document);
        let body = LazyDocument {
            source: Arc::clone(source),
            offset,
            kept: keep.then(|| Arc::new(document)),
            used: Mutex::default(),
        };
        Text { file: Arc::clone(file), front, outline, digest, body }
    }

    /// The text as a tree. It is parsed once for all who use it at the same time; hold on to it for
    /// as long as a page is worked on.
    pub fn document(&self) -> Arc<Document> {
        if let Some(kept) = &self.body.kept {
            return Arc::clone(kept);
        }
        let mut used = lock(&self.body.used);
        if let Some(document) = used.upgrade() {
            return document;
        }
        let document = Arc::new(self.body.parse(&self.file));
        *used = Arc::downgrade(&document);
        document
    }
}

impl LazyDocument {
    /// What is wrong with the text was reported when it was parsed first.
    fn parse(&self, file: &Arc<str>) -> Document {
        // The bytes were UTF-8 then.
        let text = simdutf8::basic::from_utf8(&self.source).unwrap_or_default();
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let body = Body { text: text.get(self.offset..).unwrap_or_default(), offset: self.offset };
        markdown::parse(file, &body).0
    }
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
        format.takes(self.kind, |id| self.original().outline.has_section(id))
    }

    /// The documents of all its texts, to be held while the page is worked on.
    pub fn documents(&self) -> Vec<Arc<Document>> {
        self.texts.iter().flatten().map(Text::document).collect()
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
