//! The document tree that every renderer (HTML, search, print) reads.
//!
//! A document is a lead, then sections with fixed ids, then footnotes. Every node knows where it
//! is in its file, so that a rule or a renderer can point at it.

use std::collections::BTreeSet;

use crate::base::source::Span;

/// One language's text of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The blocks before the first heading.
    pub lead: Vec<Block>,
    pub sections: Vec<Section>,
    pub footnotes: Vec<Footnote>,
    /// What a link may point at: the ids of sections and of the headings within them.
    pub anchors: BTreeSet<String>,
}

impl Document {
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|s| s.id == id)
    }

    /// Every block at the top level, in reading order, footnotes last.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.lead
            .iter()
            .chain(self.sections.iter().flat_map(|s| &s.blocks))
            .chain(self.footnotes.iter().flat_map(|f| &f.blocks))
    }

    /// Calls `visit` with every inline node of the text, headings included, in reading order.
    pub fn each_inline<'a>(&'a self, visit: &mut dyn FnMut(&'a Inline)) {
        blocks_inlines(&self.lead, visit);
        for section in &self.sections {
            each_inline(&section.heading, visit);
            blocks_inlines(&section.blocks, visit);
        }
        for note in &self.footnotes {
            blocks_inlines(&note.blocks, visit);
        }
    }
}

impl Section {
    /// The items of its lists.
    pub fn items(&self) -> impl Iterator<Item = Item> {
        let lists = self.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::List(list) => Some(list),
            _ => None,
        });
        let item = |list: &List, blocks: &Vec<Block>| {
            let text = plain_blocks(blocks.get(..1)?).replace('\n', " ");
            (!text.is_empty()).then_some(Item { text, is_step: list.start.is_some() })
        };
        lists.flat_map(move |list| list.items.iter().filter_map(move |blocks| item(list, blocks)))
    }
}

/// An item of a list, in plain words on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub text: String,
    /// Whether it follows from the items before it, as in a list of steps.
    pub is_step: bool,
}

/// A `##` heading and what follows up to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The fixed id, the same in every language; empty where the author gave none, which is an
    /// error.
    pub id: String,
    pub heading: Vec<Inline>,
    pub blocks: Vec<Block>,
    /// Of the heading.
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Footnote {
    pub label: String,
    pub blocks: Vec<Block>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    Paragraph(Vec<Inline>),
    /// Level 3 to 6; level 2 begins a [`Section`].
    Heading {
        level: u8,
        id: String,
        content: Vec<Inline>,
    },
    List(List),
    Quote(Vec<Block>),
    /// A GFM alert: `> [!WARNING]`.
    Alert {
        kind: AlertKind,
        blocks: Vec<Block>,
    },
    /// Fenced or indented code; `language` is the fence's first word, or empty.
    Code {
        language: String,
        text: String,
    },
    Table(Box<Table>),
    Rule,
}

#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The first number of an ordered list.
    pub start: Option<u64>,
    pub items: Vec<Vec<Block>>,
    /// No blank lines between the items: paragraphs are rendered without `<p>`.
    pub tight: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertKind {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl AlertKind {
    pub fn id(self) -> &'static str {
        match self {
            AlertKind::Note => "note",
            AlertKind::Tip => "tip",
            AlertKind::Important => "important",
            AlertKind::Warning => "warning",
            AlertKind::Caution => "caution",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub alignments: Vec<Alignment>,
    pub head: Vec<Vec<Inline>>,
    pub rows: Vec<Vec<Vec<Inline>>>,
}

impl Table {
    /// Every cell, the head's first.
    pub fn cells(&self) -> impl Iterator<Item = &Vec<Inline>> {
        std::iter::once(&self.head).chain(&self.rows).flatten()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    None,
    Left,
    Center,
    Right,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    pub kind: InlineKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum InlineKind {
    Text(String),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Code(String),
    Link {
        target: Box<Target>,
        content: Vec<Inline>,
    },
    Image(Box<ImageReference>),
    /// A line break the author asked for.
    Break,
    FootnoteReference(String),
}

/// An image beside the page.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageReference {
    /// The file's name.
    pub file: String,
    /// Its alternative text.
    pub alt: String,
}

/// Where a link goes, as written.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// `@/<kind>/<id>#<anchor>`, or `#<anchor>` on the page itself (then `page` is `None`).
    Internal { page: Option<(String, String)>, anchor: Option<String> },
    /// `https://…`, on a host the site allows.
    External(String),
    /// `tel:…`.
    Telephone(String),
    /// Anything else; reported, never rendered as a link.
    Refused(String),
}

/// The words of a run of inlines, without markup; images give their alternative text.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(inlines, &mut out);
    out
}

/// The words of blocks, paragraphs and items parted by line breaks.
pub fn plain_blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    push_plain_blocks(blocks, &mut out);
    out.truncate(out.trim_end().len());
    out
}

fn push_plain(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Link { content: inner, .. } => {
                push_plain(inner, out);
            }
            InlineKind::Image(image) => out.push_str(&image.alt),
            InlineKind::Break => out.push('\n'),
            InlineKind::FootnoteReference(_) => {}
        }
    }
}

fn push_plain_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                push_line(content, out);
            }
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| push_plain_blocks(item, out));
            }
            BlockKind::Quote(inner) | BlockKind::Alert { blocks: inner, .. } => {
                push_plain_blocks(inner, out);
            }
            BlockKind::Code { text, .. } => {
                out.push_str(text);
                out.push('\n');
            }
            BlockKind::Table(table) => {
                table.cells().for_each(|cell| push_line(cell, out));
            }
            BlockKind::Rule => {}
        }
    }
}

fn push_line(content: &[Inline], out: &mut String) {
    push_plain(content, out);
    out.push('\n');
}

fn each_inline<'a>(inlines: &'a [Inline], visit: &mut dyn FnMut(&'a Inline)) {
    for inline in inlines {
        visit(inline);
        match &inline.kind {
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Link { content: inner, .. } => {
                each_inline(inner, visit);
            }
            _ => {}
        }
    }
}

fn blocks_inlines<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Inline)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                each_inline(content, visit);
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| blocks_inlines(item, visit)),
            BlockKind::Quote(inner) | BlockKind::Alert { blocks: inner, .. } => {
                blocks_inlines(inner, visit);
            }
            BlockKind::Table(table) => {
                table.cells().for_each(|cell| each_inline(cell, visit));
            }
            BlockKind::Code { .. } | BlockKind::Rule => {}
        }
    }
}
