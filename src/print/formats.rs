//! Which printed forms does a theme offer, and with which fonts? The `[print]` tables of `theme.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};

/// What a theme says about print.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Font families by language, the first choice first; `default` for languages not named.
    pub fonts: BTreeMap<String, Vec<String>>,
    /// Formats by id.
    pub formats: BTreeMap<String, Format>,
}

/// A printed form: one template and what it takes from a page. Its data reaches the template as `format`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Format {
    /// The template's path within the theme: `print/sheet-a4.typ`.
    pub template: String,
    /// A paper name that Typst knows: `a4`, `a5`.
    pub paper: String,
    /// Kinds of pages it is made of: `scams`.
    pub kinds: Vec<String>,
    /// Ids of the sections it takes, in the order they reach the template.
    pub sections: Vec<String>,
    /// The number of pages the form has; more is an error.
    #[serde(default = "one")]
    pub pages: usize,
    /// How many tighter settings the template knows, after the first, to make a long text fit.
    #[serde(default)]
    pub tighten: u32,
}

fn one() -> usize {
    1
}

impl Format {
    pub fn takes(&self, kind: &str) -> bool {
        self.kinds.iter().any(|k| k == kind)
    }
}

impl Settings {
    /// Reads the `[print]` tables of `<theme>/theme.toml`, where `theme` is the theme's folder.
    pub fn read(sources: &Sources, theme: &str) -> Result<Settings, Diagnostic> {
        let file = file(theme);
        let text = sources.text(&file).ok_or_else(|| {
            Diagnostic::error("bad-print-settings", &file, Span::default(), "The theme has no readable `theme.toml`")
                .hint("Copy the `[print]` tables of the default theme.")
        })?;
        let settings = toml::from_str::<ThemeFile>(text).map_err(|error| {
            let span = error.span().map(Span::new).unwrap_or_default();
            Diagnostic::error("bad-print-settings", &file, span, error.message())
                .hint("Compare the `[print]` tables with those of the default theme.")
        })?;
        let settings = settings.print;
        settings.check(sources, theme, &file, text)?;
        Ok(settings)
    }

    /// Every format with every kind it takes, in order.
    pub fn kinds(&self) -> Vec<(String, String)> {
        let pairs = |(id, format): (&String, &Format)| {
            format.kinds.iter().map(|kind| (id.clone(), kind.clone())).collect::<Vec<_>>()
        };
        self.formats.iter().flat_map(pairs).collect()
    }

    /// The families for a language tag: its own, or those of its first part (`zh` for `zh-Hant`), or the default.
    pub fn families(&self, language: &str) -> &[String] {
        let primary = language.split('-').next().unwrap_or(language);
        [language, primary, "default"].iter().find_map(|key| self.fonts.get(*key)).map_or(&[], Vec::as_slice)
    }

    /// Every family of every language, each once.
    pub fn all_families(&self) -> BTreeSet<&str> {
        self.fonts.values().flatten().map(String::as_str).collect()
    }

    fn check(&self, sources: &Sources, theme: &str, file: &Arc<str>, text: &str) -> Result<(), Diagnostic> {
        for (id, format) in &self.formats {
            if !sources.contains(&format!("{theme}/{}", format.template)) {
                let message = format!("The template `{}` of the format `{id}` is not in the theme", format.template);
                let hint = format!("Add the file `{theme}/{}`, or mend the name.", format.template);
                return Err(
                    Diagnostic::error("bad-print-settings", file, place_of(text, &format.template), message).hint(hint)
                );
            }
        }
        Ok(())
    }
}

/// The theme's file of settings.
pub(super) fn file(theme: &str) -> Arc<str> {
    format!("{theme}/theme.toml").into()
}

/// Where a word first stands in a text; its beginning if it does not.
pub(super) fn place_of(text: &str, word: &str) -> Span {
    text.find(word).map_or(Span::default(), |start| Span::new(start..start + word.len()))
}

/// Other tables of `theme.toml` belong to others.
#[derive(Deserialize)]
struct ThemeFile {
    print: Settings,
}
