//! Blocks that lose something of what was written, or that were not meant as what they are.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::parse::markdown::leftovers::{Account, Leftover, lines};

impl Account<'_> {
    /// Marks what each event shows, and judges blocks and links that lose something.
    pub(super) fn blocks(&mut self, events: &[(Event, Range<usize>)]) {
        let (mut in_code, mut columns) = (false, 0);
        // How many blocks and links begin at a byte, less those that end: they lie in each other.
        let mut depths = vec![0_isize; self.text.len() + 1];
        let mut take = |range: &Range<usize>| {
            depths[range.start] += 1;
            depths[range.end] -= 1;
        };
        for (event, range) in events {
            match event {
                Event::Text(_) if !in_code => {
                    self.shown[range.clone()].fill(true);
                    take(range);
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    in_code = true;
                    take(range);
                    self.code(kind, range);
                }
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                    take(range);
                    // Of a section without an id that is said.
                    let lacks_id = *level == HeadingLevel::H2 && id.is_none();
                    if !lacks_id && (!classes.is_empty() || !attrs.is_empty()) {
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
                    take(range);
                }
                Event::Start(Tag::List(Some(start))) if *start >= lines::LONG_LIST => {
                    let end = range.start + self.text[range.clone()].find(['\n', ' ']).unwrap_or(0);
                    let message = format!("`{start}.` at the beginning of a line begins a list");
                    let hint =
                        "Write a backslash before the full stop, `2026\\. `, or other words first.";
                    self.report(Rule::StrayMarkup, range.start..end, message, hint);
                }
                Event::Start(Tag::Table(table)) => {
                    columns = table.len();
                    take(range);
                }
                Event::Start(Tag::TableHead | Tag::TableRow) => self.row(range, columns),
                Event::Start(Tag::Paragraph | Tag::HtmlBlock)
                | Event::Rule
                | Event::Code(_)
                | Event::FootnoteReference(_)
                | Event::Html(_)
                | Event::InlineHtml(_) => take(range),
                Event::Start(Tag::Item | Tag::FootnoteDefinition(_) | Tag::BlockQuote(_)) => {
                    // The mark itself; an item may be empty.
                    take(&(range.start..self.end_of_line(range.start).min(range.end)));
                }
                _ => {}
            }
        }
        let mut depth = 0;
        for (taken, change) in self.taken.iter_mut().zip(depths) {
            depth += change;
            *taken = depth > 0;
        }
    }

    /// Lines that belong to the item of a list above them without being indented: the author may have
    /// meant a new paragraph.
    pub(super) fn lazy_lines(&mut self, events: &[(Event, Range<usize>)]) {
        let mut depth = 0;
        for (event, range) in events {
            match event {
                Event::Start(Tag::Item) => depth += 1,
                Event::End(TagEnd::Item) => depth -= 1,
                Event::SoftBreak if depth > 0 => {
                    let line = range.end..self.end_of_line(range.end);
                    let words = &self.text[line.clone()];
                    let indent = range.end - self.start_of_line(range.end) + words.len()
                        - words.trim_start().len();
                    // The words of an item begin in the third column or later.
                    if indent < 2 {
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
    fn row(&mut self, range: &Range<usize>, columns: usize) {
        let cells = lines::cells(&self.text[range.clone()]);
        if cells > columns {
            let message = format!(
                "This row has {cells} cells, and the table {columns} columns: the last are not shown"
            );
            let hint = "Give the head as many cells. Write a vertical line within a cell as `\\|`.";
            self.report(Rule::NotShown, range.clone(), message, hint);
        }
    }
}
