//! The numbers of one text, compared with those of another.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr_iter;
use regex::{Captures, Regex};

use crate::base::language::primary;
use crate::check::translations::numbers::value::{fraction_of_ten, is_range, value};
use crate::check::translations::numbers::{chinese, english};

/// The numbers of a text in one language.
pub(crate) struct TextNumbers<'t> {
    text: &'t str,
    /// The code of its language.
    language: &'t str,
    /// Written in digits, so the other language must have them. Each once, in order.
    digits: Vec<Number<'t>>,
    /// Where they are in the text, each time.
    places: Vec<Range<usize>>,
    /// The values of numbers in words; `None` for a language whose number words are unknown. The
    /// other language need not have them, since many words only look like numbers. Most texts are
    /// never asked for them.
    words: OnceCell<Option<BTreeSet<String>>>,
}

/// A number as written, and every value it may mean: “8 折” is 80 per cent, or 20 per cent off.
struct Number<'t> {
    written: &'t str,
    values: Vec<String>,
}

/// If the number words of a language are unknown, a number of so many digits may be in words.
const SMALL: usize = 2;

/// One number in digits, and what multiplies it.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?x)
        (?<number> [0-9０-９]+ (?:[,，][0-9]{3})* (?:\.[0-9]+)? )
        (?:
            [\ \xa0]? [多余餘来來几幾]? [\ \xa0]? (?<chinese> [百千万亿佰仟萬億]+ )
          | [\ \xa0-] (?<english> (?i-u: hundred | thousand | million | billion | trillion ) \b )
          | (?<short> (?: k | K | m | bn ) \b )
          | [\ \xa0]? (?<share> [成折] )
        )?";
    Regex::new(pattern).expect("a pattern")
});

impl<'t> TextNumbers<'t> {
    pub(crate) fn new(text: &'t str, language: &'t str) -> Self {
        let mut digits: Vec<Number> = Vec::new();
        let mut places = Vec::new();
        for (range, values) in numbers(text) {
            places.push(range.clone());
            if !digits.iter().any(|number| number.values == values) {
                digits.push(Number { written: &text[range], values });
            }
        }
        TextNumbers { text, language, digits, places, words: OnceCell::new() }
    }

    fn words(&self) -> Option<&BTreeSet<String>> {
        let read = || match primary(self.language) {
            "zh" => Some(chinese::words(&self.without_digits())),
            "en" => Some(english::words(&self.without_digits())),
            _ => None,
        };
        self.words.get_or_init(read).as_ref()
    }

    /// What words are read from: the text, with a break in place of each number.
    fn without_digits(&self) -> String {
        let mut rest = String::with_capacity(self.text.len());
        let mut end = 0;
        for place in &self.places {
            rest.push_str(&self.text[end..place.start]);
            rest.push('|');
            end = place.end;
        }
        rest.push_str(&self.text[end..]);
        rest
    }

    /// The numbers in digits that the other text does not have.
    pub(crate) fn not_in(&self, other: &TextNumbers) -> Vec<&'t str> {
        let missing = self.digits.iter().filter(|number| !other.has(number));
        missing.map(|number| number.written).collect()
    }

    fn has(&self, number: &Number) -> bool {
        let in_digits = |value: &String| self.digits.iter().any(|own| own.values.contains(value));
        let in_words = |value: &String| match self.words() {
            Some(words) => words.contains(value),
            None => value.len() <= SMALL,
        };
        number.values.iter().any(in_digits) || number.values.iter().any(in_words)
    }
}

/// Whether a text has digits, of either width. The first byte of the full-width ones is also that
/// of `，` and `：`.
fn has_digit(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().any(u8::is_ascii_digit)
        || memchr_iter(0xef, bytes).any(|at| matches!(bytes[at..], [_, 0xbc, 0x90..=0x99, ..]))
}

/// What follows a number in digits.
#[derive(Clone, Copy)]
enum Unit {
    None,
    /// “万”, “million”: so many zeros.
    Zeros(usize),
    /// So many zeros, or none: “5m” may be metres, “5 千克” are kilograms.
    Perhaps(usize),
    /// “成” and “折”.
    Tenths(char),
}

impl Unit {
    fn of(found: &Captures, after: &str) -> Unit {
        if let Some(unit) = found.name("chinese").map(|unit| unit.as_str()) {
            let is_metric = after.starts_with(['克', '米', '瓦', '卡', '赫', '帕']);
            let zeros = chinese::zeros(unit);
            return if unit == "千" && is_metric {
                Unit::Perhaps(zeros)
            } else {
                Unit::Zeros(zeros)
            };
        }
        if let Some(word) = found.name("english").or(found.name("short")) {
            return match word.as_str().to_ascii_lowercase().as_str() {
                "k" => Unit::Perhaps(3),
                "m" => Unit::Perhaps(6),
                "bn" => Unit::Zeros(9),
                word => Unit::Zeros(english::zeros(word).unwrap_or(0)),
            };
        }
        let share = found.name("share").and_then(|share| share.as_str().chars().next());
        share.map_or(Unit::None, Unit::Tenths)
    }

    fn values(self, number: &str) -> Vec<String> {
        match self {
            Unit::None => vec![value(number, 0)],
            Unit::Zeros(zeros) => vec![value(number, zeros)],
            Unit::Perhaps(zeros) => vec![value(number, zeros), value(number, 0)],
            Unit::Tenths(unit) => fraction_of_ten(&value(number, 0), unit),
        }
    }
}

/// Every number in digits: its place, and what it may mean. No number goes on in another line.
fn numbers(text: &str) -> Vec<(Range<usize>, Vec<String>)> {
    let mut numbers = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if has_digit(line) {
            numbers.extend(
                numbers_of_line(line)
                    .map(|(range, values)| (start + range.start..start + range.end, values)),
            );
        }
        start += line.len();
    }
    numbers
}

fn numbers_of_line(text: &str) -> impl Iterator<Item = (Range<usize>, Vec<String>)> {
    let mut numbers = Vec::new();
    let mut found = NUMBER
        .captures_iter(text)
        .map(|found| {
            let range = found.get_match().range();
            (
                found.name("number").map_or("", |n| n.as_str()),
                Unit::of(&found, &text[range.end..]),
                range,
            )
        })
        .peekable();
    while let Some((number, unit, mut range)) = found.next() {
        let mut values = unit.values(number);
        if matches!(unit, Unit::Zeros(_)) {
            // “3 万 5 千”, “1万2”: one number, as long as it can be read as one.
            while let Some((_, next_unit, next)) = found.peek() {
                let gap = &text[range.end..next.start];
                let is_close = gap.is_empty() || gap == " " && !matches!(next_unit, Unit::None);
                let joined = chinese::values(&text[range.start..next.end]);
                if !is_close || joined.is_empty() {
                    break;
                }
                (range.end, values) = (next.end, joined);
                found.next();
            }
        } else if let (Unit::None, Some((_, shared, next))) = (unit, found.peek())
            && is_range(&text[range.end..next.start])
        {
            // “3 至 5 万”: the unit may be that of both.
            values.extend(shared.values(number));
        }
        numbers.push((range, values));
    }
    numbers.into_iter()
}
