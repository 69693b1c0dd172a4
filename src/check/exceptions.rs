//! Exceptions from rules: `[[exceptions]]` in page.toml, with the rule, the text and the reason.

use std::collections::HashMap;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::{Rule, Subject};
use crate::check::context::Context;
use crate::parse::exceptions::Exception;
use crate::site::page::Page;

/// Whether a page may make an exception from a rule.
pub(super) fn is_exceptable(rule: Rule) -> bool {
    match rule.subject() {
        Subject::People => rule != Rule::UnusedException,
        Subject::Words => true,
        _ => rule == Rule::ConflictingAdvice,
    }
}

/// Removes the diagnostics that a page makes exceptions for. Returns for each exception whether it
/// was used.
pub(super) fn apply(
    context: &Context,
    page: &Page,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<bool> {
    let exceptions = &page.facts.exceptions;
    let mut used = vec![false; exceptions.len()];
    if exceptions.is_empty() {
        return used;
    }
    // An exception quotes what it allows.
    diagnostics.retain(|one| {
        one.file != page.facts_file || !exceptions.iter().any(|e| e.text.span.contains(one.span))
    });
    let texts: HashMap<&Arc<str>, &str> =
        page.files().filter_map(|file| Some((file, context.sources.text(file)?))).collect();
    diagnostics.retain(|one| {
        let text = texts.get(&one.file).copied().unwrap_or_default();
        match exceptions.iter().position(|exception| allows(exception, one, text)) {
            Some(place) => {
                used[place] = true;
                false
            }
            None => true,
        }
    });
    used
}

/// Whether the text of an exception overlaps the place of a diagnostic.
fn allows(exception: &Exception, diagnostic: &Diagnostic, text: &str) -> bool {
    let allowed = &*exception.text.value;
    if exception.rule.value != diagnostic.rule.id() {
        return false;
    }
    let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
    let from = text.floor_char_boundary((start + 1).saturating_sub(allowed.len()));
    let to = text.ceil_char_boundary((end + allowed.len()).saturating_sub(1));
    let overlaps = |at: usize| from + at < end && start < from + at + allowed.len();
    text[from..to.max(from)].match_indices(allowed).any(|(at, _)| overlaps(at))
}
