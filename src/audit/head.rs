//! The audit of page heads: language, title, address, and alternates that agree with each other.

use std::collections::HashMap;
use std::sync::Arc;

use super::links::short;
use super::page::{Head, HtmlPage, NamedAddress, PageHead};
use super::places::PlaceId;
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// What can be checked without the other pages.
pub(super) fn audit_head(head: &Head, file: &Arc<str>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut lacks = |what: &str, hint: &'static str| {
        found.push(Diagnostic::new(Rule::IncompleteHead, file, Span::default(), what).hint(hint));
    };
    if head.language.is_none_or(|language| language.trim().is_empty()) {
        lacks(
            "The page does not say its language",
            "Begin it with `<html lang=\"…\">`: screen readers choose a voice by it.",
        );
    }
    if head.title.is_none_or(|title| title.trim().is_empty()) {
        lacks(
            "The page has no title",
            "Give it a `<title>`: it names the page in tabs, in bookmarks and in search results.",
        );
    }
    if !head.has_policy {
        lacks(
            "The page does not say what it may run and load",
            "Add `<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; …\">` as the theme's base.html has it, without `unsafe-inline`.",
        );
    }
    match head.canonical.len() {
        0 if !head.is_hidden => lacks(
            "The page does not say its own address",
            "Add `<link rel=\"canonical\" href=\"…\">`, or `<meta name=\"robots\" content=\"noindex\">` where it has none.",
        ),
        0 | 1 => {}
        _ => {
            lacks("The page says two addresses of itself", "Leave one `<link rel=\"canonical\">`.");
        }
    }
    found
}

/// The pages of a site, by place.
pub(super) type Pages = HashMap<PlaceId, HtmlPage>;

/// What only shows beside the other pages: whether all languages of a page name each other.
pub(super) fn audit_alternates(
    pages: &Pages,
    number: PlaceId,
    is_there: impl Fn(PlaceId) -> bool,
    address: impl Fn(PlaceId) -> String,
) -> Vec<Diagnostic> {
    let Some(page) = pages.get(&number) else { return Vec::new() };
    let head = &page.head;
    let mut found = Vec::new();
    let mut differs = |at: usize, what: String, hint: &'static str| {
        found.push(
            Diagnostic::new(Rule::AlternatesDiffer, &page.file, Span::new(at..at), what).hint(hint),
        );
    };
    // One that leads to nothing is a mistake already.
    let file = |named: &NamedAddress| named.file.filter(|&place| is_there(place));
    let Some((canonical, target)) = head.canonical.and_then(|named| Some((named, file(&named)?)))
    else {
        return found;
    };
    if target != number {
        let other = pages.get(&target);
        if !other.is_some_and(|other| is_own(other, target)) {
            let what = format!(
                "`{}`, named as the address to read this page at, names another one",
                short(&address(target))
            );
            differs(canonical.at, what, "Name the address of the page that is meant to be found.");
        } else if !head.alternates.is_empty()
            && other.is_some_and(|other| !is_same(&other.head, head))
        {
            let what = format!(
                "The languages named here are not those that `{}` names",
                short(&address(target))
            );
            differs(
                canonical.at,
                what,
                "Name the same languages with the same addresses, or none.",
            );
        }
        return found;
    }
    let languages = head.alternates.iter();
    let own = languages
        .clone()
        .find(|(code, named)| named.file == Some(number) && **code != *"x-default");
    if own.is_none_or(|(code, _)| *code != head.language) && !head.is_hidden {
        differs(canonical.at, "The page is not among the languages it names".to_owned(), OWN);
    }
    let default = languages.clone().find(|(code, _)| **code == *"x-default");
    if !head.alternates.is_empty() && default.is_none() {
        let hint = "Add `<link rel=\"alternate\" hreflang=\"x-default\" href=\"…\">` for readers of any other language.";
        differs(
            canonical.at,
            "The page names no address for readers of other languages".to_owned(),
            hint,
        );
    }
    for (code, named) in &*head.alternates {
        let Some(target) = file(named) else { continue };
        let other = pages.get(&target);
        let twins = head.alternates.iter().filter(|(other, _)| other == code).count();
        if twins > 1 {
            differs(named.at, format!("`{code}` is named twice"), "Name each language once.");
        } else if other.is_none_or(|other| !is_own(other, target) || !is_same(&other.head, head)) {
            let what = format!(
                "`{}`, named for `{code}`, does not name the same languages",
                short(&address(target))
            );
            differs(
                named.at,
                what,
                "Every language of a page names all of them, itself included, with the same addresses.",
            );
        } else if **code != *"x-default" && other.is_some_and(|other| other.head.language != *code)
        {
            let what = format!(
                "`{}` is named for `{code}` and is not in that language",
                short(&address(target))
            );
            differs(
                named.at,
                what,
                "Name the address of the page in that language, or leave it out.",
            );
        }
    }
    found
}

const OWN: &str =
    "Add `<link rel=\"alternate\" hreflang=\"…\" href=\"…\">` for the page's own language too.";

/// Whether a page says that it is to be read where it is.
fn is_own(page: &HtmlPage, number: PlaceId) -> bool {
    page.head.canonical.is_some_and(|named| named.file == Some(number))
}

/// Whether two pages name the same languages with the same addresses.
fn is_same(one: &PageHead, other: &PageHead) -> bool {
    let has = |head: &PageHead, code: &str, file| {
        head.alternates.iter().any(|(c, named)| **c == *code && named.file == file)
    };
    one.alternates.len() == other.alternates.len()
        && one.alternates.iter().all(|(code, named)| has(other, code, named.file))
}
