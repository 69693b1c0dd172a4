//! Does a page explain a word where it first stands?

use std::ops::Range;

use super::lexicon::Lexicon;
use super::prose::{Place, Prose};

/// A word counts as explained where it is a name of the page itself, where a link leads to more
/// about it, and where words of the list stand before or behind it: “also called”, “that is”, a
/// bracket.
pub fn is_explained(lexicon: &Lexicon, prose: &Prose, range: &Range<usize>) -> bool {
    let run = prose.run_at(range.start);
    let word = &prose.text[range.clone()];
    let (before, after) =
        (&prose.text[run.range.start..range.start], &prose.text[range.end..run.range.end]);
    is_link(prose, range)
        || (run.place != Place::Short && is_name(prose, word))
        || lexicon.is_explained_between(before, after)
}

fn is_link(prose: &Prose, range: &Range<usize>) -> bool {
    prose.links.iter().any(|link| link.start <= range.start && range.end <= link.end)
}

fn is_name(prose: &Prose, word: &str) -> bool {
    let word = word.to_lowercase();
    let names = prose.runs.iter().filter(|run| matches!(run.place, Place::Title | Place::Alias));
    names.into_iter().any(|run| prose.text[run.range.clone()].to_lowercase().contains(&word))
}
