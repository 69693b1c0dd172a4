//! Markdown to the document tree.
//!
//! CommonMark with tables, footnotes, GFM alerts and heading attributes. Raw HTML is refused: print
//! and search could not honour it, and volunteers' text is not trusted.

mod builder;
mod blocks;
mod inlines;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use pulldown_cmark::{Options, Parser};

use crate::base::diagnostic::Diagnostic;
use crate::base::document::Document;
use crate::parse::front_matter::Body;
use crate::parse::{characters, emphasis};
use builder::Builder;

/// Parses the body of a prose file; offsets in the result count from the beginning of the file.
pub fn parse(file: &Arc<str>, body: &Body) -> (Document, Vec<Diagnostic>) {
    let prepared = emphasis::prepare(body.text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let events: Vec<_> = Parser::new_ext(&prepared.text, options).into_offset_iter().collect();
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
    let mut diagnostics = builder.diagnostics;
    diagnostics.extend(characters::bad_characters(file, body.text, body.offset));
    (document, diagnostics)
}
