//! Tokenizers for tantivy: the analysis of a text, or a list of terms without positions.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::analysis::Analysis;
use super::fold::{fold, is_han};
use super::pinyin;

/// The tokens of [`Analysis`].
#[derive(Clone, Default)]
pub(super) struct TermTokenizer {
    analysis: Analysis,
    token: Token,
}

pub(super) struct TermStream<'a> {
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
        let Some(next) = analysis.tokens().get(self.next) else { return false };
        self.next += 1;
        token.text.clear();
        token.text.push_str(analysis.term(next));
        token.position = next.position as usize;
        (token.offset_from, token.offset_to) = (next.source.start, next.source.end);
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
pub(super) type CharacterTokenizer = ListTokenizer<Characters>;

/// How a name is typed in pinyin: [`pinyin::terms`].
pub(super) type PinyinTokenizer = ListTokenizer<PinyinTerms>;

/// Terms without positions.
#[derive(Clone, Default)]
pub(super) struct ListTokenizer<C> {
    collect: C,
    /// The terms, one after another, and where each ends.
    terms: String,
    ends: Vec<usize>,
    token: Token,
}

pub(super) struct ListStream<'a> {
    terms: &'a str,
    ends: std::slice::Iter<'a, usize>,
    start: usize,
    token: &'a mut Token,
}

/// A way to make terms of a text.
pub(super) trait Collect: Clone + Send + Sync + 'static {
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
pub(super) struct PinyinTerms;

impl Collect for PinyinTerms {
    fn collect(&mut self, text: &str, emit: impl FnMut(&str)) {
        pinyin::terms(text, emit);
    }
}

#[derive(Clone, Default)]
pub(super) struct Characters {
    emitted: Vec<char>,
    /// One bit per code point: whether it is in `emitted`.
    seen: Vec<u64>,
}

impl Collect for Characters {
    fn collect(&mut self, text: &str, mut emit: impl FnMut(&str)) {
        self.seen.resize((char::MAX as usize >> 6) + 1, 0);
        for c in self.emitted.drain(..) {
            self.seen[c as usize >> 6] = 0;
        }
        for c in text.chars().filter(|c| !c.is_ascii()) {
            fold(c, |c| {
                let (word, bit) = (&mut self.seen[c as usize >> 6], 1 << (c as usize & 63));
                if is_han(c) && *word & bit == 0 {
                    *word |= bit;
                    self.emitted.push(c);
                    emit(c.encode_utf8(&mut [0; 4]));
                }
            });
        }
    }
}
