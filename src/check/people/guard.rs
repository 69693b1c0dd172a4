//! The rules about people's data, run together on a text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::check::context::Context;
use crate::check::people;
use crate::check::people::personal_data::{
    PersonalData, PersonalDataRule, Registered, SearchedText,
};
use crate::site::Site;

const RULES: [PersonalDataRule; 11] = [
    people::account_handle,
    people::bank_card,
    people::email_address,
    people::full_name,
    people::identity_number,
    people::number_plate,
    people::phone_number,
    people::resident_id,
    people::street_address,
    people::unregistered_number,
    people::wallet_address,
];

/// Those about numbers and mailboxes, which nothing on a page looks like by chance.
const CERTAIN: [PersonalDataRule; 6] = [
    people::bank_card,
    people::email_address,
    people::identity_number,
    people::phone_number,
    people::resident_id,
    people::wallet_address,
];

/// What identifies people in a text of the site.
pub(crate) fn personal_data(context: &Context, file: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    search(&context.registered, file, text, &RULES)
}

/// The same for what was built, when the sources are not at hand any more: the last look before it
/// is published.
#[derive(Debug, Default)]
pub struct PeopleGuard {
    registered: Registered,
    /// Texts that a page allows by an exception, and those of branches.
    allowed: Vec<String>,
}

impl PeopleGuard {
    /// With the numbers, the exceptions and the branches of a site.
    pub fn of(site: &Site) -> PeopleGuard {
        let exceptions = site.pages.iter().flat_map(|page| &page.facts.exceptions);
        let mut allowed: BTreeSet<String> =
            exceptions.map(|exception| exception.text.value.clone()).collect();
        for branch in &site.branches {
            for language in site.config.languages.iter() {
                for text in [&branch.name, &branch.address] {
                    allowed.insert(text.get(&site.config.languages, language).0.to_owned());
                }
            }
        }
        PeopleGuard { registered: Registered::of(site), allowed: allowed.into_iter().collect() }
    }

    /// What identifies people in the words of a document that somebody wrote elsewhere.
    pub fn in_document(&self, file: &Arc<str>, words: &str) -> Vec<Diagnostic> {
        self.errors(file, words, &RULES)
    }

    /// Numbers and mailboxes in the words of a page: the rest was judged in its sources.
    pub fn in_page(&self, file: &Arc<str>, words: &str) -> Vec<Diagnostic> {
        self.errors(file, words, &CERTAIN)
    }

    fn errors(&self, file: &Arc<str>, words: &str, rules: &[PersonalDataRule]) -> Vec<Diagnostic> {
        let mut found = search(&self.registered, file, words, rules);
        found.retain(|one| {
            let text = words.get(one.span.range()).unwrap_or_default();
            one.is_error() && !self.allowed.iter().any(|allowed| allowed.contains(text))
        });
        found
    }
}

fn search(
    registered: &Registered,
    file: &Arc<str>,
    text: &str,
    rules: &[PersonalDataRule],
) -> Vec<Diagnostic> {
    let text = SearchedText::new(registered, text);
    let mut all: Vec<PersonalData> = rules.iter().flat_map(|rule| rule(&text)).collect();
    // Of data that overlaps, the most certain and then the longest is reported.
    all.sort_by_key(|data| (data.severity, usize::MAX - data.range.len(), data.range.start));
    // Start and end of what was reported; none of it overlaps.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for PersonalData { rule, severity, range, message, hint } in all {
        if taken.range(..range.end).next_back().is_some_and(|(_, &end)| range.start < end) {
            continue;
        }
        let span = text.plain.span(range.clone());
        taken.insert(range.start, range.end);
        let diagnostic = match severity {
            Severity::Error => Diagnostic::new(rule, file, span, message),
            Severity::Warning => Diagnostic::warning(rule, file, span, message),
        };
        diagnostics.push(diagnostic.hint(hint));
    }
    diagnostics
}
