//! The languages of a site, in their order.

use std::sync::Arc;

/// A language of the site: its place in the configured list. `Language(0)` is the primary language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(u8);

impl Language {
    /// The language pages are written in first; the others are translations of it.
    pub const PRIMARY: Language = Language(0);

    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    pub fn is_primary(self) -> bool {
        self == Self::PRIMARY
    }
}

/// The configured languages: BCP 47 codes, the primary language first. Never empty, at most 255.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Languages {
    codes: Vec<Arc<str>>,
}

impl Languages {
    /// `None` where the list is empty, too long, or holds the same code twice.
    pub fn new(codes: Vec<String>) -> Option<Self> {
        let unique = codes.iter().enumerate().all(|(i, code)| !codes[..i].contains(code));
        let fits = !codes.is_empty() && codes.len() < usize::from(u8::MAX);
        (unique && fits).then(|| Languages { codes: codes.into_iter().map(Arc::from).collect() })
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = Language> + Clone + use<> {
        let count = u8::try_from(self.codes.len()).expect("checked on construction");
        (0..count).collect::<Vec<_>>().into_iter().map(Language)
    }

    pub fn len(&self) -> usize {
        self.codes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    pub fn code(&self, language: Language) -> &str {
        &self.codes[language.index()]
    }

    pub fn find(&self, code: &str) -> Option<Language> {
        self.iter().find(|&l| self.code(l) == code)
    }

    pub fn codes(&self) -> impl Iterator<Item = &str> + Clone {
        self.codes.iter().map(|c| &**c)
    }
}

/// The language itself, the first part of a tag: `zh` of `zh-Hant-TW`.
pub fn primary(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

/// Whether a word looks like a BCP 47 tag: `zh`, `en-GB`, `zh-Hant-TW`.
pub fn is_code(word: &str) -> bool {
    let mut parts = word.split('-');
    let first = parts.next().unwrap_or("");
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}
