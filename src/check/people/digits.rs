//! The numbers that a text may contain. Groups of digits with little between them may belong
//! together, so every row of neighbouring groups is tried.

use std::ops::{Range, RangeInclusive};

use crate::base::text::find_byte;
use crate::check::people::characters;
use crate::check::people::characters::BREAK;

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
    row: &'a DigitRow,
    /// The first and the last of the groups.
    ends: (usize, usize),
}

/// What is between two groups of digits, from what numbers usually have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing: it is one group.
    None,
    /// A space, a hyphen, a dot, a bracket, three of them at most.
    Near,
    /// Other signs, or a line break; but no words.
    Wide,
}

/// How many digits the numbers have that rules look for in neighbouring groups.
const LENGTHS: RangeInclusive<usize> = 10..=19;

/// How much may be between two groups of a number, in characters.
const NEAR: usize = 3;
const WIDE: usize = 8;

/// Signs between items of a list.
const LIST: [char; 7] = ['|', '、', ',', '，', ';', '；', '\n'];

fn gap(between: &str) -> Option<Gap> {
    let length = between.chars().take(WIDE + 1).count();
    let is_near = |c: char| " \u{a0}-.·•‐‑–—_*~()+".contains(c);
    if length <= NEAR && between.chars().all(is_near) {
        return Some(Gap::Near);
    }
    let is_sign = |c: char| !c.is_alphanumeric() && !"%$¥€£:".contains(c) && c != BREAK;
    (length <= WIDE && between.chars().all(is_sign)).then_some(Gap::Wide)
}

/// The places of all groups of digits in a text.
pub(super) fn groups(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut groups = Vec::new();
    let mut at = 0;
    while let Some(skipped) = find_byte(&bytes[at..], |byte| byte.is_ascii_digit()) {
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
    /// What is between each group and the next.
    gaps: Vec<(Gap, String)>,
}

/// The rows of a text that are long enough for a number, of the places of its groups.
pub(super) fn rows(text: &str, groups: &[Range<usize>]) -> Vec<DigitRow> {
    let mut rows = Vec::new();
    let mut rest = groups;
    while !rest.is_empty() {
        let is_near = |pair: &&[Range<usize>]| gap(&text[pair[0].end..pair[1].start]).is_some();
        let (row, after) = rest.split_at(1 + rest.windows(2).take_while(is_near).count());
        rest = after;
        let digits: usize = row.iter().map(Range::len).sum();
        let x = row.last().filter(|_| digits >= 17).and_then(|last| x_at(text, last.end));
        if digits >= *LENGTHS.start() {
            rows.push(DigitRow::new(text, row, x));
        }
    }
    rows
}

/// The place of an X that ends a number, or of what looks like one: `2x`, `2 X`, `2（X）`, `2叉`.
fn x_at(text: &str, end: usize) -> Option<Range<usize>> {
    let between = |c: &char| " -.*_~()[]“”\"'`:".contains(*c);
    let skipped =
        text[end..].chars().take(3).take_while(between).map(char::len_utf8).sum::<usize>();
    let at = end + skipped;
    let x = text[at..].chars().next().filter(|c| characters::is_like_x(*c))?;
    let after = text[at + x.len_utf8()..].chars().next();
    let is_word = x.is_alphabetic() && after.is_some_and(|c| c.is_ascii_alphabetic());
    (!is_word).then(|| at..at + x.len_utf8())
}

/// Every way to read neighbouring groups as one number. A megabyte of lone digits has some ten
/// million of them.
pub(super) fn candidates(rows: &[DigitRow]) -> impl Iterator<Item = NumberCandidate<'_>> {
    rows.iter().flat_map(|row| (0..row.lengths.len()).flat_map(|first| row.candidates(first)))
}

impl DigitRow {
    fn new(text: &str, row: &[Range<usize>], x: Option<Range<usize>>) -> Self {
        let between = |pair: &[Range<usize>]| &text[pair[0].end..pair[1].start];
        let mut gaps: Vec<(Gap, String)> = row
            .windows(2)
            .map(|pair| (gap(between(pair)).unwrap_or(Gap::Wide), between(pair).to_owned()))
            .collect();
        let mut digits = String::new();
        let mut starts = Vec::with_capacity(row.len());
        for place in row {
            starts.push(digits.len());
            digits.push_str(&text[place.clone()]);
        }
        let mut places = row.to_vec();
        if let Some(x) = x {
            starts.push(digits.len());
            digits.push('X');
            gaps.push((Gap::Near, String::new()));
            places.push(x);
        }
        let mut lengths: Vec<usize> = row.iter().map(Range::len).collect();
        lengths.resize(places.len(), 1);
        DigitRow { digits, places, lengths, starts, gaps }
    }

    /// How many digits it has.
    pub(super) fn count(&self) -> usize {
        self.digits.len()
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
            row: self,
            ends: (first, last),
        })
    }
}

impl NumberCandidate<'_> {
    fn gaps(&self) -> &[(Gap, String)] {
        &self.row.gaps[self.ends.0..self.ends.1]
    }

    /// The widest gap between two of the groups.
    pub(super) fn gap(&self) -> Gap {
        self.gaps().iter().map(|(gap, _)| *gap).max().unwrap_or(Gap::None)
    }

    /// Whether the same stands between all groups, and something else before and after them.
    pub(super) fn is_even(&self) -> bool {
        let Some((own, others)) = self.gaps().split_first() else { return true };
        let before = self.ends.0.checked_sub(1).map(|at| &self.row.gaps[at]);
        others.iter().all(|other| other.1.trim() == own.1.trim())
            && before != Some(own)
            && self.row.gaps.get(self.ends.1) != Some(own)
    }

    /// Whether the signs between groups are those between items of a list.
    pub(super) fn is_list(&self) -> bool {
        self.gaps().iter().any(|(_, gap)| gap.contains(LIST))
    }

    /// Whether the groups are in cells of a table.
    pub(super) fn is_in_cells(&self) -> bool {
        self.gaps().iter().any(|(_, gap)| gap.contains('|'))
    }

    /// Whether the groups have these lengths.
    pub(super) fn has_lengths(&self, shapes: &[&[usize]]) -> bool {
        shapes.contains(&self.lengths)
    }

    /// Whether every digit is a group of its own.
    pub(super) fn is_digit_by_digit(&self) -> bool {
        self.lengths.iter().all(|length| *length == 1)
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

/// Whether a number is an amount of money, which is no one's number: a currency is before it or
/// after it, or its groups are thousands, `13,912,345,678`.
pub(super) fn is_amount(text: &str, range: &Range<usize>) -> bool {
    const AFTER: [&str; 17] = [
        "元", "万", "亿", "块", "圆", "美元", "美金", "港币", "港元", "欧元", "英镑", "日元",
        "yuan", "RMB", "CNY", "USD", "dollars",
    ];
    let after = text[range.end..].trim_start_matches([' ', '余', '多', '.']);
    let before = text[..range.start].trim_end_matches(' ');
    let is_feast = ["元旦", "元宵", "万一", "块儿"].iter().any(|feast| after.starts_with(feast));
    (AFTER.iter().any(|unit| after.starts_with(unit)) && !is_feast)
        || before.ends_with(['¥', '$', '€', '£', '￥'])
        || ["RMB", "CNY", "USD", "人民币"].iter().any(|unit| before.ends_with(unit))
        || is_in_thousands(&text[range.clone()])
}

fn is_in_thousands(number: &str) -> bool {
    let mut groups = number.split([',', '，', ' ']);
    let is_first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
    let is_three =
        |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    number.contains([',', '，']) && is_first && groups.all(is_three)
}
