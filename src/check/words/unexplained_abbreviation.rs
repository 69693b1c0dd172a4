//! `unexplained-abbreviation`: letters that stand for words, without an explanation.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::words::explanation::{is_explained, is_first};
use crate::check::words::page_prose::PageProse;

pub(crate) fn unexplained_abbreviation(prose: &PageProse) -> Vec<Diagnostic> {
    let known = &prose.lexicon.list.abbreviations;
    if known.is_empty() {
        return Vec::new();
    }
    let mut diagnostics = Vec::new();
    let mut seen = BTreeSet::new();
    for range in abbreviations(&prose.words.text) {
        let word = prose.text(&range);
        let is_known = known.contains(word) || !is_first(prose.kind(&range), word, &mut seen);
        if is_known || is_explained(prose, &range) {
            continue;
        }
        let message = format!("`{word}` is not explained where it is first used");
        let hint = format!(
            "Write in brackets after `{word}` what it stands for, or write the full words instead."
        );
        let (rule, span) = (Rule::UnexplainedAbbreviation, prose.span(range));
        diagnostics.push(Diagnostic::new(rule, prose.file, span, message).hint(hint));
    }
    diagnostics
}

/// Runs of two to six capitals that are not part of a longer word.
fn abbreviations(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            if !bytes[at].is_ascii_uppercase() {
                at += 1;
                continue;
            }
            let start = at;
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_uppercase()).count();
            let is_of_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
            let is_within = start > 0 && bytes.get(start - 1).is_some_and(is_of_word);
            let ends_in_word = bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
            if (2..=6).contains(&(at - start)) && !is_within && !ends_in_word {
                return Some(start..at);
            }
        }
        None
    })
}
