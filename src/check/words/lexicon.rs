//! The list of a language, ready to be looked for in a text.
//!
//! One automaton finds an anchor of every word: what it begins with, up to the first set; of a word
//! with a `…` what stands behind the last one, which is rarer than how it begins. Only there the
//! patterns are tried, in the order of the list. They are compiled when they are first asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};
use regex::Regex;

use crate::parse::words::{Conflict, Entry, WordList};

/// How far `…` reaches, in characters.
const REACH: usize = 24;

/// What `…` does not reach over.
const STOPS: [char; 8] = ['。', '！', '？', '；', '!', '?', ';', '\n'];

/// What may stand between a word and the sign that it is explained.
const MARKS: &str = r#"[“”‘’「」" ]*"#;

/// Matches nothing.
const NOTHING: &str = "[a&&b]";

pub struct Lexicon<'a> {
    pub list: &'a WordList,
    anchors: AhoCorasick,
    /// What is fine, the words of each entry, what each conflict says.
    groups: Vec<Group>,
    /// The groups that have an anchor which begins with a character, in small letters.
    by_first: BTreeMap<char, BTreeSet<usize>>,
    /// What each conflict needs.
    needs: Vec<Pattern>,
    /// What stands before and behind a word that is explained.
    before: Pattern,
    after: Pattern,
    /// What explains the words of each entry beside them.
    explained: Vec<Pattern>,
}

/// What a pattern of the list found.
pub enum Found<'a> {
    Entry(usize, &'a Entry),
    Conflict(usize, &'a Conflict),
}

impl<'a> Lexicon<'a> {
    pub fn new(list: &'a WordList) -> Lexicon<'a> {
        let (entries, conflicts) = (&list.entries, &list.conflicts);
        let says = conflicts.iter().map(|conflict| &conflict.says);
        let groups =
            std::iter::once(&list.fine).chain(entries.iter().map(|entry| &entry.words)).chain(says);
        let groups: Vec<&Vec<String>> = groups.collect();
        let mut by_first: BTreeMap<char, BTreeSet<usize>> = BTreeMap::new();
        let mut anchors = BTreeSet::new();
        for (number, words) in groups.iter().enumerate() {
            for anchor in words.iter().flat_map(|word| anchors_of(list, word)) {
                by_first.entry(first(&anchor)).or_default().insert(number);
                anchors.insert(anchor);
            }
        }
        let with = |words: &[String], before: &str, after: &str| {
            Pattern::new(format!("{before}(?:{}){after}", alternatives(list, words)))
        };
        Lexicon {
            list,
            anchors: automaton(anchors),
            groups: groups.iter().map(|words| Group::new(list, words)).collect(),
            by_first,
            needs: conflicts.iter().map(|conflict| with(&conflict.needs, "", "")).collect(),
            before: with(&list.explained_before, "", &format!("{MARKS}$")),
            after: with(&list.explained_after, &format!("^{MARKS}"), ""),
            explained: entries.iter().map(|entry| with(&entry.explained, "", "")).collect(),
        }
    }

    /// Everything of the list that a text holds, from its beginning. A phrase that is fine hides
    /// what it holds.
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, Found<'a>)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(anchor) = self.anchors.find(Input::new(text).range(at..)) {
            let anchor = anchor.range();
            let begins = first(&text[anchor.clone()]);
            at = anchor.start + text[anchor.start..].chars().next().map_or(1, char::len_utf8);
            if is_within_word(text, anchor.start) {
                continue;
            }
            let groups = self.by_first.get(&begins).into_iter().flatten();
            let mut hits = groups
                .filter_map(|&group| Some((group, self.groups[group].find(text, anchor.clone())?)));
            let Some((group, range)) = hits.next() else { continue };
            if self.groups[0].reaches(text, range.end) {
                at = range.end;
                continue;
            }
            // Advice may be a sentence, with words in it that are on the list, too: it does not
            // hide them.
            match (group.checked_sub(1), self.list.entries.len()) {
                (None, _) => at = range.end,
                (Some(number), entries) if number < entries => {
                    at = range.end;
                    found.push((range, Found::Entry(number, &self.list.entries[number])));
                }
                (Some(number), entries) => {
                    let number = number - entries;
                    found.push((range, Found::Conflict(number, &self.list.conflicts[number])));
                }
            }
        }
        found
    }

    /// Whether a text holds what a conflict needs.
    pub fn is_met(&self, conflict: usize, text: &str) -> bool {
        self.needs[conflict].regex().is_match(text)
    }

    /// Whether what stands before or behind a word says that it is explained.
    pub fn is_explained_between(&self, before: &str, after: &str) -> bool {
        self.before.regex().is_match(before) || self.after.regex().is_match(after)
    }

    /// Whether a paragraph explains a word of an entry in words of the list.
    pub fn is_explained(&self, entry: usize, paragraph: &str) -> bool {
        self.explained[entry].regex().is_match(paragraph)
    }
}

/// The patterns of a list: plain ones, and those with a gap.
struct Group {
    plain: Pattern,
    /// At the end of a text.
    gapped: Option<Pattern>,
}

impl Group {
    fn new(list: &WordList, words: &[String]) -> Group {
        let (gapped, plain): (Vec<String>, Vec<String>) =
            words.iter().cloned().partition(|word| word.contains('…'));
        Group {
            plain: Pattern::new(format!("^(?:{})", alternatives(list, &plain))),
            gapped: (!gapped.is_empty())
                .then(|| Pattern::new(format!("(?:{})$", alternatives(list, &gapped)))),
        }
    }

    /// The pattern that begins with an anchor, or ends with it.
    fn find(&self, text: &str, anchor: Range<usize>) -> Option<Range<usize>> {
        let plain = self.plain.regex().find(&text[anchor.start..]);
        let plain = plain.map(|found| anchor.start..anchor.start + found.end());
        plain.or_else(|| self.gap(text, anchor.end))
    }

    /// Whether a pattern with a gap ends here.
    fn reaches(&self, text: &str, end: usize) -> bool {
        self.gap(text, end).is_some()
    }

    fn gap(&self, text: &str, end: usize) -> Option<Range<usize>> {
        // No gap reaches over the end of a sentence.
        let start = text[..end]
            .rfind(STOPS)
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        // Where the text is cut off, every word seems to end.
        let gapped = self.gapped.as_ref().filter(|_| !is_within_word(text, end))?;
        let found = gapped.regex().find(&text[start..end])?;
        Some(start + found.start()..end)
    }
}

/// A regular expression that is compiled when it is first asked for.
struct Pattern {
    written: String,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    fn new(written: String) -> Pattern {
        Pattern { written, compiled: OnceLock::new() }
    }

    fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| Regex::new(&self.written).expect("literals, groups and gaps"))
    }
}

/// What to look for of a word of the list.
fn anchors_of(list: &WordList, word: &str) -> Vec<String> {
    let rest = word.rsplit('…').next().unwrap_or(word).trim();
    let anchors = match set(rest) {
        // Of a word with a gap the whole end is looked for, so that it is known where the word
        // ends.
        _ if word.contains('…') => written_out(list, rest),
        Some((name, _)) => list.sets.get(name).cloned().unwrap_or_default(),
        None => vec![rest.split('{').next().unwrap_or(rest).to_owned()],
    };
    let anchors = anchors.into_iter().filter(|anchor| !anchor.is_empty());
    anchors.flat_map(|anchor| [anchor.replace('’', "'"), anchor.replace('\'', "’")]).collect()
}

/// A word with every word of its sets in their place.
fn written_out(list: &WordList, word: &str) -> Vec<String> {
    let Some((before, rest)) = word.split_once('{') else { return vec![word.to_owned()] };
    let (name, after) = rest.split_once('}').unwrap_or((rest, ""));
    let after = written_out(list, after);
    let words = list.sets.get(name).into_iter().flatten();
    words.flat_map(|word| after.iter().map(move |after| format!("{before}{word}{after}"))).collect()
}

fn first(anchor: &str) -> char {
    anchor.chars().next().map_or(' ', |c| c.to_ascii_lowercase())
}

fn automaton(anchors: BTreeSet<String>) -> AhoCorasick {
    let mut builder = AhoCorasick::builder();
    builder
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA));
    builder.build(anchors).expect("lists are far smaller than an automaton may be")
}

/// Whether Latin letters or digits stand on both sides of a place.
fn is_within_word(text: &str, at: usize) -> bool {
    let is_of_word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    at > 0 && is_of_word(text.as_bytes().get(at - 1)) && is_of_word(text.as_bytes().get(at))
}

/// The set that a word of the list begins with, and what stands behind it.
fn set(word: &str) -> Option<(&str, &str)> {
    word.strip_prefix('{').and_then(|rest| rest.split_once('}'))
}

/// The words as one pattern, the longest first.
fn alternatives(list: &WordList, words: &[String]) -> String {
    let mut words: Vec<&String> = words.iter().filter(|word| !word.is_empty()).collect();
    words.sort_by_key(|word| usize::MAX - word.len());
    let patterns: Vec<String> = words.into_iter().map(|word| pattern(list, word)).collect();
    if patterns.is_empty() { NOTHING.to_owned() } else { patterns.join("|") }
}

/// A word of the list as a regular expression. Latin words match in capitals, too, and not within
/// longer ones.
fn pattern(list: &WordList, word: &str) -> String {
    let mut pattern = String::new();
    let mut rest = word;
    while let Some(character) = rest.chars().next() {
        if let Some((name, after)) = set(rest) {
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
                pattern.push_str(&format!(
                    "[{}{}]",
                    character.to_ascii_lowercase(),
                    character.to_ascii_uppercase()
                ));
            }
            '’' | '\'' => pattern.push_str("[’']"),
            _ => pattern.push_str(&regex::escape(character.encode_utf8(&mut [0; 4]))),
        }
    }
    pattern
}

/// Latin words and numbers do not stand within longer ones.
fn bounded(word: &str, pattern: &str) -> String {
    let bound = |end: Option<char>| {
        if end.is_some_and(|c| c.is_ascii_alphanumeric()) { r"(?-u:\b)" } else { "" }
    };
    format!("{}{pattern}{}", bound(word.chars().next()), bound(word.chars().next_back()))
}
