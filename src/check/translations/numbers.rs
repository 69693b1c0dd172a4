//! The numbers that a text has, in digits and in words.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::base::language::primary;
use crate::check::translations::chinese_numbers::chinese_numbers;
use crate::check::translations::english_numbers::english_numbers;

/// The numbers of a text in one language.
pub(super) struct TextNumbers<'t> {
    /// As written in digits, with the value; each value once, in the order of the text.
    digits: Vec<(&'t str, String)>,
    text: &'t str,
    /// How to read numbers in words in this language, if that is known.
    read: Option<fn(&str) -> BTreeSet<String>>,
    /// The values in words, read when they are needed.
    words: OnceCell<BTreeSet<String>>,
}

/// Where the number words of a language are unknown, a number of so many digits may be in words.
const SMALL: usize = 2;

/// A number in digits, and what multiplies it: “20 万”, “2000 多万”, “1.2 million”.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"([0-9０-９]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?)",
        r"(?:[ \x{a0}]?[多余]?[ \x{a0}]?(百万|千万|百|千|万|亿)",
        r"|[ \x{a0}-](?i-u:(hundred|thousand|million|billion)))?",
    ))
    .expect("a pattern")
});

impl<'t> TextNumbers<'t> {
    pub fn new(text: &'t str, language: &str) -> Self {
        let mut digits: Vec<(&str, String)> = Vec::new();
        for captures in NUMBER.captures_iter(text) {
            let group = |number| captures.get(number).map_or("", |group| group.as_str());
            let unit = if group(2).is_empty() { group(3) } else { group(2) };
            let value = value(group(1), zeros(unit));
            if !digits.iter().any(|(_, other)| *other == value) {
                digits.push((captures.get(0).map_or("", |whole| whole.as_str()), value));
            }
        }
        let read: Option<fn(&str) -> BTreeSet<String>> = match primary(language) {
            "zh" => Some(chinese_numbers),
            "en" => Some(english_numbers),
            _ => None,
        };
        TextNumbers { digits, text, read, words: OnceCell::new() }
    }

    /// The numbers in digits that the other text does not have at all.
    pub fn not_in(&self, other: &TextNumbers) -> Vec<&'t str> {
        let missing = self.digits.iter().filter(|(_, value)| !other.has(value));
        missing.map(|(written, _)| *written).collect()
    }

    fn has(&self, value: &String) -> bool {
        if self.digits.iter().any(|(_, own)| own == value) {
            return true;
        }
        match self.read {
            Some(read) => self.words.get_or_init(|| read(self.text)).contains(value),
            None => value.len() <= SMALL,
        }
    }
}

/// How many zeros a unit adds.
fn zeros(unit: &str) -> usize {
    match unit.to_ascii_lowercase().as_str() {
        "百" | "hundred" => 2,
        "千" | "thousand" => 3,
        "万" => 4,
        "百万" | "million" => 6,
        "千万" => 7,
        "亿" => 8,
        "billion" => 9,
        _ => 0,
    }
}

/// A number in one notation: no separators, no zeros at the end of a fraction. Zeros in front stay,
/// since such a number is dialled, not counted.
fn value(written: &str, zeros: usize) -> String {
    let plain: String =
        written.chars().filter(|c| !matches!(c, ',' | '，')).map(half_width).collect();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let fraction = format!("{:0<zeros$}", fraction);
    let (moved, rest) = fraction.split_at(zeros);
    let whole = format!("{whole}{moved}");
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { whole } else { format!("{whole}.{rest}") }
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        c => c,
    }
}
