//! Personal data found in a text, and the text as the rules search it.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::digits::{self, DigitRow};
use crate::check::people::keywords::Keywords;
use crate::check::people::parts;
use crate::check::people::plain::PlainText;
use crate::site::Site;

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

/// The numbers that everybody may call.
#[derive(Debug, Default)]
pub(crate) struct Registered {
    /// The digits of every number in content/hotlines.toml.
    pub numbers: BTreeSet<String>,
    /// Whether that file could be read: a number may be in an entry that could not.
    pub is_complete: bool,
}

impl Registered {
    pub(crate) fn of(site: &Site) -> Registered {
        let numbers = site.hotlines.iter().filter_map(|hotline| hotline.number.as_deref());
        let digits = |number: &str| number.chars().filter(char::is_ascii_digit).collect();
        Registered { numbers: numbers.map(digits).collect(), is_complete: site.register_complete }
    }
}

/// A text, and what is known of the numbers in it.
pub(crate) struct SearchedText<'a> {
    pub plain: PlainText<'a>,
    pub rows: Vec<DigitRow>,
    /// Looked for where a rule asks for them.
    keywords: OnceCell<Keywords>,
    /// The digits of every number in content/hotlines.toml.
    pub registered: &'a BTreeSet<String>,
    /// Whether that file could be read: a number may be in an entry that could not.
    pub is_register_complete: bool,
}

impl<'a> SearchedText<'a> {
    pub(crate) fn new(registered: &'a Registered, text: &'a str) -> SearchedText<'a> {
        let plain = PlainText::new(text);
        SearchedText {
            rows: digits::rows(&plain.text, &plain.groups),
            keywords: OnceCell::new(),
            plain,
            registered: &registered.numbers,
            is_register_complete: registered.is_complete,
        }
    }

    /// The words that a text has beside which there may be something.
    pub(super) fn keywords(&self) -> &Keywords {
        self.keywords.get_or_init(|| Keywords::of(&self.plain.text))
    }

    /// Whether a group of digits may be part of a match: `is_one` gets what is before it, its
    /// length, and what follows.
    pub(super) fn has_group(&self, is_one: impl Fn(&str, usize, &str) -> bool) -> bool {
        self.groups(is_one).next().is_some()
    }

    /// The parts of the plain text around the groups of digits that may be part of a match.
    pub(super) fn parts(&self, is_one: impl Fn(&str, usize, &str) -> bool) -> Vec<Range<usize>> {
        parts::around(&self.plain.text, self.groups(is_one))
    }

    fn groups(
        &self,
        is_one: impl Fn(&str, usize, &str) -> bool,
    ) -> impl Iterator<Item = &Range<usize>> {
        let text = &self.plain.text;
        let groups = self.plain.groups.iter();
        groups.filter(move |group| is_one(&text[..group.start], group.len(), &text[group.end..]))
    }
}
