//! What did somebody mean who typed a word that no page has? The words of the pages that begin so,
//! for the word that is still being typed, or that differ by one letter, for a slip of the finger.

use std::collections::BTreeSet;

use unicode_normalization::char::is_combining_mark;

use super::fold::{fold_text, is_han};

/// A shorter start of a word could be anything.
const PREFIX: usize = 3;
/// Of shorter words, too many differ by a letter.
const SLIP: usize = 5;
/// More words than this say nothing.
const MOST: usize = 12;

/// The words of a text, folded but not stemmed, that could be meant: letters a to z, three or more.
pub fn collect(text: &str, words: &mut BTreeSet<String>) {
    let mut word = String::new();
    for run in text.split(|c: char| is_han(c) || !(c.is_alphabetic() || is_combining_mark(c))) {
        word.clear();
        fold_text(run, &mut word);
        if is_word(&word) && !words.contains(&word) {
            words.insert(word.clone());
        }
    }
}

/// The words of `words` that `typed` may stand for, in their order.
pub fn meant<'a>(typed: &str, is_last: bool, words: &'a BTreeSet<String>) -> Vec<&'a str> {
    if !is_word(typed) {
        return Vec::new();
    }
    let begun = words.range(typed.to_owned()..).take_while(|word| word.starts_with(typed));
    let begun: Vec<&str> = begun.map(String::as_str).take(if is_last { MOST } else { 0 }).collect();
    if !begun.is_empty() || typed.len() < SLIP {
        return begun;
    }
    words
        .iter()
        .map(String::as_str)
        .filter(|word| is_slip(typed.as_bytes(), word.as_bytes()))
        .take(MOST)
        .collect()
}

fn is_word(word: &str) -> bool {
    word.len() >= PREFIX && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// One letter wrong, missing or too many, or two neighbours in the wrong order.
fn is_slip(typed: &[u8], word: &[u8]) -> bool {
    if word.len() < SLIP - 1 || typed.len().abs_diff(word.len()) > 1 {
        return false;
    }
    let same = typed.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (rest, other) = (&typed[same..], &word[same..]);
    match (rest, other) {
        ([], _) | (_, []) => true,
        _ if rest.len() > other.len() => rest[1..] == *other,
        _ if rest.len() < other.len() => *rest == other[1..],
        _ => {
            rest[1..] == other[1..]
                || (rest.len() > 1
                    && rest[0] == other[1]
                    && rest[1] == other[0]
                    && rest[2..] == other[2..])
        }
    }
}
