//! Blocks of a text: sections, paragraphs, lists, tables, code, notes.

use pulldown_cmark as cmark;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use crate::base::document::{
    AlertKind, Alignment, Block, BlockKind, Document, Footnote, Inline, List, Section, Table,
};
use crate::base::limits;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::parse::markdown::builder::Builder;
use crate::parse::markdown::inlines::is_inline;
use crate::parse::table::is_id;

impl<'a> Builder<'a> {
    pub(super) fn document(&mut self) -> Document {
        let mut document = Document::default();
        while let Some((event, range)) = self.events.next() {
            if let Event::Start(Tag::Heading {
                level: level @ (HeadingLevel::H1 | HeadingLevel::H2),
                id,
                ..
            }) = &event
            {
                let id = id.as_ref().map(|id| self.clean(id));
                let section = self.section(*level, id, self.span(&range));
                document.sections.push(section);
                continue;
            }
            let blocks = match document.sections.last_mut() {
                Some(section) => &mut section.blocks,
                None => &mut document.lead,
            };
            if let Some(block) = self.block(event, range) {
                blocks.push(block);
            }
        }
        document
    }

    /// A section that has no id it could keep gets an empty one, so that no rule takes it for
    /// another or calls the one it was meant to be missing.
    fn section(&mut self, level: HeadingLevel, id: Option<String>, span: Span) -> Section {
        let heading = self.inlines();
        let mut id = id.unwrap_or_default();
        if level == HeadingLevel::H1 {
            self.wrong_level(span);
        } else if id.is_empty() {
            let hint =
                "Put the id after the heading, the same in every language: `## 危险信号 {#flags}`.";
            self.error(Rule::MissingSectionId, span, "This heading has no fixed id", hint);
        }
        if !id.is_empty() && !is_id(&id) {
            let message = format!("`{id}` cannot be the id of a section");
            self.error(
                Rule::BadSectionId,
                span,
                message,
                "Use lower-case English words joined by hyphens: `{#flags}`.",
            );
            id.clear();
        }
        if !id.is_empty() && !self.is_new_anchor(&id, span) {
            id.clear();
        }
        self.section.clone_from(&id);
        self.subheadings = 0;
        Section { id, heading, blocks: Vec::new(), span }
    }

    fn is_new_anchor(&mut self, id: &str, span: Span) -> bool {
        let is_new = self.anchors.insert(id.to_owned());
        if !is_new {
            let message = format!("The id `{id}` is used by two headings");
            self.error(
                Rule::RepeatedSectionId,
                span,
                message,
                "Give each heading of a page an id of its own.",
            );
        }
        is_new
    }

    fn wrong_level(&mut self, span: Span) {
        let hint = "The page's title is in the front matter. Begin a section with `## … {#id}`, at the left margin.";
        self.error(Rule::HeadingLevel, span, "A heading of this level is not allowed here", hint);
    }

    /// Reads what `event` begins; `None` where it adds nothing to the tree.
    fn block(&mut self, event: Event<'a>, range: std::ops::Range<usize>) -> Option<Block> {
        let span = self.span(&range);
        let kind = match event {
            Event::Rule => BlockKind::Rule,
            Event::Start(tag) if self.depth >= limits::NESTING => {
                self.too_deep(&tag, span);
                return None;
            }
            Event::Start(tag) => {
                self.depth += 1;
                let kind = self.tag(tag, &range);
                self.depth -= 1;
                kind?
            }
            Event::Html(_) => {
                self.raw_html(span);
                return None;
            }
            _ => return None,
        };
        Some(Block { kind, span })
    }

    fn tag(&mut self, tag: Tag<'a>, range: &std::ops::Range<usize>) -> Option<BlockKind> {
        Some(match tag {
            Tag::Paragraph => BlockKind::Paragraph(self.inlines()),
            Tag::Heading { level, id, .. } => {
                self.heading(level as u8, id.map(|id| self.clean(&id)), range)
            }
            Tag::BlockQuote(None) => BlockKind::Quote(self.blocks()),
            Tag::BlockQuote(Some(kind)) => {
                BlockKind::Alert { kind: alert_kind(kind), blocks: self.blocks() }
            }
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::List(start) => BlockKind::List(self.list(start)),
            Tag::Table(alignments) => BlockKind::Table(Box::new(self.table(&alignments))),
            Tag::FootnoteDefinition(label) => {
                let footnote = Footnote {
                    label: self.clean(&label),
                    blocks: self.blocks(),
                    span: self.span(range),
                };
                if !self.notes.insert(footnote.label.clone()) {
                    let message = format!("There are two notes `[^{}]`", footnote.label);
                    let hint = "Give each note a name of its own: a reference could mean either.";
                    self.error(Rule::RepeatedId, footnote.span, message, hint);
                }
                self.footnotes.push(footnote);
                return None;
            }
            Tag::HtmlBlock => {
                self.raw_html(self.span(range));
                self.skip(&TagEnd::HtmlBlock);
                return None;
            }
            other => {
                self.skip(&other.to_end());
                return None;
            }
        })
    }

    fn heading(
        &mut self,
        level: u8,
        id: Option<String>,
        range: &std::ops::Range<usize>,
    ) -> BlockKind {
        let span = self.span(range);
        if level < 3 {
            self.wrong_level(span);
        }
        self.subheadings += 1;
        let id = id
            .filter(|id| is_id(id))
            .unwrap_or_else(|| format!("{}-{}", self.section, self.subheadings));
        // Without a section's id the headings in it have no id of their own, and that is one
        // mistake already.
        if !id.starts_with('-') {
            self.is_new_anchor(&id, span);
        }
        BlockKind::Heading { level: level.max(3), id, content: self.inlines() }
    }

    fn code_block(&mut self, kind: &cmark::CodeBlockKind) -> BlockKind {
        let language = match kind {
            cmark::CodeBlockKind::Fenced(info) => {
                info.split([' ', ',']).next().unwrap_or("").to_owned()
            }
            cmark::CodeBlockKind::Indented => String::new(),
        };
        let mut text = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::End(_) => break,
                _ => {}
            }
        }
        BlockKind::Code { language, text: self.clean(&text) }
    }

    fn list(&mut self, start: Option<u64>) -> List {
        let mut list = List { start, items: Vec::new(), tight: true };
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let loose =
                        matches!(self.events.peek(), Some((Event::Start(Tag::Paragraph), _)));
                    list.tight &= !loose;
                    list.items.push(self.blocks());
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        list
    }

    /// Blocks up to the end of their element. Bare words, as in the
    /// items of a tight list, become paragraphs.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        loop {
            let bare = matches!(self.events.peek(), Some((event, _)) if is_inline(event));
            if bare {
                let content = self.bare_inlines();
                if let (Some(first), Some(last)) = (content.first(), content.last()) {
                    let span = Span { start: first.span.start, end: last.span.end };
                    blocks.push(Block { kind: BlockKind::Paragraph(content), span });
                }
                continue;
            }
            match self.events.next() {
                None | Some((Event::End(_), _)) => {
                    blocks.shrink_to_fit();
                    return blocks;
                }
                Some((event, range)) => blocks.extend(self.block(event, range)),
            }
        }
    }

    fn table(&mut self, alignments: &[cmark::Alignment]) -> Table {
        let alignments = alignments.iter().map(|a| alignment(*a)).collect();
        let mut table = Table { alignments, head: Vec::new(), rows: Vec::new() };
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => table.head = self.cells(),
                Event::Start(Tag::TableRow) => {
                    let row = self.cells();
                    table.rows.push(row);
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        table
    }

    fn cells(&mut self) -> Vec<Vec<Inline>> {
        let mut cells = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => cells.push(self.inlines()),
                _ => break,
            }
        }
        cells
    }
}

fn alert_kind(kind: cmark::BlockQuoteKind) -> AlertKind {
    match kind {
        cmark::BlockQuoteKind::Note => AlertKind::Note,
        cmark::BlockQuoteKind::Tip => AlertKind::Tip,
        cmark::BlockQuoteKind::Important => AlertKind::Important,
        cmark::BlockQuoteKind::Warning => AlertKind::Warning,
        cmark::BlockQuoteKind::Caution => AlertKind::Caution,
    }
}

fn alignment(alignment: cmark::Alignment) -> Alignment {
    match alignment {
        cmark::Alignment::None => Alignment::None,
        cmark::Alignment::Left => Alignment::Left,
        cmark::Alignment::Center => Alignment::Center,
        cmark::Alignment::Right => Alignment::Right,
    }
}
