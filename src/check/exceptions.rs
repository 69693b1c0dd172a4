//! What may stand on a page though a rule forbids it? `[[exceptions]]` in page.toml: the rule, the
//! text, the reason.

use std::collections::HashMap;
use std::sync::Arc;

use crate::base::diagnostic;
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::check::{PageRule, cases, personal, words};
use crate::parse::exceptions::Exception;
use crate::site::page::Page;

/// The rules that an exception can be made from.
const RULES: [PageRule; 3] = [personal::check_page, words::check_page, cases::check_text];

fn exceptable() -> impl Iterator<Item = Rule> + Clone {
    personal::EXCEPTABLE.into_iter().chain(words::EXCEPTABLE).chain(cases::EXCEPTABLE)
}

/// What the rules find and no exception allows, and the exceptions nothing asks for.
pub fn check(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = RULES.iter().flat_map(|rule| rule(context, page)).collect();
    let exceptions = &page.facts.exceptions;
    if exceptions.is_empty() {
        return found;
    }
    // An exception quotes what it allows.
    found.retain(|one| {
        one.file != page.facts_file || !exceptions.iter().any(|e| e.text.span.contains(one.span))
    });
    let mut used = vec![false; exceptions.len()];
    let texts = texts(context, page);
    found.retain(|one| {
        let text = texts.get(&one.file).copied().unwrap_or_default();
        let place = exceptions.iter().position(|exception| allows(exception, one, text));
        place.inspect(|&place| used[place] = true).is_none()
    });
    found.extend(unused(page, &used));
    found
}

/// What stands in the files of a page.
fn texts<'a>(context: &Context<'a>, page: &'a Page) -> HashMap<&'a Arc<str>, &'a str> {
    page.files().filter_map(|file| Some((file, context.sources.text(file)?))).collect()
}

/// Whether the text of an exception stands where something was found: in it, or around it.
fn allows(exception: &Exception, found: &Diagnostic, text: &str) -> bool {
    let allowed = &*exception.text.value;
    if exception.rule.value != found.rule.id() {
        return false;
    }
    let (start, end) = (found.span.start as usize, found.span.end as usize);
    let from = text.floor_char_boundary((start + 1).saturating_sub(allowed.len()));
    let to = text.ceil_char_boundary((end + allowed.len()).saturating_sub(1));
    let is_there = |at: usize| from + at < end && start < from + at + allowed.len();
    text[from..to.max(from)].match_indices(allowed).any(|(at, _)| is_there(at))
}

/// Exceptions nothing asks for, or of rules that do not exist.
fn unused(page: &Page, used: &[bool]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (exception, used) in page.facts.exceptions.iter().zip(used) {
        let rule = &exception.rule;
        if !exceptable().any(|known| known.id() == rule.value) {
            let message =
                format!("There is no rule `{}` that an exception can be made from", rule.value);
            found.push(
                Diagnostic::new(Rule::UnknownWord, &page.facts_file, rule.span, message)
                    .hint(diagnostic::allowed_hint(&rule.value, exceptable().map(Rule::id))),
            );
        } else if !used {
            let message =
                format!("Nothing on this page needs the exception for `{}`", exception.text.value);
            let hint = "Take the exception out, or write its text as it stands on the page.";
            found.push(
                Diagnostic::new(
                    Rule::UnusedException,
                    &page.facts_file,
                    exception.text.span,
                    message,
                )
                .hint(hint),
            );
        }
    }
    found
}
