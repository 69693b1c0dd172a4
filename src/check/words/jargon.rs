//! `jargon`: a word that readers may not know, without an explanation.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::words::explanation::{is_explained, is_first};
use crate::check::words::page_prose::PageProse;
use crate::parse::words::{WordEntry, WordRule};

pub(crate) fn jargon(prose: &PageProse) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut seen = BTreeSet::new();
    for (number, entry, range) in prose.entries(WordRule::Jargon) {
        let is_new = is_first(prose.kind(range), number, &mut seen);
        if !is_new || is_known(prose, entry) || is_explained_here(prose, number, range) {
            continue;
        }
        let message = format!("Readers may not know `{}`: {}", prose.text(range), entry.why);
        let hint = format!(
            "Explain it where it is first used, or write for example: `{}`.",
            entry.instead
        );
        let span = prose.span(range.clone());
        diagnostics.push(Diagnostic::new(Rule::Jargon, prose.file, span, message).hint(hint));
    }
    diagnostics
}

/// Whether the page is only for people who know the word.
fn is_known(prose: &PageProse, entry: &WordEntry) -> bool {
    let audiences = &prose.page.facts.audiences;
    !audiences.is_empty() && audiences.iter().all(|audience| entry.known_to.contains(audience))
}

fn is_explained_here(prose: &PageProse, number: usize, range: &Range<usize>) -> bool {
    let paragraph = prose.text(&prose.words.run_at(range.start).range);
    is_explained(prose, range) || prose.lexicon.explains(number, paragraph)
}
