//! Questions of a quiz.

use crate::base::document::Block;
use crate::render::html::prose::writer::Writer;
use crate::render::html::view::{OptionView, QuestionView};
use crate::site::quiz::Question;

impl<'a> Writer<'a> {
    pub(super) fn question(&mut self, question: &Question<'a>, number: usize) -> QuestionView {
        let right = question.answer.map_or(&[][..], |answer| &answer.right);
        let letters: Vec<String> = right.iter().map(|&place| letter(place)).collect();
        let letters = self.site.series(self.own, &letters);
        // In reading order, in which footnotes are counted.
        let prompt = self.take(|w| w.blocks(question.prompt));
        let option = |(place, option): (usize, &'a Vec<Block>)| OptionView {
            body: self.take(|w| w.item(option, true)),
            right: right.contains(&place),
        };
        QuestionView {
            prompt,
            options: question.options.iter().enumerate().map(option).collect(),
            reason: self.take(|w| w.blocks(question.reason)),
            number: self.string("quiz.number").replace("{number}", &number.to_string()),
            show: self.string("quiz.show").to_owned(),
            answer: self.string("quiz.answer").replace("{letters}", &letters),
        }
    }
}

/// The letter of an option by its place, which counts from 0; its number after `Z`.
fn letter(place: usize) -> String {
    match u8::try_from(place) {
        Ok(place) if place < 26 => char::from(b'A' + place).to_string(),
        _ => (place + 1).to_string(),
    }
}
