//! Markdown to the document tree.
//!
//! CommonMark with tables, footnotes, GFM alerts and heading attributes. Raw HTML is refused: print
//! and search could not honour it, and volunteers' text is not trusted.

mod builder;
mod blocks;
mod inlines;
mod leftovers;

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Options, Parser};

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::document::{Document, Section};
use crate::base::source::Span;
use crate::parse::front_matter::Body;
use crate::parse::{characters, emphasis};
use builder::Builder;
use leftovers::Definition;

/// Signs of markup in a line that is shown as it is written: a title, a name.
pub fn signs_in_line(line: &str) -> Vec<Range<usize>> {
    leftovers::of_plain_line(line).into_iter().map(|one| one.range).collect()
}

/// Parses the body of a prose file; offsets in the result count from the beginning of the file.
pub fn parse(file: &Arc<str>, body: &Body) -> (Document, Vec<Diagnostic>) {
    let prepared = emphasis::prepare(body.text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let parser = Parser::new_ext(&prepared.text, options).into_offset_iter();
    let definitions: Vec<Definition> = parser
        .reference_definitions()
        .iter()
        .map(|(label, found)| Definition { label: label.to_owned(), range: found.span.clone() })
        .collect();
    let events: Vec<_> = parser.collect();
    let leftovers = leftovers::leftovers(&prepared.text, &events, &definitions);
    let mut builder = Builder {
        events: events.into_iter().peekable(),
        prepared: &prepared,
        offset: body.offset,
        file,
        depth: 0,
        section: String::new(),
        subheadings: 0,
        anchors: BTreeSet::new(),
        footnotes: Vec::new(),
        notes: HashSet::new(),
        diagnostics: Vec::new(),
    };
    let mut document = builder.document();
    document.footnotes = builder.footnotes;
    document.anchors = builder.anchors;
    // An empty id stands for sections that were not recognised: any may be the one that is missing.
    if let Some(hidden) = leftovers.iter().find(|one| one.hides_sections) {
        let span = Span::new(hidden.range.clone()).shifted(body.offset);
        let (id, heading, blocks) = (String::new(), Vec::new(), Vec::new());
        document.sections.push(Section { id, heading, blocks, span });
    }
    let mut diagnostics = builder.diagnostics;
    diagnostics.extend(leftovers.into_iter().map(|one| {
        let span = Span::new(prepared.original(one.range.start)..prepared.original(one.range.end));
        let (span, message) = (span.shifted(body.offset), prepared.clean(&one.message));
        let found = match one.severity {
            Severity::Error => Diagnostic::new(one.rule, file, span, message),
            Severity::Warning => Diagnostic::warning(one.rule, file, span, message),
        };
        found.hint(one.hint)
    }));
    diagnostics.extend(characters::bad_characters(file, body.text, body.offset));
    (document, diagnostics)
}
