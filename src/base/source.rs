//! The files a site is written in, and spans in them.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

/// A byte range within one file. Files are at most 4 GiB, so 32 bits do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The span of a byte range; offsets past 4 GiB are clamped.
    pub fn new(range: std::ops::Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { start: clamp(range.start), end: clamp(range.end) }
    }

    /// The same span, counted from a point `by` bytes further back.
    pub fn shifted(self, by: usize) -> Self {
        Span::new(self.start as usize + by..self.end as usize + by)
    }

    /// Whether another lies in this one, from end to end at most.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The byte range, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A position as an editor shows it: both counted from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

/// Everything a build reads: paths relative to the site's root, with `/`, and their bytes.
///
/// The map is ordered, so whatever is derived from it in order is the same on every machine.
#[derive(Clone, Debug, Default)]
pub struct SourceFiles {
    files: BTreeMap<Arc<str>, Arc<[u8]>>,
}

impl SourceFiles {
    pub fn insert(&mut self, path: &str, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(Arc::from(path), bytes.into());
    }

    /// Adds all of another; where both have a file, the other's takes its place.
    pub fn extend(&mut self, other: &SourceFiles) {
        self.files
            .extend(other.files.iter().map(|(path, bytes)| (Arc::clone(path), Arc::clone(bytes))));
    }

    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    pub fn bytes(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.files.get(path)
    }

    /// The text of a file, without a byte order mark; `None` if it is missing or not UTF-8.
    pub fn text(&self, path: &str) -> Option<&str> {
        simdutf8::basic::from_utf8(self.files.get(path)?)
            .ok()
            .map(|t| t.strip_prefix('\u{FEFF}').unwrap_or(t))
    }

    /// Files whose path begins with `prefix`, in order.
    pub fn under<'a>(
        &'a self,
        prefix: &str,
    ) -> impl Iterator<Item = (&'a Arc<str>, &'a Arc<[u8]>)> {
        self.files
            .range::<str, _>((Bound::Included(prefix), Bound::Unbounded))
            .take_while(move |(path, _)| path.starts_with(prefix))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<[u8]>)> {
        self.files.iter()
    }

    /// Line and column of a byte offset in a file; `1:1` where the file is not text.
    pub fn line_column(&self, path: &str, offset: u32) -> LineColumn {
        self.text(path).map_or(LineColumn { line: 1, column: 1 }, |text| line_column(text, offset))
    }
}

/// Line and column of a byte offset in a text.
pub fn line_column(text: &str, offset: u32) -> LineColumn {
    let mut end = (offset as usize).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    LineColumn {
        line: before.bytes().filter(|&b| b == b'\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}
