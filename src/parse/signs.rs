//! Signs of danger in a message, `danger/<language>.toml` of the theme and `i18n/danger.<language>.toml`
//! of the site, which adds to it. The page `/check/` looks for them in the reader's browser.
//!
//! A word may hold `{set}` and `…`, as in a [word list](super::words).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::base::diagnostic::Diagnostic;
use crate::parse::sink::{Sink, Spanned};
use crate::parse::table::{self, TableReader};
use crate::parse::words::{check_sets, require_list};

/// What a message of a language is searched for. Empty where nobody wrote a list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SignList {
    /// How far `…` reaches, in characters.
    pub reach: i64,
    /// Words that others contain as `{name}`.
    pub sets: BTreeMap<String, Vec<String>>,
    /// What a telephone number comes after.
    pub call: Vec<String>,
    /// What only a text says that warns.
    pub certain: Vec<String>,
    /// What texts that warn often say.
    pub warning: Vec<String>,
    /// What a text that only warns never says.
    pub demand: Vec<String>,
    pub signs: Vec<Sign>,
    /// Other ways to write a word, by the word.
    #[serde(skip)]
    pub spellings: BTreeMap<String, Vec<String>>,
    /// Hosts of links that do not show where they lead.
    #[serde(skip)]
    pub shorteners: Vec<String>,
}

/// What is dangerous whatever the story.
#[derive(Clone, Debug, Serialize)]
pub struct Sign {
    pub id: String,
    /// As a heading.
    #[serde(skip)]
    pub name: String,
    /// Why it is dangerous, and what to do.
    #[serde(skip)]
    pub why: String,
    pub words: Vec<String>,
    /// Those that count in a message with a link.
    pub with_link: Vec<String>,
    /// Those that count whatever they overlap.
    pub always: Vec<String>,
    /// What is overlapped by one of these does not count.
    pub unless: Vec<String>,
}

/// Reads a file and adds it to what is known of the language.
pub fn extend(list: &mut SignList, file: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    let sink = Sink::new(file, 0);
    let toml = table::parse(text, &sink);
    let reader = TableReader::new(&toml, &sink);
    for (key, lists) in [("sets", &mut list.sets), ("spellings", &mut list.spellings)] {
        if let Some(table) = reader.table(key) {
            for (name, words) in table.lists() {
                lists.entry(name.to_owned()).or_default().extend(values(words));
            }
        }
    }
    list.reach = reader.integer("reach").map_or(list.reach, |reach| reach.value);
    let patterns = |reader: &TableReader, key: &'static str| {
        let words = reader.texts(key);
        words.iter().for_each(|word| check_sets(&sink, word, &list.sets));
        values(words).collect::<Vec<String>>()
    };
    for (key, words) in [
        ("certain", &mut list.certain),
        ("warning", &mut list.warning),
        ("demand", &mut list.demand),
    ] {
        words.extend(patterns(&reader, key));
    }
    list.call.extend(values(reader.texts("call")));
    list.shorteners.extend(values(reader.texts("shorteners")));
    for entry in reader.tables("sign") {
        require_list(&entry, if entry.has("with_link") { "with_link" } else { "words" });
        let lists = ["words", "with_link", "always", "unless"].map(|key| patterns(&entry, key));
        let [words, with_link, always, unless] = lists;
        let texts = ["id", "name", "why"].map(|key| entry.required_text(key));
        if let [Some(id), Some(name), Some(why)] = texts.map(|text| text.map(|text| text.value)) {
            list.signs.push(Sign { id, name, why, words, with_link, always, unless });
        }
        entry.finish();
    }
    reader.finish();
    sink.into_diagnostics()
}

fn values(words: Vec<Spanned<String>>) -> impl Iterator<Item = String> {
    words.into_iter().map(|word| word.value)
}
