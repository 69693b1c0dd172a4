//! Word lists, `words/<language>.toml` of the theme and `i18n/words.<language>.toml` of the site,
//! which adds to it: words that are not used, and what to write instead.
//!
//! A word may hold `{set}`, one word of a set of the file, and `…`, up to 24 characters of the same
//! sentence.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diagnostic;
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::vocabulary::Audience;
use crate::parse::sink::{Sink, Spanned};
use crate::parse::table;
use crate::parse::table::TableReader;

/// What is to be known of the words of a language. Empty where nobody wrote a list.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    /// Allowed phrases that contain a word that is not allowed.
    pub fine: Vec<String>,
    /// Runs of capitals that everybody reads.
    pub abbreviations: BTreeSet<String>,
    /// What comes before a word that is explained there: “also called”, an opening bracket.
    pub explained_before: Vec<String>,
    /// What comes after one: “that is”, an opening bracket.
    pub explained_after: Vec<String>,
    /// How long a sentence may be.
    pub longest: Option<Longest>,
    /// Words that patterns contain as `{name}`.
    pub sets: BTreeMap<String, Vec<String>>,
    pub entries: Vec<WordEntry>,
    pub conflicts: Vec<Conflict>,
    pub search: SearchWords,
}

/// What readers type, for the search.
#[derive(Clone, Debug, Default)]
pub struct SearchWords {
    /// Words of those who print, teach and rehearse: for them material comes first.
    pub staff: Vec<String>,
    /// What says nothing of what is looked for.
    pub fillers: Vec<String>,
    /// By page, what readers ask that it answers: `now`, `check`, `hotlines`, `already_paid` or the
    /// id of a page.
    pub asked: BTreeMap<String, Vec<String>>,
    /// Words that are used for each other.
    pub same: Vec<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Longest {
    /// Whether the language has no spaces between words.
    Characters(usize),
    Words(usize),
}

/// Words that should not be used, or not without explanation.
#[derive(Clone, Debug)]
pub struct WordEntry {
    pub rule: WordRule,
    pub words: Vec<String>,
    /// Words that explain one of them in the same paragraph.
    pub explained: Vec<String>,
    /// For whom the words are plain: pages for nobody else may use them.
    pub known_to: Vec<Audience>,
    pub why: String,
    pub instead: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordRule {
    Blame,
    RegionalLabel,
    Playbook,
    Jargon,
}

/// The rules, and the tables that list their words.
const RULES: [(&str, WordRule); 4] = [
    ("blame", WordRule::Blame),
    ("regional-label", WordRule::RegionalLabel),
    ("playbook", WordRule::Playbook),
    ("jargon", WordRule::Jargon),
];

/// Advice that is right only beside its exception.
#[derive(Clone, Debug)]
pub struct Conflict {
    pub says: Vec<String>,
    /// One of these has to be on the same page.
    pub needs: Vec<String>,
    pub why: String,
    /// A sentence that would do.
    pub add: String,
}

/// Reads a file and adds it to what is known of the language.
pub fn extend(list: &mut WordList, file: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    let sink = Sink::new(file, 0);
    let toml = table::parse(text, &sink);
    let reader = TableReader::new(&toml, &sink);
    if let Some(sets) = reader.table("sets") {
        for (name, words) in sets.lists() {
            list.sets
                .entry(name.to_owned())
                .or_default()
                .extend(words.into_iter().map(|word| word.value));
        }
    }
    let patterns = |reader: &TableReader, key: &'static str, list: &WordList| -> Vec<String> {
        let words = reader.texts(key);
        words.iter().for_each(|word| check_sets(&sink, word, &list.sets));
        words.into_iter().map(|word| word.value).collect()
    };
    let plain = |key: &'static str| reader.texts(key).into_iter().map(|word| word.value);
    list.fine.extend(patterns(&reader, "fine", list));
    list.abbreviations.extend(plain("abbreviations"));
    list.explained_before.extend(plain("explained_before"));
    list.explained_after.extend(plain("explained_after"));
    if let Some(sentence) = reader.table("sentence") {
        let characters =
            sentence.integer("characters").map(|most| Longest::Characters(size(&most)));
        let words = sentence.integer("words").map(|most| Longest::Words(size(&most)));
        list.longest = characters.or(words).or(list.longest);
        sentence.finish();
    }
    for (key, rule) in RULES {
        for entry in reader.tables(key) {
            require_list(&entry, "words");
            let words = patterns(&entry, "words", list);
            let explained = if rule == WordRule::Jargon {
                patterns(&entry, "explained", list)
            } else {
                Vec::new()
            };
            let known_to =
                if rule == WordRule::Jargon { entry.words("known_to") } else { Vec::new() };
            let (why, instead) = (entry.required_text("why"), entry.required_text("instead"));
            if let (Some(why), Some(instead)) = (why, instead) {
                list.entries.push(WordEntry {
                    rule,
                    words,
                    explained,
                    known_to,
                    why: why.value,
                    instead: instead.value,
                });
            }
            entry.finish();
        }
    }
    for entry in reader.tables("conflict") {
        require_list(&entry, "says");
        require_list(&entry, "needs");
        let (says, needs) = (patterns(&entry, "says", list), patterns(&entry, "needs", list));
        let (why, add) = (entry.required_text("why"), entry.required_text("add"));
        if let (Some(why), Some(add)) = (why, add) {
            list.conflicts.push(Conflict { says, needs, why: why.value, add: add.value });
        }
        entry.finish();
    }
    if let Some(search) = reader.table("search") {
        read_search(&search, &mut list.search);
        search.finish();
    }
    reader.finish();
    sink.into_diagnostics()
}

fn read_search(reader: &TableReader, words: &mut SearchWords) {
    let values = |texts: Vec<Spanned<String>>| texts.into_iter().map(|text| text.value);
    words.staff.extend(values(reader.texts("staff")));
    words.fillers.extend(values(reader.texts("fillers")));
    if let Some(asked) = reader.table("asked") {
        for (page, texts) in asked.lists() {
            words.asked.entry(page.to_owned()).or_default().extend(values(texts));
        }
    }
    if let Some(same) = reader.table("same") {
        words.same.extend(same.lists().map(|(_, texts)| values(texts).collect()));
    }
}

fn size(number: &Spanned<i64>) -> usize {
    usize::try_from(number.value).unwrap_or(0)
}

pub(super) fn require_list(entry: &TableReader, key: &str) {
    if !entry.has(key) {
        entry.missing(key, "[\"…\", \"…\"]");
    }
}

/// Reports a `{set}` that the list does not have.
pub(super) fn check_sets(
    sink: &Sink,
    word: &Spanned<String>,
    sets: &BTreeMap<String, Vec<String>>,
) {
    for name in set_names(&word.value) {
        if !sets.contains_key(name) {
            let message = format!("`{name}` is not a set of words of this language");
            let hint = diagnostic::allowed_hint(name, sets.keys().map(String::as_str));
            sink.error(Rule::UnknownWord, word.span, message, hint);
        }
    }
}

fn set_names(word: &str) -> impl Iterator<Item = &str> {
    word.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}
