//! Personal data found in a text, and the text as the rules search it.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::check::people::digits::{self, DigitRow};
use crate::check::people::plain::PlainText;

/// A rule that searches a text for one kind of personal data.
pub(crate) type PersonalDataRule = fn(&SearchedText) -> Vec<PersonalData>;

/// Something that identifies a person.
pub(crate) struct PersonalData {
    pub rule: Rule,
    pub severity: Severity,
    /// In the plain text.
    pub range: Range<usize>,
    pub message: String,
    pub hint: &'static str,
}

/// A text, and what is known of the numbers in it.
pub(crate) struct SearchedText<'a> {
    pub plain: PlainText,
    pub rows: Vec<DigitRow>,
    /// The digits of every number in content/hotlines.toml.
    pub registered: &'a BTreeSet<String>,
    /// Whether that file could be read: a number may be in an entry that could not.
    pub is_register_complete: bool,
}

impl<'a> SearchedText<'a> {
    pub(crate) fn new(context: &'a Context, text: &str) -> SearchedText<'a> {
        let plain = PlainText::new(text);
        SearchedText {
            rows: digits::rows(&plain),
            plain,
            registered: &context.registered_numbers,
            is_register_complete: context.site.register_complete,
        }
    }
}
