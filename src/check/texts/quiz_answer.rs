//! `quiz-answer`: a question without a right answer, or an answer without a question.
//!
//! The answers are in `page.toml`, once for all languages, so that no translation can have others.

use crate::base::diagnostic::Diagnostic;
use crate::base::document::Section;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::parse::facts::{Answer, Details};
use crate::site::page::{Page, Text};
use crate::site::quiz;

pub(crate) fn quiz_answer(_: &Context, page: &Page) -> Vec<Diagnostic> {
    let Details::Quiz { answers } = &page.facts.details else { return Vec::new() };
    let mut diagnostics: Vec<Diagnostic> =
        page.texts.iter().flatten().flat_map(|text| check_text(text, answers)).collect();
    let ids: Vec<&str> = page.original().outline.sections.iter().map(|id| &**id).collect();
    // A quiz without questions is another mistake.
    if ids.is_empty() {
        return diagnostics;
    }
    for answer in answers.iter().filter(|answer| !ids.contains(&&*answer.question)) {
        let message = format!("There is no question `{{#{}}}`", answer.question);
        let hint = format!("The questions of this quiz are: {}.", ids.join(", "));
        diagnostics.push(
            Diagnostic::new(Rule::QuizAnswer, &page.facts_file, answer.span, message).hint(hint),
        );
    }
    diagnostics
}

fn check_text(text: &Text, answers: &[Answer]) -> Vec<Diagnostic> {
    let document = text.document();
    let wrong = document.sections.iter().filter_map(|section| {
        let (message, hint) = check_question(section, answers)?;
        Some(Diagnostic::new(Rule::QuizAnswer, &text.file, section.span, message).hint(hint))
    });
    wrong.collect()
}

/// Message and hint for a question whose right answer is unknown.
fn check_question(section: &Section, answers: &[Answer]) -> Option<(String, String)> {
    // A section that is not a question is another mistake.
    let question = quiz::question(section, answers)?;
    let id = &section.id;
    let Some(answer) = question.answer else {
        let message = format!("The right options of `{{#{id}}}` are missing in page.toml");
        let hint =
            format!("Add the letters of the right options under `[answers]`: `{id} = \"b\"`.");
        return Some((message, hint));
    };
    let count = question.options.len();
    if answer.right.iter().all(|&right| right < count) {
        return None;
    }
    let message = format!("The answer to `{{#{id}}}` in page.toml is not one of its options");
    Some((message, format!("The question has {count} options, of which `a` is the first.")))
}
