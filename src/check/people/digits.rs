//! The numbers that a text may contain. Groups of digits with little between them may belong
//! together, so every row of neighbouring groups is tried.

use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use regex::{Match, Regex};

use crate::check::people::plain::PlainText;

/// Neighbouring groups of digits, read as one number.
pub(super) struct NumberCandidate<'a> {
    /// The digits; an X may follow the last group, as in a resident identity number.
    pub digits: &'a str,
    /// Of each group.
    pub lengths: &'a [usize],
    /// In the plain text.
    pub range: Range<usize>,
    /// Whether these are all groups of the row.
    pub is_whole: bool,
}

/// How many digits the numbers have that rules look for in neighbouring groups.
const LENGTHS: RangeInclusive<usize> = 10..=19;

static ROW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[0-9]+(?:[ \u{a0}\-.·•‐‑–—_*~()+]{1,3}[0-9]+)*(?:[ \-]?[Xx])?").expect("a pattern")
});
static GROUP: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[0-9]+|[Xx]").expect("a pattern"));

/// Groups of digits with little between them.
pub(crate) struct DigitRow {
    /// Of all groups.
    digits: String,
    /// The place of each group in the plain text.
    places: Vec<Range<usize>>,
    lengths: Vec<usize>,
    /// Where each group begins in `digits`.
    starts: Vec<usize>,
}

pub(super) fn rows(plain: &PlainText) -> Vec<DigitRow> {
    ROW.find_iter(&plain.text).map(DigitRow::new).collect()
}

/// Every way to read neighbouring groups as one number. A megabyte of lone digits has some ten
/// million of them.
pub(super) fn candidates(rows: &[DigitRow]) -> impl Iterator<Item = NumberCandidate<'_>> {
    rows.iter().flat_map(|row| (0..row.lengths.len()).flat_map(|first| row.candidates(first)))
}

impl DigitRow {
    fn new(row: Match) -> Self {
        let mut groups = DigitRow {
            digits: String::new(),
            places: Vec::new(),
            lengths: Vec::new(),
            starts: Vec::new(),
        };
        for group in GROUP.find_iter(row.as_str()) {
            groups.starts.push(groups.digits.len());
            groups.digits.push_str(&group.as_str().to_ascii_uppercase());
            groups.places.push(row.start() + group.start()..row.start() + group.end());
            groups.lengths.push(group.len());
        }
        groups
    }

    /// The numbers that begin with a group.
    fn candidates(&self, first: usize) -> impl Iterator<Item = NumberCandidate<'_>> {
        let start = self.starts[first];
        let digits = move |last: usize| &self.digits[start..self.starts[last] + self.lengths[last]];
        let lasts = (first..self.lengths.len())
            .take_while(move |&last| digits(last).len() <= *LENGTHS.end());
        let lasts = lasts.filter(move |&last| LENGTHS.contains(&digits(last).len()));
        lasts.map(move |last| NumberCandidate {
            digits: digits(last),
            lengths: &self.lengths[first..=last],
            range: self.places[first].start..self.places[last].end,
            is_whole: last + 1 - first == self.lengths.len(),
        })
    }
}

/// The value of each digit; `None` if there is anything else.
pub(super) fn values(digits: &str) -> Option<Vec<u32>> {
    digits.chars().map(|digit| digit.to_digit(10)).collect()
}

/// Whether every group could be a year, as in a list of years.
pub(super) fn are_years(candidate: &NumberCandidate) -> bool {
    let mut at = 0;
    candidate.lengths.iter().all(|&length| {
        let group = &candidate.digits[at..at + length];
        at += length;
        length == 4 && (group.starts_with("19") || group.starts_with("20"))
    })
}
