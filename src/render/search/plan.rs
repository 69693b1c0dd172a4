//! Query plans: the terms and phrases that are looked up for a query. They depend on its text
//! alone, and the browser makes the same ones.

use std::ops::Range;

use super::analysis::{Analysis, Token, TokenKind, analyse};
use super::fields::FieldKind;
use super::fold::is_han;
use super::lexicon::Lexicon;
use crate::base::limits;

/// What is looked up for a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The different terms, in the order of the query.
    pub terms: Vec<PlannedTerm>,
    pub phrases: Vec<Phrase>,
    /// Whether part of it is in quotation marks: then only pages that hold the whole query match.
    pub is_strict: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedTerm {
    /// Any of these; more than one for a word that was corrected.
    pub texts: Vec<String>,
    /// The fields it is looked up in.
    pub field_kind: FieldKind,
    /// The bytes of the query where it first occurs.
    pub source: Range<usize>,
    /// It says nothing of what is looked for.
    pub is_filler: bool,
}

/// Terms that follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub parts: Vec<PhrasePart>,
    /// It is in quotation marks.
    pub is_required: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhrasePart {
    /// How far it is from the first part, in positions.
    pub offset: u32,
    /// The term's place in the plan.
    pub term: usize,
}

impl Plan {
    pub(super) fn new(query: &str, lexicon: &Lexicon) -> Plan {
        let filled = lexicon.filled(query);
        let quotes = quoted(query);
        let is_quoted =
            |token: &Token| quotes.iter().any(|range| range.contains(&token.source.start));
        let analysis = analyse(query);
        let mut plan = Plan { is_strict: !quotes.is_empty(), ..Plan::default() };
        let mut numbers = Vec::new();
        for token in analysis.tokens() {
            let text = analysis.term(token);
            let known = plan.terms.iter().position(|term| term.texts[0] == text);
            let number = known.unwrap_or(plan.terms.len());
            if known.is_none() {
                if number == limits::QUERY_TERMS {
                    break;
                }
                plan.terms.push(PlannedTerm {
                    texts: vec![text.to_owned()],
                    field_kind: match token.kind {
                        TokenKind::Single => FieldKind::Characters,
                        TokenKind::Word | TokenKind::Pair => FieldKind::Terms,
                    },
                    source: token.source.clone(),
                    is_filler: match token.kind {
                        TokenKind::Word => {
                            lexicon.fillers.contains(text) || is_begun(text, token, query)
                        }
                        _ => filled[token.source.clone()].contains(&true),
                    },
                });
            }
            numbers.push(number);
        }
        let is_short = plan.terms.len() <= limits::PHRASE_TERMS;
        plan.phrases = phrases(&analysis, &numbers, is_quoted);
        plan.phrases.retain(|phrase| is_short || phrase.is_required);
        plan
    }

    /// Whether it is more than a name: then a page that holds every word of it, somewhere, is not
    /// better than one that is about most of them.
    pub(super) fn is_sentence(&self) -> bool {
        let has_filler = || self.terms.len() > 1 && self.terms.iter().any(|term| term.is_filler);
        !self.is_strict && (self.terms.len() >= limits::SENTENCE_TERMS || has_filler())
    }

    /// All texts that are looked up.
    pub fn texts(&self) -> Vec<String> {
        self.terms.iter().flat_map(|term| term.texts.iter().cloned()).collect()
    }

    /// A name in pinyin, with the Han characters of the query that this is the plan of: see
    /// [`pinyin`](super::pinyin).
    pub fn of_pinyin(&self, terms: Vec<String>) -> Plan {
        let term = |text| PlannedTerm {
            texts: vec![text],
            field_kind: FieldKind::Pinyin,
            source: 0..0,
            is_filler: false,
        };
        let is_han = |term: &&PlannedTerm| term.texts[0].chars().next().is_some_and(is_han);
        let han = self.terms.iter().filter(is_han).cloned();
        let terms = terms.into_iter().map(term).chain(han).collect();
        Plan { terms, phrases: Vec::new(), is_strict: true }
    }

    /// The plan with corrections of some of its terms; a term without corrections stays as it is.
    pub fn corrected(mut self, corrections: Vec<Vec<String>>) -> Plan {
        for (term, texts) in self.terms.iter_mut().zip(corrections) {
            if !texts.is_empty() {
                term.texts = texts;
            }
        }
        // It is not known which of several words belongs to a phrase.
        let terms = &self.terms;
        self.phrases
            .retain(|phrase| phrase.parts.iter().all(|part| terms[part.term].texts.len() == 1));
        self
    }
}

/// Whether a word after others is only begun: one letter or two at the end of the query.
fn is_begun(text: &str, token: &Token, query: &str) -> bool {
    let is_last = token.source.start > 0 && token.source.end == query.len();
    is_last && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_lowercase())
}

/// The bytes in quotation marks. Straight marks may be anywhere; curved ones are part of ordinary
/// Chinese text, so they count only around the whole query.
fn quoted(query: &str) -> Vec<Range<usize>> {
    const PAIRS: [(char, char); 5] =
        [('“', '”'), ('「', '」'), ('『', '』'), ('《', '》'), ('”', '”')];
    let text = query.trim();
    for (open, close) in PAIRS {
        let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if let Some(inner) = inner
            && !inner.contains([open, close])
        {
            let start = query.len() - query.trim_start().len() + open.len_utf8();
            let whole = start..start + inner.len();
            return vec![whole];
        }
    }
    let marks: Vec<usize> = query.match_indices(['"', '＂']).map(|(at, _)| at).collect();
    marks.chunks_exact(2).map(|pair| pair[0]..pair[1]).collect()
}

/// The stretches of two terms or more in which each token follows the one before it.
fn phrases(
    analysis: &Analysis,
    numbers: &[usize],
    is_quoted: impl Fn(&Token) -> bool,
) -> Vec<Phrase> {
    let tokens: Vec<(&Token, usize)> =
        analysis.tokens().iter().zip(numbers.iter().copied()).collect();
    let mut phrases = Vec::new();
    for stretch in tokens.chunk_by(|_, (next, _)| next.joined) {
        let parts = phrase_parts(stretch);
        if parts.len() > 1 {
            phrases.push(Phrase { parts, is_required: is_quoted(stretch[0].0) });
        }
    }
    phrases
}

/// The parts of a stretch. Pairs overlap, so every second pair is enough to hold all characters of
/// a run in place.
fn phrase_parts(stretch: &[(&Token, usize)]) -> Vec<PhrasePart> {
    let mut parts = Vec::new();
    let mut first = None;
    let mut covered = 0;
    for (at, &(token, term)) in stretch.iter().enumerate() {
        let width = match token.kind {
            TokenKind::Single => continue,
            TokenKind::Word => 1,
            TokenKind::Pair => 2,
        };
        let last_of_run = stretch.get(at + 1).is_none_or(|(next, _)| next.kind != TokenKind::Pair);
        if token.position >= covered || (last_of_run && token.position + width > covered) {
            let first = *first.get_or_insert(token.position);
            parts.push(PhrasePart { offset: token.position - first, term });
            covered = token.position + width;
        }
    }
    parts
}
