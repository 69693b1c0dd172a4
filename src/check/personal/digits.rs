//! Which numbers may a text hold? Groups of digits with little between them may belong together, so
//! every row of neighbouring groups is tried.

use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use regex::{Match, Regex};

use super::plain::Plain;

/// Neighbouring groups of digits, joined.
pub struct Join<'a> {
    /// The digits; an X may follow the last group, as in a resident identity number.
    pub digits: &'a str,
    /// Of each group.
    pub lengths: &'a [usize],
    /// In the plain text.
    pub range: Range<usize>,
    /// Whether no group of the row is left out.
    pub is_whole: bool,
}

/// No number that a rule looks for among neighbours is shorter or longer.
const LENGTHS: RangeInclusive<usize> = 10..=19;

static ROW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[0-9]+(?:[ \u{a0}\-.·•‐‑–—_*~()+]{1,3}[0-9]+)*(?:[ \-]?[Xx])?").expect("a pattern")
});
static GROUP: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[0-9]+|[Xx]").expect("a pattern"));

/// Groups of digits with little between them.
pub struct Row {
    /// Of all groups.
    digits: String,
    /// Where each group stands in the plain text.
    places: Vec<Range<usize>>,
    lengths: Vec<usize>,
    /// Where each group begins in `digits`.
    starts: Vec<usize>,
}

pub fn rows(plain: &Plain) -> Vec<Row> {
    ROW.find_iter(&plain.text).map(Row::new).collect()
}

/// Every way to read neighbouring groups as one number. A megabyte of lone digits has some ten
/// million of them.
pub fn joins(rows: &[Row]) -> impl Iterator<Item = Join<'_>> {
    rows.iter().flat_map(|row| (0..row.lengths.len()).flat_map(|first| row.joins(first)))
}

impl Row {
    fn new(found: Match) -> Self {
        let mut row = Row {
            digits: String::new(),
            places: Vec::new(),
            lengths: Vec::new(),
            starts: Vec::new(),
        };
        for group in GROUP.find_iter(found.as_str()) {
            row.starts.push(row.digits.len());
            row.digits.push_str(&group.as_str().to_ascii_uppercase());
            row.places.push(found.start() + group.start()..found.start() + group.end());
            row.lengths.push(group.len());
        }
        row
    }

    /// The numbers that begin with a group.
    fn joins(&self, first: usize) -> impl Iterator<Item = Join<'_>> {
        let start = self.starts[first];
        let digits = move |last: usize| &self.digits[start..self.starts[last] + self.lengths[last]];
        let lasts = (first..self.lengths.len())
            .take_while(move |&last| digits(last).len() <= *LENGTHS.end());
        lasts.filter(move |&last| LENGTHS.contains(&digits(last).len())).map(move |last| Join {
            digits: digits(last),
            lengths: &self.lengths[first..=last],
            range: self.places[first].start..self.places[last].end,
            is_whole: last + 1 - first == self.lengths.len(),
        })
    }
}

/// The value of each digit; none where there is anything else.
pub fn values(digits: &str) -> Option<Vec<u32>> {
    digits.chars().map(|digit| digit.to_digit(10)).collect()
}

/// Whether every group could be a year, as in a row of them.
pub fn are_years(join: &Join) -> bool {
    let mut at = 0;
    join.lengths.iter().all(|&length| {
        let group = &join.digits[at..at + length];
        at += length;
        length == 4 && (group.starts_with("19") || group.starts_with("20"))
    })
}
