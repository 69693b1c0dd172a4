//! The rules about people's data, run together on a text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::people::PeopleRules;
use crate::check::context::Context;
use crate::check::people::account_handle::account_handle;
use crate::check::people::bank_card::bank_card;
use crate::check::people::email_address::email_address;
use crate::check::people::full_name::full_name;
use crate::check::people::identity_number::identity_number;
use crate::check::people::number_plate::number_plate;
use crate::check::people::personal_data::{
    PersonalData, PersonalDataRule, Registered, SearchedText,
};
use crate::check::people::phone_number::phone_number;
use crate::check::people::resident_id::resident_id;
use crate::check::people::street_address::street_address;
use crate::check::people::unregistered_number::unregistered_number;
use crate::check::people::wallet_address::wallet_address;
use crate::site::Site;

/// Which texts a rule is for. Each is for those before it, too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// The site's own texts: what numbers may be called is said of them alone.
    Sources,
    /// Documents from elsewhere.
    Documents,
    /// Pages that were made: numbers and mailboxes, which nothing on a page looks like by chance.
    Pages,
}

const RULES: [(PersonalDataRule, Reach); 11] = [
    (account_handle, Reach::Documents),
    (bank_card, Reach::Pages),
    (email_address, Reach::Pages),
    (full_name, Reach::Documents),
    (identity_number, Reach::Pages),
    (number_plate, Reach::Documents),
    (phone_number, Reach::Pages),
    (resident_id, Reach::Pages),
    (street_address, Reach::Documents),
    (unregistered_number, Reach::Sources),
    (wallet_address, Reach::Pages),
];

/// What identifies people in a text of the site.
pub(crate) fn personal_data(context: &Context, file: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    search(&context.registered, file, text, Reach::Sources)
}

/// The same for what was built, when the sources are not at hand any more: the last look before it
/// is published.
#[derive(Debug, Default)]
pub struct PeopleGuard {
    registered: Registered,
    /// Texts that a page allows by an exception, and those of branches, without markup.
    allowed: Vec<String>,
}

impl PeopleGuard {
    /// With the numbers, the exceptions and the branches of a site.
    pub fn of(site: &Site) -> PeopleGuard {
        let exceptions = site.pages.iter().flat_map(|page| &page.facts.exceptions);
        let mut allowed: BTreeSet<String> =
            exceptions.map(|exception| bare(&exception.text.value)).collect();
        for branch in &site.branches {
            for language in site.config.languages.iter() {
                for text in [&branch.name, &branch.address] {
                    allowed.insert(bare(text.get(&site.config.languages, language).0));
                }
            }
        }
        PeopleGuard { registered: Registered::of(site), allowed: allowed.into_iter().collect() }
    }

    fn errors(&self, file: &Arc<str>, words: &str, reach: Reach) -> Vec<Diagnostic> {
        let mut found = search(&self.registered, file, words, reach);
        found.retain(|one| {
            let text = bare(words.get(one.span.range()).unwrap_or_default());
            one.is_error() && !self.allowed.iter().any(|allowed| allowed.contains(&text))
        });
        found
    }
}

impl PeopleRules for PeopleGuard {
    fn in_page(&self, file: &Arc<str>, words: &str) -> Vec<Diagnostic> {
        self.errors(file, words, Reach::Pages)
    }

    fn in_document(&self, file: &Arc<str>, words: &str) -> Vec<Diagnostic> {
        self.errors(file, words, Reach::Documents)
    }
}

/// Letters and digits alone: markup and entities may have come between them, or gone.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn search(registered: &Registered, file: &Arc<str>, text: &str, reach: Reach) -> Vec<Diagnostic> {
    let text = SearchedText::new(registered, text);
    let rules = RULES.iter().filter(|(_, widest)| *widest >= reach);
    let mut all: Vec<PersonalData> = rules.flat_map(|(rule, _)| rule(&text)).collect();
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
