//! Which numbers may a text hold? Groups of digits with little between them may belong together, so every row of
//! neighbouring groups is tried.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::plain::Plain;

/// Neighbouring groups of digits, joined.
pub struct Join {
    /// The digits; an X may follow the last group, as in a resident identity number.
    pub digits: String,
    /// Of each group.
    pub lengths: Vec<usize>,
    /// In the plain text.
    pub range: Range<usize>,
    /// Whether no group of the row is left out.
    pub is_whole: bool,
}

/// No number that a rule knows is longer.
const LONGEST: usize = 19;

static ROW: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[0-9]+(?:[ \u{a0}\-.·•‐‑–—_*~()+]{1,3}[0-9]+)*(?:[ \-]?[Xx])?").expect("a pattern"));
static GROUP: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[0-9]+|[Xx]").expect("a pattern"));

/// Every way to read neighbouring groups as one number.
pub fn joins(plain: &Plain) -> Vec<Join> {
    let mut joins = Vec::new();
    for row in ROW.find_iter(&plain.text) {
        let groups: Vec<Range<usize>> =
            GROUP.find_iter(row.as_str()).map(|group| row.start() + group.start()..row.start() + group.end()).collect();
        for first in 0..groups.len() {
            let mut digits = String::new();
            for last in first..groups.len() {
                digits.push_str(&plain.text[groups[last].clone()].to_ascii_uppercase());
                if digits.len() > LONGEST {
                    break;
                }
                joins.push(Join {
                    digits: digits.clone(),
                    lengths: groups[first..=last].iter().map(|group| group.len()).collect(),
                    range: groups[first].start..groups[last].end,
                    is_whole: first == 0 && last + 1 == groups.len(),
                });
            }
        }
    }
    joins
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
