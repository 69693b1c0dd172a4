//! What does `page.toml` say? Everything about a page that has no language.

use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::parse::exceptions::{self, Exception};
use crate::parse::localized::{self, Localized};
use crate::parse::table::{self, At, Reader, Sink};
use crate::source::Span;
use crate::vocabulary::{
    Audience, Axis, Channel, FactKind, Kind, Loss, Origin, Payment, Role, Status, TextStatus,
    Vocabulary,
};

/// A question has at most this many options, `a` to `f`.
const MOST_OPTIONS: usize = 6;

/// The facts of a page.
#[derive(Clone, Debug)]
pub struct Facts {
    pub status: Status,
    /// First published.
    pub date: Option<Date>,
    pub reviewed_on: Option<Date>,
    pub review_by: Option<At<Date>>,
    /// Where lists show the page among its kind, small numbers first; undated pages without one
    /// come last.
    pub order: i64,
    pub channels: Vec<Channel>,
    pub payments: Vec<Payment>,
    pub audiences: Vec<Audience>,
    pub impersonates: Vec<Role>,
    /// Other pages, as `<kind>/<id>`.
    pub related: Vec<At<String>>,
    /// What may stand on the page though a rule of safety forbids it.
    pub exceptions: Vec<Exception>,
    /// Old addresses that lead here.
    pub aliases_path: Vec<At<String>>,
    pub sources: Vec<Source>,
    pub facts: Vec<Fact>,
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
        origin: At<Origin>,
        loss: Option<Loss>,
    },
    Protocol {
        issuer: Localized,
        version: String,
        text_status: At<TextStatus>,
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
        minutes: Option<At<i64>>,
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
pub struct Source {
    pub id: String,
    pub title: Localized,
    pub publisher: Option<Localized>,
    pub url: Option<At<String>>,
    pub published_on: Option<Date>,
}

impl Source {
    /// Whether a reader can find it: on the web, or in what somebody published on a day.
    pub fn is_public(&self) -> bool {
        self.url.is_some() || (self.publisher.is_some() && self.published_on.is_some())
    }
}

/// A number, date, statute or hotline the prose relies on.
#[derive(Clone, Debug)]
pub struct Fact {
    pub id: String,
    pub kind: FactKind,
    /// The fact as a sentence.
    pub claim: Localized,
    /// Index into the page's sources.
    pub source: usize,
    pub verified_on: At<Date>,
}

impl Facts {
    /// The newest date the page carries: what feeds and the sitemap call its modification.
    pub fn modified(&self) -> Option<Date> {
        self.reviewed_on.max(self.date)
    }

    /// The terms of the page on an axis, in the order of the closed list.
    pub fn terms(&self, axis: Axis) -> Vec<&'static str> {
        let mut ids: Vec<&'static str> = match axis {
            Axis::Channel => self.channels.iter().map(|t| t.id()).collect(),
            Axis::Payment => self.payments.iter().map(|t| t.id()).collect(),
            Axis::Audience => self.audiences.iter().map(|t| t.id()).collect(),
        };
        let order = axis.terms();
        ids.sort_by_key(|id| order.iter().position(|term| term == id));
        ids
    }
}

/// Reads the facts of a page of `kind`. What is missing or unreadable is reported and has a value
/// that stands in for it, so that the rest of the page is still checked; nothing is built from it.
pub fn parse(file: &Arc<str>, text: &str, kind: Kind) -> (Facts, Vec<Diagnostic>) {
    let sink = Sink::new(file, 0);
    let toml = table::parse(text, &sink);
    let reader = Reader::new(&toml, &sink);
    let facts = read(&reader, kind);
    reader.finish();
    (facts, sink.into_diagnostics())
}

fn read(reader: &Reader, kind: Kind) -> Facts {
    let dated = matches!(kind, Kind::Cases | Kind::Alerts);
    if dated && !reader.has("date") {
        reader.missing("date", "2026-01-31");
    }
    let reviewed = !matches!(kind, Kind::Cases | Kind::Pages);
    if reviewed && !reader.has("reviewed_on") {
        reader.missing("reviewed_on", "2026-01-31");
    }
    let (sources, complete) = read_sources(reader);
    let facts = read_facts(reader, &sources, complete);
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
        aliases_path: read_old_paths(reader),
        sources,
        facts,
        details: read_details(reader, kind),
    }
}

fn read_details(reader: &Reader, kind: Kind) -> Details {
    match kind {
        Kind::Scams => Details::Scam { official_list: value(reader.integer("official_list")) },
        Kind::Cases => {
            let origin = reader.required_word("origin");
            let loss = value(reader.word("loss"));
            let origin = origin.unwrap_or(At { value: Origin::Composite, span: reader.span() });
            Details::Case { origin, loss }
        }
        Kind::Protocols => {
            let issuer = localized::require(reader, "issuer");
            let version = reader.required_text("version");
            let text_status = reader.required_word("text_status");
            Details::Protocol {
                issuer: issuer.unwrap_or_default(),
                version: value(version).unwrap_or_default(),
                text_status: text_status
                    .unwrap_or(At { value: TextStatus::Circulating, span: reader.span() }),
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
fn read_answers(reader: &Reader) -> Vec<Answer> {
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
            table.sink().error("bad-answer", span, message, hint);
            // The question has an answer, if an unreadable one: its absence would be a second
            // mistake.
            right.clear();
        }
        right.sort_unstable();
        answers.push(Answer { question: question.to_owned(), right, span });
    }
    answers
}

/// The sources, and whether all of them could be read.
fn read_sources(reader: &Reader) -> (Vec<Source>, bool) {
    let mut sources: Vec<Source> = Vec::new();
    let mut complete = true;
    for entry in reader.tables("sources") {
        let id = entry.required_text("id");
        let title = localized::require(&entry, "title");
        let publisher = localized::read(&entry, "publisher");
        let url = entry.url("url");
        let published_on = value(entry.date("published_on"));
        if let (Some(id), Some(title)) = (id, title) {
            let taken = sources.iter().any(|s| s.id == id.value);
            repeated(reader, taken, &id);
            sources.push(Source { id: id.value, title, publisher, url, published_on });
        } else {
            complete = false;
        }
        entry.finish();
    }
    (sources, complete)
}

fn read_facts(reader: &Reader, sources: &[Source], complete: bool) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for entry in reader.tables("facts") {
        let id = entry.required_text("id");
        let kind = entry.required_word("kind");
        let claim = localized::require(&entry, "claim");
        let source = entry
            .required_text("source")
            .and_then(|name| find_source(reader, sources, complete, &name));
        if !entry.has("verified_on") {
            entry.missing("verified_on", "2026-01-31");
        }
        let verified_on = entry.date("verified_on");
        if let (Some(id), Some(kind), Some(claim), Some(source), Some(verified)) =
            (id, kind, claim, source, verified_on)
        {
            repeated(reader, facts.iter().any(|f| f.id == id.value), &id);
            facts.push(Fact {
                id: id.value,
                kind: kind.value,
                claim,
                source,
                verified_on: verified,
            });
        }
        entry.finish();
    }
    facts
}

fn find_source(
    reader: &Reader,
    sources: &[Source],
    complete: bool,
    name: &At<String>,
) -> Option<usize> {
    let found = sources.iter().position(|s| s.id == name.value);
    // A source that could not be read is a mistake already, and may be this one.
    if found.is_none() && complete {
        let ids: Vec<&str> = sources.iter().map(|s| &*s.id).collect();
        let hint = if ids.is_empty() {
            "Add a `[[sources]]` table with this id to the file.".to_owned()
        } else {
            crate::diagnostic::allowed_hint(&name.value, ids.iter().copied())
        };
        reader.sink().error(
            "unknown-source",
            name.span,
            format!("No source has the id `{}`", name.value),
            hint,
        );
    }
    found
}

fn repeated(reader: &Reader, taken: bool, id: &At<String>) {
    if taken {
        reader.sink().error(
            "repeated-id",
            id.span,
            format!("The id `{}` is used twice in this file", id.value),
            "Give each entry an id of its own.",
        );
    }
}

fn read_old_paths(reader: &Reader) -> Vec<At<String>> {
    let paths = reader.texts("aliases_path");
    let (fine, odd): (Vec<_>, Vec<_>) =
        paths.into_iter().partition(|path| is_old_path(&path.value));
    for path in odd {
        reader.sink().error(
            "bad-path",
            path.span,
            format!("`{}` is not an address on this site", path.value),
            "Write the old address without the host, from `/` to `/`: `/old/page/`.",
        );
    }
    fine
}

fn is_old_path(path: &str) -> bool {
    let inner = path.strip_prefix('/').map(|p| p.strip_suffix('/').unwrap_or(p));
    inner.is_some_and(|inner| {
        !inner.is_empty()
            && inner.split('/').all(|part| {
                !part.is_empty()
                    && !part.starts_with('.')
                    && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
            })
    })
}

/// Drops the place of a value nobody will point at.
fn value<T>(at: Option<At<T>>) -> Option<T> {
    at.map(|at| at.value)
}
