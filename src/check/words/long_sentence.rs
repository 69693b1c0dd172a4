//! `long-sentence`: a sentence with more words than readers take in at once.
//!
//! Words in quotation marks and titles of works are not counted: they are someone else's.

use std::ops::Range;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::text::is_han;
use crate::check::words::page_prose::PageProse;
use crate::check::words::prose::RunKind;
use crate::parse::words::Longest;

pub(crate) fn long_sentence(prose: &PageProse) -> Vec<Diagnostic> {
    let Some(longest) = prose.lexicon.list.longest else { return Vec::new() };
    let (most, unit) = match longest {
        Longest::Characters(most) => (most, "characters"),
        Longest::Words(most) => (most, "words"),
    };
    let own = |kind| matches!(kind, RunKind::Summary | RunKind::Body | RunKind::Short);
    let mut diagnostics = Vec::new();
    for run in prose.words.runs.iter().filter(|run| own(run.kind)) {
        for (range, length) in long_sentences(prose.text(&run.range), longest) {
            let message = format!("This sentence has {length} {unit}; the limit is {most}");
            let hint = "Split it into two sentences, or make it a list.";
            let span = prose.span(range.start + run.range.start..range.end + run.range.start);
            let diagnostic = Diagnostic::new(Rule::LongSentence, prose.file, span, message);
            diagnostics.push(diagnostic.hint(hint));
        }
    }
    diagnostics
}

/// The sentences of a run that are too long, with their lengths.
fn long_sentences(text: &str, longest: Longest) -> Vec<(Range<usize>, usize)> {
    match longest {
        // Most runs are short: a character has three bytes, and a word hardly ever a single letter.
        Longest::Characters(most) if text.len() > most * 3 => {
            SentenceReader::new(text, most).by_characters()
        }
        Longest::Words(most) if text.len() > most * 2 => SentenceReader::new(text, most).by_words(),
        _ => Vec::new(),
    }
}

struct SentenceReader<'a> {
    text: &'a str,
    most: usize,
    /// The start of the current sentence.
    start: usize,
    /// What was counted of it so far.
    length: usize,
    /// How many quotation marks are open.
    depth: usize,
    long: Vec<(Range<usize>, usize)>,
}

impl<'a> SentenceReader<'a> {
    fn new(text: &'a str, most: usize) -> SentenceReader<'a> {
        SentenceReader { text, most, start: 0, length: 0, depth: 0, long: Vec::new() }
    }

    fn by_characters(mut self) -> Vec<(Range<usize>, usize)> {
        let mut is_stop_before = false;
        for (at, character) in self.text.char_indices() {
            let is_stop = match character {
                _ if is_han(character) => {
                    self.length += usize::from(self.depth == 0);
                    false
                }
                '。' | '！' | '？' | '；' | '!' | '?' | ';' => true,
                _ => self.quote(character) && is_stop_before,
            };
            if is_stop && self.depth == 0 {
                self.end(at + character.len_utf8());
            }
            is_stop_before = is_stop;
        }
        self.end(self.text.len());
        self.long
    }

    fn by_words(mut self) -> Vec<(Range<usize>, usize)> {
        let mut is_in_word = false;
        let mut is_stop_before = false;
        let mut at = 0;
        while let Some(&byte) = self.text.as_bytes().get(at) {
            // Most characters are of ASCII, and need no tables.
            let (character, is_alphanumeric) = if byte.is_ascii() {
                (char::from(byte), byte.is_ascii_alphanumeric())
            } else {
                let character = self.text[at..].chars().next().unwrap_or_default();
                (character, character.is_alphanumeric())
            };
            let is_of_word = is_alphanumeric || (is_in_word && !character.is_whitespace());
            self.length += usize::from(is_of_word && !is_in_word && self.depth == 0);
            is_in_word = is_of_word;
            let is_stop = matches!(character, '.' | '!' | '?')
                || (!byte.is_ascii() && self.quote(character) && is_stop_before);
            at += character.len_utf8();
            if is_stop && self.depth == 0 && is_followed_by_blank(self.text, at) {
                self.end(at);
            }
            is_stop_before = is_stop;
        }
        self.end(self.text.len());
        self.long
    }

    /// Counts open quotation marks; returns whether this one closes.
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
            self.long.push((end - sentence.trim_start().len()..end, self.length));
        }
        (self.start, self.length) = (end, 0);
    }
}

fn is_followed_by_blank(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_none_or(char::is_whitespace)
}
