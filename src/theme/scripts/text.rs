//! The text of a module with changes made, and without the lines that hold only comments.

use std::ops::Range;

use oxc_ast::AstKind;
use oxc_ast::ast::Program;
use oxc_semantic::Semantic;
use oxc_span::GetSpan;

use crate::base::source::Span;

pub(super) struct ScriptText<'a> {
    text: &'a str,
    /// Comments, but for those that state a licence.
    comments: Vec<Span>,
    /// Strings and templates: what looks like a comment or a blank line in them is none.
    literals: Vec<Span>,
    changes: Vec<(Span, String)>,
}

impl<'a> ScriptText<'a> {
    pub(super) fn new(text: &'a str, program: &Program, semantic: &Semantic) -> Self {
        let first = program.hashbang.iter().map(|line| line.span);
        let comments = program.comments.iter().filter(|comment| !comment.is_legal());
        let literals =
            semantic.nodes().iter().map(oxc_semantic::AstNode::kind).filter(|kind| {
                matches!(kind, AstKind::StringLiteral(_) | AstKind::TemplateElement(_))
            });
        ScriptText {
            text,
            comments: comments.map(|comment| comment.span).chain(first).map(Span::from).collect(),
            literals: literals.map(|literal| literal.span().into()).collect(),
            changes: Vec::new(),
        }
    }

    /// The text at a place.
    pub(super) fn starts_with(&self, place: u32, characters: &[char]) -> bool {
        self.text.get(place as usize..).is_some_and(|rest| rest.starts_with(characters))
    }

    pub(super) fn replace(&mut self, span: Span, by: impl Into<String>) {
        self.changes.push((span, by.into()));
    }

    /// The text with these further changes. Spans do not overlap.
    pub(super) fn changed(&self, more: Vec<(Span, String)>) -> String {
        let mut changes: Vec<_> = self.changes.iter().cloned().chain(more).collect();
        changes.extend(self.empty_lines().into_iter().map(|line| (line, String::new())));
        changes.sort();
        let mut changed = String::with_capacity(self.text.len());
        let mut at = 0;
        for (span, by) in changes {
            let Range { start, end } = span.range();
            changed.push_str(self.text.get(at..start).unwrap_or_default());
            changed.push_str(&by);
            at = at.max(end);
        }
        changed.push_str(self.text.get(at..).unwrap_or_default());
        if !changed.is_empty() && !changed.ends_with('\n') {
            changed.push('\n');
        }
        changed
    }

    /// Lines in which nothing is left but comments and blanks, with their ends.
    fn empty_lines(&self) -> Vec<Span> {
        let mut is_empty: Vec<bool> =
            self.text.bytes().map(|byte| byte.is_ascii_whitespace()).collect();
        let mut set = |span: &Span, to: bool| is_empty[span.range()].fill(to);
        self.literals.iter().for_each(|literal| set(literal, false));
        self.changes.iter().for_each(|(span, by)| set(span, by.is_empty()));
        self.comments.iter().for_each(|comment| set(comment, true));
        for comment in &self.comments {
            // Code before or after a comment of several lines holds all of them.
            let Range { start, end } = comment.range();
            let from = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
            let to = self.text[end..].find('\n').map_or(self.text.len(), |at| end + at);
            if is_empty[from..to].contains(&false) {
                is_empty[start..end].fill(false);
            }
        }
        let mut lines = Vec::new();
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let end = start + line.len();
            if !is_empty[start..end].contains(&false) {
                lines.push(Span::new(start..end));
            }
            start = end;
        }
        lines
    }
}
