//! `quiz-shape`: a quiz without questions, or a question that cannot be asked.

use crate::base::diagnostic::Diagnostic;
use crate::base::document::Section;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::parse::facts::{Answer, Details};
use crate::site::page::{Page, Text};
use crate::site::quiz;

pub(crate) fn quiz_shape(_: &Context, page: &Page) -> Vec<Diagnostic> {
    let Details::Quiz { answers } = &page.facts.details else { return Vec::new() };
    let original = page.original();
    if original.outline.sections.is_empty() {
        let message = "The quiz has no questions";
        let empty = Diagnostic::new(Rule::QuizShape, &original.file, Span::default(), message);
        return vec![empty.hint("Start each question with a heading: `## Who is calling? {#q1}`.")];
    }
    page.texts.iter().flatten().flat_map(|text| check_text(text, answers)).collect()
}

fn check_text(text: &Text, answers: &[Answer]) -> Vec<Diagnostic> {
    let report = |section: &Section| {
        let message = format!("`{{#{}}}` is not a question with options and a reason", section.id);
        let hint = "Write the situation under the heading, then the options as a list `1.` `2.` \
                    `3.`, then the reason as a block quote `> …`, and nothing else.";
        Diagnostic::new(Rule::QuizShape, &text.file, section.span, message).hint(hint)
    };
    let document = text.document();
    let sections = document.sections.iter();
    sections.filter(|section| quiz::question(section, answers).is_none()).map(report).collect()
}
