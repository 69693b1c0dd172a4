//! How does tantivy get its tokens? From the analysis, or as a list of terms whose places do not
//! matter.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::analysis::Analysis;
use super::fold::{fold, is_han};
use super::sounds;

/// The tokens of [`Analysis`].
#[derive(Clone, Default)]
pub struct TermTokenizer {
    analysis: Analysis,
    token: Token,
}

pub struct TermStream<'a> {
    tokenizer: &'a mut TermTokenizer,
    next: usize,
}

impl Tokenizer for TermTokenizer {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        self.analysis.fill(text);
        TermStream { tokenizer: self, next: 0 }
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        let TermTokenizer { analysis, token } = &mut *self.tokenizer;
        let Some(found) = analysis.tokens().get(self.next) else { return false };
        self.next += 1;
        token.text.clear();
        token.text.push_str(analysis.term(found));
        token.position = found.position as usize;
        (token.offset_from, token.offset_to) = (found.source.start, found.source.end);
        true
    }

    fn token(&self) -> &Token {
        &self.tokenizer.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokenizer.token
    }
}

/// Each different Han character of a text once.
pub type CharacterTokenizer = ListTokenizer<Characters>;

/// How a name is typed in pinyin: [`sounds::terms`].
pub type SoundTokenizer = ListTokenizer<Sounds>;

/// Terms without places.
#[derive(Clone, Default)]
pub struct ListTokenizer<C> {
    collect: C,
    /// The terms, one after another, and where each ends.
    terms: String,
    ends: Vec<usize>,
    token: Token,
}

pub struct ListStream<'a> {
    terms: &'a str,
    ends: std::slice::Iter<'a, usize>,
    start: usize,
    token: &'a mut Token,
}

pub trait Collect: Clone + Send + Sync + 'static {
    /// Calls `emit` with the terms of a text.
    fn collect(&mut self, text: &str, emit: impl FnMut(&str));
}

impl<C: Collect> Tokenizer for ListTokenizer<C> {
    type TokenStream<'a> = ListStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> ListStream<'a> {
        let ListTokenizer { collect, terms, ends, token } = self;
        terms.clear();
        ends.clear();
        token.position = usize::MAX;
        collect.collect(text, |term| {
            terms.push_str(term);
            ends.push(terms.len());
        });
        ListStream { terms, ends: ends.iter(), start: 0, token }
    }
}

impl TokenStream for ListStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(&end) = self.ends.next() else { return false };
        self.token.text.clear();
        self.token.text.push_str(&self.terms[self.start..end]);
        self.token.position = self.token.position.wrapping_add(1);
        self.start = end;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[derive(Clone, Default)]
pub struct Sounds;

impl Collect for Sounds {
    fn collect(&mut self, text: &str, emit: impl FnMut(&str)) {
        sounds::terms(text, emit);
    }
}

#[derive(Clone, Default)]
pub struct Characters {
    found: Vec<char>,
    /// One bit a code point, to see at once whether it is among `found`.
    seen: Vec<u64>,
}

impl Collect for Characters {
    fn collect(&mut self, text: &str, mut emit: impl FnMut(&str)) {
        self.seen.resize((char::MAX as usize >> 6) + 1, 0);
        for c in self.found.drain(..) {
            self.seen[c as usize >> 6] = 0;
        }
        for c in text.chars().filter(|c| !c.is_ascii()) {
            fold(c, |c| {
                let (word, bit) = (&mut self.seen[c as usize >> 6], 1 << (c as usize & 63));
                if is_han(c) && *word & bit == 0 {
                    *word |= bit;
                    self.found.push(c);
                    emit(c.encode_utf8(&mut [0; 4]));
                }
            });
        }
    }
}
