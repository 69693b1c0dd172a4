//! All words of a text in reading order, as one string, with what kind of words they are.
//!
//! Code is left out. A line break separates each run of words from the next.

use std::cell::Cell;
use std::ops::Range;

use crate::base::document::{Block, BlockKind, Inline, InlineKind};
use crate::base::source::Span;
use crate::base::vocabulary::Kind;
use crate::parse::sink::Spanned;
use crate::site::page::{Page, Text};

/// Replaces what is not words: code, an image.
const GAP: char = '\u{fffc}';

/// Most texts are shorter, in bytes.
const USUAL_LENGTH: usize = 8192;

/// What a run of words is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RunKind {
    Title,
    /// Other names of the page.
    Alias,
    /// A line for a screen or a loudspeaker, which is read alone.
    Short,
    Summary,
    Heading,
    Body,
    /// A claim of the page's facts.
    Claim,
    /// What scammers say.
    Said,
    /// The wording of a protocol, which is its issuer's.
    Official,
}

/// A paragraph, an item, a cell, a heading, a title, a line.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub kind: RunKind,
    pub range: Range<usize>,
}

#[derive(Debug, Default)]
pub(crate) struct ProseText {
    pub text: String,
    /// In reading order.
    pub runs: Vec<Run>,
    /// The words of links.
    pub links: Vec<Range<usize>>,
    /// Where pieces of the text begin, and their places in the file.
    pieces: Vec<(usize, Span)>,
    /// How far a piece was compared with what was written: its number, and the places of a
    /// character in both. What is asked for in order is read once.
    reached: Cell<(usize, usize, usize)>,
}

impl ProseText {
    pub(crate) fn new(page: &Page, text: &Text) -> ProseText {
        let mut prose = ProseText {
            text: String::with_capacity(USUAL_LENGTH),
            runs: Vec::with_capacity(64),
            pieces: Vec::with_capacity(64),
            links: Vec::new(),
            reached: Cell::default(),
        };
        let (front, document) = (&text.front, text.document());
        prose.line(RunKind::Title, &front.title);
        prose.line(RunKind::Summary, &front.summary);
        prose.blocks(RunKind::Body, &document.lead);
        for section in &document.sections {
            prose.inlines(RunKind::Heading, &section.heading);
            let kind = match &*section.id {
                "say" => RunKind::Said,
                "text" if page.kind == Kind::Protocols => RunKind::Official,
                _ => RunKind::Body,
            };
            prose.blocks(kind, &section.blocks);
        }
        for note in &document.footnotes {
            prose.blocks(RunKind::Body, &note.blocks);
        }
        front.aliases.iter().for_each(|alias| prose.line(RunKind::Alias, alias));
        let short = &front.short;
        let lines =
            [&short.led, &short.sms, &short.broadcast].into_iter().flatten().chain(&short.atm);
        lines.chain(&short.tips).for_each(|line| prose.line(RunKind::Short, line));
        prose
    }

    /// One line, written at `span` of a file.
    pub(crate) fn of_line(kind: RunKind, text: &str, span: Span) -> ProseText {
        let mut prose = ProseText::default();
        prose.line(kind, &Spanned { value: text.to_owned(), span });
        prose
    }

    /// The run that contains a place of the text.
    pub(crate) fn run_at(&self, at: usize) -> &Run {
        let number = self.runs.partition_point(|run| run.range.end <= at);
        &self.runs[number.min(self.runs.len() - 1)]
    }

    /// The place of a range of the text in its file, whose text is `source`.
    pub(crate) fn span(&self, source: &str, range: Range<usize>) -> Span {
        let (first, last) = (self.piece(range.start), self.piece(range.end.saturating_sub(1)));
        let start = self.place(source, first, range.start).start;
        let end = self.place(source, last, range.end.saturating_sub(1)).end;
        Span { start, end }
    }

    fn piece(&self, at: usize) -> usize {
        self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1)
    }

    /// The character that a byte of the text came from; the whole piece if it cannot be found.
    /// Skips what is in the file and not in the text: marks, escapes, line breaks. An entity,
    /// `&#49;`, is one character.
    fn place(&self, source: &str, piece: usize, at: usize) -> Span {
        let (start, span) = self.pieces[piece];
        let written = source.get(span.range()).unwrap_or_default();
        let words = &self.text[start..];
        let wanted = words.floor_char_boundary(at - start);
        let (mut offset, mut rest) = match self.reached.get() {
            (same, offset, rest) if same == piece && offset <= wanted => (offset, rest),
            _ => (0, 0),
        };
        // Most pieces are written as they are read.
        if offset == 0 && written.get(..wanted) == Some(&words[..wanted]) {
            (offset, rest) = (wanted, wanted);
        }
        for (place, character) in words[offset..].char_indices() {
            let Some(here) = next(written, rest, character) else { return span };
            if offset + place == wanted {
                self.reached.set((piece, wanted, here.start));
                return Span::new(here).shifted(span.start as usize);
            }
            rest = here.end;
        }
        span
    }

    fn line(&mut self, kind: RunKind, line: &Spanned<String>) {
        self.run(kind, |prose| prose.push(&line.value, line.span));
    }

    fn run(&mut self, kind: RunKind, write: impl FnOnce(&mut ProseText)) {
        let start = self.text.len();
        write(self);
        if self.text.len() > start {
            self.runs.push(Run { kind, range: start..self.text.len() });
            self.text.push('\n');
        }
    }

    pub(crate) fn push(&mut self, words: &str, span: Span) {
        self.pieces.push((self.text.len(), span));
        self.text.push_str(words);
    }

    fn blocks(&mut self, kind: RunKind, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) => self.inlines(kind, content),
                BlockKind::Heading { content, .. } => self.inlines(RunKind::Heading, content),
                BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(kind, item)),
                BlockKind::Alert { blocks, .. } => self.blocks(RunKind::Body, blocks),
                BlockKind::Quote(blocks) => self.blocks(kind, blocks),
                BlockKind::Table(table) => table.cells().for_each(|cell| self.inlines(kind, cell)),
                BlockKind::Code { .. } | BlockKind::Rule => {}
            }
        }
    }

    fn inlines(&mut self, kind: RunKind, content: &[Inline]) {
        self.run(kind, |prose| prose.words(content));
        // Alternative texts are read by themselves.
        for inline in content {
            if let InlineKind::Image(image) = &inline.kind {
                self.run(kind, |prose| prose.push(&image.alt, inline.span));
            }
        }
    }

    fn words(&mut self, content: &[Inline]) {
        for inline in content {
            match &inline.kind {
                InlineKind::Text(words) => self.push(words, inline.span),
                InlineKind::Emphasis(inner) | InlineKind::Strong(inner) => self.words(inner),
                InlineKind::Link { content, .. } => {
                    let start = self.text.len();
                    self.words(content);
                    self.links.push(start..self.text.len());
                }
                InlineKind::Break => self.push(" ", inline.span),
                InlineKind::Code(_) | InlineKind::Image(_) => {
                    self.push(GAP.encode_utf8(&mut [0; 4]), inline.span);
                }
                InlineKind::FootnoteReference(_) => {}
            }
        }
    }
}

/// Where a character is next, from a place of what was written; it may be an entity.
fn next(written: &str, from: usize, wanted: char) -> Option<Range<usize>> {
    for (at, character) in written[from..].char_indices() {
        let at = from + at;
        if let Some(length) = entity_length(&written[at..]) {
            return Some(at..at + length);
        }
        if character == wanted {
            return Some(at..at + character.len_utf8());
        }
    }
    None
}

/// The length of the entity that a text begins with: `&#49;`, `&nbsp;`.
fn entity_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('&')?;
    let length =
        inner.bytes().position(|byte| byte == b';').filter(|length| (1..=31).contains(length))?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'#';
    inner[..length].bytes().all(is_name).then_some(length + 2)
}
