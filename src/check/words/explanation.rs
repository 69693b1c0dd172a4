//! Words that are explained where they are first used.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::check::words::page_prose::PageProse;
use crate::check::words::prose::{ProseText, RunKind};

/// Whether a word that needs explaining is used for the first time. A short text is read alone.
pub(super) fn is_first<T: Ord>(kind: RunKind, word: T, seen: &mut BTreeSet<T>) -> bool {
    match kind {
        RunKind::Title | RunKind::Alias | RunKind::Said | RunKind::Official | RunKind::Claim => {
            false
        }
        RunKind::Short => true,
        RunKind::Summary | RunKind::Heading | RunKind::Body => seen.insert(word),
    }
}

/// A word counts as explained if it is a name of the page itself, if a link leads to more about it,
/// or if words of the list are before or after it: “also called”, “that is”, a bracket.
pub(super) fn is_explained(prose: &PageProse, range: &Range<usize>) -> bool {
    let words = &prose.words;
    let run = words.run_at(range.start);
    let before = &words.text[run.range.start..range.start];
    let after = &words.text[range.end..run.range.end];
    is_link(words, range)
        || (run.kind != RunKind::Short && is_name(words, prose.text(range)))
        || prose.lexicon.is_explained_between(before, after)
}

fn is_link(prose: &ProseText, range: &Range<usize>) -> bool {
    prose.links.iter().any(|link| link.start <= range.start && range.end <= link.end)
}

fn is_name(prose: &ProseText, word: &str) -> bool {
    let word = word.to_lowercase();
    let names = prose.runs.iter().filter(|run| matches!(run.kind, RunKind::Title | RunKind::Alias));
    names.into_iter().any(|run| prose.text[run.range.clone()].to_lowercase().contains(&word))
}
