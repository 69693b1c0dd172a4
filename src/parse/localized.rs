//! Localized text in a TOML file, once a language: `name = { zh = "…", en = "…" }`.

use std::collections::BTreeMap;

use crate::base::language;
use crate::base::language::{Language, Languages};
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::parse::table::TableReader;

/// One text a language, keyed by language code; a language may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Localized {
    texts: BTreeMap<String, String>,
    pub span: Span,
}

impl Localized {
    /// The same text in every language.
    pub fn of(languages: &Languages, text: &str) -> Localized {
        let texts = languages.codes().map(|code| (code.to_owned(), text.to_owned())).collect();
        Localized { texts, span: Span::default() }
    }

    /// The text in a language, or else in the primary language, or else any; and the code of the
    /// language it is in.
    pub fn get<'a>(&'a self, languages: &'a Languages, language: Language) -> (&'a str, &'a str) {
        let in_language = |l: Language| self.texts.get_key_value(languages.code(l));
        in_language(language)
            .or_else(|| in_language(Language::PRIMARY))
            .or_else(|| self.texts.iter().next())
            .map_or(("", languages.code(language)), |(code, text)| (text, code))
    }

    pub fn has(&self, code: &str) -> bool {
        self.texts.contains_key(code)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(code, text)| (&**code, &**text))
    }
}

/// Reads a localized text; a key that is not a language code and an empty text are mistakes.
pub fn read(reader: &TableReader, key: &'static str) -> Option<Localized> {
    let inner = reader.table(key)?;
    let mut texts = BTreeMap::new();
    for (code, key_span, value, span) in inner.entries() {
        if !language::is_code(code) {
            inner.sink().error(
                Rule::UnknownKey,
                key_span,
                format!("`{code}` is not a language code"),
                "Write one text a language: `{ zh = \"…\", en = \"…\" }`.",
            );
            continue;
        }
        match value.as_str().map(str::trim) {
            Some(text) if !text.is_empty() => {
                inner.sink().check_characters(text, span);
                texts.insert(code.to_owned(), text.to_owned());
            }
            _ => inner.sink().error(
                Rule::EmptyValue,
                span,
                format!("The text for `{code}` is empty or not text"),
                "Fill it in, in double quotes.",
            ),
        }
    }
    Some(Localized { texts, span: inner.span() })
}

/// Like [`read`], and a mistake where the key is absent.
pub fn require(reader: &TableReader, key: &'static str) -> Option<Localized> {
    if !reader.has(key) {
        reader.missing(key, "{ zh = \"…\", en = \"…\" }");
    }
    read(reader, key)
}
