//! Excerpts: the words of a page that show why it matches. An excerpt is the sentence that holds
//! most of the query's terms, with the sentences after it that fit, or the summary if only the
//! title matches.
//!
//! The browser module repeats this, so both show the same words.

use std::ops::Range;

use super::analysis::analyse;
use super::fields::FieldKind;
use super::fold::fold;
use super::plan::{Plan, PlannedTerm};
use super::record::Record;
use super::results::PageExcerpt;

/// The widest excerpt: a Chinese character counts two, a Latin letter one.
const WIDTH: usize = 160;
/// How much of a sentence that does not fit is shown before its first match.
const WIDTH_BEFORE: usize = 40;

/// The excerpt of `record` for the query of `plan`.
pub fn excerpt(record: &Record, plan: &Plan) -> PageExcerpt {
    let mut best: Option<Sentence> = None;
    for (section, text) in texts(record) {
        let occurrences = occurrences(text, plan);
        for range in sentences(text) {
            let terms = count_terms(&occurrences, &range);
            if terms > best.as_ref().map_or(0, |best| best.terms) {
                best = Some(Sentence { section, text, range, terms });
            }
        }
    }
    let (section, text, range) = match best {
        Some(best) => (best.section, best.text, best.range),
        None => {
            let (section, text) = texts(record).next().unwrap_or_default();
            (section, text, sentences(text).into_iter().next().unwrap_or_default())
        }
    };
    PageExcerpt { section, ..window(text, range, &occurrences(text, plan)) }
}

struct Sentence<'a> {
    section: Option<usize>,
    text: &'a str,
    /// Its bytes in `text`.
    range: Range<usize>,
    /// How many different terms the sentence holds.
    terms: usize,
}

/// A place in a text where a term of the plan occurs.
struct Occurrence {
    source: Range<usize>,
    /// The term's place in the plan.
    term: usize,
}

/// The texts an excerpt may be taken from, with the place of the section of each.
fn texts(record: &Record) -> impl Iterator<Item = (Option<usize>, &str)> {
    let sections = record
        .sections
        .iter()
        .enumerate()
        .map(|(place, section)| (Some(place), section.text.as_str()));
    let before = [&record.summary, &record.lead].map(|text| (None, text.as_str()));
    before.into_iter().chain(sections).filter(|(_, text)| !text.is_empty())
}

/// Where the plan's terms occur in `text`, in order.
fn occurrences(text: &str, plan: &Plan) -> Vec<Occurrence> {
    let find = |text: &str, kind: FieldKind| {
        let is_same = |term: &PlannedTerm| {
            term.field_kind == kind && term.texts.iter().any(|own| own == text)
        };
        plan.terms.iter().position(is_same)
    };
    let analysis = analyse(text);
    let mut occurrences: Vec<Occurrence> = Vec::new();
    for token in analysis.tokens() {
        if let Some(term) = find(analysis.term(token), FieldKind::Terms) {
            occurrences.push(Occurrence { source: token.source.clone(), term });
        }
    }
    if plan.terms.iter().any(|term| term.field_kind == FieldKind::Characters) {
        for (start, c) in text.char_indices() {
            fold(c, |folded| {
                let folded = folded.to_string();
                if let Some(term) = find(&folded, FieldKind::Characters) {
                    occurrences.push(Occurrence { source: start..start + c.len_utf8(), term });
                }
            });
        }
        occurrences.sort_by_key(|occurrence| occurrence.source.start);
    }
    occurrences
}

/// How many different terms occur within a range.
fn count_terms(occurrences: &[Occurrence], within: &Range<usize>) -> usize {
    let mut terms: Vec<usize> = occurrences
        .iter()
        .filter(|occurrence| within.contains(&occurrence.source.start))
        .map(|occurrence| occurrence.term)
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
fn window(text: &str, sentence: Range<usize>, occurrences: &[Occurrence]) -> PageExcerpt {
    let Range { mut start, mut end } = sentence.clone();
    if width(text[start..end].trim()) > WIDTH {
        let mut starts = occurrences.iter().map(|occurrence| occurrence.source.start);
        let first = starts.find(|at| sentence.contains(at)).unwrap_or(start);
        if width(&text[start..first]) > WIDTH_BEFORE {
            start = cut_before(text, start, first);
        }
        end = cut_after(text, start, end);
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
    let head = if start > sentence.start { "…" } else { "" };
    let tail = if end < sentence.end { "…" } else { "" };
    PageExcerpt {
        text: format!("{head}{shown}{tail}"),
        matches: matches(occurrences, from, shown.len(), head.len()),
        section: None,
    }
}

/// The place `WIDTH_BEFORE` before `from`, or after the next space if that is inside a word.
fn cut_before(text: &str, start: usize, from: usize) -> usize {
    let mut left = WIDTH_BEFORE;
    let mut at = from;
    for (index, c) in text[start..from].char_indices().rev() {
        if char_width(c) > left {
            break;
        }
        left -= char_width(c);
        at = start + index;
    }
    if !is_inside_word(text, at) {
        return at;
    }
    text[at..from].find(' ').map_or(at, |space| at + space + 1)
}

/// The last place at most `WIDTH` after `start`, or the last space before it if that is inside a
/// word.
fn cut_after(text: &str, start: usize, end: usize) -> usize {
    let mut left = WIDTH;
    for (index, c) in text[start..end].char_indices() {
        if char_width(c) > left {
            let at = start + index;
            if !is_inside_word(text, at) {
                return at;
            }
            return text[start..at].rfind(' ').map_or(at, |space| start + space);
        }
        left -= char_width(c);
    }
    end
}

/// Whether there are letters or digits, not Chinese ones, on both sides of `at`.
fn is_inside_word(text: &str, at: usize) -> bool {
    let in_word = |c: char| char_width(c) == 1 && c.is_alphanumeric();
    text[..at].chars().next_back().is_some_and(in_word)
        && text[at..].chars().next().is_some_and(in_word)
}

/// The occurrences within `length` bytes from `from` on, merged where they touch, `shift` bytes
/// later.
fn matches(
    occurrences: &[Occurrence],
    from: usize,
    length: usize,
    shift: usize,
) -> Vec<Range<usize>> {
    let mut matches: Vec<Range<usize>> = Vec::new();
    for Occurrence { source, .. } in occurrences {
        if source.start < from || source.end > from + length {
            continue;
        }
        let range = source.start - from + shift..source.end - from + shift;
        match matches.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => matches.push(range),
        }
    }
    matches
}
