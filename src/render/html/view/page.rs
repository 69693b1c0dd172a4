//! What the template of a page sees: its text, its facts, and what readers can take along.

use serde::Serialize;

use crate::render::html::view::shared::{
    CitationView, DateView, EntryView, Html, LinkView, PrintView, SaveView, UntilView,
};

/// `page.html`: context key `page`.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    pub id: String,
    pub kind: String,
    /// Whether it is made for those who print, teach and rehearse.
    pub is_material: bool,
    /// “骗局”, in the singular.
    pub kind_label: String,
    pub title: String,
    pub summary: String,
    /// Other names; empty in a fallback.
    pub aliases: Vec<String>,
    /// The language the text is in: not the reader's in a fallback.
    pub lang: String,
    /// `original`, `current`, `unmarked`, `stale` (older than the original) or `fallback` (not
    /// translated).
    pub state: String,
    /// The page in the primary language, for the notice on a stale translation.
    pub original_url: String,
    pub lead: Html,
    /// The section right below the title: what to do. Null where the kind begins otherwise.
    pub first: Option<SectionView>,
    /// The first thing to do, where its section is further down, as on a case.
    pub first_step: Option<StepView>,
    /// The other sections, in the order the kind gives them.
    pub sections: Vec<SectionView>,
    /// On a scam: its cases, and the section they come before; after all sections where it is
    /// empty.
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
    /// When its claims expire, and when an alert itself does.
    pub until: Option<UntilView>,
    pub alert_until: Option<UntilView>,
    pub citations: Vec<CitationView>,
    pub claims: Vec<ClaimView>,
    /// Other pages to read; without the cases of a scam.
    pub related: Vec<EntryView>,
    /// On an audience's page: every page written for it.
    pub listing: Vec<EntryView>,
    pub previous: Option<LinkView>,
    pub next: Option<LinkView>,
    /// `https://example.org/s/fake-police/`
    pub short_url: String,
    pub prints: Vec<PrintView>,
    /// The page of the catalogue with pictures of the prints; null where nothing was printed.
    pub catalogue_url: Option<String>,
    /// Pictures to save and send: the square one, the QR code; null in a fallback.
    pub square: Option<SaveView>,
    pub code: Option<SaveView>,
    /// What is sent to a chat, with the address; null in a fallback.
    pub share: Option<TextView>,
    /// Other texts to copy; empty in a fallback.
    pub texts: Vec<TextView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    pub id: String,
    /// The heading as plain text, for tables of contents.
    pub title: String,
    pub heading: Html,
    /// The headings within it.
    pub parts: Vec<SectionPart>,
    /// Empty where it is a question.
    pub body: Html,
    pub question: Option<QuestionView>,
}

/// A step, with the id of the section that has all steps.
#[derive(Clone, Debug, Serialize)]
pub struct StepView {
    pub section: String,
    /// The section's heading.
    pub title: String,
    pub text: String,
}

/// A heading within a section, to jump to.
#[derive(Clone, Debug, Serialize)]
pub struct SectionPart {
    pub id: String,
    pub title: String,
}

/// A question of a quiz. Its interface texts are in the language of the page's text.
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
pub struct ClaimView {
    pub text: String,
    pub lang: String,
    /// Number of the citation in the page's list, from 1.
    pub citation: usize,
    pub verified_on: DateView,
}

/// A text for a screen, a message, a loudspeaker or a chat.
#[derive(Clone, Debug, Serialize)]
pub struct TextView {
    /// `share`, `led`, `sms`, `atm`, `broadcast`.
    pub id: String,
    pub label: String,
    /// Plain text of one or several lines.
    pub text: String,
    /// The same as a file.
    pub url: String,
}
