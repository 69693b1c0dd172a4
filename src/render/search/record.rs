//! Search records: the plain text and the facts of each page that search uses.

use serde::Serialize;

use crate::base::vocabulary::{Kind, Taxonomy};

/// A page in one language. All text is plain: no markup, no escapes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// The language of the text if it is not the index's own, because the page is not translated
    /// yet.
    pub language: Option<String>,
    /// Absolute within the site: `/en/scams/fake-police/`.
    pub url: String,
    pub title: String,
    pub kind: Kind,
    /// Other names of the same thing in this language.
    pub aliases: Vec<String>,
    /// Title and aliases in the other languages.
    pub other_titles: Vec<String>,
    pub summary: String,
    /// In page order.
    pub sections: Vec<RecordSection>,
    /// The text before the first section.
    pub lead: String,
    /// What readers ask that it answers.
    pub asked: Vec<String>,
    /// What the other side says, and words that are used for those of the page.
    pub said: Vec<String>,
    /// The page's terms in each taxonomy: `(Taxonomy::Channel, "phone")`.
    pub terms: Vec<(Taxonomy, &'static str)>,
    /// What a pasted message is compared with; only for a kind of scam.
    pub pattern: Option<Pattern>,
}

/// A section of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordSection {
    /// The part of the address after `#`.
    pub anchor: String,
    pub heading: String,
    pub text: String,
}

/// How messages of one kind of scam look, and what to do about them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Pattern {
    /// What the other side says or asks for, in every language of the site.
    pub phrases: Vec<String>,
    /// The red flags, in the reader's language: each is a thing to recognise.
    pub flags: Vec<String>,
    /// More of its words, in every language.
    pub words: String,
    /// What to do now, one step each, in the reader's language.
    pub steps: Vec<String>,
}

impl Record {
    /// A record with an address and a title alone.
    pub fn new(url: String, title: String, kind: Kind) -> Record {
        Record {
            language: None,
            url,
            title,
            kind,
            aliases: Vec::new(),
            other_titles: Vec::new(),
            summary: String::new(),
            sections: Vec::new(),
            lead: String::new(),
            asked: Vec::new(),
            said: Vec::new(),
            terms: Vec::new(),
            pattern: None,
        }
    }

    /// Title and aliases, in this language and the others.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.title)
            .chain(&self.aliases)
            .chain(&self.other_titles)
            .map(String::as_str)
    }

    /// What readers call it: its names, and what they ask.
    pub(super) fn called(&self) -> impl Iterator<Item = &str> {
        self.names().chain(self.asked.iter().map(String::as_str))
    }

    pub(super) fn headings(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().map(|section| section.heading.as_str())
    }

    /// Lead and sections.
    pub(super) fn body(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.lead)
            .chain(self.sections.iter().map(|section| &section.text))
            .map(String::as_str)
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let said = self.said.iter().map(String::as_str);
        self.called()
            .chain(self.headings())
            .chain([self.summary.as_str()])
            .chain(self.body())
            .chain(said)
    }

    /// Calls `add` with each text of a field of the index, by its name.
    pub(super) fn field_texts<'r>(&'r self, field: &str, add: impl FnMut(&'r str)) {
        match field {
            "title" => std::iter::once(&*self.title).for_each(add),
            "aliases" => self.names().skip(1).for_each(add),
            "asked" => self.asked.iter().map(String::as_str).for_each(add),
            "headings" => self.headings().for_each(add),
            "summary" => std::iter::once(&*self.summary).for_each(add),
            "body" => self.body().for_each(add),
            "said" => self.said.iter().map(String::as_str).for_each(add),
            "name_characters" => self.names().for_each(add),
            "pinyin" => self.called().for_each(add),
            "characters" => self.texts().for_each(add),
            _ => {}
        }
    }
}
