//! What earlier stages found, and which findings of later stages would only follow from it.
//!
//! A site with mistakes is looked at to the end, so that one run names all of them. What a later
//! stage says where an earlier one found a mistake is left out: it would be the same mistake again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::artifact::Listing;
use crate::base::diagnostic::Diagnostic;
use crate::base::language;
use crate::base::rules::{Rule, Subject};
use crate::base::source::Span;
use crate::base::vocabulary::{Kind, Vocabulary};
use crate::check::string_keys;
use crate::parse::strings::Strings;
use crate::site::page_folder::page_of;
use crate::site::registers::HOTLINES;
use crate::site::{config, route};

/// Errors of earlier stages, as later findings are compared with them.
#[derive(Default)]
pub(super) struct Earlier {
    /// By file, the places.
    places: BTreeMap<Arc<str>, Vec<Span>>,
    /// The folders of pages, each with the subjects of its errors.
    pages: BTreeSet<(&'static str, String, &'static str)>,
    rules: BTreeSet<Rule>,
    /// Those of errors that are in no page's folder.
    shared_rules: BTreeSet<Rule>,
}

impl Earlier {
    pub(super) fn add(&mut self, found: &[Diagnostic]) {
        for error in found.iter().filter(|found| found.is_error()) {
            self.places.entry(Arc::clone(&error.file)).or_default().push(error.span);
            if let Some((kind, id)) = page_of(&error.file) {
                self.pages.insert((kind.id(), id.to_owned(), error.rule.subject().title()));
            } else {
                self.shared_rules.insert(error.rule);
            }
            self.rules.insert(error.rule);
        }
    }

    /// What the renderers found that is a mistake of its own.
    pub(super) fn leave_rendered(&self, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let is_theme_wrong = self.places.keys().any(|file| file.starts_with("themes/"));
        found.retain(|found| match found.rule {
            Rule::Template | Rule::Theme => !is_theme_wrong,
            Rule::PrintFailed => !is_theme_wrong && !self.has_error(&found.file),
            Rule::SheetOverflow => !self.has_error_about(&found.file, Subject::Print),
            _ => !self.has_error_at(&found.file, found.span),
        });
        found
    }

    /// Files in each other's way that are so by a mistake of its own.
    pub(super) fn leave_clashes(&self, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let is_id = self.has_rule([Rule::RepeatedPageId, Rule::RepeatedId]);
        found.retain(|found| !is_id && !self.has_error(&found.file));
        found
    }

    /// What is wrong in these files by a mistake of its own.
    pub(super) fn leave_outputs(
        &self,
        mut found: Vec<Diagnostic>,
        files: &Listing,
    ) -> Vec<Diagnostic> {
        if self.rules.is_empty() {
            return found;
        }
        // Links lead nowhere, or to a place that is not there, where the page is not as it was meant.
        // A template's link to what no mistake explains is a mistake of its own.
        let lacks_places = self.places.keys().any(|file| !file.starts_with("static/"))
            || self.has_rule([Rule::DuplicateOutput]);
        let lacks_hosts = [HOTLINES, config::FILE].iter().any(|&file| self.has_error(file));
        let is_about = |subject| self.rules.iter().any(|rule| rule.subject() == subject);
        found.retain(|found| {
            let origin = files.origin(&found.file).map_or("", |origin| &**origin);
            let subject = found.rule.subject();
            if is_of_links(found.rule) && !origin.starts_with("static/") {
                let explained = match &found.target {
                    Some(target) => lacks_places && self.explains(target),
                    // A place on the same page.
                    None if found.rule == Rule::BrokenLink => self.has_error(origin),
                    None => lacks_hosts,
                };
                let is_same = self.has_error_about(origin, Subject::Links)
                    || self.shared_rules.contains(&found.rule);
                return !explained && !is_same;
            }
            let is_link = matches!(found.rule, Rule::BrokenLink | Rule::AlternatesDiffer);
            if (is_link && lacks_places) || self.has_error(origin) {
                return false;
            }
            // These are published as they are, and each was looked at by itself.
            if origin.starts_with("static/") {
                return true;
            }
            let may_be_the_same = match subject {
                Subject::People | Subject::Links => lacks_hosts || is_about(subject),
                _ => false,
            };
            let is_id = found.rule == Rule::RepeatedAnchor
                && self.has_rule([Rule::RepeatedPageId, Rule::RepeatedId]);
            !may_be_the_same && !is_id && !self.rules.contains(&found.rule)
        });
        found
    }

    /// Whether an error may be why there is no such file, or not what was meant in it: that of its
    /// page, or one of what many pages share.
    fn explains(&self, target: &str) -> bool {
        // With a broken theme any page may be missing.
        let is_theme_wrong = self.places.keys().any(|file| file.starts_with("themes/"));
        if is_theme_wrong || self.places.contains_key(&*format!("static/{target}")) {
            return true;
        }
        // The first part may be a language, `en/`, and `by/` looks like one.
        let (first, rest) = target.split_once('/').unwrap_or((target, ""));
        [target, rest].iter().take(1 + usize::from(language::is_code(first))).any(|path| {
            let mut parts = path.split('/').filter(|part| !part.is_empty());
            let parts = [parts.next(), parts.next(), parts.next()];
            match parts {
                [None, ..] => true,
                [Some("images"), Some(kind), Some(id)] => self.has_page(kind, id),
                [Some(kind), id, _] if Kind::from_id(kind).is_some() => {
                    // A list is shorter, or missing, without the pages that cannot be read.
                    let id = id.filter(|&id| id != "page");
                    id.map_or_else(|| self.has_kind(kind), |id| self.has_page(kind, id))
                }
                [Some(part), ..] => route::is_shared(part) || self.has_page("pages", part),
            }
        })
    }

    fn has_kind(&self, kind: &str) -> bool {
        self.pages.iter().any(|(own, ..)| *own == kind)
    }

    fn has_page(&self, kind: &str, id: &str) -> bool {
        Kind::from_id(kind).is_some_and(|kind| {
            self.subjects((kind, id)).next().is_some()
                || self.places.contains_key(&*format!("content/{}/{id}", kind.id()))
        })
    }

    fn has_rule<const N: usize>(&self, rules: [Rule; N]) -> bool {
        rules.iter().any(|rule| self.rules.contains(rule))
    }

    /// Whether a file, or the page it belongs to, has an error.
    fn has_error(&self, file: &str) -> bool {
        self.places.contains_key(file)
            || page_of(file).is_some_and(|page| self.subjects(page).next().is_some())
    }

    /// Whether the page that a file belongs to has an error about this.
    fn has_error_about(&self, file: &str, subject: Subject) -> bool {
        page_of(file).is_some_and(|page| self.subjects(page).any(|own| own == subject.title()))
    }

    fn subjects(&self, (kind, id): (Kind, &str)) -> impl Iterator<Item = &'static str> {
        let page = (kind.id(), id.to_owned());
        let from = (page.0, page.1.clone(), "");
        let own =
            self.pages.range(from..).take_while(move |one| (one.0, &one.1) == (page.0, &page.1));
        own.map(|&(.., subject)| subject)
    }

    fn has_error_at(&self, file: &str, span: Span) -> bool {
        let mut places = self.places.get(file).into_iter().flatten();
        places.any(|place| {
            let is_whole = [*place, span].contains(&Span::default());
            is_whole || (place.start < span.end && span.start < place.end)
        })
    }
}

/// Without what only follows from mistakes in the original texts of pages: that a translation is
/// stale, which the original will change again; and how it differs, where there is no head to tell
/// the text from it.
pub(super) fn leave_translations(found: &mut Vec<Diagnostic>, primary: &str) {
    let errors = found.iter().filter(|one| one.is_error() && page_of(&one.file).is_some());
    let errors: BTreeSet<(Arc<str>, Rule)> =
        errors.map(|one| (Arc::clone(&one.file), one.rule)).collect();
    let headless = |file: &str| errors.contains(&(Arc::from(file), Rule::NoFrontMatter));
    let has_error = |file: &Arc<str>| {
        let mut from = errors.range((Arc::clone(file), Rule::ALL[0])..);
        from.next().is_some_and(|(other, _)| other == file)
    };
    let leave = |one: &Diagnostic| {
        let Some((kind, id)) = page_of(&one.file) else { return true };
        let original = || format!("content/{}/{id}/{primary}.md", kind.id());
        match one.rule {
            Rule::StaleTranslation => !has_error(&Arc::from(original())),
            // A number of a list that is none, `1、`, is one of the text.
            Rule::NumbersDiffer if errors.contains(&(Arc::from(original()), Rule::StrayMarkup)) => {
                false
            }
            Rule::OutlineDiffers | Rule::NumbersDiffer => {
                !headless(&original()) && !headless(&one.file)
            }
            _ => true,
        }
    };
    found.retain(leave);
}

/// The strings of every language; those that are missing, which is a mistake already, in the words
/// of another, so that pages can be made and looked at.
pub(super) fn filled(mut strings: Vec<Strings>) -> Vec<Strings> {
    let keys = string_keys::all();
    let named = keys.iter().map(|key| (key.clone(), key.clone()));
    let mut all: Strings = named.collect();
    strings.iter().rev().for_each(|own| all.extend(own.clone()));
    for own in &mut strings {
        let missing: Vec<_> = all.iter().filter(|(key, _)| !own.contains_key(*key)).collect();
        own.extend(missing.into_iter().map(|(key, text)| (key.clone(), text.clone())));
    }
    strings
}

/// Rules about where links lead.
fn is_of_links(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::BrokenLink | Rule::BadLink | Rule::HostNotAllowed | Rule::NumberNotRegistered
    )
}
