//! Jobs and sheets: the words of a page for a template, with dates and addresses formatted.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::base::language::Language;
use crate::base::source::Span;
use crate::base::text::columns;
use crate::site::printed_item::PrintSubject;
use crate::theme::formats::FormatOutput;

/// One thing to print: a page, or the site, in one language and one format.
#[derive(Clone, Debug)]
pub struct Job {
    pub subject: PrintSubject,
    /// `scams/fake-police`, or `home` for the site.
    pub page_path: String,
    /// BCP 47.
    pub language: String,
    /// The language it is listed under.
    pub listed: Language,
    /// The id of a format of the theme.
    pub format: String,
    /// The prose file, for messages.
    pub source: Arc<str>,
    pub data: Arc<Sheet>,
    /// The pages it gathers, in order; of a bilingual form, the other language's sheet.
    pub others: Vec<Arc<Sheet>>,
    /// How many more pages it would gather if it had room.
    pub left_out: usize,
    /// Names of the gathered pages by letter.
    pub index: Arc<[IndexLetter]>,
    /// The branch whose name it carries.
    pub branch: Option<Arc<Imprint>>,
    /// The artifact's path without its ending.
    pub output: String,
}

impl Job {
    /// The ids of the pages whose short addresses it carries.
    pub fn addressed(&self) -> impl Iterator<Item = &str> {
        self.sheets().map(|sheet| &*sheet.id)
    }

    /// Whether something on it is to be looked at again before it is printed.
    pub fn is_expired(&self) -> bool {
        self.sheets().any(|sheet| !sheet.expired.is_empty())
    }

    fn sheets(&self) -> impl Iterator<Item = &Arc<Sheet>> {
        std::iter::once(&self.data).chain(&self.others)
    }
}

/// What a sheet says.
#[derive(Clone, Debug, Serialize)]
pub struct Sheet {
    /// The page's id; `home` for the site.
    pub id: String,
    pub language: String,
    /// Families for this language, the first choice first.
    pub fonts: Vec<String>,
    /// `scams`; `site` for the whole site.
    pub kind: String,
    /// What kind of page it is, in a word or two.
    pub kind_label: String,
    pub title: String,
    pub summary: String,
    pub aliases: Vec<String>,
    pub short: SheetTexts,
    /// What only some kinds have, in words: `origin`, `origin_notice`, `loss`, `issuer`,
    /// `version`, `text_status`, `expires_on`, `minutes`.
    pub details: BTreeMap<&'static str, String>,
    /// For whom it is written, in words.
    pub audiences: Vec<String>,
    /// The text before the first section, as [`content::blocks`](super::content::blocks) gives
    /// it.
    pub lead: Value,
    /// The page's sections; a format takes those it names.
    pub sections: Vec<SheetSection>,
    /// The questions of a quiz.
    pub questions: Vec<SheetQuestion>,
    pub emergency: SheetEmergency,
    /// What the QR code holds: `https://example.org/s/fake-police/`.
    pub short_url: String,
    /// The same address as a person types it: `example.org/s/fake-police`.
    pub short_url_words: String,
    /// The site's name.
    pub site: String,
    pub issuer: String,
    /// The terms under which it may be copied; empty where the site does not say.
    pub license: String,
    pub reviewed_on: String,
    /// A sentence that says that facts have expired; empty where none has.
    pub expired: String,
    /// The words of the form itself, in the page's language.
    pub labels: BTreeMap<String, String>,
    /// Where in the prose file its parts are, for messages: `title`, `summary`, ids of sections.
    #[serde(skip)]
    pub places: BTreeMap<String, Span>,
}

impl Sheet {
    /// The length of its text, in columns of a screen.
    pub(super) fn columns(&self) -> usize {
        let sections = self.sections.iter();
        let sections: usize =
            sections.map(|part| columns(&part.heading) + value_columns(&part.content)).sum();
        columns(&self.title) + columns(&self.summary) + value_columns(&self.lead) + sections
    }
}

/// The length of the texts in a value.
fn value_columns(value: &Value) -> usize {
    match value {
        Value::String(text) => columns(text),
        Value::Array(items) => items.iter().map(value_columns).sum(),
        // The names of fields and the kinds of nodes are no text, but short.
        Value::Object(fields) => fields.values().map(value_columns).sum(),
        _ => 0,
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct SheetSection {
    pub id: String,
    pub heading: String,
    /// As [`content::blocks`](super::content::blocks) gives it.
    pub content: Value,
}

/// Texts for screens and loudspeakers; empty where the page has none.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SheetTexts {
    pub led: String,
    pub sms: String,
    pub atm: Vec<String>,
    pub broadcast: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct SheetQuestion {
    pub id: String,
    pub heading: String,
    /// Blocks.
    pub prompt: Value,
    /// Blocks of each option.
    pub options: Vec<Value>,
    /// Blocks.
    pub reason: Value,
    /// Which options are right, from 0.
    pub right: Vec<usize>,
}

/// The block for people who have already paid.
#[derive(Clone, Debug, Serialize)]
pub struct SheetEmergency {
    pub title: String,
    pub lines: Vec<SheetHotline>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SheetHotline {
    pub number: String,
    pub name: String,
    /// When to call it.
    #[serde(rename = "use")]
    pub use_: String,
}

/// The names under one letter, for an index at the end of a book.
#[derive(Clone, Debug, Serialize)]
pub struct IndexLetter {
    /// `A` to `Z`, or `#`.
    pub letter: String,
    pub names: Vec<IndexName>,
}

#[derive(Clone, Debug, Serialize)]
pub struct IndexName {
    pub name: String,
    /// The page's id.
    pub id: String,
}

/// A branch's imprint.
#[derive(Clone, Debug, Serialize)]
pub struct Imprint {
    pub id: String,
    pub name: String,
    pub address: String,
    /// The number of the register and its name there; empty where the branch has none.
    pub telephone: String,
    pub telephone_name: String,
    /// The name under which a template reads the logo: `/logo.svg`; empty where the branch has
    /// none.
    pub logo: String,
    #[serde(skip)]
    pub logo_bytes: Arc<[u8]>,
}

impl FormatOutput {
    pub(super) fn has_pdf(self) -> bool {
        self != FormatOutput::Images
    }

    pub(super) fn has_images(self) -> bool {
        self != FormatOutput::Pdf
    }
}
