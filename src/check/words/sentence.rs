//! `long-sentence`: more than a reader takes in at once.
//!
//! What stands in quotation marks or is the title of a work is not counted: it is somebody else's.

use std::ops::Range;

use crate::base::length::is_han;
use crate::parse::words::Longest;

/// The sentences of a run that are too long, and how long they are.
pub fn long(text: &str, longest: Longest) -> Vec<(Range<usize>, usize)> {
    match longest {
        // Three bytes a character, and a word is hardly ever a single letter: most runs are short.
        Longest::Characters(most) if text.len() > most * 3 => Long::new(text, most).by_characters(),
        Longest::Words(most) if text.len() > most * 2 => Long::new(text, most).by_words(),
        _ => Vec::new(),
    }
}

struct Long<'a> {
    text: &'a str,
    most: usize,
    /// Where the sentence that is read begins.
    start: usize,
    /// How much of it was read.
    length: usize,
    /// How deep in quotation marks.
    depth: usize,
    found: Vec<(Range<usize>, usize)>,
}

impl<'a> Long<'a> {
    fn new(text: &'a str, most: usize) -> Long<'a> {
        Long { text, most, start: 0, length: 0, depth: 0, found: Vec::new() }
    }

    fn by_characters(mut self) -> Vec<(Range<usize>, usize)> {
        let mut is_stop_before = false;
        for (at, character) in self.text.char_indices() {
            // Nearly every character is one of the first kind.
            let is_stop = match character {
                '\u{4e00}'..='\u{9fff}' => {
                    self.length += usize::from(self.depth == 0);
                    false
                }
                '。' | '！' | '？' | '；' | '!' | '?' | ';' => true,
                _ => {
                    self.length += usize::from(self.depth == 0 && is_han(character));
                    self.quote(character) && is_stop_before
                }
            };
            if is_stop && self.depth == 0 {
                self.end(at + character.len_utf8());
            }
            is_stop_before = is_stop;
        }
        self.end(self.text.len());
        self.found
    }

    fn by_words(mut self) -> Vec<(Range<usize>, usize)> {
        let mut is_in_word = false;
        let mut is_stop_before = false;
        let mut characters = self.text.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            let is_of_word =
                character.is_alphanumeric() || (is_in_word && !character.is_whitespace());
            self.length += usize::from(is_of_word && !is_in_word && self.depth == 0);
            is_in_word = is_of_word;
            let is_stop =
                matches!(character, '.' | '!' | '?') || (self.quote(character) && is_stop_before);
            let is_end = characters.peek().is_none_or(|(_, next)| next.is_whitespace());
            if is_stop && is_end && self.depth == 0 {
                self.end(at + character.len_utf8());
            }
            is_stop_before = is_stop;
        }
        self.end(self.text.len());
        self.found
    }

    /// Takes note of a quotation mark; whether it closes.
    fn quote(&mut self, character: char) -> bool {
        let is_closing = matches!(character, '”' | '》' | '」');
        match character {
            '“' | '《' | '「' => self.depth += 1,
            _ if is_closing => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        is_closing
    }

    fn end(&mut self, end: usize) {
        if self.length > self.most {
            let sentence = &self.text[self.start..end];
            self.found.push((end - sentence.trim_start().len()..end, self.length));
        }
        (self.start, self.length) = (end, 0);
    }
}
