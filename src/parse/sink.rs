//! Values with their places, and the sink that collects the mistakes of one file.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::parse::characters;

/// A value and its place in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

/// Where diagnostics of one file are gathered.
pub struct Sink<'a> {
    file: &'a Arc<str>,
    /// Added to every offset: where the TOML begins in the file.
    offset: usize,
    found: RefCell<Vec<Diagnostic>>,
    /// Lines that are no TOML: what else is wrong with them, or missing, follows from that.
    unread: RefCell<Vec<Span>>,
}

impl<'a> Sink<'a> {
    pub fn new(file: &'a Arc<str>, offset: usize) -> Self {
        Sink { file, offset, found: RefCell::default(), unread: RefCell::default() }
    }

    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }

    pub fn error(
        &self,
        rule: Rule,
        span: Span,
        message: impl Into<String>,
        hint: impl Into<Cow<'static, str>>,
    ) {
        self.push(Diagnostic::new(rule, self.file, span, message).hint(hint));
    }

    /// Notes lines that could not be read, by their starts and ends, so that what follows from it is not reported too.
    pub(super) fn could_not_read(&self, lines: &BTreeMap<usize, usize>) {
        let spans = lines.iter().map(|(&start, &end)| self.span(start..end));
        self.unread.borrow_mut().extend(spans);
    }

    /// Whether a part of the file could not be read.
    pub(super) fn has_unread(&self) -> bool {
        !self.unread.borrow().is_empty()
    }

    /// Adds what another reader found, perhaps in another file.
    pub fn push(&self, found: Diagnostic) {
        let unread = self.unread.borrow();
        let before = unread.partition_point(|line| line.start <= found.span.start);
        let is_there = before > 0 && found.span.start < unread[before - 1].end;
        let is_missing = found.rule == Rule::MissingKey && !unread.is_empty();
        if is_missing || (is_there && found.file == *self.file) {
            return;
        }
        drop(unread);
        self.found.borrow_mut().push(found);
    }

    /// Reports an id that one of `others` has already.
    pub fn repeated<'i>(
        &self,
        mut others: impl Iterator<Item = &'i Spanned<String>>,
        id: &Spanned<String>,
    ) {
        if others.any(|other| other.value == id.value) {
            let message = format!("The id `{}` is used twice in this file", id.value);
            self.error(Rule::RepeatedId, id.span, message, "Give each entry an id of its own.");
        }
    }

    /// Reports a character that no text may contain, which an escape such as `\u202E` can bring
    /// in.
    pub fn check_characters(&self, text: &str, span: Span) {
        if let Some(c) = text.chars().find(|&c| characters::is_forbidden(c)) {
            self.error(Rule::BadCharacter, span, characters::message(c), characters::HINT);
        } else if characters::marks(text).is_some() {
            let message = characters::marks_message();
            self.error(Rule::BadCharacter, span, message, characters::MARKS_HINT);
        }
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(range).shifted(self.offset)
    }
}
