//! What a page says on purpose though a rule forbids it: `[[exceptions]]` in its page.toml.

use crate::parse::sink::Spanned;
use crate::parse::table::TableReader;

/// A deliberate exception from a rule of safety, with its reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// The rule's name.
    pub rule: Spanned<String>,
    /// The exact text that is allowed.
    pub text: Spanned<String>,
    pub reason: String,
}

pub fn read(reader: &TableReader) -> Vec<Exception> {
    let entries = reader.tables("exceptions").into_iter().filter_map(|entry| {
        let (rule, text, reason) = (
            entry.required_text("rule"),
            entry.required_text("text"),
            entry.required_text("reason"),
        );
        entry.finish();
        Some(Exception { rule: rule?, text: text?, reason: reason?.value })
    });
    entries.collect()
}
