//! Which words of a page show that it matches? The sentence that holds most of the query's terms,
//! with the sentences after it as far as they fit, or the summary if only the title matches.
//!
//! The browser module repeats this, so both show the same words.

use std::ops::Range;

use super::Record;
use super::analysis::analyse;
use super::fold::fold;
use super::index::Holds;
use super::plan::{Plan, PlannedTerm};
use super::query::Excerpt;

/// How wide an excerpt may be: a Chinese character counts two, a Latin letter one.
const WIDTH: usize = 160;
/// How much of a sentence that does not fit stands before its first match.
const WIDTH_BEFORE: usize = 40;

/// The excerpt of `record` for the query of `plan`.
pub fn excerpt(record: &Record, plan: &Plan) -> Excerpt {
    let mut best: Option<Found> = None;
    for (section, text) in texts(record) {
        let matches = matches(text, plan);
        for sentence in sentences(text) {
            let terms = count_terms(&matches, &sentence);
            if terms > best.as_ref().map_or(0, |best| best.terms) {
                best = Some(Found { section, text, sentence, terms });
            }
        }
    }
    let (section, text, sentence) = match best {
        Some(found) => (found.section, found.text, found.sentence),
        None => {
            let (section, text) = texts(record).next().unwrap_or_default();
            (section, text, sentences(text).into_iter().next().unwrap_or_default())
        }
    };
    Excerpt { section, ..window(text, sentence, &matches(text, plan)) }
}

struct Found<'a> {
    section: Option<usize>,
    text: &'a str,
    sentence: Range<usize>,
    /// How many different terms the sentence holds.
    terms: usize,
}

struct Match {
    source: Range<usize>,
    /// The term's place in the plan.
    term: usize,
}

/// The texts a page may be shown by, with the section each is of.
fn texts(record: &Record) -> impl Iterator<Item = (Option<usize>, &str)> {
    let sections = record
        .sections
        .iter()
        .enumerate()
        .map(|(place, section)| (Some(place), section.2.as_str()));
    let before = [&record.summary, &record.lead].map(|text| (None, text.as_str()));
    before.into_iter().chain(sections).filter(|(_, text)| !text.is_empty())
}

/// Where the plan's terms stand in `text`, in order.
fn matches(text: &str, plan: &Plan) -> Vec<Match> {
    let is = |term: &PlannedTerm, text: &str| term.texts.iter().any(|known| known == text);
    let term = |text: &str, holds: Holds| {
        plan.terms.iter().position(|term| term.holds == holds && is(term, text))
    };
    let analysis = analyse(text);
    let mut matches: Vec<Match> = Vec::new();
    for token in analysis.tokens() {
        if let Some(term) = term(analysis.term(token), Holds::Terms) {
            matches.push(Match { source: token.source.clone(), term });
        }
    }
    if plan.terms.iter().any(|term| term.holds == Holds::Characters) {
        for (start, c) in text.char_indices() {
            fold(c, |folded| {
                if let Some(term) = term(folded.encode_utf8(&mut [0; 4]), Holds::Characters) {
                    matches.push(Match { source: start..start + c.len_utf8(), term });
                }
            });
        }
        matches.sort_by_key(|found| found.source.start);
    }
    matches
}

fn count_terms(matches: &[Match], within: &Range<usize>) -> usize {
    let mut terms: Vec<usize> = matches
        .iter()
        .filter(|found| within.contains(&found.source.start))
        .map(|found| found.term)
        .collect();
    terms.sort_unstable();
    terms.dedup();
    terms.len()
}

/// Splits `text` after each sentence's end; together the pieces are the whole text.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut ended = false;
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        if ended && !is_closing(c) && !is_end(c, next) {
            sentences.push(start..at);
            start = at;
            ended = false;
        }
        ended |= is_end(c, next);
    }
    if start < text.len() {
        sentences.push(start..text.len());
    }
    sentences
}

fn is_end(c: char, next: Option<char>) -> bool {
    match c {
        '。' | '！' | '？' | '；' | '!' | '?' | '\n' => true,
        '.' => next.is_none_or(|next| next == ' ' || next == '\n'),
        _ => false,
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | '》' | ')' | '"' | '\'')
}

fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    if c as u32 >= 0x2E80 { 2 } else { 1 }
}

/// The sentence and what fits after it; or, if it does not fit itself, the part around its first
/// match, with an ellipsis where it is cut.
fn window(text: &str, sentence: Range<usize>, matches: &[Match]) -> Excerpt {
    let Range { mut start, mut end } = sentence.clone();
    if width(text[start..end].trim()) > WIDTH {
        let first = matches.iter().map(|found| found.source.start).find(|at| sentence.contains(at));
        let first = first.unwrap_or(start);
        if width(&text[start..first]) > WIDTH_BEFORE {
            start = back(text, start, first);
        }
        end = forward(text, start, end);
    } else {
        for next in sentences(text).into_iter().filter(|next| next.start >= sentence.end) {
            if width(text[start..next.end].trim()) > WIDTH {
                break;
            }
            end = next.end;
        }
    }
    let shown = text[start..end].trim_start();
    let from = end - shown.len();
    let shown = shown.trim_end();
    let (head, tail) =
        (if start > sentence.start { "…" } else { "" }, if end < sentence.end { "…" } else { "" });
    Excerpt {
        text: format!("{head}{shown}{tail}"),
        matches: marks(matches, from, shown.len(), head.len()),
        section: None,
    }
}

/// The place `WIDTH_BEFORE` before `from`, or after the next space if that is inside a word.
fn back(text: &str, start: usize, from: usize) -> usize {
    let mut left = WIDTH_BEFORE;
    let mut at = from;
    for (index, c) in text[start..from].char_indices().rev() {
        if char_width(c) > left {
            break;
        }
        left -= char_width(c);
        at = start + index;
    }
    let space = text[at..from].find(' ').filter(|_| is_inside_word(text, at));
    space.map_or(at, |space| at + space + 1)
}

/// The last place at most `WIDTH` after `start`, or the last space before it if that is inside a
/// word.
fn forward(text: &str, start: usize, end: usize) -> usize {
    let mut left = WIDTH;
    for (index, c) in text[start..end].char_indices() {
        if char_width(c) > left {
            let at = start + index;
            let space = text[start..at].rfind(' ').filter(|_| is_inside_word(text, at));
            return space.map_or(at, |space| start + space);
        }
        left -= char_width(c);
    }
    end
}

/// Are there letters or digits, not Chinese ones, on both sides of `at`?
fn is_inside_word(text: &str, at: usize) -> bool {
    let in_word = |c: char| char_width(c) == 1 && c.is_alphanumeric();
    text[..at].chars().next_back().is_some_and(in_word)
        && text[at..].chars().next().is_some_and(in_word)
}

/// The matches within `length` bytes from `from` on, merged where they touch, `shift` bytes later.
fn marks(matches: &[Match], from: usize, length: usize, shift: usize) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    for Match { source, .. } in matches {
        if source.start < from || source.end > from + length {
            continue;
        }
        let mark = source.start - from + shift..source.end - from + shift;
        match marks.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => marks.push(mark),
        }
    }
    marks
}
