//! Words that are used for each other. A record that holds one of a group gets the others, so that a
//! query needs no list of them.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};

use super::fold::fold_text;
use super::record::Record;

#[derive(Default)]
pub(super) struct Synonyms {
    groups: Vec<Vec<String>>,
    /// Finds their words, folded; none without words.
    finder: Option<AhoCorasick>,
    /// The group of each word of the finder.
    group_of: Vec<usize>,
}

impl Synonyms {
    pub(super) fn new(groups: &[Vec<String>]) -> Synonyms {
        let mut words = Vec::new();
        let mut group_of = Vec::new();
        for (number, group) in groups.iter().enumerate() {
            for word in group {
                let mut folded = String::new();
                fold_text(word, &mut folded);
                words.push(folded);
                group_of.push(number);
            }
        }
        let finder = AhoCorasick::builder().match_kind(MatchKind::Standard).build(words).ok();
        Synonyms { groups: groups.to_vec(), finder, group_of }
    }

    /// Adds the other words of the groups that the record's names, summary, headings and phrases
    /// have a word of.
    pub(super) fn add_to(&self, record: &mut Record) {
        let Some(finder) = &self.finder else { return };
        let mut held = BTreeSet::new();
        let said = record.said.iter().map(String::as_str);
        let texts = record.called().chain(record.headings()).chain([&*record.summary]).chain(said);
        let mut folded = String::new();
        for text in texts {
            folded.clear();
            fold_text(text, &mut folded);
            for found in finder.find_overlapping_iter(&folded) {
                if is_whole(&folded, found.start(), found.end()) {
                    held.insert(self.group_of[found.pattern().as_usize()]);
                }
            }
        }
        record.said.extend(held.iter().flat_map(|&group| self.groups[group].iter().cloned()));
    }
}

/// Whether a word of letters is not a part of a longer one; words of Han characters have no ends.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    let is_inside = |before: Option<char>, after: Option<char>| {
        before.is_some_and(is_letter) && after.is_some_and(is_letter)
    };
    !is_inside(text[..start].chars().next_back(), text[start..].chars().next())
        && !is_inside(text[..end].chars().next_back(), text[end..].chars().next())
}
