//! The list of a language, ready to be looked for in a text.

use std::ops::Range;

use regex::Regex;

use crate::parse::words::{Conflict, Entry, WordList};

/// How far `…` reaches, in characters.
const REACH: usize = 20;

/// What may stand between a word and the sign that it is explained.
const MARKS: &str = r#"[“”‘’「」" ]*"#;

/// Matches nothing.
const NOTHING: &str = "[a&&b]";

pub struct Lexicon<'a> {
    pub list: &'a WordList,
    /// Every pattern of the list, each entry's in a group of its own; none where the list has no pattern.
    all: Option<Regex>,
    /// What each conflict needs.
    needs: Vec<Option<Regex>>,
    /// What stands before and behind a word that is explained.
    before: Option<Regex>,
    after: Option<Regex>,
    /// What explains the words of each entry beside them.
    explained: Vec<Option<Regex>>,
}

/// What a pattern of the list found.
pub enum Found<'a> {
    Entry(usize, &'a Entry),
    Conflict(usize, &'a Conflict),
}

impl<'a> Lexicon<'a> {
    pub fn new(list: &'a WordList) -> Lexicon<'a> {
        let entries = list.entries.iter().map(|entry| &entry.words);
        let conflicts = list.conflicts.iter().map(|conflict| &conflict.says);
        // A group a list, in their order.
        let lists = std::iter::once(&list.fine).chain(entries).chain(conflicts);
        let groups = lists.map(|words| format!("({})", alternatives(list, words).as_deref().unwrap_or(NOTHING)));
        let groups: Vec<String> = groups.collect();
        let is_empty = list.entries.is_empty() && list.conflicts.is_empty();
        let each = |words: &[String]| alternatives(list, words).map(|words| compile(&words));
        Lexicon {
            list,
            all: (!is_empty).then(|| compile(&groups.join("|"))),
            needs: list.conflicts.iter().map(|conflict| each(&conflict.needs)).collect(),
            before: alternatives(list, &list.explained_before).map(|signs| compile(&format!("(?:{signs}){MARKS}$"))),
            after: alternatives(list, &list.explained_after).map(|signs| compile(&format!("^{MARKS}(?:{signs})"))),
            explained: list.entries.iter().map(|entry| each(&entry.explained)).collect(),
        }
    }

    /// Everything of the list that a text holds, from its beginning. A phrase that is fine hides what it holds.
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, Found<'a>)> {
        let mut found = Vec::new();
        let Some(all) = &self.all else { return found };
        let mut at = 0;
        while let Some(place) = all.find_at(text, at) {
            let groups = all.captures_at(text, place.start()).expect("it was found there");
            let group =
                (1..groups.len()).find(|&group| groups.get(group).is_some()).expect("every pattern is in a group");
            at = place.end();
            if group == 1 {
                continue;
            }
            let (number, entries) = (group - 2, &self.list.entries);
            found.push((
                place.range(),
                match entries.get(number) {
                    Some(entry) => Found::Entry(number, entry),
                    None => {
                        // Advice may be a sentence, with words in it that are on the list, too.
                        at = place.start() + text[place.start()..].chars().next().map_or(1, char::len_utf8);
                        let number = number - entries.len();
                        Found::Conflict(number, &self.list.conflicts[number])
                    }
                },
            ));
        }
        found
    }

    /// Whether a text holds what a conflict needs.
    pub fn is_met(&self, conflict: usize, text: &str) -> bool {
        self.needs[conflict].as_ref().is_some_and(|needs| needs.is_match(text))
    }

    /// Whether what stands before or behind a word says that it is explained.
    pub fn is_explained_between(&self, before: &str, after: &str) -> bool {
        self.before.as_ref().is_some_and(|signs| signs.is_match(before))
            || self.after.as_ref().is_some_and(|signs| signs.is_match(after))
    }

    /// Whether a paragraph explains a word of an entry in words of the list.
    pub fn is_explained(&self, entry: usize, paragraph: &str) -> bool {
        self.explained[entry].as_ref().is_some_and(|words| words.is_match(paragraph))
    }
}

/// The patterns as one, the longest first: `None` where there are none.
fn alternatives(list: &WordList, words: &[String]) -> Option<String> {
    let mut words: Vec<&String> = words.iter().collect();
    words.sort_by_key(|word| usize::MAX - word.len());
    let patterns: Vec<String> = words.into_iter().map(|word| pattern(list, word)).collect();
    (!patterns.is_empty()).then(|| patterns.join("|"))
}

/// A word of the list as a regular expression. Latin words match in capitals, too, and not within longer ones.
fn pattern(list: &WordList, word: &str) -> String {
    let mut pattern = String::new();
    let mut rest = word;
    while let Some(character) = rest.chars().next() {
        let set = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        match (character, set) {
            (_, Some((name, after))) => {
                // An unknown set is a mistake already.
                let words = list.sets.get(name).map(Vec::as_slice).unwrap_or_default();
                let words: Vec<String> = words.iter().map(|word| bounded(word, &literal(word))).collect();
                pattern.push_str(&if words.is_empty() {
                    NOTHING.to_owned()
                } else {
                    format!("(?:{})", words.join("|"))
                });
                rest = after;
                continue;
            }
            ('…', _) => pattern.push_str(&format!(r"[^。！？；.!?;\n]{{0,{REACH}}}?")),
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
                pattern.push_str(&format!("[{}{}]", character.to_ascii_lowercase(), character.to_ascii_uppercase()));
            }
            '’' | '\'' => pattern.push_str("[’']"),
            _ => pattern.push_str(&regex::escape(character.encode_utf8(&mut [0; 4]))),
        }
    }
    pattern
}

/// Latin words and numbers do not stand within longer ones.
fn bounded(word: &str, pattern: &str) -> String {
    let bound =
        |character: Option<char>| if character.is_some_and(|c| c.is_ascii_alphanumeric()) { r"(?-u:\b)" } else { "" };
    format!("{}{pattern}{}", bound(word.chars().next()), bound(word.chars().next_back()))
}

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("literals, groups and gaps")
}
