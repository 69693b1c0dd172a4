//! Analysis of a text into terms and their positions: the single definition, for pages and for
//! queries. `themes/default/static/search/analysis.js` repeats it.
//!
//! - Characters are folded first ([`fold`]).
//! - A run of Han characters gives its overlapping pairs (安全账户 → 安全, 全账, 账户); a run of
//!   one character gives that character.
//! - Any other letter, digit or mark belongs to a word. English words are stemmed ([`stem`]); an
//!   apostrophe inside a word is dropped (`bank's` → `banks` → `bank`).
//! - A Tibetan syllable is a word, and the mark between syllables is a space.
//! - Positions count characters in a Han run and words elsewhere. Punctuation leaves a gap of one,
//!   so a phrase does not match across it. Spaces and hyphens leave none, except between two Han
//!   characters: `下载App` is `下载 App`, and `gift-card` is `gift card`.
//!
//! Offsets are bytes of the original text, before folding.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::fold::{fold, is_han};

/// The tokens of `text`, in the order of their positions.
pub fn analyse(text: &str) -> Analysis {
    let mut analysis = Analysis::default();
    analysis.fill(text);
    analysis
}

/// The marks between Tibetan syllables.
const TSHEG: char = '\u{f0b}';
const HARD_TSHEG: char = '\u{f0c}';

/// The tokens of one text. It can be filled again, to reuse its memory.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    tokens: Vec<Token>,
    /// The terms of all tokens, one after another.
    terms: String,
}

#[derive(Clone, Debug)]
pub struct Token {
    term: Range<usize>,
    /// Bytes of the original text.
    pub source: Range<usize>,
    pub position: u32,
    /// Whether it follows the token before it without a gap, so that a phrase may hold both.
    pub joined: bool,
    pub kind: TokenKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Word,
    /// Two neighbouring Han characters.
    Pair,
    /// A Han character without a Han neighbour.
    Single,
}

impl Analysis {
    pub fn fill(&mut self, text: &str) {
        self.tokens.clear();
        self.terms.clear();
        let mut scanner = Scanner {
            out: self,
            open: Open::Nothing,
            gap: Gap::None,
            last: None,
            next_position: 0,
        };
        for (start, c) in text.char_indices() {
            let source = start..start + c.len_utf8();
            fold(c, |folded| scanner.step(folded, &source));
        }
        scanner.close();
    }

    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    pub fn term(&self, token: &Token) -> &str {
        &self.terms[token.term.clone()]
    }
}

/// Removes the plural and the endings of verbs from an English word at the end of `terms`, from byte
/// `from` on: `banks` → `bank`, `policies` → `policy`, `addresses` → `address`, `transferring` →
/// `transfer`. A final `e` is removed too, so that `impersonate` and `impersonating` are the same.
///
/// Only words of four ASCII letters or more are changed, so no other language is affected.
pub fn stem(terms: &mut String, from: usize) {
    let ends =
        |terms: &String, endings: &[&str]| endings.iter().any(|e| terms[from..].ends_with(e));
    if terms.len() - from < 4 || !terms[from..].bytes().all(|b| b.is_ascii_lowercase()) {
        return;
    }
    if ends(terms, &["sses", "xes", "ches", "shes"]) {
        terms.truncate(terms.len() - 2);
    } else if ends(terms, &["s"]) && !ends(terms, &["ss", "us", "is"]) {
        terms.truncate(terms.len() - 1);
    }
    let is_long = |terms: &String, least: usize| terms.len() - from >= least;
    let has_vowel = |text: &str| text.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if is_long(terms, 5) && ends(terms, &["ied"]) {
        terms.truncate(terms.len() - 1);
    }
    if is_long(terms, 4) && ends(terms, &["ie"]) {
        terms.truncate(terms.len() - 2);
        terms.push('y');
    }
    for ending in ["ing", "ed"] {
        let rest = terms.len().saturating_sub(ending.len());
        let is_verb = rest >= from + 4 || (rest == from + 3 && terms[..rest].ends_with('y'));
        if is_verb
            && ends(terms, &[ending])
            && !ends(terms, &["eed"])
            && has_vowel(&terms[from..rest])
        {
            terms.truncate(rest);
            let doubled = ["bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"];
            if ends(terms, &doubled) {
                terms.pop();
            }
            break;
        }
    }
    if is_long(terms, 8) && ends(terms, &["tion"]) {
        terms.truncate(terms.len() - 3);
    }
    if is_long(terms, 5) && ends(terms, &["e"]) {
        terms.pop();
    }
}

struct Scanner<'a> {
    out: &'a mut Analysis,
    open: Open,
    gap: Gap,
    /// The script of the last token; none before the first.
    last: Option<Script>,
    next_position: u32,
}

/// The token that is being read.
enum Open {
    Nothing,
    Word { token: Token, apostrophe: bool },
    Run { previous: char, length: u32, token: Token },
}

/// What is between the last token and the current character.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Break,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Han,
    Other,
}

impl Scanner<'_> {
    fn step(&mut self, c: char, source: &Range<usize>) {
        if is_han(c) {
            self.han(c, source);
        } else if c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c)) {
            self.word(c, source);
        } else if let Open::Word { apostrophe: apostrophe @ false, .. } = &mut self.open
            && matches!(c, '\'' | '’')
        {
            *apostrophe = true;
        } else {
            self.close();
            let is_space = c.is_whitespace() || matches!(c, '-' | '‐' | TSHEG | HARD_TSHEG);
            let gap = if is_space { Gap::Space } else { Gap::Break };
            self.gap = self.gap.max(gap);
        }
    }

    fn han(&mut self, c: char, source: &Range<usize>) {
        if let Open::Run { previous, length, token } = &mut self.open {
            let term = self.out.terms.len();
            self.out.terms.extend([*previous, c]);
            self.out.tokens.push(Token {
                term: term..self.out.terms.len(),
                source: token.source.start..source.end,
                position: token.position,
                joined: token.joined,
                kind: TokenKind::Pair,
            });
            *previous = c;
            *length += 1;
            token.source = source.clone();
            token.position += 1;
            token.joined = true;
        } else {
            self.close();
            let token = self.begin(Script::Han, TokenKind::Single, source);
            self.open = Open::Run { previous: c, length: 1, token };
        }
        self.next_position += 1;
    }

    fn word(&mut self, c: char, source: &Range<usize>) {
        if let Open::Word { token, apostrophe } = &mut self.open {
            *apostrophe = false;
            token.source.end = source.end;
        } else {
            self.close();
            let token = self.begin(Script::Other, TokenKind::Word, source);
            self.open = Open::Word { token, apostrophe: false };
            self.next_position += 1;
        }
        self.out.terms.push(c);
    }

    /// A token that begins here.
    fn begin(&mut self, script: Script, kind: TokenKind, source: &Range<usize>) -> Token {
        let joined = match (self.last, self.gap) {
            (None, _) | (_, Gap::Break) => false,
            (_, Gap::None) => true,
            (Some(last), Gap::Space) => last == Script::Other || script == Script::Other,
        };
        if self.last.is_some() && !joined {
            self.next_position += 1;
        }
        self.last = Some(script);
        self.gap = Gap::None;
        let term = self.out.terms.len();
        Token {
            term: term..term,
            source: source.clone(),
            position: self.next_position,
            joined,
            kind,
        }
    }

    /// Ends the token that is being read.
    fn close(&mut self) {
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing | Open::Run { length: 2.., .. } => {}
            Open::Run { previous, mut token, .. } => {
                token.term.start = self.out.terms.len();
                self.out.terms.push(previous);
                token.term.end = self.out.terms.len();
                self.out.tokens.push(token);
            }
            Open::Word { mut token, apostrophe } => {
                stem(&mut self.out.terms, token.term.start);
                token.term.end = self.out.terms.len();
                self.out.tokens.push(token);
                if apostrophe {
                    self.gap = Gap::Break;
                }
            }
        }
    }
}
