//! `long-sentence`: more than a reader takes in at once.
//!
//! What stands in quotation marks or is the title of a work is not counted: it is somebody else's.

use std::ops::Range;

use crate::length::is_han;
use crate::parse::words::Longest;

/// The sentences of a run that are too long, and how long they are.
pub fn long(text: &str, longest: Longest) -> Vec<(Range<usize>, usize)> {
    let (most, is_by_words) = match longest {
        // Three bytes a character, and a word is hardly ever a single letter: most runs are short.
        Longest::Characters(most) => (most, false),
        Longest::Words(most) => (most, true),
    };
    if text.len() <= most * if is_by_words { 2 } else { 3 } {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut sentence = Sentence::default();
    let mut characters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let is_end = sentence.read(before, character, next, is_by_words);
        before = character;
        if is_end || next.is_none() {
            let end = at + character.len_utf8();
            if sentence.length > most {
                let blanks = text[sentence.start..].len() - text[sentence.start..].trim_start().len();
                found.push((sentence.start + blanks..end, sentence.length));
            }
            sentence = Sentence { start: end, ..Sentence::default() };
        }
    }
    found
}

#[derive(Default)]
struct Sentence {
    start: usize,
    length: usize,
    /// How deep in quotation marks.
    depth: usize,
    is_in_word: bool,
}

impl Sentence {
    /// Whether the sentence ends with this character.
    fn read(&mut self, before: char, character: char, next: Option<char>, is_by_words: bool) -> bool {
        let is_closing = matches!(character, '”' | '》' | '」');
        match character {
            '“' | '《' | '「' => self.depth += 1,
            _ if is_closing => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if is_by_words {
            let is_of_word = character.is_alphanumeric() || (self.is_in_word && !character.is_whitespace());
            self.length += usize::from(is_of_word && !self.is_in_word && self.depth == 0);
            self.is_in_word = is_of_word;
        } else {
            self.length += usize::from(is_han(character) && self.depth == 0);
        }
        let is_stop = |c: char| if is_by_words { ".!?".contains(c) } else { "。！？；!?;".contains(c) };
        let is_stop = is_stop(character) || (is_closing && is_stop(before));
        is_stop && self.depth == 0 && (!is_by_words || next.is_none_or(char::is_whitespace))
    }
}
