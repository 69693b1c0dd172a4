//! The facts of a page, `page.toml`: everything about it that has no language.

use std::sync::Arc;

use jiff::civil::Date;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::vocabulary::{
    Audience, Channel, ClaimKind, Kind, Loss, Payment, Provenance, Role, Status, Taxonomy,
    TextStatus, Vocabulary,
};
use crate::parse::exceptions::Exception;
use crate::parse::localized::Localized;
use crate::parse::sink::{Sink, Spanned};
use crate::parse::table::TableReader;
use crate::parse::{exceptions, localized, old_path, table};

/// A question has at most this many options, `a` to `f`.
const MOST_OPTIONS: usize = 6;

/// The facts of a page.
#[derive(Clone, Debug)]
pub struct Facts {
    pub status: Status,
    /// First published.
    pub date: Option<Date>,
    pub reviewed_on: Option<Date>,
    pub review_by: Option<Spanned<Date>>,
    /// Where lists show the page among its kind, small numbers first; undated pages without one
    /// come last.
    pub order: i64,
    pub channels: Vec<Channel>,
    pub payments: Vec<Payment>,
    pub audiences: Vec<Audience>,
    pub impersonates: Vec<Role>,
    /// Other pages, as `<kind>/<id>`.
    pub related: Vec<Spanned<String>>,
    /// Deliberate exceptions from rules of safety.
    pub exceptions: Vec<Exception>,
    /// Old addresses that lead here.
    pub redirect_from: Vec<Spanned<String>>,
    pub citations: Vec<Citation>,
    pub claims: Vec<Claim>,
    pub details: Details,
}

/// What only one kind of page has.
#[derive(Clone, Debug)]
pub enum Details {
    Scam {
        /// The year of the ministry's list of ten that names this type.
        official_list: Option<i64>,
    },
    Case {
        provenance: Spanned<Provenance>,
        loss: Option<Loss>,
    },
    Protocol {
        issuer: Localized,
        version: String,
        text_status: Spanned<TextStatus>,
    },
    Alert {
        expires_on: Date,
    },
    Quiz {
        /// By question: the letters of the right options.
        answers: Vec<Answer>,
    },
    /// A drill or a session.
    Timed {
        minutes: Option<Spanned<i64>>,
    },
    Plain,
}

/// Which options of a question are right.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The id of the question's section.
    pub question: String,
    /// The options' places, from 0, in order.
    pub right: Vec<usize>,
    pub span: Span,
}

/// Where a fact was read.
#[derive(Clone, Debug)]
pub struct Citation {
    pub id: String,
    pub title: Localized,
    pub publisher: Option<Localized>,
    pub url: Option<Spanned<String>>,
    pub published_on: Option<Date>,
}

impl Citation {
    /// Whether a reader can find it: on the web, or in what somebody published on a day.
    pub fn is_public(&self) -> bool {
        self.url.is_some() || (self.publisher.is_some() && self.published_on.is_some())
    }
}

/// A number, date, statute or hotline the prose relies on.
#[derive(Clone, Debug)]
pub struct Claim {
    pub id: String,
    pub kind: ClaimKind,
    /// The fact as a sentence.
    pub text: Localized,
    /// Index into the page’s citations.
    pub citation: usize,
    pub verified_on: Spanned<Date>,
}

impl Facts {
    /// The newest date the page carries: what feeds and the sitemap call its modification.
    pub fn modified(&self) -> Option<Date> {
        self.reviewed_on.max(self.date)
    }

    /// The terms of the page of a taxonomy, in the order of the closed list.
    pub fn terms(&self, taxonomy: Taxonomy) -> Vec<&'static str> {
        let mut ids: Vec<&'static str> = match taxonomy {
            Taxonomy::Channel => self.channels.iter().map(|t| t.id()).collect(),
            Taxonomy::Payment => self.payments.iter().map(|t| t.id()).collect(),
            Taxonomy::Audience => self.audiences.iter().map(|t| t.id()).collect(),
        };
        let order = taxonomy.terms();
        ids.sort_by_key(|id| order.iter().position(|term| term == id));
        ids
    }
}

/// Reads the facts of a page of `kind`. What is missing or unreadable is reported and has a value
/// that replaces it, so that the rest of the page is still checked; nothing is built from it.
pub fn parse(file: &Arc<str>, text: &str, kind: Kind) -> (Facts, Vec<Diagnostic>) {
    let sink = Sink::new(file, 0);
    let toml = table::parse(text, &sink);
    let reader = TableReader::new(&toml, &sink);
    let facts = read(&reader, kind);
    reader.finish();
    (facts, sink.into_diagnostics())
}

fn read(reader: &TableReader, kind: Kind) -> Facts {
    let dated = matches!(kind, Kind::Cases | Kind::Alerts);
    if dated && !reader.has("date") {
        reader.missing("date", "2026-01-31");
    }
    let reviewed = !matches!(kind, Kind::Cases | Kind::Pages);
    if reviewed && !reader.has("reviewed_on") {
        reader.missing("reviewed_on", "2026-01-31");
    }
    let (citations, complete) = read_citations(reader);
    let claims = read_claims(reader, &citations, complete);
    let date = value(reader.date("date"));
    let reviewed_on = value(reader.date("reviewed_on"));
    Facts {
        status: reader.word("status").map_or(Status::Published, |s| s.value),
        date,
        reviewed_on,
        review_by: reader.date("review_by"),
        order: value(reader.integer("order")).unwrap_or(i64::MAX),
        channels: reader.words("channels"),
        payments: reader.words("payments"),
        audiences: reader.words("audiences"),
        impersonates: reader.words("impersonates"),
        related: reader.texts("related"),
        exceptions: exceptions::read(reader),
        redirect_from: old_path::read(reader),
        citations,
        claims,
        details: read_details(reader, kind),
    }
}

fn read_details(reader: &TableReader, kind: Kind) -> Details {
    match kind {
        Kind::Scams => Details::Scam { official_list: value(reader.integer("official_list")) },
        Kind::Cases => {
            let provenance = reader.required_word("origin");
            let loss = value(reader.word("loss"));
            let provenance =
                provenance.unwrap_or(Spanned { value: Provenance::Composite, span: reader.span() });
            Details::Case { provenance, loss }
        }
        Kind::Protocols => {
            let issuer = localized::require(reader, "issuer");
            let version = reader.required_text("version");
            let text_status = reader.required_word("text_status");
            Details::Protocol {
                issuer: issuer.unwrap_or_default(),
                version: value(version).unwrap_or_default(),
                text_status: text_status
                    .unwrap_or(Spanned { value: TextStatus::Circulating, span: reader.span() }),
            }
        }
        Kind::Alerts => {
            if !reader.has("expires_on") {
                reader.missing("expires_on", "2026-12-31");
            }
            Details::Alert { expires_on: value(reader.date("expires_on")).unwrap_or(Date::ZERO) }
        }
        Kind::Quizzes => Details::Quiz { answers: read_answers(reader) },
        Kind::Drills => Details::Timed { minutes: reader.integer("minutes") },
        Kind::Sessions => {
            if !reader.has("minutes") {
                reader.missing("minutes", "40");
            }
            Details::Timed { minutes: reader.integer("minutes") }
        }
        Kind::Guides | Kind::Audiences | Kind::Letters | Kind::Pages => Details::Plain,
    }
}

/// The key of a quiz: `[answers]` with `q1 = "b"`, `q2 = "ac"`.
fn read_answers(reader: &TableReader) -> Vec<Answer> {
    if !reader.has("answers") {
        reader.missing("answers", "{ q1 = \"b\", q2 = \"ac\" }");
    }
    let Some(table) = reader.table("answers") else { return Vec::new() };
    let mut answers = Vec::new();
    for (question, _, value, span) in table.entries() {
        let letters = value.as_str().unwrap_or_default();
        let mut right: Vec<usize> = Vec::new();
        let fine = letters.bytes().all(|letter| {
            let place = usize::from(letter.wrapping_sub(b'a'));
            let new = place < MOST_OPTIONS && !right.contains(&place);
            right.push(place);
            new
        });
        if !fine || right.is_empty() {
            let message =
                format!("The answer to `{question}` does not say which options are right");
            let hint = "Write the letters of the right options, each once: `\"b\"`, or `\"ac\"` where two are right.";
            table.sink().error(Rule::BadAnswer, span, message, hint);
            // The question has an answer, if an unreadable one: its absence would be a second
            // mistake.
            right.clear();
        }
        right.sort_unstable();
        answers.push(Answer { question: question.to_owned(), right, span });
    }
    answers
}

/// The citations, and whether all of them could be read.
fn read_citations(reader: &TableReader) -> (Vec<Citation>, bool) {
    let mut citations: Vec<Citation> = Vec::new();
    let mut complete = true;
    for entry in reader.tables("sources") {
        let id = entry.required_text("id");
        let title = localized::require(&entry, "title");
        let publisher = localized::read(&entry, "publisher");
        let url = entry.url("url");
        let published_on = value(entry.date("published_on"));
        if let (Some(id), Some(title)) = (id, title) {
            let taken = citations.iter().any(|s| s.id == id.value);
            repeated(reader, taken, &id);
            citations.push(Citation { id: id.value, title, publisher, url, published_on });
        } else {
            complete = false;
        }
        entry.finish();
    }
    (citations, complete)
}

fn read_claims(reader: &TableReader, citations: &[Citation], complete: bool) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for entry in reader.tables("facts") {
        let id = entry.required_text("id");
        let kind = entry.required_word("kind");
        let text = localized::require(&entry, "claim");
        let citation = entry
            .required_text("source")
            .and_then(|name| find_citation(reader, citations, complete, &name));
        if !entry.has("verified_on") {
            entry.missing("verified_on", "2026-01-31");
        }
        let verified_on = entry.date("verified_on");
        if let (Some(id), Some(kind), Some(text), Some(citation), Some(verified)) =
            (id, kind, text, citation, verified_on)
        {
            repeated(reader, claims.iter().any(|f| f.id == id.value), &id);
            claims.push(Claim {
                id: id.value,
                kind: kind.value,
                text,
                citation,
                verified_on: verified,
            });
        }
        entry.finish();
    }
    claims
}

fn find_citation(
    reader: &TableReader,
    citations: &[Citation],
    complete: bool,
    name: &Spanned<String>,
) -> Option<usize> {
    let found = citations.iter().position(|s| s.id == name.value);
    // A source that could not be read is a mistake already, and may be this one.
    if found.is_none() && complete {
        let ids: Vec<&str> = citations.iter().map(|s| &*s.id).collect();
        let hint = if ids.is_empty() {
            "Add a `[[sources]]` table with this id to the file.".to_owned()
        } else {
            crate::base::diagnostic::allowed_hint(&name.value, ids.iter().copied())
        };
        reader.sink().error(
            Rule::UnknownSource,
            name.span,
            format!("No source has the id `{}`", name.value),
            hint,
        );
    }
    found
}

fn repeated(reader: &TableReader, taken: bool, id: &Spanned<String>) {
    if taken {
        reader.sink().error(
            Rule::RepeatedId,
            id.span,
            format!("The id `{}` is used twice in this file", id.value),
            "Give each entry an id of its own.",
        );
    }
}

/// Drops the place of a value nobody will point at.
fn value<T>(at: Option<Spanned<T>>) -> Option<T> {
    at.map(|at| at.value)
}
