//! Corrections of words that no page has: words that begin so, for a word that is still being
//! typed, or that differ by one letter, for a typing error.

use std::collections::BTreeSet;

use unicode_normalization::char::is_combining_mark;

use super::fold::{fold_text, is_han};

/// A shorter beginning of a word could be anything.
const MIN_PREFIX: usize = 3;
/// Too many shorter words differ by one letter.
const MIN_TYPO: usize = 5;
/// More words than this do not help.
const MAX_SUGGESTIONS: usize = 12;

/// Adds the words of a text that can be suggested, folded but not stemmed: letters a to z, three or
/// more.
pub(super) fn collect(text: &str, words: &mut BTreeSet<String>) {
    let mut word = String::new();
    for run in text.split(|c: char| is_han(c) || !(c.is_alphabetic() || is_combining_mark(c))) {
        word.clear();
        fold_text(run, &mut word);
        if is_word(&word) && !words.contains(&word) {
            words.insert(word.clone());
        }
    }
}

/// The words of `words` that `typed` may stand for, in their order. `is_last` is for the last word
/// of a query, which may be unfinished.
pub(super) fn suggest<'a>(typed: &str, is_last: bool, words: &'a BTreeSet<String>) -> Vec<&'a str> {
    if !is_word(typed) {
        return Vec::new();
    }
    if is_last {
        let longer = words.range(typed.to_owned()..).take_while(|word| word.starts_with(typed));
        let longer: Vec<&str> = longer.map(String::as_str).take(MAX_SUGGESTIONS).collect();
        if !longer.is_empty() {
            return longer;
        }
    }
    if typed.len() < MIN_TYPO {
        return Vec::new();
    }
    words
        .iter()
        .map(String::as_str)
        .filter(|word| is_typo(typed.as_bytes(), word.as_bytes()))
        .take(MAX_SUGGESTIONS)
        .collect()
}

fn is_word(word: &str) -> bool {
    word.len() >= MIN_PREFIX && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// Whether one letter is wrong, missing or too many, or two neighbours are in the wrong order.
fn is_typo(typed: &[u8], word: &[u8]) -> bool {
    if word.len() < MIN_TYPO - 1 || typed.len().abs_diff(word.len()) > 1 {
        return false;
    }
    let same = typed.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (rest, other) = (&typed[same..], &word[same..]);
    match (rest, other) {
        ([], _) | (_, []) => true,
        ([_, after @ ..], _) if rest.len() > other.len() => after == other,
        (_, [_, after @ ..]) if rest.len() < other.len() => rest == after,
        ([_, after @ ..], [_, other_after @ ..]) if after == other_after => true,
        ([a, b, after @ ..], [c, d, other_after @ ..]) => a == d && b == c && after == other_after,
        _ => false,
    }
}
