//! `quiz-shape`, `quiz-answer`: a question that cannot be asked, or whose right answer is not
//! known.
//!
//! The key stands in `page.toml`, once for all languages, so that no translation can have another
//! one.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::parse::facts::Details;
use crate::site::page::{Page, Text};
use crate::site::quiz;

pub fn check(_: &Context, page: &Page) -> Vec<Diagnostic> {
    let Details::Quiz { answers } = &page.facts.details else { return Vec::new() };
    let mut found: Vec<Diagnostic> =
        page.texts.iter().flatten().flat_map(|text| shapes(page, text)).collect();
    let source = page.original();
    for answer in
        answers.iter().filter(|answer| source.document.section(&answer.question).is_none())
    {
        let message = format!("There is no question `{{#{}}}`", answer.question);
        let ids: Vec<&str> = source.document.sections.iter().map(|section| &*section.id).collect();
        found.push(
            Diagnostic::new(Rule::QuizAnswer, &page.facts_file, answer.span, message)
                .hint(format!("The questions of this quiz are: {}.", ids.join(", "))),
        );
    }
    if source.document.sections.is_empty() {
        found.push(
            Diagnostic::new(
                Rule::QuizShape,
                &source.file,
                Span::default(),
                "The quiz has no question",
            )
            .hint("Begin each with a heading: `## Who is calling? {#q1}`."),
        );
    }
    found
}

fn shapes(page: &Page, text: &Text) -> Vec<Diagnostic> {
    let Details::Quiz { answers } = &page.facts.details else { return Vec::new() };
    let mut found = Vec::new();
    for section in &text.document.sections {
        let Some(question) = quiz::question(section, answers) else {
            let message =
                format!("`{{#{}}}` is not a question with options and a reason", section.id);
            found.push(Diagnostic::new(Rule::QuizShape, &text.file, section.span, message).hint(
                "Under the heading write what happens, then the options as a list `1.` `2.` `3.`, then the reason as a \
                 block quote `> …`, and nothing else.",
            ));
            continue;
        };
        let (message, hint) = match question.answer {
            None => (
                format!(
                    "`page.toml` does not say which options of `{{#{}}}` are right",
                    section.id
                ),
                format!(
                    "Write the letters of the right options there, under `[answers]`: `{} = \"b\"`.",
                    section.id
                ),
            ),
            Some(answer) if answer.right.iter().any(|&right| right >= question.options.len()) => (
                format!(
                    "The right option of `{{#{}}}` in `page.toml` is not among its options",
                    section.id
                ),
                format!("There are {} options here; `a` is the first.", question.options.len()),
            ),
            Some(_) => continue,
        };
        found.push(Diagnostic::new(Rule::QuizAnswer, &text.file, section.span, message).hint(hint));
    }
    found
}
