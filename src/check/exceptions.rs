//! What may stand on a page though a rule forbids it? `[[exceptions]]` in page.toml: the rule, the text, the reason.

use crate::check::{Context, PageRule, cases, personal, words};
use crate::diagnostic::{self, Diagnostic};
use crate::parse::exceptions::Exception;
use crate::site::page::Page;

/// The rules that an exception can be made from.
const RULES: [PageRule; 3] = [personal::check_page, words::check_page, cases::check_text];

fn codes() -> impl Iterator<Item = &'static str> + Clone {
    personal::CODES.into_iter().chain(words::CODES).chain(cases::CODES)
}

/// What the rules find and no exception allows, and the exceptions nothing asks for.
pub fn check(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = RULES.iter().flat_map(|rule| rule(context, page)).collect();
    let exceptions = &page.facts.exceptions;
    if exceptions.is_empty() {
        return found;
    }
    // An exception quotes what it allows.
    found.retain(|one| one.file != page.facts_file || !exceptions.iter().any(|e| e.text.span.contains(one.span)));
    let mut used = vec![false; exceptions.len()];
    found.retain(|one| match exceptions.iter().position(|exception| allows(context, exception, one)) {
        Some(place) => {
            used[place] = true;
            false
        }
        None => true,
    });
    found.extend(unused(page, &used));
    found
}

/// Whether the text of an exception stands where something was found: in it, or around it.
fn allows(context: &Context, exception: &Exception, found: &Diagnostic) -> bool {
    let allowed = &*exception.text.value;
    let text = context.sources.text(&found.file).unwrap_or_default();
    let (start, end) = (found.span.start as usize, found.span.end as usize);
    let is_there = |at: usize| at < end && start < at + allowed.len();
    exception.rule.value == found.code && text.match_indices(allowed).any(|(at, _)| is_there(at))
}

/// Exceptions nothing asks for, or of rules that do not exist.
fn unused(page: &Page, used: &[bool]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (exception, used) in page.facts.exceptions.iter().zip(used) {
        let rule = &exception.rule;
        if !codes().any(|code| code == rule.value) {
            let message = format!("There is no rule `{}` that an exception can be made from", rule.value);
            found.push(
                Diagnostic::error("unknown-word", &page.facts_file, rule.span, message)
                    .hint(diagnostic::allowed_hint(&rule.value, codes())),
            );
        } else if !used {
            let message = format!("Nothing on this page needs the exception for `{}`", exception.text.value);
            let hint = "Take the exception out, or write its text as it stands on the page.";
            found.push(
                Diagnostic::warning("unused-exception", &page.facts_file, exception.text.span, message).hint(hint),
            );
        }
    }
    found
}
