//! The word list of a language, prepared for the search in a text.
//!
//! One automaton finds an anchor of every word: its beginning, up to the first set; of a word with
//! a `…` what follows the last one, which is rarer than its beginning. Only there the patterns are
//! tried, in the order of the list. They are compiled at their first use.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};

use crate::check::words::pattern::{WordPattern, leading_set};
use crate::parse::words::{Conflict, WordEntry, WordList};

/// What `…` does not reach over.
const STOPS: [char; 8] = ['。', '！', '？', '；', '!', '?', ';', '\n'];

/// What may be between a word and the sign that it is explained.
const MARKS: &str = r#"[“”‘’「」" ]*"#;

pub(crate) struct Lexicon<'a> {
    pub list: &'a WordList,
    anchors: AhoCorasick,
    /// What is fine, the words of each entry, what each conflict says.
    groups: Vec<Group>,
    /// The groups that have an anchor with this first character, in lower case.
    by_first: BTreeMap<char, BTreeSet<usize>>,
    /// What each conflict needs.
    needs: Vec<WordPattern>,
    /// What comes before and after a word that is explained.
    before: WordPattern,
    after: WordPattern,
    /// What explains the words of each entry beside them.
    explained: Vec<WordPattern>,
}

/// Words of a text that are on the list.
pub(crate) struct LexiconMatch<'a> {
    pub range: Range<usize>,
    pub pattern: MatchedPattern<'a>,
}

/// What matched, with its number among the entries or conflicts.
#[derive(Clone, Copy)]
pub(crate) enum MatchedPattern<'a> {
    Entry(usize, &'a WordEntry),
    Conflict(usize, &'a Conflict),
}

impl<'a> Lexicon<'a> {
    /// For about so many texts.
    pub(crate) fn new(list: &'a WordList, texts: usize) -> Lexicon<'a> {
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
        let any = |words: &[String]| WordPattern::new(list, words, "", "");
        Lexicon {
            list,
            anchors: automaton(anchors, texts),
            groups: groups.iter().map(|words| Group::new(list, words)).collect(),
            by_first,
            needs: conflicts.iter().map(|conflict| any(&conflict.needs)).collect(),
            before: WordPattern::new(list, &list.explained_before, "", &format!("{MARKS}$")),
            after: WordPattern::new(list, &list.explained_after, &format!("^{MARKS}"), ""),
            explained: entries.iter().map(|entry| any(&entry.explained)).collect(),
        }
    }

    /// Everything in a text that is on the list, in order. A phrase that is fine hides what it
    /// contains.
    pub(crate) fn find(&self, text: &str) -> Vec<LexiconMatch<'a>> {
        let (entries, conflicts) = (&self.list.entries, &self.list.conflicts);
        let mut matches = Vec::new();
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
            // Advice may be a sentence with other words of the list in it: it does not hide them.
            let is_advice = group > entries.len();
            if !is_advice {
                at = range.end;
            }
            let Some(number) = group.checked_sub(1) else { continue };
            let pattern = match entries.get(number) {
                Some(entry) => MatchedPattern::Entry(number, entry),
                None => {
                    let number = number - entries.len();
                    MatchedPattern::Conflict(number, &conflicts[number])
                }
            };
            matches.push(LexiconMatch { range, pattern });
        }
        matches
    }

    /// Whether a text contains what a conflict needs.
    pub(crate) fn is_met(&self, conflict: usize, text: &str) -> bool {
        self.needs[conflict].regex().is_match(text)
    }

    /// Whether the words before or after a word say that it is explained.
    pub(crate) fn is_explained_between(&self, before: &str, after: &str) -> bool {
        self.before.regex().is_match(before) || self.after.regex().is_match(after)
    }

    /// Whether a paragraph explains a word of an entry, in words of the list.
    pub(crate) fn explains(&self, entry: usize, paragraph: &str) -> bool {
        self.explained[entry].regex().is_match(paragraph)
    }
}

/// The patterns of a list: plain ones, and those with a gap.
struct Group {
    plain: WordPattern,
    /// It matches at the end of a text.
    gapped: Option<WordPattern>,
}

impl Group {
    fn new(list: &WordList, words: &[String]) -> Group {
        let (gapped, plain): (Vec<&String>, Vec<&String>) =
            words.iter().partition(|word| word.contains('…'));
        let plain = WordPattern::new(list, &plain, "^", "");
        let gapped =
            if gapped.is_empty() { None } else { Some(WordPattern::new(list, &gapped, "", "$")) };
        Group { plain, gapped }
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
        let gapped = self.gapped.as_ref()?;
        // Where the text is cut off, every word seems to end.
        if is_within_word(text, end) {
            return None;
        }
        // No gap reaches over the end of a sentence.
        let start = text[..end]
            .rfind(STOPS)
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let found = gapped.regex().find(&text[start..end])?;
        Some(start + found.start()..end)
    }
}

/// What the automaton searches for, of a word of the list.
fn anchors_of(list: &WordList, word: &str) -> Vec<String> {
    let rest = word.rsplit('…').next().unwrap_or(word).trim();
    let anchors = match leading_set(rest) {
        // Of a word with a gap the whole end, so that the end of the word is known.
        _ if word.contains('…') => expand_sets(list, rest),
        Some((name, _)) => list.sets.get(name).cloned().unwrap_or_default(),
        None => vec![rest.split('{').next().unwrap_or(rest).to_owned()],
    };
    let anchors = anchors.into_iter().filter(|anchor| !anchor.is_empty());
    anchors.flat_map(|anchor| [anchor.replace('’', "'"), anchor.replace('\'', "’")]).collect()
}

/// A word with every word of its sets in their place.
fn expand_sets(list: &WordList, word: &str) -> Vec<String> {
    let Some((before, rest)) = word.split_once('{') else { return vec![word.to_owned()] };
    let (name, after) = rest.split_once('}').unwrap_or((rest, ""));
    let after = expand_sets(list, after);
    let words = list.sets.get(name).into_iter().flatten();
    words.flat_map(|word| after.iter().map(move |after| format!("{before}{word}{after}"))).collect()
}

fn first(anchor: &str) -> char {
    anchor.chars().next().map_or(' ', |c| c.to_ascii_lowercase())
}

fn automaton(anchors: BTreeSet<String>, texts: usize) -> AhoCorasick {
    /// With fewer texts, a DFA takes longer to make than it saves.
    const MANY: usize = 300;
    let is_worth = texts >= MANY;
    let kind = if is_worth { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA };
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true).kind(Some(kind));
    builder.build(anchors).expect("lists are far smaller than an automaton may be")
}

/// Whether Latin letters or digits are on both sides of a place.
fn is_within_word(text: &str, at: usize) -> bool {
    let is_of_word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    at > 0 && is_of_word(text.as_bytes().get(at - 1)) && is_of_word(text.as_bytes().get(at))
}
