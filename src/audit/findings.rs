//! Findings of the audit, of which only the first of the same are kept: a mistake in a template is
//! on every page of a site, whatever its size.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::base::diagnostic::{self, Diagnostic, Severity};
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::sync::{into_value, lock};

/// How many of the same mistakes in different files, such as those of a template, are reported.
const SAME: usize = 5;

/// The first few of several, and how many there are.
#[derive(Clone, Debug)]
pub(super) struct First<T> {
    pub items: Vec<T>,
    pub count: usize,
}

impl<T> Default for First<T> {
    fn default() -> Self {
        First { items: Vec::new(), count: 0 }
    }
}

impl<T: Ord> First<T> {
    pub(super) fn add(&mut self, item: T) {
        let at = self.items.partition_point(|other| *other <= item);
        // A file may be looked at twice, in a zip and beside it.
        if at > 0 && self.items[at - 1] == item {
            return;
        }
        self.count += 1;
        if at < SAME {
            // Most things are there once.
            self.items.reserve_exact(1);
            self.items.insert(at, item);
            self.items.truncate(SAME);
        }
    }
}

/// Where a mistake is, and what to do about it.
type Place = (Arc<str>, Span, Severity, Cow<'static, str>);

/// What is the same of the same mistakes: the rule, the message, and what a link leads to.
type Same = (Rule, String, Option<Arc<str>>);

/// Findings, by what is the same of them.
#[derive(Default)]
pub(super) struct Findings {
    groups: Mutex<BTreeMap<Same, First<Place>>>,
}

impl Findings {
    pub(super) fn extend(&self, found: impl IntoIterator<Item = Diagnostic>) {
        let mut found = found.into_iter().peekable();
        if found.peek().is_none() {
            return;
        }
        let mut groups = lock(&self.groups);
        for one in found {
            let place = (one.file, one.span, one.severity, one.hint);
            groups.entry((one.rule, one.message, one.target)).or_default().add(place);
        }
    }

    /// Adds the same mistake at several places, the first of which are known.
    pub(super) fn add<T>(&self, places: First<T>, found: impl Fn(T) -> Diagnostic) {
        let more = places.count - places.items.len();
        let mut groups = lock(&self.groups);
        for (number, place) in (1..).zip(places.items) {
            let one = found(place);
            let group = groups.entry((one.rule, one.message, one.target)).or_default();
            group.add((one.file, one.span, one.severity, one.hint));
            if number == SAME {
                group.count += more;
            }
        }
    }

    /// In the order of their places; the last of several has how many more there are.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let groups = into_value(self.groups);
        let mut found = Vec::new();
        for ((rule, message, target), places) in groups {
            let more = places.count - places.items.len();
            for (number, (file, span, severity, mut hint)) in (1..).zip(places.items) {
                if number == SAME && more > 0 {
                    hint = format!("{hint} There are {more} more of the same.").into();
                }
                let (message, target) = (message.clone(), target.clone());
                found.push(Diagnostic { rule, severity, file, span, message, hint, target });
            }
        }
        diagnostic::sort(&mut found);
        found
    }
}
