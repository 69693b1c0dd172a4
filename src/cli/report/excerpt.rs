//! The excerpt of a text around a diagnostic, small enough to read at a glance.
//!
//! Works on bytes: a page that is not UTF-8 must be shown too. Looks only at the neighbourhood of a
//! span, so that a line of ten megabytes costs no more than a short one.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::SourceFiles;

/// How much of a line is shown, in columns of a terminal.
const WIDTH: usize = 100;

/// How much of it may be the span itself.
const MARKED_WIDTH: usize = 64;

/// The place of a diagnostic; both numbers count from 1, the column in characters.
pub(super) struct Located {
    pub line: usize,
    pub column: usize,
    /// `None` where there is no text to show.
    pub excerpt: Option<Excerpt>,
}

/// A line or a part of one.
pub(super) struct Excerpt {
    pub text: String,
    /// A byte range of `text`.
    pub underlined: Range<usize>,
}

/// Finds places one after another. Going forward through a file, which is the order of diagnostics,
/// costs one pass.
pub(super) struct Places<'a> {
    sources: &'a SourceFiles,
    file: String,
    bytes: &'a [u8],
    is_text: bool,
    /// Everything before this byte has been counted.
    offset: usize,
    line_start: usize,
    line: usize,
    column: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(sources: &'a SourceFiles) -> Self {
        let file = String::new();
        Places {
            sources,
            file,
            bytes: &[],
            is_text: false,
            offset: 0,
            line_start: 0,
            line: 1,
            column: 1,
        }
    }

    pub(super) fn locate(&mut self, diagnostic: &Diagnostic) -> Located {
        if self.file != *diagnostic.file {
            self.open(&diagnostic.file);
        }
        if !self.is_text {
            return Located { line: 1, column: 1, excerpt: None };
        }
        let Range { start, end } = diagnostic.span.range();
        let start = start.min(self.bytes.len());
        self.advance(start);
        let excerpt = Some(self.excerpt(start, end.clamp(start, self.bytes.len())));
        Located { line: self.line, column: self.column, excerpt }
    }

    fn open(&mut self, file: &str) {
        let bytes: &[u8] = self.sources.bytes(file).map_or(&[], |bytes| bytes);
        file.clone_into(&mut self.file);
        // Spans count from after the byte order mark, as `SourceFiles::text` does.
        self.bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let meant_as_text = file.ends_with(".md") || file.ends_with(".toml");
        self.is_text =
            self.sources.contains(file) && (meant_as_text || self.sources.text(file).is_some());
        self.rewind();
    }

    fn rewind(&mut self) {
        (self.offset, self.line_start, self.line, self.column) = (0, 0, 1, 1);
    }

    fn advance(&mut self, to: usize) {
        if to < self.offset {
            self.rewind();
        }
        for (i, &byte) in self.bytes[self.offset..to].iter().enumerate() {
            if byte == b'\n' {
                self.line += 1;
                self.column = 1;
                self.line_start = self.offset + i + 1;
            } else if !is_continuation(byte) {
                self.column += 1;
            }
        }
        self.offset = to;
    }

    fn excerpt(&self, start: usize, end: usize) -> Excerpt {
        // A span over several lines is underlined to the end of its first.
        let marked = Piece::forward(&self.bytes[start..end], MARKED_WIDTH);
        let rest = if marked.cut { &[] } else { &self.bytes[start + marked.bytes..] };
        let before = &self.bytes[self.line_start..start];
        let room = WIDTH - marked.width;
        // Half of the room goes to each side, and what one side does not need to the other.
        let after = Piece::forward(rest, room / 2);
        let before = Piece::backward(before, room - after.width);
        let after = Piece::forward(rest, room - before.width);

        let mut text = String::new();
        text.push_str(if before.cut { "…" } else { "" });
        text.push_str(&before.text);
        let from = text.len();
        text.push_str(&marked.text);
        let underlined = from..text.len();
        text.push_str(&after.text);
        text.push_str(if after.cut || marked.cut { "…" } else { "" });
        Excerpt { text, underlined }
    }
}

/// Whether a character would steer a terminal instead of showing on it, or turn the order of the
/// others round.
pub(super) fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Some characters of one line.
struct Piece {
    text: String,
    width: usize,
    /// How many bytes of the line it represents.
    bytes: usize,
    /// Whether the line goes on.
    cut: bool,
}

impl Piece {
    /// What the bytes begin with, to the end of the line or of the room.
    fn forward(bytes: &[u8], room: usize) -> Self {
        let near = &bytes[..bytes.len().min(room * 4 + 4)];
        let line = near.iter().position(|&b| b == b'\n').map_or(near, |end| &near[..end]);
        let ends = line.len() < near.len() || near.len() == bytes.len();
        let line = if ends { line.strip_suffix(b"\r").unwrap_or(line) } else { line };
        let mut piece = Piece { text: String::new(), width: 0, bytes: 0, cut: false };
        for (c, length) in characters(line) {
            if piece.width + width(c) > room {
                piece.cut = true;
                return piece;
            }
            piece.text.push(c);
            piece.width += width(c);
            piece.bytes += length;
        }
        piece.cut = !ends;
        piece
    }

    /// What the bytes, which hold no line break, end with.
    fn backward(bytes: &[u8], room: usize) -> Self {
        let mut from = bytes.len().saturating_sub(room * 4 + 4);
        while from > 0 && from < bytes.len() && is_continuation(bytes[from]) {
            from += 1;
        }
        let all: Vec<(char, usize)> = characters(&bytes[from..]).collect();
        let mut piece = Piece { text: String::new(), width: 0, bytes: 0, cut: from > 0 };
        let fitting = all.iter().rev().take_while(|(c, length)| {
            let fits = piece.width + width(*c) <= room;
            piece.width += if fits { width(*c) } else { 0 };
            piece.bytes += if fits { *length } else { 0 };
            fits
        });
        let fitting = fitting.count();
        piece.cut |= fitting < all.len();
        piece.text = all[all.len() - fitting..].iter().map(|(c, _)| *c).collect();
        piece
    }
}

/// Characters with the number of bytes that each represents; what is not UTF-8 or not safe to show is
/// `U+FFFD`.
fn characters(bytes: &[u8]) -> impl Iterator<Item = (char, usize)> {
    bytes.utf8_chunks().flat_map(|chunk| {
        let shown = |c: char| if is_unsafe(c) && c != '\t' { '\u{FFFD}' } else { c };
        let valid = chunk.valid().chars().map(move |c| (shown(c), c.len_utf8()));
        let broken = Some(chunk.invalid().len()).filter(|&length| length > 0);
        valid.chain(broken.map(|length| ('\u{FFFD}', length)))
    })
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// How many columns of a terminal a character takes.
fn width(c: char) -> usize {
    if c == '\t' { 4 } else { c.width().unwrap_or(0) }
}
