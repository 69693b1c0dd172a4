//! Does a page give anybody away? Numbers, accounts, addresses and names of people have no place on
//! it.
//!
//! The rules look at the files as they were written, page.toml and every language, so that prose,
//! facts, short texts and alternative texts are all seen, and at the names of images. Before, a
//! text is made [`plain`]: whatever hides a number is taken away. What stands on purpose is named
//! in page.toml under `[[exceptions]]`, with its reason.

mod account_handle;
mod bank_card;
mod digits;
mod drawing;
mod email_address;
mod full_name;
mod identity_number;
mod phone_number;
mod plain;
mod resident_id;
mod street_address;
mod unregistered_number;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::site::assemble::{CAMPAIGNS, LOGOS};
use crate::site::page::Page;
use digits::Row;
use plain::Plain;

/// Something about a person.
struct Found {
    rule: Rule,
    severity: Severity,
    /// In the plain text.
    range: Range<usize>,
    message: String,
    hint: &'static str,
}

/// What the rules know of the world.
struct Known {
    /// The numbers of the text.
    rows: Vec<Row>,
    /// The digits of every number in the hotline register.
    registered: BTreeSet<String>,
    /// Whether the register could be read: what is missing from half of it may be in the other.
    is_register_complete: bool,
}

type Search = fn(&Plain, &Known) -> Vec<Found>;

const SEARCHES: [Search; 9] = [
    resident_id::check,
    bank_card::check,
    phone_number::check,
    unregistered_number::check,
    identity_number::check,
    account_handle::check,
    email_address::check,
    street_address::check,
    full_name::check,
];

/// The rules, for exceptions.
pub const EXCEPTABLE: [Rule; 9] = [
    Rule::ResidentId,
    Rule::BankCard,
    Rule::PhoneNumber,
    Rule::UnregisteredNumber,
    Rule::IdentityNumber,
    Rule::AccountHandle,
    Rule::EmailAddress,
    Rule::StreetAddress,
    Rule::FullName,
];

pub fn check_page(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let check_file =
        |file| check_text(context, file, context.sources.text(file).unwrap_or_default());
    let mut found: Vec<Diagnostic> = page.files().flat_map(check_file).collect();
    for image in &page.images {
        let name = check_text(context, &image.file, &image.name);
        found.extend(name.into_iter().map(|found| Diagnostic { span: Span::default(), ..found }));
    }
    found
}

/// What is written for campaigns, and in drawings that are published: logos of branches, files of
/// the site.
pub fn check_site(context: &Context) -> Vec<Diagnostic> {
    let campaigns: Arc<str> = Arc::from(CAMPAIGNS);
    let mut found =
        check_text(context, &campaigns, context.sources.text(&campaigns).unwrap_or_default());
    let drawings = [LOGOS, "static/"].into_iter().flat_map(|folder| context.sources.under(folder));
    for (file, _) in drawings.filter(|(file, _)| file.ends_with(".svg")) {
        for words in drawing::words(context.sources.text(file).unwrap_or_default()) {
            let in_words = check_text(context, file, &words);
            found.extend(
                in_words.into_iter().map(|found| Diagnostic { span: Span::default(), ..found }),
            );
        }
    }
    found
}

fn check_text(context: &Context, file: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    let plain = Plain::new(text);
    let numbers = context.site.hotlines.iter().filter_map(|hotline| hotline.number.as_deref());
    let only_digits =
        |number: &str| number.chars().filter(char::is_ascii_digit).collect::<String>();
    let is_register_complete = context.site.register_complete;
    let known = Known {
        rows: digits::rows(&plain),
        registered: numbers.map(only_digits).collect(),
        is_register_complete,
    };
    let mut all: Vec<Found> = SEARCHES.iter().flat_map(|rule| rule(&plain, &known)).collect();
    // The surest and the longest of what overlaps is reported.
    all.sort_by_key(|found| (found.severity, usize::MAX - found.range.len(), found.range.start));
    // Start and end of what was reported: nothing of it overlaps.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for Found { rule, severity, range, message, hint } in all {
        if taken.range(..range.end).next_back().is_some_and(|(_, &end)| range.start < end) {
            continue;
        }
        let span = plain.span(range.clone());
        taken.insert(range.start, range.end);
        let found = match severity {
            Severity::Error => Diagnostic::new(rule, file, span, message),
            Severity::Warning => Diagnostic::warning(rule, file, span, message),
        };
        diagnostics.push(found.hint(hint));
    }
    diagnostics
}
