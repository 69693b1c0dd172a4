//! What does a reader of a page read, in order? All words of a text as one string, with what kind
//! of words they are.
//!
//! Code is left out, and what a run of text stands for is parted from the next by a line break.

use std::ops::Range;

use crate::base::document::{Block, BlockKind, Inline, InlineKind};
use crate::base::source::Span;
use crate::base::vocabulary::Kind;
use crate::parse::table::Spanned;
use crate::site::page::{Page, Text};

/// Stands where something was left out that is no words: code, a picture.
const GAP: char = '\u{fffc}';

/// Most texts are shorter, in bytes.
const USUAL_LENGTH: usize = 8192;

/// What a run of words is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Title,
    /// Other names of the page.
    Alias,
    /// A line for a screen or a loudspeaker, which is read alone.
    Short,
    Summary,
    Heading,
    Body,
    /// What scammers say.
    Said,
    /// The wording of a protocol, which is its issuer's.
    Official,
}

/// A paragraph, an item, a cell, a heading, a title, a line.
#[derive(Clone, Debug)]
pub struct Run {
    pub place: Place,
    pub range: Range<usize>,
}

#[derive(Debug, Default)]
pub struct Prose {
    pub text: String,
    /// In reading order.
    pub runs: Vec<Run>,
    /// The words of links.
    pub links: Vec<Range<usize>>,
    /// Where pieces of the text begin, and where they stand in the file.
    pieces: Vec<(usize, Span)>,
}

impl Prose {
    pub fn new(page: &Page, text: &Text) -> Prose {
        let mut prose = Prose {
            text: String::with_capacity(USUAL_LENGTH),
            runs: Vec::with_capacity(64),
            pieces: Vec::with_capacity(64),
            links: Vec::new(),
        };
        let (front, document) = (&text.front, &text.document);
        prose.line(Place::Title, &front.title);
        prose.line(Place::Summary, &front.summary);
        prose.blocks(Place::Body, &document.lead);
        for section in &document.sections {
            prose.inlines(Place::Heading, &section.heading);
            let place = match &*section.id {
                "say" => Place::Said,
                "text" if page.kind == Kind::Protocols => Place::Official,
                _ => Place::Body,
            };
            prose.blocks(place, &section.blocks);
        }
        for note in &document.footnotes {
            prose.blocks(Place::Body, &note.blocks);
        }
        front.aliases.iter().for_each(|alias| prose.line(Place::Alias, alias));
        let short = &front.short;
        let lines =
            [&short.led, &short.sms, &short.broadcast].into_iter().flatten().chain(&short.atm);
        lines.chain(&short.tips).for_each(|line| prose.line(Place::Short, line));
        prose
    }

    /// One line that stands at `span` of a file.
    pub fn of_line(place: Place, text: &str, span: Span) -> Prose {
        let mut prose = Prose::default();
        prose.line(place, &Spanned { value: text.to_owned(), span });
        prose
    }

    /// The run that a place of the text lies in.
    pub fn run_at(&self, at: usize) -> &Run {
        let number = self.runs.partition_point(|run| run.range.end <= at);
        &self.runs[number.min(self.runs.len() - 1)]
    }

    /// Where a range of the text stands in its file, whose text is `source`.
    pub fn span(&self, source: &str, range: Range<usize>) -> Span {
        let (first, last) = (self.piece(range.start), self.piece(range.end.saturating_sub(1)));
        let start = self.place(source, first, range.start).start;
        let end = self.place(source, last, range.end.saturating_sub(1)).end;
        Span { start, end }
    }

    fn piece(&self, at: usize) -> usize {
        self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1)
    }

    /// The character that a byte of the text came from; the whole piece where that cannot be said.
    /// What is in the file and not in the text (marks, escapes, ends of lines) is passed over.
    fn place(&self, source: &str, piece: usize, at: usize) -> Span {
        let (start, span) = self.pieces[piece];
        let mut written = source.get(span.range()).unwrap_or_default().char_indices();
        for (offset, wanted) in self.text[start..].char_indices() {
            let Some((here, _)) = written.find(|(_, c)| *c == wanted) else { return span };
            if (offset..offset + wanted.len_utf8()).contains(&(at - start)) {
                return Span::new(here..here + wanted.len_utf8()).shifted(span.start as usize);
            }
        }
        span
    }

    fn line(&mut self, place: Place, line: &Spanned<String>) {
        self.run(place, |prose| prose.push(&line.value, line.span));
    }

    fn run(&mut self, place: Place, write: impl FnOnce(&mut Prose)) {
        let start = self.text.len();
        write(self);
        if self.text.len() > start {
            self.runs.push(Run { place, range: start..self.text.len() });
            self.text.push('\n');
        }
    }

    fn push(&mut self, words: &str, span: Span) {
        self.pieces.push((self.text.len(), span));
        self.text.push_str(words);
    }

    fn blocks(&mut self, place: Place, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) => self.inlines(place, content),
                BlockKind::Heading { content, .. } => self.inlines(Place::Heading, content),
                BlockKind::List(list) => {
                    list.items.iter().for_each(|item| self.blocks(place, item))
                }
                BlockKind::Alert { blocks, .. } => self.blocks(Place::Body, blocks),
                BlockKind::Quote(blocks) => self.blocks(place, blocks),
                BlockKind::Table(table) => table.cells().for_each(|cell| self.inlines(place, cell)),
                BlockKind::Code { .. } | BlockKind::Rule => {}
            }
        }
    }

    fn inlines(&mut self, place: Place, content: &[Inline]) {
        self.run(place, |prose| prose.words(content));
        // Alternative texts are read by themselves.
        for inline in content {
            if let InlineKind::Image(image) = &inline.kind {
                self.run(place, |prose| prose.push(&image.alt, inline.span));
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
                    self.push(GAP.encode_utf8(&mut [0; 4]), inline.span)
                }
                InlineKind::FootnoteReference(_) => {}
            }
        }
    }
}
