//! Names as they are typed in pinyin without tones: in full (`shazhupan`, `sha zhu pan`) or as
//! initials (`szp`).
//!
//! A run of Han characters in a name gives one term for each pair of neighbours (杀猪盘 → `shazhu`,
//! `zhupan`) and one for its initials, in full and, from three characters on, in part. A character
//! with several readings gives each of them. ü is written u, and so is the v that is typed for it.
//! Each character gives its syllable too, with a hyphen before it. A query is cut into the syllables
//! of the names in this index. It may be part pinyin and part Han (`anquan账户`, `保健pin`): then each
//! stretch of letters is cut by itself, into one syllable or more.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use ::pinyin::ToPinyinMulti;

use super::fold::{fold, fold_text, is_han};

/// Lengths of runs whose initials are terms, in characters: shorter ones are ambiguous, longer ones
/// are not typed.
const INITIALS: RangeInclusive<usize> = 2..=8;
/// From this length on, the beginning of a run has its initials too.
const MIN_PARTIAL_INITIALS: usize = 3;
/// The most readings of a pair of characters: both may have several.
const MAX_PAIR_READINGS: usize = 6;
/// The most ways to cut a query into syllables that are tried.
const MAX_CUTS: usize = 4;
/// A longer query is not a name.
const MAX_LETTERS: usize = 40;
/// The length of the longest syllable, `zhuang`.
const MAX_SYLLABLE: usize = 6;

/// Calls `emit` with each pinyin term of a name.
pub(super) fn terms(name: &str, mut emit: impl FnMut(&str)) {
    for run in runs(name) {
        run.iter().flatten().for_each(|syllable| emit(&single(syllable)));
        for pair in run.windows(2) {
            let readings = pair[0]
                .iter()
                .flat_map(|first| pair[1].iter().map(move |second| format!("{first}{second}")));
            readings.take(MAX_PAIR_READINGS).for_each(|reading| emit(&reading));
        }
        // Initials are of the commonest reading. A name is often typed no further than necessary.
        let initials: String =
            run.iter().filter_map(|readings| readings[0].chars().next()).collect();
        for length in (MIN_PARTIAL_INITIALS..initials.len()).chain([initials.len()]) {
            if INITIALS.contains(&length) {
                emit(&initials[..length]);
            }
        }
    }
}

/// The term of a syllable by itself.
fn single(syllable: &str) -> String {
    format!("-{syllable}")
}

/// The syllables of a name.
pub(super) fn syllables(name: &str) -> impl Iterator<Item = String> {
    runs(name).into_iter().flatten().flatten()
}

/// The runs of Han characters; each character is the list of its readings, the commonest first.
fn runs(name: &str) -> Vec<Vec<Vec<String>>> {
    let mut runs: Vec<Vec<Vec<String>>> = vec![Vec::new()];
    for c in name.chars() {
        let mut readings = Vec::new();
        fold(c, |c| readings = if is_han(c) { readings_of(c) } else { Vec::new() });
        match (readings.is_empty(), runs.last_mut()) {
            (false, Some(run)) => run.push(readings),
            _ => runs.push(Vec::new()),
        }
    }
    runs
}

/// The readings of a Han character, the commonest first.
fn readings_of(c: char) -> Vec<String> {
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

/// The ways to read a query as a name in pinyin, each as a list of terms, its Han characters aside;
/// none if it cannot be pinyin.
pub(super) fn readings(query: &str, syllables: &BTreeSet<String>) -> Vec<Vec<String>> {
    let Some(stretches) = stretches(query) else { return Vec::new() };
    let least = if stretches.len() > 1 { 1 } else { 2 };
    let mut readings: Vec<Vec<String>> = vec![Vec::new()];
    for letters in stretches.iter().filter(|letters| !letters.is_empty()) {
        let cuts = cuts(letters, syllables);
        let longer = readings.iter().flat_map(|terms| {
            cuts.iter().filter(|cut| cut.len() >= least).map(move |cut| with_pairs(terms, cut))
        });
        readings = longer.take(MAX_CUTS).collect();
    }
    readings.retain(|terms| !terms.is_empty());
    if let [letters] = &*stretches
        && INITIALS.contains(&letters.len())
    {
        readings.push(vec![letters.clone()]);
    }
    readings
}

/// The terms with those of each two syllables in a row, or of the only one.
fn with_pairs(terms: &[String], cut: &[&str]) -> Vec<String> {
    let mut terms = terms.to_vec();
    let pairs = cut.windows(2).map(<[&str]>::concat);
    let only = cut.iter().filter(|_| cut.len() == 1).map(|syllable| single(syllable));
    for term in pairs.chain(only) {
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    terms
}

/// The letters of a query before, between and after its Han characters; none if it holds anything
/// else, or too many.
fn stretches(query: &str) -> Option<Vec<String>> {
    let mut stretches = vec![String::new()];
    let mut is_name = true;
    for c in query.chars() {
        fold(c, |c| match (c, stretches.last_mut()) {
            ('v', Some(letters)) => letters.push('u'),
            ('a'..='z', Some(letters)) => letters.push(c),
            (c, _) if is_han(c) => stretches.push(String::new()),
            ('\'' | '’' | '-', _) => {}
            (c, _) if c.is_whitespace() => {}
            _ => is_name = false,
        });
    }
    let length: usize = stretches.iter().map(String::len).sum();
    (is_name && (1..=MAX_LETTERS).contains(&length)).then_some(stretches)
}

/// The ways to cut letters into syllables, those with long first syllables first.
fn cuts<'a>(letters: &'a str, syllables: &BTreeSet<String>) -> Vec<Vec<&'a str>> {
    // By place: the ends of the syllables that begin there and from which the rest can be cut.
    let mut ends: Vec<Vec<usize>> = vec![Vec::new(); letters.len()];
    for start in (0..letters.len()).rev() {
        let longest = letters.len().min(start + MAX_SYLLABLE);
        for end in (start + 1..=longest).rev() {
            let is_open = end == letters.len() || !ends[end].is_empty();
            if is_open && syllables.contains(&letters[start..end]) {
                ends[start].push(end);
            }
        }
    }
    let mut cuts = Vec::new();
    collect_cuts(letters, &ends, 0, &mut Vec::new(), &mut cuts);
    cuts
}

/// Adds to `cuts` every way to go on from `start`, after the syllables of `cut`.
fn collect_cuts<'a>(
    letters: &'a str,
    ends: &[Vec<usize>],
    start: usize,
    cut: &mut Vec<&'a str>,
    cuts: &mut Vec<Vec<&'a str>>,
) {
    if start == letters.len() {
        return cuts.push(cut.clone());
    }
    for &end in &ends[start] {
        if cuts.len() == MAX_CUTS {
            return;
        }
        cut.push(&letters[start..end]);
        collect_cuts(letters, ends, end, cut, cuts);
        cut.pop();
    }
}
