//! The numbers that a text may contain. Groups of digits with little between them may belong
//! together, so every row of neighbouring groups is tried.

use std::ops::{Range, RangeInclusive};

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

/// How much may be between two groups of a number, in characters.
const GAP: RangeInclusive<usize> = 1..=3;

/// What may be between two groups of a number.
fn is_gap(c: char) -> bool {
    " \u{a0}-.·•‐‑–—_*~()+".contains(c)
}

/// The places of all groups of digits in a text.
pub(super) fn groups(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut groups = Vec::new();
    let mut at = 0;
    while let Some(skipped) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + skipped;
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at = start + length;
        groups.push(start..at);
    }
    groups
}

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

/// The rows of a text that are long enough for a number, of the places of its groups.
pub(super) fn rows(text: &str, groups: &[Range<usize>]) -> Vec<DigitRow> {
    let mut rows = Vec::new();
    let mut rest = groups;
    while !rest.is_empty() {
        let is_near = |pair: &&[Range<usize>]| {
            let between = &text[pair[0].end..pair[1].start];
            GAP.contains(&between.chars().take(*GAP.end() + 1).count())
                && between.chars().all(is_gap)
        };
        let (row, after) = rest.split_at(1 + rest.windows(2).take_while(is_near).count());
        rest = after;
        let x = row.last().and_then(|last| x_at(text, last.end));
        let digits: usize = row.iter().chain(&x).map(Range::len).sum();
        if digits >= *LENGTHS.start() {
            rows.push(DigitRow::new(text, row.iter().chain(&x).cloned().collect()));
        }
    }
    rows
}

/// The place of an X that ends a number.
fn x_at(text: &str, end: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let at = end + usize::from(matches!(bytes.get(end), Some(b' ' | b'-')));
    matches!(bytes.get(at), Some(b'X' | b'x')).then(|| at..at + 1)
}

/// Every way to read neighbouring groups as one number. A megabyte of lone digits has some ten
/// million of them.
pub(super) fn candidates(rows: &[DigitRow]) -> impl Iterator<Item = NumberCandidate<'_>> {
    rows.iter().flat_map(|row| (0..row.lengths.len()).flat_map(|first| row.candidates(first)))
}

impl DigitRow {
    fn new(text: &str, places: Vec<Range<usize>>) -> Self {
        let mut digits = String::new();
        let mut starts = Vec::with_capacity(places.len());
        for place in &places {
            starts.push(digits.len());
            digits.push_str(&text[place.clone()].to_ascii_uppercase());
        }
        let lengths = places.iter().map(Range::len).collect();
        DigitRow { digits, places, lengths, starts }
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
