//! The print formats of a theme, of which pages they are made, and their fonts: the `[print]`
//! tables of `theme.toml`.
//!
//! Both the pages that offer a leaflet and the stage that typesets it read this, so that they
//! agree.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::diagnostic;
use crate::base::diagnostic::Diagnostic;
use crate::base::language::{Language, Languages};
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::base::vocabulary::{Kind, Vocabulary};
use crate::theme::chain::ThemeChain;

/// What a theme says about print.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PrintFormats {
    /// Font families by language, the first choice first; `default` for languages not named.
    pub fonts: BTreeMap<String, Vec<String>>,
    /// Formats by id.
    pub formats: BTreeMap<String, PrintFormat>,
    /// Which formats the site itself uses.
    pub uses: Uses,
}

/// Formats that pages show or hand out under another name than “print”.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Uses {
    /// The picture that chat apps show beside a shared link.
    pub preview: Option<String>,
    /// The same as a square.
    pub square: Option<String>,
    /// The code that volunteers save and show.
    pub code: Option<String>,
    /// What the collection of an audience is made of, in this order.
    #[serde(default)]
    pub kit: Vec<String>,
}

impl Uses {
    /// Whether a format is a picture for other programs, of a title and a code: nobody prints it,
    /// and nothing on it expires.
    pub fn is_picture(&self, format: &str) -> bool {
        [&self.preview, &self.square, &self.code].into_iter().flatten().any(|id| id == format)
    }
}

/// A printed form: one template and what it takes from a page. Its data reaches the template as
/// `format`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PrintFormat {
    /// The template's path within the theme: `print/sheet-a4.typ`.
    pub template: String,
    /// What it is printed on or shown on: the label is `paper.<id>` of the interface texts.
    pub paper: String,
    /// Kinds of pages it is made of: `scams`; `site` for the whole site.
    pub kinds: Vec<String>,
    /// Ids of the sections it takes, in the order they reach the template; empty for all, in the
    /// page's order.
    #[serde(default)]
    pub sections: Vec<String>,
    /// Ids of sections without which a page is not made into it.
    #[serde(default)]
    pub requires: Vec<String>,
    /// The number of pages the form has; more is an error. A book gathers no more than they hold.
    #[serde(default = "one")]
    pub pages: usize,
    /// How many tighter settings the template knows, after the first, to make a long text fit.
    #[serde(default)]
    pub tighten: u32,
    /// About how long a text is that needs the first setting, and one that needs the last: Chinese
    /// characters; a Latin letter counts half. The search for the setting begins in between.
    #[serde(default)]
    pub lengths: Option<(u32, u32)>,
    /// The files it is written as.
    #[serde(default)]
    pub output: FormatOutput,
    /// Kinds of other pages it gathers: those for an audience on the audience's page, else all.
    #[serde(default)]
    pub members: Vec<String>,
    /// Whether it takes the page in the primary language and in another one.
    #[serde(default)]
    pub bilingual: bool,
    /// Whether it carries a branch's name and address.
    #[serde(default)]
    pub imprint: bool,
    /// Whether two pages are printed side by side, in the order for folding and stapling.
    #[serde(default)]
    pub booklet: bool,
    /// For a printer that prints both sides: the edge it turns the paper over.
    #[serde(default)]
    pub turn: Option<Turn>,
    /// How long an item of a list in its sections may be: Chinese characters; a Latin letter
    /// counts half.
    #[serde(default)]
    pub item_limit: Option<usize>,
    /// What the template alone understands.
    #[serde(default)]
    pub options: BTreeMap<String, toml::Value>,
}

/// The files a format is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormatOutput {
    #[default]
    Pdf,
    /// A PNG picture a page, one pixel a point.
    Images,
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    LongEdge,
    ShortEdge,
}

/// A theme's file of settings.
const FILE: &str = "theme.toml";

/// The word under `kinds` for the whole site.
pub const SITE: &str = "site";

fn one() -> usize {
    1
}

impl PrintFormat {
    /// Whether pages of a kind with these sections are made into it.
    pub fn takes(&self, kind: Kind, has_section: impl Fn(&str) -> bool) -> bool {
        self.takes_kind(kind.id()) && self.requires.iter().all(|id| has_section(id))
    }

    /// How the name of its first file ends.
    pub fn ending(&self) -> &'static str {
        match self.output {
            FormatOutput::Pdf | FormatOutput::Both => ".pdf",
            FormatOutput::Images if self.pages == 1 => ".png",
            FormatOutput::Images => "-01.png",
        }
    }

    /// Whether a section reaches the template.
    pub fn takes_section(&self, id: &str) -> bool {
        self.sections.is_empty() || self.sections.iter().any(|section| section == id)
    }

    pub fn takes_kind(&self, kind: &str) -> bool {
        self.kinds.iter().any(|k| k == kind)
    }

    /// The languages under which readers of `language` find it, of a page that is written in
    /// `written`.
    ///
    /// A bilingual form belongs to its second language, and in the primary language to all the
    /// others.
    pub fn languages(
        &self,
        languages: &Languages,
        language: Language,
        written: impl Fn(Language) -> bool,
    ) -> Vec<Language> {
        if !written(language) {
            return Vec::new();
        }
        if self.bilingual && language.is_primary() {
            return languages
                .iter()
                .filter(|&other| !other.is_primary() && written(other))
                .collect();
        }
        vec![language]
    }
}

impl PrintFormats {
    /// Reads the `[print]` tables of a theme's `theme.toml`, laid over those of what it extends: a
    /// language's fonts, a format and an entry of `uses` each replace what is there under
    /// that name.
    pub fn read(sources: &SourceFiles, theme: &ThemeChain) -> Result<PrintFormats, Diagnostic> {
        let mut settings = PrintFormats::default();
        let mut is_there = false;
        for file in theme.each(sources, FILE) {
            let text = sources.text(&file).unwrap_or_default();
            let written = toml::from_str::<ThemeFile>(text).map_err(|error| {
                let span = error.span().map(Span::new).unwrap_or_default();
                let message =
                    format!("The settings of the theme cannot be read: {}", error.message());
                Diagnostic::new(Rule::BadPrintSettings, &file, span, message)
                    .hint("Compare them with those of the default theme.")
            })?;
            if let Some(written) = written.print {
                is_there = true;
                written.refuse_unknown(sources, theme, &file, text)?;
                settings.take(written);
                settings.check_uses(&file, text)?;
            }
        }
        if is_there {
            return Ok(settings);
        }
        let file: Arc<str> = format!("{}/{FILE}", theme.folder()).into();
        let hint = "Copy them from the default theme, or extend it: `extends = \"default\"`.";
        let message = "The theme has no `theme.toml` with `[print]` tables";
        Err(Diagnostic::new(Rule::BadPrintSettings, &file, Span::default(), message).hint(hint))
    }

    /// Lays others over these.
    fn take(&mut self, other: PrintFormats) {
        let Uses { preview, square, code, kit } = other.uses;
        let uses = &mut self.uses;
        for (own, other) in
            [(&mut uses.preview, preview), (&mut uses.square, square), (&mut uses.code, code)]
        {
            *own = other.or(own.take());
        }
        if !kit.is_empty() {
            uses.kit = kit;
        }
        self.fonts.extend(other.fonts);
        self.formats.extend(other.formats);
    }

    /// The families for a language tag: its own, or those of its first part (`zh` for `zh-Hant`),
    /// or the default.
    pub fn families(&self, language: &str) -> &[String] {
        let primary = language.split('-').next().unwrap_or(language);
        [language, primary, "default"]
            .iter()
            .find_map(|key| self.fonts.get(*key))
            .map_or(&[], Vec::as_slice)
    }

    /// Every family of every language, each once.
    pub fn all_families(&self) -> BTreeSet<&str> {
        self.fonts.values().flatten().map(String::as_str).collect()
    }

    /// The formats of one file.
    fn refuse_unknown(
        &self,
        sources: &SourceFiles,
        theme: &ThemeChain,
        file: &Arc<str>,
        text: &str,
    ) -> Result<(), Diagnostic> {
        for (id, format) in &self.formats {
            if theme.find(sources, &format.template).is_none() {
                let message = format!(
                    "The template `{}` of the format `{id}` is not in the theme",
                    format.template
                );
                let hint = format!(
                    "Add the file `{}/{}`, or fix the name.",
                    theme.folder(),
                    format.template
                );
                return Err(Diagnostic::new(
                    Rule::BadPrintSettings,
                    file,
                    span_of(text, &format.template),
                    message,
                )
                .hint(hint));
            }
            let kinds = || Kind::ids().chain([SITE]);
            if let Some(kind) =
                format.kinds.iter().chain(&format.members).find(|kind| !kinds().any(|k| k == *kind))
            {
                let message =
                    format!("The format `{id}` names `{kind}`, which is not a kind of page");
                let hint = diagnostic::allowed_hint(kind, kinds());
                return Err(Diagnostic::new(
                    Rule::BadPrintSettings,
                    file,
                    span_of(text, kind),
                    message,
                )
                .hint(hint));
            }
        }
        Ok(())
    }

    fn check_uses(&self, file: &Arc<str>, text: &str) -> Result<(), Diagnostic> {
        let uses = [&self.uses.preview, &self.uses.square, &self.uses.code]
            .into_iter()
            .flatten()
            .chain(&self.uses.kit);
        if let Some(id) = uses.into_iter().find(|id| !self.formats.contains_key(*id)) {
            let message =
                format!("`[print.uses]` names the format `{id}`, which the theme does not have");
            let hint = diagnostic::allowed_hint(id, self.formats.keys().map(String::as_str));
            return Err(Diagnostic::new(Rule::BadPrintSettings, file, span_of(text, id), message)
                .hint(hint));
        }
        Ok(())
    }
}

/// Where a theme's settings name something: in the uppermost file that does.
pub(crate) fn place_of(sources: &SourceFiles, theme: &ThemeChain, word: &str) -> (Arc<str>, Span) {
    let mut files = theme.each(sources, FILE).rev();
    let there = files.find_map(|file| {
        let span = span_of(sources.text(&file)?, word);
        (span != Span::default()).then_some((file, span))
    });
    there.unwrap_or_else(|| (format!("{}/{FILE}", theme.folder()).into(), Span::default()))
}

/// The first occurrence of a word in a text; the beginning if there is none.
fn span_of(text: &str, word: &str) -> Span {
    text.find(word).map_or(Span::default(), |start| Span::new(start..start + word.len()))
}

/// The whole of `theme.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeFile {
    /// Read by [`ThemeChain`].
    #[serde(rename = "extends")]
    _extends: Option<String>,
    print: Option<PrintFormats>,
}
