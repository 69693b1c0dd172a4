//! Words of a list as regular expressions.

use std::borrow::Borrow;
use std::sync::OnceLock;

use regex::Regex;

use crate::parse::words::WordList;

/// How far `…` reaches, in characters.
const REACH: usize = 24;

/// Matches nothing.
const NOTHING: &str = "[a&&b]";

/// A regular expression that is compiled at its first use.
pub(super) struct WordPattern {
    written: String,
    compiled: OnceLock<Regex>,
}

impl WordPattern {
    /// Any of the words, between two regular expressions.
    pub(super) fn new(
        list: &WordList,
        words: &[impl Borrow<String>],
        before: &str,
        after: &str,
    ) -> WordPattern {
        let written = format!("{before}(?:{}){after}", alternatives(list, words));
        WordPattern { written, compiled: OnceLock::new() }
    }

    pub(super) fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| Regex::new(&self.written).expect("literals, groups and gaps"))
    }
}

/// The set that a word of the list begins with, and what follows it.
pub(super) fn leading_set(word: &str) -> Option<(&str, &str)> {
    word.strip_prefix('{').and_then(|rest| rest.split_once('}'))
}

/// The words as one pattern, the longest first.
fn alternatives(list: &WordList, words: &[impl Borrow<String>]) -> String {
    let mut words: Vec<&String> =
        words.iter().map(Borrow::borrow).filter(|word| !word.is_empty()).collect();
    words.sort_by_key(|word| usize::MAX - word.len());
    let patterns: Vec<String> = words.into_iter().map(|word| pattern(list, word)).collect();
    if patterns.is_empty() { NOTHING.to_owned() } else { patterns.join("|") }
}

/// A word of the list as a regular expression. Latin words also match in capitals, and not within
/// longer ones.
fn pattern(list: &WordList, word: &str) -> String {
    let mut pattern = String::new();
    let mut rest = word;
    while let Some(character) = rest.chars().next() {
        if let Some((name, after)) = leading_set(rest) {
            // An unknown set is a mistake already.
            let words = list.sets.get(name).map(Vec::as_slice).unwrap_or_default();
            let words: Vec<String> =
                words.iter().map(|word| bounded(word, &literal(word))).collect();
            let words = if words.is_empty() { NOTHING.to_owned() } else { words.join("|") };
            pattern.push_str(&format!("(?:{words})"));
            rest = after;
            continue;
        }
        match character {
            '…' => pattern.push_str(&format!(r"[^。！？；.!?;\n]{{0,{REACH}}}?")),
            _ => pattern.push_str(&literal(character.encode_utf8(&mut [0; 4]))),
        }
        rest = &rest[character.len_utf8()..];
    }
    bounded(word, &pattern)
}

fn literal(word: &str) -> String {
    let mut pattern = String::new();
    for character in word.chars() {
        match character {
            'a'..='z' | 'A'..='Z' => {
                let (lower, upper) =
                    (character.to_ascii_lowercase(), character.to_ascii_uppercase());
                pattern.push_str(&format!("[{lower}{upper}]"));
            }
            '’' | '\'' => pattern.push_str("[’']"),
            _ => pattern.push_str(&regex::escape(character.encode_utf8(&mut [0; 4]))),
        }
    }
    pattern
}

/// The pattern of a word; Latin words and numbers do not match within longer ones.
fn bounded(word: &str, pattern: &str) -> String {
    let bound = |end: Option<char>| {
        if end.is_some_and(|c| c.is_ascii_alphanumeric()) { r"(?-u:\b)" } else { "" }
    };
    format!("{}{pattern}{}", bound(word.chars().next()), bound(word.chars().next_back()))
}
