//! The questions of a quiz: each section read as the case, the options and the reason.

use crate::base::document::{Block, BlockKind, Document, Section};
use crate::parse::facts::{Answer, Details, Facts};

/// A section `{#q1}` of a quiz.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    pub section: &'a Section,
    /// The blocks before the options.
    pub prompt: &'a [Block],
    /// The items of its ordered list.
    pub options: &'a [Vec<Block>],
    /// The block quote after them.
    pub reason: &'a [Block],
    /// From `page.toml`; `None` where it has no such key.
    pub answer: Option<&'a Answer>,
}

/// The questions of a page, in order; sections of another shape are left out.
pub fn questions<'a>(document: &'a Document, facts: &'a Facts) -> Vec<Question<'a>> {
    let Details::Quiz { answers } = &facts.details else { return Vec::new() };
    document.sections.iter().filter_map(|section| question(section, answers)).collect()
}

/// A section as a question: blocks, one ordered list, one block quote.
pub fn question<'a>(section: &'a Section, answers: &'a [Answer]) -> Option<Question<'a>> {
    let (last, before) = section.blocks.split_last()?;
    let (list, prompt) = before.split_last()?;
    let BlockKind::Quote(reason) = &last.kind else { return None };
    let BlockKind::List(list) = &list.kind else { return None };
    let plain =
        prompt.iter().all(|block| !matches!(block.kind, BlockKind::List(_) | BlockKind::Quote(_)));
    let shaped = list.start.is_some() && list.items.len() > 1 && !prompt.is_empty() && plain;
    let answer = answers.iter().find(|answer| answer.question == section.id);
    shaped.then_some(Question { section, prompt, options: &list.items, reason, answer })
}
