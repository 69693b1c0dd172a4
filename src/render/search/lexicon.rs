//! What the word lists say of the words of queries, as terms. The exported directory carries it to
//! the browser.

use std::collections::BTreeSet;

use super::analysis::analyse;
use super::fold::{fold, fold_text, is_han};
use super::order::Asker;
use crate::parse::words::SearchWords;

#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    /// Words that say nothing of what is looked for: of Han characters as they are, others as terms.
    pub fillers: BTreeSet<String>,
    /// The terms of each word that staff use.
    pub staff: Vec<Vec<String>>,
}

impl Lexicon {
    pub(super) fn new(words: &SearchWords) -> Lexicon {
        let filler = |word: &String| {
            let mut folded = String::new();
            fold_text(word, &mut folded);
            if folded.starts_with(is_han) { folded } else { terms(word).join(" ") }
        };
        Lexicon {
            fillers: words.fillers.iter().map(filler).collect(),
            staff: words.staff.iter().map(|word| terms(word)).collect(),
        }
    }

    /// Who asks, by the texts that are looked up.
    pub(super) fn asker(&self, texts: &[String]) -> Asker {
        let is_staff = self.staff.iter().any(|word| word.iter().all(|text| texts.contains(text)));
        if is_staff { Asker::Staff } else { Asker::Public }
    }

    /// For each byte of a query, whether a filler of Han characters covers it.
    pub(super) fn filled(&self, query: &str) -> Vec<bool> {
        let mut filled = vec![false; query.len()];
        let mut characters = Vec::new();
        for (start, c) in query.char_indices() {
            fold(c, |folded| characters.push((folded, start..start + c.len_utf8())));
        }
        for filler in self.fillers.iter().filter(|filler| filler.starts_with(is_han)) {
            let filler: Vec<char> = filler.chars().collect();
            for window in characters.windows(filler.len()) {
                if window.iter().map(|(c, _)| c).eq(&filler) {
                    for (_, source) in window {
                        filled[source.clone()].fill(true);
                    }
                }
            }
        }
        filled
    }
}

/// The terms of a word.
fn terms(word: &str) -> Vec<String> {
    let analysis = analyse(word);
    analysis.tokens().iter().map(|token| analysis.term(token).to_owned()).collect()
}
