//! The builder of the document tree: the parser's events, and what is known so far.

use std::collections::{BTreeSet, HashSet};
use std::iter::Peekable;
use std::sync::Arc;
use std::vec;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::base::diagnostic::Diagnostic;
use crate::base::document::Footnote;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::parse::emphasis::Prepared;

/// Reads events and makes blocks and inlines of them; mistakes are collected on the way.
pub(super) struct Builder<'a> {
    pub events: Peekable<vec::IntoIter<(Event<'a>, std::ops::Range<usize>)>>,
    pub prepared: &'a Prepared<'a>,
    pub offset: usize,
    pub file: &'a Arc<str>,
    pub depth: usize,
    /// The id of the section being read, for the ids of the headings in it.
    pub section: String,
    pub subheadings: usize,
    /// Ids of all headings so far.
    pub anchors: BTreeSet<String>,
    pub footnotes: Vec<Footnote>,
    /// Their labels.
    pub notes: HashSet<String>,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    pub(super) fn too_deep(&mut self, tag: &Tag, span: Span) {
        let hint = "Write it flatter: lists within lists within lists cannot be read on a phone.";
        self.error(Rule::NestedTooDeeply, span, "This is nested too deeply", hint);
        self.skip(&tag.to_end());
    }

    pub(super) fn raw_html(&mut self, span: Span) {
        let hint = "Use Markdown instead: `**strong**`, lists, tables, `> [!WARNING]`. To show a tag, write it as code: `` `<b>` ``.";
        self.error(Rule::RawHtml, span, "HTML is not allowed in a text", hint);
    }

    /// Skips to the end of an element that gives nothing to the tree.
    pub(super) fn skip(&mut self, end: &TagEnd) {
        let mut open = 1usize;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(tag) if tag.to_end() == *end => open += 1,
                Event::End(tag) if tag == *end => {
                    open -= 1;
                    if open == 0 {
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    pub(super) fn error(
        &mut self,
        rule: Rule,
        span: Span,
        message: impl Into<String>,
        hint: &'static str,
    ) {
        self.diagnostics.push(Diagnostic::new(rule, self.file, span, message).hint(hint));
    }

    pub(super) fn span(&self, range: &std::ops::Range<usize>) -> Span {
        Span::new(self.prepared.original(range.start)..self.prepared.original(range.end))
            .shifted(self.offset)
    }

    pub(super) fn clean(&self, text: &str) -> String {
        self.prepared.clean(text)
    }
}
