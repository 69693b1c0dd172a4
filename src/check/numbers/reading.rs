//! Which numbers does a text say, in digits and in words?

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::base::language::primary;

/// The numbers of a text in one language.
pub struct Reading<'t> {
    /// As written in digits, with the value; each value once, in the order of the text.
    digits: Vec<(&'t str, String)>,
    text: &'t str,
    /// How numbers in words are read in this language, if that is known.
    read: Option<fn(&str) -> BTreeSet<String>>,
    /// Values said in words, read when they are asked for. A word that may mean a number counts as
    /// one.
    words: OnceCell<BTreeSet<String>>,
}

/// Where nobody knows how a language says numbers in words, one of so many digits may be said so.
const SMALL: usize = 2;

/// A number in digits, and what multiplies it: “20 万”, “2000 多万”, “1.2 million”.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"([0-9０-９]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?)(?:[ \x{a0}]?[多余]?[ \x{a0}]?(百万|千万|百|千|万|亿)|[ \x{a0}-](?i-u:(hundred|thousand|million|billion)))?",
    )
    .expect("a pattern")
});

impl<'t> Reading<'t> {
    pub fn new(text: &'t str, language: &str) -> Self {
        let mut digits: Vec<(&str, String)> = Vec::new();
        for found in NUMBER.captures_iter(text) {
            let (written, number) =
                (found.get(0).map_or("", |m| m.as_str()), found.get(1).map_or("", |m| m.as_str()));
            let unit = found.get(2).or(found.get(3)).map_or("", |unit| unit.as_str());
            let value = value(number, zeros(unit));
            if !digits.iter().any(|(_, other)| *other == value) {
                digits.push((written, value));
            }
        }
        let read: Option<fn(&str) -> BTreeSet<String>> = match primary(language) {
            "zh" => Some(chinese),
            "en" => Some(english),
            _ => None,
        };
        Reading { digits, text, read, words: OnceCell::new() }
    }

    /// What this text says in digits and the other does not say at all.
    pub fn not_in(&self, other: &Reading) -> Vec<&'t str> {
        let not_said = self.digits.iter().filter(|(_, value)| !other.says(value));
        not_said.map(|(written, _)| *written).collect()
    }

    fn says(&self, value: &String) -> bool {
        let in_words = || match self.read {
            Some(read) => self.words.get_or_init(|| read(self.text)).contains(value),
            None => value.len() <= SMALL,
        };
        self.digits.iter().any(|(_, said)| said == value) || in_words()
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

/// A number as everybody would write it: no separators, no zeros at the end of a fraction. Zeros in
/// front stay, since such a number is dialled, not counted.
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

fn chinese(text: &str) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    let mut run = String::new();
    for c in text.chars().chain(['\n']) {
        if digit_of(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿') {
            run.push(c);
            continue;
        }
        if !run.is_empty() {
            said.extend(run.chars().filter_map(digit_of).map(|digit| digit.to_string()));
            said.insert(chinese_value(&run).to_string());
            run.clear();
        }
        match c {
            // Half an hour, half a year.
            '半' => said.extend(["0.5", "30", "6"].map(str::to_owned)),
            '每' | '单' => drop(said.insert("1".to_owned())),
            '双' | '俩' => drop(said.insert("2".to_owned())),
            _ => {}
        }
    }
    said
}

fn digit_of(c: char) -> Option<u64> {
    if c == '两' {
        return Some(2);
    }
    "零一二三四五六七八九"
        .chars()
        .chain(['〇'])
        .position(|digit| digit == c)
        .map(|place| place as u64 % 10)
}

/// “三十一” is 31, “一百二十万” 1,200,000; digits in a row, as in a year, are read one by one.
fn chinese_value(run: &str) -> u64 {
    let is_row = run.chars().all(|c| digit_of(c).is_some());
    if is_row {
        return run
            .chars()
            .filter_map(digit_of)
            .fold(0, |value, digit| value.saturating_mul(10).saturating_add(digit));
    }
    let (mut total, mut below, mut digit) = (0_u64, 0_u64, None);
    for c in run.chars() {
        match (digit_of(c), c) {
            (Some(next), _) => digit = Some(next),
            (None, '万' | '亿') => {
                let unit = if c == '万' { 10_000 } else { 100_000_000 };
                total = total.saturating_add(
                    below.saturating_add(digit.unwrap_or(0)).max(1).saturating_mul(unit),
                );
                (below, digit) = (0, None);
            }
            (None, c) => {
                let unit = [('十', 10), ('百', 100)]
                    .iter()
                    .find(|(name, _)| *name == c)
                    .map_or(1000, |(_, unit)| *unit);
                below = below.saturating_add(digit.unwrap_or(1).saturating_mul(unit));
                digit = None;
            }
        }
    }
    total.saturating_add(below).saturating_add(digit.unwrap_or(0))
}

/// Words that stand for numbers, besides those that are added up.
const ENGLISH: [(&str, &[u64]); 34] = [
    ("a", &[1]),
    ("an", &[1]),
    ("another", &[1]),
    ("each", &[1]),
    ("every", &[1]),
    ("once", &[1]),
    ("single", &[1]),
    ("first", &[1]),
    ("both", &[2]),
    ("second", &[2]),
    ("twice", &[2]),
    ("double", &[2]),
    ("third", &[3]),
    ("fourth", &[4]),
    ("quarter", &[4, 15]),
    ("fifth", &[5]),
    ("sixth", &[6]),
    ("seventh", &[7]),
    ("eighth", &[8]),
    ("ninth", &[9]),
    ("tenth", &[10]),
    ("dozen", &[12]),
    ("january", &[1]),
    ("february", &[2]),
    ("march", &[3]),
    ("april", &[4]),
    ("may", &[5]),
    ("june", &[6]),
    ("july", &[7]),
    ("august", &[8]),
    ("september", &[9]),
    ("october", &[10]),
    ("november", &[11]),
    ("december", &[12]),
];

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [(&str, u64); 4] =
    [("hundred", 100), ("thousand", 1000), ("million", 1_000_000), ("billion", 1_000_000_000)];

fn english(text: &str) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    // A number under way: what is complete, and what the next scale multiplies.
    let mut run: Option<(u64, u64)> = None;
    // A number ends where a phrase does; there stands an empty word.
    let phrases =
        text.split(|c: char| !c.is_alphanumeric() && !matches!(c, ' ' | '\n' | '-' | '’' | '\''));
    let words = phrases.flat_map(|phrase| {
        phrase.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).chain([""])
    });
    for word in words {
        let word = word.to_ascii_lowercase();
        let small = UNITS.iter().position(|unit| *unit == word).map(|place| place as u64);
        let small = small.or_else(|| {
            TENS.iter().position(|ten| *ten == word).map(|place| 10 * (place as u64 + 2))
        });
        let scale = SCALES.iter().find(|(name, _)| *name == word).map(|(_, scale)| *scale);
        run = match (run, small, scale) {
            (run, Some(small), _) => {
                said.insert(small.to_string());
                let (total, below) = run.unwrap_or_default();
                Some((total, below.saturating_add(small)))
            }
            (run, None, Some(100)) => {
                run.or(Some((0, 1))).map(|(total, below)| (total, below.max(1).saturating_mul(100)))
            }
            (run, None, Some(scale)) => {
                let (total, below) = run.unwrap_or((0, 1));
                Some((total.saturating_add(below.max(1).saturating_mul(scale)), 0))
            }
            (run, None, None) => {
                // “Two hundred and five”.
                if word == "and" && run.is_some() {
                    continue;
                }
                said.extend(run.map(|(total, below)| total.saturating_add(below).to_string()));
                None
            }
        };
        let values =
            ENGLISH.iter().find(|(name, _)| *name == word).map_or(&[][..], |(_, values)| values);
        said.extend(values.iter().map(u64::to_string));
        if word == "half" {
            said.extend(["0.5", "30", "6"].map(str::to_owned));
        }
    }
    said
}
