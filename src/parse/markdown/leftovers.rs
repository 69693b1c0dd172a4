//! What an author meant as markup and Markdown did not take, or took and did not show.
//!
//! The parser never fails: what it does not understand becomes text, and what nothing refers to
//! disappears. An editor would read “no mistakes” and the public something else. So every character
//! of a text is accounted for here: shown as text that looks like text, consumed as markup, or
//! reported.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::parse::markdown::lines::{self, Line, Mark, MarkKind};
use crate::parse::markdown::signs;

/// A place in the prepared text, and what is wrong there.
pub(super) struct Leftover {
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
    found: Vec<Leftover>,
}

/// Everything in a text that was not taken as it was meant.
pub(super) fn leftovers(
    text: &str,
    events: &[(Event, Range<usize>)],
    definitions: &[Definition],
) -> Vec<Leftover> {
    let mut account = Account {
        text,
        shown: vec![false; text.len()],
        taken: vec![false; text.len()],
        found: Vec::new(),
    };
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

impl Account<'_> {
    fn report(&mut self, rule: Rule, range: Range<usize>, message: String, hint: &'static str) {
        let severity = Severity::Error;
        let hides_sections = false;
        self.found.push(Leftover { range, rule, severity, message, hint, hides_sections });
    }

    fn take(&mut self, range: &Range<usize>) {
        self.taken[range.clone()].fill(true);
    }

    /// Marks what each event shows, and judges blocks and links that lose something.
    fn blocks(&mut self, events: &[(Event, Range<usize>)]) {
        let mut in_code = false;
        for (event, range) in events {
            match event {
                Event::Text(_) if !in_code => {
                    self.shown[range.clone()].fill(true);
                    self.take(range);
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    in_code = true;
                    self.take(range);
                    self.code(kind, range);
                }
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Start(Tag::Heading { classes, attrs, .. }) => {
                    self.take(range);
                    if !classes.is_empty() || !attrs.is_empty() {
                        let message =
                            "Only the id of a heading is used; the rest in the braces is not";
                        let hint = "Write the id alone: `## 危险信号 {#flags}`.";
                        self.report(Rule::NotShown, range.clone(), message.to_owned(), hint);
                    }
                }
                Event::Start(Tag::Link { title, .. } | Tag::Image { title, .. }) => {
                    if !title.is_empty() {
                        let message = format!("The words `{title}` in this link are shown nowhere");
                        let hint =
                            "Write them in the text, and leave only the address in the brackets.";
                        self.report(Rule::NotShown, range.clone(), message, hint);
                    }
                    self.take(range);
                }
                Event::Start(Tag::List(Some(start))) if *start >= lines::LONG_LIST => {
                    let end = range.start + self.text[range.clone()].find(['\n', ' ']).unwrap_or(0);
                    let message = format!("`{start}.` at the beginning of a line begins a list");
                    let hint =
                        "Write a backslash before the full stop, `2026\\. `, or other words first.";
                    self.report(Rule::StrayMarkup, range.start..end, message, hint);
                }
                Event::Start(Tag::TableHead | Tag::TableRow) => self.row(range),
                Event::Start(Tag::Paragraph | Tag::Table(_) | Tag::HtmlBlock)
                | Event::Rule
                | Event::Code(_)
                | Event::FootnoteReference(_)
                | Event::Html(_)
                | Event::InlineHtml(_) => self.take(range),
                Event::Start(Tag::Item | Tag::FootnoteDefinition(_) | Tag::BlockQuote(_)) => {
                    // The mark itself; an item may be empty.
                    let end = self.text[range.clone()]
                        .find('\n')
                        .map_or(range.end, |at| range.start + at);
                    self.take(&(range.start..end));
                }
                _ => {}
            }
        }
    }

    /// Lines that belong to the item of a list above them without being indented: the author may have
    /// meant a new paragraph.
    fn lazy_lines(&mut self, events: &[(Event, Range<usize>)]) {
        // The columns at which the words of the open items begin.
        let mut columns: Vec<usize> = Vec::new();
        for (event, range) in events {
            match event {
                Event::Start(Tag::Item) => columns.push(self.column_of_item(range)),
                Event::End(TagEnd::Item) => drop(columns.pop()),
                Event::SoftBreak => {
                    let Some(&column) = columns.last() else { continue };
                    let line = range.end..self.end_of_line(range.end);
                    let words = &self.text[line.clone()];
                    let indent = range.end - self.start_of_line(range.end) + words.len()
                        - words.trim_start().len();
                    if indent < column.min(2) {
                        self.found.push(Leftover {
                            range: line,
                            rule: Rule::StrayMarkup,
                            severity: Severity::Warning,
                            message: "This line belongs to the item of the list above it".to_owned(),
                            hint: "For a paragraph of its own, put an empty line before it; for the \
                                   same item, two blanks.",
                            hides_sections: false,
                        });
                    }
                }
                _ => {}
            }
        }
    }

    /// At which column the words of an item begin.
    fn column_of_item(&self, range: &Range<usize>) -> usize {
        let is_mark = |c: char| c.is_ascii_digit() || " \t-+*.)".contains(c);
        let item = &self.text[range.clone()];
        range.start - self.start_of_line(range.start) + item.find(|c| !is_mark(c)).unwrap_or(0)
    }

    /// Code that was not meant as code, or loses its first line.
    fn code(&mut self, kind: &CodeBlockKind, range: &Range<usize>) {
        let first = range.start..self.end_of_line(range.start).min(range.end);
        match kind {
            CodeBlockKind::Indented => {
                let message =
                    "Four blanks at the beginning of a line make it code, not a paragraph";
                let hint = "Remove the blanks. For code, put a line of three backticks before and after it.";
                self.report(Rule::StrayMarkup, first, message.to_owned(), hint);
            }
            CodeBlockKind::Fenced(info) => {
                let mark = self.text[first.clone()].chars().next().unwrap_or('`');
                let last = self.text[range.clone()].trim_end().lines().next_back().unwrap_or("");
                let last = last.trim_start_matches([' ', '>', '\t']).trim_end();
                let is_closed = last.len() >= 3
                    && last.chars().all(|c| c == mark)
                    && self.text[range.clone()].trim_end().contains('\n');
                if !is_closed {
                    let message = "The code that begins here has no end: everything below is code";
                    let hint = "Put a line with the same marks, such as three backticks, after the last line of the code.";
                    self.report(Rule::StrayMarkup, first, message.to_owned(), hint);
                    self.found.iter_mut().rev().take(1).for_each(|one| one.hides_sections = true);
                } else if info.trim().contains(' ') {
                    let message = format!("Only the first word of `{}` is used", info.trim());
                    let hint = "Write the language alone after the backticks.";
                    self.report(Rule::NotShown, first, message, hint);
                }
            }
        }
    }

    /// Cells beyond those of the head are dropped.
    fn row(&mut self, range: &Range<usize>) {
        let Some(columns) = self.columns_of_table(range) else { return };
        let cells = lines::cells(&self.text[range.clone()]);
        if cells > columns {
            let message = format!(
                "This row has {cells} cells, and the table {columns} columns: the last are not shown"
            );
            let hint = "Give the head as many cells. Write a vertical line within a cell as `\\|`.";
            self.report(Rule::NotShown, range.clone(), message, hint);
        }
    }

    /// The columns of the table that a row belongs to, counted in the line below its head.
    fn columns_of_table(&self, row: &Range<usize>) -> Option<usize> {
        let before = &self.text[..row.start];
        let line = before.lines().rev().take_while(|line| !line.trim().is_empty());
        line.map(|line| line.trim_start_matches([' ', '>', '\t']))
            .find(|line| lines::is_delimiter_row(line))
            .map(lines::cells)
    }

    /// Footnotes that nothing refers to: they are not shown.
    fn notes(&mut self, events: &[(Event, Range<usize>)]) {
        let used: Vec<&str> = events
            .iter()
            .filter_map(|(event, _)| match event {
                Event::FootnoteReference(label) => Some(&**label),
                _ => None,
            })
            .collect();
        for (event, range) in events {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event
                && !used.contains(&&**label)
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
    fn definitions(&mut self, events: &[(Event, Range<usize>)], definitions: &[Definition]) {
        let used: Vec<String> = events
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
                self.take(&definition.range);
            }
        }
    }

    /// Lines of which nothing is shown.
    fn dropped_lines(&mut self) {
        for Line { start, words, .. } in lines::lines(self.text) {
            let words = words.trim_start_matches([' ', '>', '\t']).trim_end();
            let at = start + self.text[start..].find(words).unwrap_or(0);
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

    /// Marks at the beginning of a line that began nothing.
    fn line_starts(&mut self) {
        // The kind of the lines before, how many there were of it, and whether a block began.
        let (mut before, mut count, mut has_block) = (None, 0, false);
        for line in lines::lines(self.text) {
            let Some((at, mark)) = self.mark(&line) else {
                before = None;
                continue;
            };
            let range = at..at + mark.length;
            count = if before == Some(mark.kind) { count + 1 } else { 1 };
            before = Some(mark.kind);
            // The end of a block is not reported too.
            let is_end = mark.kind == MarkKind::Block
                && has_block
                && line.words.trim().chars().all(|c| ":!?%+".contains(c));
            if is_end || !mark.kind.is_reported_as(count) {
                continue;
            }
            has_block |= mark.kind == MarkKind::Block;
            let severity = if mark.is_certain { Severity::Error } else { Severity::Warning };
            let message = mark.kind.message(&self.text[range.clone()]);
            let hint = mark.kind.hint();
            // Signs in it are not reported too.
            self.shown[range.clone()].fill(false);
            let hides_sections = mark.kind == MarkKind::Heading;
            let rule = Rule::StrayMarkup;
            self.found.push(Leftover { range, rule, severity, message, hint, hides_sections });
        }
    }

    /// The mark with which a line begins, behind those of the lists and quotations it is in.
    fn mark(&self, line: &Line) -> Option<(usize, Mark)> {
        let shown = &self.shown[line.start..line.start + line.words.len()];
        let skipped = shown.iter().position(|&shown| shown)?;
        let is_of_container = |c: char| c.is_ascii_digit() || " \t>-+*.)".contains(c);
        let at = line.start + skipped;
        let is_first = line.words[..skipped].chars().all(is_of_container);
        if !is_first || self.is_escaped(at) {
            return None;
        }
        // A no-break space or a wide one is shown, too.
        let words = line.words[skipped..].trim_start();
        let at = at + line.words.len() - skipped - words.len();
        lines::mark(words).map(|mark| (at, mark))
    }

    /// Signs of markup within sentences.
    fn inlines(&mut self) {
        let mut read = 0;
        for (sign, at) in signs::signs(self.text) {
            let end = at + sign.text.len();
            let is_shown = self.shown[at..end].iter().all(|&shown| shown);
            if !is_shown || self.is_escaped(at) || at < read {
                continue;
            }
            let Some(length) = (sign.length)(&self.text[at..self.end_of_line(at)], sign.text)
            else {
                continue;
            };
            // A longer run of the same sign is a line to write on, or hides digits: 138****0000.
            let first = sign.text.as_bytes()[0];
            let is_run = sign.text.bytes().all(|byte| byte == first)
                && (self.text.as_bytes().get(end) == Some(&first)
                    || (at > 0 && self.text.as_bytes()[at - 1] == first));
            if is_run && !matches!(first, b'`' | b'[') {
                continue;
            }
            let range = at..at + length;
            read = range.end;
            let shown = &self.text[range.clone()];
            let message = format!("`{shown}` is shown as it is: {}", sign.why);
            self.report(Rule::StrayMarkup, range, message, sign.hint);
        }
    }

    fn is_escaped(&self, at: usize) -> bool {
        at > 0 && self.text.as_bytes()[at - 1] == b'\\' && !self.shown[at - 1]
    }

    fn start_of_line(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    fn end_of_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |length| at + length)
    }
}
