//! What does the prose say? Markdown to the document tree.
//!
//! CommonMark with tables, footnotes, GFM alerts and heading attributes. Raw HTML is refused: print
//! and search could not honour it, and volunteers' text is not trusted.

use std::iter::Peekable;
use std::sync::Arc;
use std::vec;

use pulldown_cmark as cmark;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::diagnostic::Diagnostic;
use crate::document::{
    AlertKind, Alignment, Block, BlockKind, Document, Footnote, ImageReference, Inline, InlineKind, List, Section, Table, Target,
};
use crate::parse::emphasis::{self, Prepared};
use crate::parse::front_matter::Body;
use crate::parse::table::is_id;
use crate::source::Span;

/// Blocks nested deeper than this are refused; no reader could follow them.
const MAX_DEPTH: usize = 32;

/// Parses the body of a prose file; offsets in the result count from the beginning of the file.
pub fn parse(file: &Arc<str>, body: &Body) -> (Document, Vec<Diagnostic>) {
    let prepared = emphasis::prepare(body.text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let events: Vec<_> = Parser::new_ext(&prepared.text, options).into_offset_iter().collect();
    let mut builder = Builder {
        events: events.into_iter().peekable(),
        prepared: &prepared,
        offset: body.offset,
        file,
        depth: 0,
        section: String::new(),
        subheadings: 0,
        footnotes: Vec::new(),
        diagnostics: Vec::new(),
    };
    let mut document = builder.document();
    document.footnotes = builder.footnotes;
    let mut diagnostics = builder.diagnostics;
    diagnostics.extend(forbidden_characters(file, body));
    (document, diagnostics)
}

/// Control, private-use and direction-override characters: they print as boxes or hide what a text says.
fn forbidden_characters(file: &Arc<str>, body: &Body) -> Vec<Diagnostic> {
    let forbidden = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
            || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFD}')
    };
    body.text
        .char_indices()
        .filter(|&(_, c)| forbidden(c))
        .map(|(at, c)| {
            let span = Span::new(at..at + c.len_utf8()).shifted(body.offset);
            Diagnostic::error("bad-character", file, span, format!("The character U+{:04X} cannot be shown", c as u32))
                .hint("Delete it; it often comes along when text is pasted from another program.")
        })
        .collect()
}

struct Builder<'a> {
    events: Peekable<vec::IntoIter<(Event<'a>, std::ops::Range<usize>)>>,
    prepared: &'a Prepared<'a>,
    offset: usize,
    file: &'a Arc<str>,
    depth: usize,
    /// The id of the section being read, for the ids of the headings in it.
    section: String,
    subheadings: usize,
    footnotes: Vec<Footnote>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    fn document(&mut self) -> Document {
        let mut document = Document::default();
        while let Some((event, range)) = self.events.next() {
            let level_two = matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }));
            if let (true, Event::Start(Tag::Heading { id, .. })) = (level_two, &event) {
                let id = id.as_ref().map(|id| self.clean(id));
                let section = self.section(id, self.span(&range), &document);
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

    fn section(&mut self, id: Option<String>, span: Span, document: &Document) -> Section {
        let heading = self.inlines();
        let id = match id {
            Some(id) if is_id(&id) => id,
            Some(id) => {
                let message = format!("`{id}` cannot be the id of a section");
                self.error("bad-section-id", span, message, "Use lower-case English words joined by hyphens: `{#flags}`.");
                id
            }
            None => {
                let hint = "Put the id after the heading, the same in every language: `## 危险信号 {#flags}`.";
                self.error("missing-section-id", span, "This heading has no fixed id", hint);
                format!("section-{}", document.sections.len() + 1)
            }
        };
        if document.section(&id).is_some() {
            let message = format!("The id `{id}` is used by two headings");
            self.error("repeated-section-id", span, message, "Give each section of a page an id of its own.");
        }
        self.section = id.clone();
        self.subheadings = 0;
        Section { id, heading, blocks: Vec::new(), span }
    }

    /// Reads what `event` begins; `None` where it adds nothing to the tree.
    fn block(&mut self, event: Event<'a>, range: std::ops::Range<usize>) -> Option<Block> {
        let span = self.span(&range);
        let kind = match event {
            Event::Rule => BlockKind::Rule,
            Event::Start(tag) if self.depth >= MAX_DEPTH => {
                let hint = "Write it flatter: lists within lists within lists cannot be read on a phone.";
                self.error("nested-too-deeply", span, "This is nested too deeply", hint);
                self.skip(&tag.to_end());
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
            Tag::Heading { level, id, .. } => self.heading(level as u8, id.map(|id| self.clean(&id)), range),
            Tag::BlockQuote(None) => BlockKind::Quote(self.blocks()),
            Tag::BlockQuote(Some(kind)) => BlockKind::Alert { kind: alert_kind(kind), blocks: self.blocks() },
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::List(start) => BlockKind::List(self.list(start)),
            Tag::Table(alignments) => BlockKind::Table(Box::new(self.table(&alignments))),
            Tag::FootnoteDefinition(label) => {
                let footnote = Footnote { label: self.clean(&label), blocks: self.blocks(), span: self.span(range) };
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

    fn heading(&mut self, level: u8, id: Option<String>, range: &std::ops::Range<usize>) -> BlockKind {
        if level < 3 {
            let hint = "The page's title stands in the front matter. Begin a section with `## … {#id}`, at the left margin.";
            self.error("heading-level", self.span(range), "A heading of this level cannot stand here", hint);
        }
        self.subheadings += 1;
        let id = id.filter(|id| is_id(id)).unwrap_or_else(|| format!("{}-{}", self.section, self.subheadings));
        BlockKind::Heading { level: level.max(3), id, content: self.inlines() }
    }

    fn code_block(&mut self, kind: &cmark::CodeBlockKind) -> BlockKind {
        let language = match kind {
            cmark::CodeBlockKind::Fenced(info) => info.split([' ', ',']).next().unwrap_or("").to_owned(),
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
                    let loose = matches!(self.events.peek(), Some((Event::Start(Tag::Paragraph), _)));
                    list.tight &= !loose;
                    list.items.push(self.blocks());
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        list
    }

    /// Blocks up to the end of the element they stand in. Words that stand there bare, as in the
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

    /// Inlines up to and including the end of the element they stand in.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut out = Vec::new();
        while let Some((event, range)) = self.events.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            self.inline(event, range, &mut out);
        }
        trim(&mut out);
        out
    }

    fn bare_inlines(&mut self) -> Vec<Inline> {
        let mut out = Vec::new();
        while let Some((event, range)) = self.events.next_if(|(event, _)| is_inline(event)) {
            self.inline(event, range, &mut out);
        }
        trim(&mut out);
        out
    }

    fn inline(&mut self, event: Event<'a>, range: std::ops::Range<usize>, out: &mut Vec<Inline>) {
        let span = self.span(&range);
        let kind = match event {
            Event::Text(text) => return push_text(out, &self.clean(&text), span),
            Event::SoftBreak => return self.soft_break(out, span),
            Event::HardBreak => InlineKind::Break,
            Event::Code(text) => InlineKind::Code(self.clean(&text)),
            Event::FootnoteReference(label) => InlineKind::FootnoteReference(self.clean(&label)),
            Event::Start(Tag::Emphasis) => InlineKind::Emphasis(self.inlines()),
            Event::Start(Tag::Strong) => InlineKind::Strong(self.inlines()),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let target = Box::new(target(&self.clean(&dest_url)));
                InlineKind::Link { target, content: self.inlines() }
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let file = self.clean(&dest_url);
                let alt = crate::document::plain_text(&self.inlines());
                InlineKind::Image(Box::new(ImageReference { file, alt }))
            }
            Event::Html(_) | Event::InlineHtml(_) => return self.raw_html(span),
            Event::Start(other) => return self.skip(&other.to_end()),
            _ => return,
        };
        out.push(Inline { kind, span });
    }

    /// A line break in the source is a space between words, and nothing between Chinese characters.
    fn soft_break(&mut self, out: &mut Vec<Inline>, span: Span) {
        let before = out.last().and_then(|inline| match &inline.kind {
            InlineKind::Text(text) => text.chars().next_back(),
            _ => None,
        });
        let after = match self.events.peek() {
            Some((Event::Text(text), _)) => text.chars().find(|c| *c != emphasis::SENTINEL),
            _ => None,
        };
        let joined = before.is_some_and(emphasis::is_wide) && after.is_none_or(emphasis::is_cjk)
            || after.is_some_and(emphasis::is_wide) && before.is_none_or(emphasis::is_cjk);
        if !joined {
            push_text(out, " ", span);
        }
    }

    fn raw_html(&mut self, span: Span) {
        let hint = "Use Markdown instead: `**strong**`, lists, tables, `> [!WARNING]`. To show a tag, write it as code: `` `<b>` ``.";
        self.error("raw-html", span, "HTML cannot be used in a text", hint);
    }

    /// Skips to the end of an element that gives nothing to the tree.
    fn skip(&mut self, end: &TagEnd) {
        let mut open = 1usize;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(tag) if tag.to_end() == *end => open += 1,
                Event::End(tag) if tag == *end => {
                    open -= 1;
                    if open == 0 {
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>, hint: &str) {
        self.diagnostics.push(Diagnostic::error(code, self.file, span, message).hint(hint));
    }

    fn span(&self, range: &std::ops::Range<usize>) -> Span {
        Span::new(self.prepared.original(range.start)..self.prepared.original(range.end)).shifted(self.offset)
    }

    fn clean(&self, text: &str) -> String {
        self.prepared.clean(text)
    }
}

fn is_inline(event: &Event) -> bool {
    match event {
        Event::Text(_)
        | Event::Code(_)
        | Event::InlineHtml(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::FootnoteReference(_) => true,
        Event::Start(tag) => matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. }),
        _ => false,
    }
}

fn push_text(out: &mut Vec<Inline>, text: &str, span: Span) {
    if text.is_empty() {
        return;
    }
    if let Some(Inline { kind: InlineKind::Text(last), span: place }) = out.last_mut() {
        last.push_str(text);
        place.end = span.end;
        return;
    }
    out.push(Inline { kind: InlineKind::Text(text.to_owned()), span });
}

/// Spaces at the end of a run, left by line breaks before a nested list.
fn trim(out: &mut Vec<Inline>) {
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = out.last_mut() {
        text.truncate(text.trim_end().len());
        if text.is_empty() {
            out.pop();
        }
    }
    // Most runs are a single text; on a large site the spare room of vectors outweighs the words.
    out.shrink_to_fit();
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

/// Reads where a link goes. Whether it may go there is for the checks to say.
fn target(url: &str) -> Target {
    if let Some(anchor) = url.strip_prefix('#') {
        return Target::Internal { page: None, anchor: Some(anchor.to_owned()) };
    }
    if let Some(path) = url.strip_prefix("@/") {
        let (path, anchor) = match path.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor.to_owned())),
            None => (path, None),
        };
        if let Some((kind, id)) = path.trim_end_matches('/').split_once('/') {
            return Target::Internal { page: Some((kind.to_owned(), id.to_owned())), anchor };
        }
        return Target::Refused(url.to_owned());
    }
    if url.starts_with("https://") || url.starts_with("http://") {
        return Target::External(url.to_owned());
    }
    match url.strip_prefix("tel:") {
        Some(number) => Target::Telephone(number.to_owned()),
        None => Target::Refused(url.to_owned()),
    }
}
