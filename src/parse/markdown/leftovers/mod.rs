//! What an author meant as markup and Markdown did not take, or took and did not show.
//!
//! The parser never fails: what it does not understand becomes text, and what nothing refers to
//! disappears. An editor would read “no mistakes” and the public something else. So every character
//! of a text is accounted for here: shown as text that looks like text, consumed as markup, or
//! reported.

mod blocks;
mod lines;
mod shown;
mod signs;
mod unused;

use std::ops::Range;

use pulldown_cmark::Event;

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;

/// A place in the prepared text, and what is wrong there.
pub(crate) struct Leftover {
    pub range: Range<usize>,
    pub rule: Rule,
    pub severity: Severity,
    pub message: String,
    pub hint: &'static str,
    /// Whether a section or more may be missing from the tree because of it.
    pub hides_sections: bool,
}

/// A definition of an address that links refer to: `[label]: https://…`.
pub(super) struct Definition {
    pub label: String,
    pub range: Range<usize>,
}

/// Where the characters of a text went.
struct Account<'t> {
    text: &'t str,
    /// Of each byte, whether a reader sees it as a part of a sentence.
    shown: Vec<bool>,
    /// Of each byte, whether it belongs to a block that is shown, with its marks.
    taken: Vec<bool>,
    /// Where lines end, in order: a text may be a single line of a megabyte.
    line_ends: Vec<usize>,
    found: Vec<Leftover>,
}

/// Everything in a text that was not taken as it was meant.
pub(super) fn leftovers(
    text: &str,
    events: &[(Event, Range<usize>)],
    definitions: &[Definition],
) -> Vec<Leftover> {
    let mut account = Account::new(text);
    account.blocks(events);
    account.lazy_lines(events);
    account.notes(events);
    account.definitions(events, definitions);
    account.dropped_lines();
    account.line_starts();
    account.inlines();
    account.found.sort_by_key(|one| (one.range.start, one.range.end));
    account.found
}

/// Signs of markup in a line that is shown as it is written: a title, a name.
pub(crate) fn of_plain_line(line: &str) -> Vec<Leftover> {
    let mut account = Account::new(line);
    account.shown.fill(true);
    account.inlines();
    account.found
}

impl<'t> Account<'t> {
    fn new(text: &'t str) -> Account<'t> {
        Account {
            text,
            shown: vec![false; text.len()],
            taken: vec![false; text.len()],
            line_ends: text.match_indices('\n').map(|(end, _)| end).collect(),
            found: Vec::new(),
        }
    }

    fn report(&mut self, rule: Rule, range: Range<usize>, message: String, hint: &'static str) {
        let severity = Severity::Error;
        let hides_sections = false;
        self.found.push(Leftover { range, rule, severity, message, hint, hides_sections });
    }

    fn is_escaped(&self, at: usize) -> bool {
        at > 0 && self.text.as_bytes()[at - 1] == b'\\' && !self.shown[at - 1]
    }

    fn start_of_line(&self, at: usize) -> usize {
        let lines = self.line_ends.partition_point(|&end| end < at);
        if lines == 0 { 0 } else { self.line_ends[lines - 1] + 1 }
    }

    fn end_of_line(&self, at: usize) -> usize {
        let lines = self.line_ends.partition_point(|&end| end < at);
        self.line_ends.get(lines).copied().unwrap_or(self.text.len())
    }
}
