//! Exceptions from rules: `[[exceptions]]` in page.toml, with the rule, the text and the reason.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::{Rule, Subject};
use crate::check::context::Context;
use crate::parse::exceptions::Exception;
use crate::site::page::Page;

/// Whether a page may make an exception from a rule.
pub(super) fn is_exceptable(rule: Rule) -> bool {
    match rule.subject() {
        Subject::People => !matches!(rule, Rule::UnusedException | Rule::WideException),
        Subject::Words => true,
        _ => rule == Rule::ConflictingAdvice,
    }
}

/// What an exception has allowed.
#[derive(Clone, Debug, Default)]
pub(super) struct Use {
    /// The length of the longest thing that it has allowed, in characters; 0 if there is none.
    pub longest: usize,
    /// How many things it allows at the place where it allows most.
    pub most: usize,
}

/// Removes the diagnostics that a page makes exceptions for. Returns for each exception what it has
/// allowed.
pub(super) fn apply(context: &Context, page: &Page, diagnostics: &mut Vec<Diagnostic>) -> Vec<Use> {
    let exceptions = &page.facts.exceptions;
    let mut uses = vec![Use::default(); exceptions.len()];
    if exceptions.is_empty() {
        return uses;
    }
    // An exception quotes what it allows.
    diagnostics.retain(|one| {
        one.file != page.facts_file || !exceptions.iter().any(|e| e.text.span.contains(one.span))
    });
    let texts: HashMap<&Arc<str>, &str> =
        page.files().filter_map(|file| Some((file, context.sources.text(file)?))).collect();
    // By exception, file and place: how many things it allows there.
    let mut counts: BTreeMap<(usize, Arc<str>, usize), usize> = BTreeMap::new();
    diagnostics.retain(|one| {
        let text = texts.get(&one.file).copied().unwrap_or_default();
        let allowing = exceptions.iter().enumerate();
        let mut allowing =
            allowing.filter_map(|(number, own)| Some((number, place(own, one, text)?)));
        let Some((number, at)) = allowing.next() else { return true };
        let found = text.get(one.span.range()).unwrap_or_default();
        let count = counts.entry((number, Arc::clone(&one.file), at)).or_default();
        *count += 1;
        let own = &mut uses[number];
        own.longest = own.longest.max(found.chars().count());
        own.most = own.most.max(*count);
        false
    });
    uses
}

/// Where the text of an exception holds the whole place of a diagnostic.
fn place(exception: &Exception, diagnostic: &Diagnostic, text: &str) -> Option<usize> {
    let allowed = &*exception.text.value;
    let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
    if exception.rule.value != diagnostic.rule.id() || end - start > allowed.len() {
        return None;
    }
    let from = text.floor_char_boundary(end.saturating_sub(allowed.len()));
    let to = text.ceil_char_boundary(start + allowed.len());
    let holds = |at: &usize| *at <= start && end <= at + allowed.len();
    let mut places = text.get(from..to.max(from))?.match_indices(allowed).map(|(at, _)| from + at);
    places.find(holds)
}
