//! What is looked up for a query? Made from its text alone, the same way here and in the browser.

use std::ops::Range;

use super::analysis::{Analysis, Token, TokenKind, analyse};
use super::index::Holds;
use crate::base::limits;

/// What is looked up for a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The different terms, in the order of the query.
    pub terms: Vec<PlannedTerm>,
    pub phrases: Vec<Phrase>,
    /// Whether something stands in quotation marks: then nothing less than the whole query will
    /// do.
    pub is_strict: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedTerm {
    /// Any of these; more than one where a word was not found as it was typed.
    pub texts: Vec<String>,
    /// Which fields it is looked up in.
    pub holds: Holds,
    /// The query's bytes it comes from, where it first stands.
    pub source: Range<usize>,
}

/// Terms that stand one after another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Terms, as places in the plan, with the distance of each from the first.
    pub parts: Vec<(u32, usize)>,
    /// It stands in quotation marks.
    pub is_required: bool,
}

impl Plan {
    pub fn new(query: &str) -> Plan {
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
                let single = token.kind == TokenKind::Single;
                let holds = if single { Holds::Characters } else { Holds::Terms };
                plan.terms.push(PlannedTerm {
                    texts: vec![text.to_owned()],
                    holds,
                    source: token.source.clone(),
                });
            }
            numbers.push(number);
        }
        let is_short = plan.terms.len() <= limits::PHRASE_TERMS;
        plan.phrases = phrases(&analysis, &numbers, is_quoted);
        plan.phrases.retain(|phrase| is_short || phrase.is_required);
        plan
    }

    /// All texts that are looked up.
    pub fn texts(&self) -> Vec<String> {
        self.terms.iter().flat_map(|term| term.texts.iter().cloned()).collect()
    }

    /// A name in pinyin: see [`sounds`](super::sounds).
    pub fn of_sounds(terms: Vec<String>) -> Plan {
        let term = |text| PlannedTerm { texts: vec![text], holds: Holds::Sounds, source: 0..0 };
        Plan { terms: terms.into_iter().map(term).collect(), phrases: Vec::new(), is_strict: true }
    }

    /// The plan with other words for some of its terms; a term without any is left as it is.
    pub fn with(mut self, others: Vec<Vec<String>>) -> Plan {
        for (term, texts) in self.terms.iter_mut().zip(others) {
            if !texts.is_empty() {
                term.texts = texts;
            }
        }
        // Which of several words stands in a phrase is not known.
        let terms = &self.terms;
        self.phrases
            .retain(|phrase| phrase.parts.iter().all(|&(_, term)| terms[term].texts.len() == 1));
        self
    }
}

/// What stands in quotation marks, as bytes. Straight marks may stand anywhere; curved ones are
/// part of ordinary Chinese text, so they count only around the whole query.
fn quoted(query: &str) -> Vec<Range<usize>> {
    const PAIRS: [(char, char); 5] =
        [('“', '”'), ('「', '」'), ('『', '』'), ('《', '》'), ('”', '”')];
    let start = query.len() - query.trim_start().len();
    let text = query.trim();
    let inner = |(open, close): (char, char)| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close]))
            .then(|| start + open.len_utf8()..start + open.len_utf8() + inner.len())
    };
    if let Some(whole) = PAIRS.into_iter().find_map(inner) {
        return vec![whole];
    }
    let marks: Vec<usize> = query.match_indices(['"', '＂']).map(|(at, _)| at).collect();
    marks.chunks_exact(2).map(|pair| pair[0]..pair[1]).collect()
}

/// The stretches of two terms or more in which each token follows the one before it. Pairs overlap,
/// so every second pair is enough to hold all characters of a run in place.
fn phrases(
    analysis: &Analysis,
    numbers: &[usize],
    is_quoted: impl Fn(&Token) -> bool,
) -> Vec<Phrase> {
    let tokens: Vec<(&Token, usize)> =
        analysis.tokens().iter().zip(numbers.iter().copied()).collect();
    let stretches = tokens.chunk_by(|_, (next, _)| next.joined);
    let phrases = stretches
        .map(|stretch| Phrase { parts: parts(stretch), is_required: is_quoted(stretch[0].0) });
    phrases.filter(|phrase| phrase.parts.len() > 1).collect()
}

fn parts(stretch: &[(&Token, usize)]) -> Vec<(u32, usize)> {
    let mut parts: Vec<(u32, usize)> = Vec::new();
    let mut first = None;
    let mut covered = 0;
    for (at, (token, number)) in stretch.iter().enumerate() {
        let width = match token.kind {
            TokenKind::Single => continue,
            TokenKind::Word => 1,
            TokenKind::Pair => 2,
        };
        let last_of_run = stretch.get(at + 1).is_none_or(|(next, _)| next.kind != TokenKind::Pair);
        let needed = token.position >= covered || (last_of_run && token.position + width > covered);
        if needed {
            parts.push((token.position - *first.get_or_insert(token.position), *number));
            covered = token.position + width;
        }
    }
    parts
}
