//! How does somebody who writes Chinese in Latin letters type a name? In pinyin without tones,
//! whole (`shazhupan`, `sha zhu pan`) or as initials (`szp`).
//!
//! A run of Han characters in a name gives one term for each pair of neighbours, 杀猪盘 → `shazhu`,
//! `zhupan`, and one for its initials, whole and from three on in part. A character that is read in
//! several ways gives each of them. ü is written u, and so is the v that keyboards have for it. A
//! query is cut into the syllables that names of this index hold.

use std::collections::BTreeSet;

use pinyin::ToPinyinMulti;

use super::fold::{fold, fold_text, is_han};

/// Runs whose initials are terms, in characters: shorter ones say nothing, longer ones nobody
/// types.
const INITIALS: std::ops::RangeInclusive<usize> = 2..=8;
/// From so many characters on, the beginning of a run has its initials too.
const PART: usize = 3;
/// Ways to read a pair of characters, at most: both may have several sounds.
const PAIR_READINGS: usize = 6;
/// Ways to cut a query into syllables that are tried.
const CUTS: usize = 4;
/// A longer query is no name.
const LETTERS: usize = 40;

/// Calls `emit` with each term of a name.
pub fn terms(name: &str, mut emit: impl FnMut(&str)) {
    for run in runs(name) {
        for pair in run.windows(2) {
            let readings = pair[0]
                .iter()
                .flat_map(|first| pair[1].iter().map(move |second| format!("{first}{second}")));
            readings.take(PAIR_READINGS).for_each(|reading| emit(&reading));
        }
        // The commonest reading of each. A name is often typed no further than it must be.
        let initials: String =
            run.iter().filter_map(|readings| readings[0].chars().next()).collect();
        let lengths = (PART..initials.len()).chain([initials.len()]);
        lengths
            .filter(|length| INITIALS.contains(length))
            .for_each(|length| emit(&initials[..length]));
    }
}

/// The syllables of a name.
pub fn syllables(name: &str) -> impl Iterator<Item = String> {
    runs(name).into_iter().flatten().flatten()
}

/// The runs of Han characters, each character as its readings, the commonest first.
fn runs(name: &str) -> Vec<Vec<Vec<String>>> {
    let mut runs: Vec<Vec<Vec<String>>> = vec![Vec::new()];
    for c in name.chars() {
        let mut readings = Vec::new();
        fold(c, |c| readings = if is_han(c) { sounds(c) } else { Vec::new() });
        match (readings.is_empty(), runs.last_mut()) {
            (false, Some(run)) => run.push(readings),
            _ => runs.push(Vec::new()),
        }
    }
    runs
}

fn sounds(c: char) -> Vec<String> {
    let mut readings = Vec::new();
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        let mut plain = String::new();
        fold_text(reading.plain(), &mut plain);
        if !readings.contains(&plain) {
            readings.push(plain);
        }
    }
    readings
}

/// The ways to read a query as a name in pinyin, each as terms; none for what is no pinyin.
pub fn readings(query: &str, syllables: &BTreeSet<String>) -> Vec<Vec<String>> {
    let Some(letters) = letters(query) else { return Vec::new() };
    let mut readings: Vec<Vec<String>> = Vec::new();
    for cut in cuts(&letters, syllables) {
        let mut terms: Vec<String> = Vec::new();
        for pair in cut.windows(2) {
            let term = pair.concat();
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        if !terms.is_empty() {
            readings.push(terms);
        }
    }
    if INITIALS.contains(&letters.len()) {
        readings.push(vec![letters]);
    }
    readings
}

/// The letters of a query that has nothing else.
fn letters(query: &str) -> Option<String> {
    let mut letters = String::new();
    let mut only_letters = true;
    for c in query.chars() {
        fold(c, |c| match c {
            'v' => letters.push('u'),
            'a'..='z' => letters.push(c),
            '\'' | '’' | '-' => {}
            c if c.is_whitespace() => {}
            _ => only_letters = false,
        });
    }
    (only_letters && !letters.is_empty() && letters.len() <= LETTERS).then_some(letters)
}

/// The ways to cut letters into syllables, those with long syllables first.
fn cuts<'a>(letters: &'a str, syllables: &BTreeSet<String>) -> Vec<Vec<&'a str>> {
    // By place: the ends of syllables that begin there and from which the end can be reached.
    let mut ends: Vec<Vec<usize>> = vec![Vec::new(); letters.len()];
    for start in (0..letters.len()).rev() {
        let reaches = |end: usize| end == letters.len() || !ends[end].is_empty();
        let longest_first = (start + 1..=letters.len().min(start + 6)).rev();
        ends[start] = longest_first
            .filter(|&end| syllables.contains(&letters[start..end]) && reaches(end))
            .collect();
    }
    let mut found = Vec::new();
    walk(letters, &ends, 0, &mut Vec::new(), &mut found);
    found
}

fn walk<'a>(
    letters: &'a str,
    ends: &[Vec<usize>],
    start: usize,
    cut: &mut Vec<&'a str>,
    found: &mut Vec<Vec<&'a str>>,
) {
    if start == letters.len() {
        return found.push(cut.clone());
    }
    for &end in &ends[start] {
        if found.len() == CUTS {
            return;
        }
        cut.push(&letters[start..end]);
        walk(letters, ends, end, cut, found);
        cut.pop();
    }
}
