//! Notes, addresses and lines that are shown nowhere.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use crate::base::rules::Rule;
use crate::parse::markdown::leftovers::lines::{self, Line};
use crate::parse::markdown::leftovers::{Account, Definition};

impl Account<'_> {
    /// Footnotes that nothing refers to: they are not shown.
    pub(super) fn notes(&mut self, events: &[(Event, Range<usize>)]) {
        let used: HashSet<&str> = events
            .iter()
            .filter_map(|(event, _)| match event {
                Event::FootnoteReference(label) => Some(&**label),
                _ => None,
            })
            .collect();
        for (event, range) in events {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event
                && !used.contains(&**label)
            {
                let message =
                    format!("Nothing refers to the note `[^{label}]`, so it is not shown");
                let hint = "Put its mark where it belongs in the text, or delete the note.";
                let end = self.end_of_line(range.start);
                self.report(Rule::NotShown, range.start..end, message, hint);
            }
        }
    }

    /// Addresses that no link uses.
    pub(super) fn definitions(
        &mut self,
        events: &[(Event, Range<usize>)],
        definitions: &[Definition],
    ) {
        let used: HashSet<String> = events
            .iter()
            .filter_map(|(event, _)| match event {
                Event::Start(
                    Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. },
                ) if matches!(
                    link_type,
                    LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
                ) =>
                {
                    Some(id.to_lowercase())
                }
                _ => None,
            })
            .collect();
        for definition in definitions {
            if used.contains(&definition.label.to_lowercase()) {
                self.taken[definition.range.clone()].fill(true);
            }
        }
    }

    /// Lines of which nothing is shown.
    pub(super) fn dropped_lines(&mut self) {
        for Line { start, words, .. } in lines::lines(self.text) {
            let at = start + words.len();
            let words = words.trim_start_matches([' ', '>', '\t']);
            let (at, words) = (at - words.len(), words.trim_end());
            if words.is_empty() || self.taken[at..at + words.len()].contains(&true) {
                continue;
            }
            let message = if words.starts_with('[') {
                "No link refers to this address, so the line is not shown"
            } else {
                "This line is not shown"
            };
            let hint = "Use it in the text, or delete it.";
            self.report(Rule::NotShown, at..at + words.len(), message.to_owned(), hint);
        }
    }
}
