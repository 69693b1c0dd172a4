//! What may the template of a page see? Its text, its facts, and what one can take along.

use serde::Serialize;

use crate::render::html::view::{DateView, EntryView, Html, LinkView, PictureView, UntilView};

/// `page.html`: context key `page`.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    pub id: String,
    pub kind: String,
    /// “骗局”, in the singular.
    pub kind_label: String,
    pub title: String,
    pub summary: String,
    /// Other names; empty in a fallback.
    pub aliases: Vec<String>,
    /// The language the text is in: not the reader's in a fallback.
    pub lang: String,
    /// `source`, `current`, `unmarked`, `stale` (older than its source) or `fallback` (not
    /// translated).
    pub state: String,
    /// The source text's address, for the notice on a stale translation.
    pub source_url: String,
    pub lead: Html,
    /// In the order the kind gives them.
    pub sections: Vec<SectionView>,
    /// On a scam: cases that tell of it, and before which section they stand: after all where that
    /// is empty.
    pub cases: Vec<EntryView>,
    pub cases_before: String,
    pub footnotes: Html,
    pub channels: Vec<LinkView>,
    pub payments: Vec<LinkView>,
    pub audiences: Vec<LinkView>,
    pub impersonates: Vec<String>,
    pub details: DetailsView,
    pub date: Option<DateView>,
    pub reviewed_on: Option<DateView>,
    pub review_by: Option<DateView>,
    /// Until when its facts hold, and an alert at all.
    pub until: Option<UntilView>,
    pub alert_until: Option<UntilView>,
    pub sources: Vec<CitationView>,
    pub facts: Vec<ClaimView>,
    /// Other pages to read, the cases of a scam not among them.
    pub related: Vec<EntryView>,
    /// On an audience's page: every page written for it.
    pub listing: Vec<EntryView>,
    pub previous: Option<LinkView>,
    pub next: Option<LinkView>,
    /// `https://example.org/s/fake-police/`
    pub short_url: String,
    pub prints: Vec<PrintView>,
    /// Where the same stands with pictures; null where nothing was printed.
    pub catalogue_url: Option<String>,
    /// Pictures to save and send: the square one, the code; null in a fallback.
    pub square: Option<SaveView>,
    pub code: Option<SaveView>,
    /// What is sent to a chat, address included; null in a fallback.
    pub share: Option<TextView>,
    /// Other texts to copy; empty in a fallback.
    pub texts: Vec<TextView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    pub id: String,
    /// The heading in plain words, for lists of contents.
    pub title: String,
    pub heading: Html,
    /// The headings within it.
    pub parts: Vec<SectionPart>,
    /// Empty where it is a question.
    pub body: Html,
    pub question: Option<QuestionView>,
}

/// A heading within a section, to jump to.
#[derive(Clone, Debug, Serialize)]
pub struct SectionPart {
    pub id: String,
    pub title: String,
}

/// A question of a quiz. Its words of the interface are in the language of the text, like the
/// others.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionView {
    /// “Question 3”.
    pub number: String,
    pub prompt: Html,
    pub options: Vec<OptionView>,
    /// “Show the answer”.
    pub show: String,
    /// “Right: A and C”.
    pub answer: String,
    pub reason: Html,
}

#[derive(Clone, Debug, Serialize)]
pub struct OptionView {
    pub body: Html,
    pub right: bool,
}

/// What only some kinds have; a field that does not apply is null.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DetailsView {
    /// Scams: the year of the official list that names it.
    pub official_list: Option<i64>,
    /// Cases: `real`, `composite`, `drill`; texts are `t.origin.*`.
    pub origin: Option<String>,
    /// Cases: the loss, as a label.
    pub loss: Option<String>,
    /// Protocols.
    pub issuer: Option<String>,
    pub version: Option<String>,
    /// Protocols: `verified`, `circulating`, `missing`; texts are `t.text_status.*`.
    pub text_status: Option<String>,
    /// Alerts.
    pub expires_on: Option<DateView>,
    /// Drills and sessions: how long they take.
    pub minutes: Option<i64>,
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
pub struct ClaimView {
    pub claim: String,
    pub lang: String,
    /// Number of the source in the page's list, from 1.
    pub source: usize,
    pub verified_on: DateView,
}

/// A printable file.
#[derive(Clone, Debug, Serialize)]
pub struct PrintView {
    pub format: String,
    pub label: String,
    /// What it is printed on, or which screen it is for.
    pub paper: String,
    pub url: String,
    /// What to call it once it is saved: `fake-police.sheet-a4.zh.pdf`.
    pub name: String,
    /// `PDF` or `PNG`.
    pub ending: String,
    /// Its media type.
    pub media: String,
}

/// A picture to save and send.
#[derive(Clone, Debug, Serialize)]
pub struct SaveView {
    pub print: PrintView,
    /// The same, smaller.
    pub picture: PictureView,
}

/// A text for a screen, a message, a loudspeaker or a chat.
#[derive(Clone, Debug, Serialize)]
pub struct TextView {
    /// `share`, `led`, `sms`, `atm`, `broadcast`.
    pub id: String,
    pub label: String,
    /// Plain, over one line or several.
    pub text: String,
    /// The same as a file.
    pub url: String,
}
