//! Numbers in English words: “thirty-four thousand”, “two and a half”, “two thirds”, “one one
//! zero”.

use std::collections::BTreeSet;

use crate::check::translations::numbers::value::{HALF, fraction, value};

const SMALL: [&str; 20] = [
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
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words that are numbers, besides those that are added up.
const OTHERS: [(&str, &[&str]); 18] = [
    ("a", &["1"]),
    ("an", &["1"]),
    ("another", &["1"]),
    ("each", &["1"]),
    ("every", &["1"]),
    ("once", &["1"]),
    ("single", &["1"]),
    ("both", &["2"]),
    ("twice", &["2"]),
    ("double", &["2"]),
    ("doubled", &["2"]),
    ("doubles", &["2"]),
    ("thrice", &["3"]),
    ("triple", &["3"]),
    ("tripled", &["3"]),
    ("quarter", &["15", "25", "0.25"]),
    ("half", &HALF),
    ("dozen", &["12"]),
];

/// The part of a word in a number.
#[derive(Clone, Copy, PartialEq)]
enum Word {
    /// 0 to 19, and the tens.
    Small(u64),
    /// A place in an order, or a part: “fifth”.
    Ordinal(u64),
    /// “Million”: so many zeros.
    Zeros(usize),
    Dozen,
    Half,
    Article,
    And,
    Or,
    Few,
    Other,
}

/// Every value that words of a text may mean.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    // A number ends where a phrase does.
    for phrase in text.split(|c: char| !c.is_alphanumeric() && !" \n-’'".contains(c)) {
        let words = phrase.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<Word> = words
            .map(|word| {
                let word = word.to_ascii_lowercase();
                let values = OTHERS.iter().find(|(name, _)| *name == word);
                all.extend(values.iter().flat_map(|(_, values)| *values).map(|v| (*v).to_owned()));
                all.extend(month(&word));
                read(&word)
            })
            .collect();
        add_counts(&words, &mut all);
    }
    all
}

fn read(word: &str) -> Word {
    if let Some(number) = small(word) {
        return Word::Small(number);
    }
    if let Some(zeros) = zeros(word) {
        return Word::Zeros(zeros);
    }
    match word {
        "dozen" => Word::Dozen,
        "half" => Word::Half,
        "a" | "an" => Word::Article,
        "and" => Word::And,
        "to" | "or" => Word::Or,
        "few" | "several" | "many" => Word::Few,
        word => ordinal(word).map_or(Word::Other, Word::Ordinal),
    }
}

fn small(word: &str) -> Option<u64> {
    let tens = || TENS.iter().position(|ten| *ten == word).map(|place| 10 * (place + 2));
    SMALL.iter().position(|name| *name == word).or_else(tens).map(|number| number as u64)
}

/// How many zeros a word adds.
pub(super) fn zeros(word: &str) -> Option<usize> {
    Some(match word {
        "hundred" => 2,
        "thousand" => 3,
        "million" => 6,
        "billion" => 9,
        "trillion" => 12,
        _ => return None,
    })
}

/// “Fifth”, and “fifths”, of which there may be several.
fn ordinal(word: &str) -> Option<u64> {
    match word {
        "first" => Some(1),
        "second" => Some(2),
        "third" => Some(3),
        "quarter" => Some(4),
        "fifth" => Some(5),
        "eighth" => Some(8),
        "ninth" => Some(9),
        "twelfth" => Some(12),
        word => match (word.strip_suffix("ieth"), word.strip_suffix("th")) {
            (Some(stem), _) => small(&format!("{stem}y")),
            (None, Some(stem)) => small(stem),
            // “Seconds” are time.
            (None, None) => ordinal(word.strip_suffix('s')?).filter(|number| *number > 2),
        },
    }
}

/// The number of a month, also of a short name.
fn month(word: &str) -> Option<String> {
    let is_short = word.len() == 3 || word == "sept";
    let named = |month: &&str| *month == word || is_short && month.starts_with(word);
    MONTHS.iter().position(named).map(|place| (place + 1).to_string())
}

/// Number words in a row.
#[derive(Default)]
struct Count {
    value: u64,
    /// Zeros that the last scale adds.
    zeros: usize,
    /// What no scale multiplies: `[9, 6, 1, 1, 0]`, `[20, 26]` in a year.
    row: Vec<u64>,
}

impl Count {
    /// The number at the beginning of the words, and how many words it has.
    fn read(words: &[Word]) -> Option<(Count, usize)> {
        let mut count = Count::default();
        // What the next scale multiplies.
        let mut below: u64 = 0;
        let mut length = 0;
        for word in words {
            let is_tens = count.row.last().is_some_and(|ten| *ten >= 20 && ten.is_multiple_of(10));
            match (*word, count.row.last_mut()) {
                (Word::Small(n) | Word::Ordinal(n), Some(ten))
                    if is_tens && (1..10).contains(&n) =>
                {
                    *ten += n;
                }
                (Word::Small(n), _) => count.row.push(n),
                (Word::Zeros(zeros), _) => {
                    let scale = power(zeros);
                    below = count.row.drain(..).fold(below, u64::saturating_add).max(1);
                    if zeros > 2 {
                        count.value = count.value.saturating_add(below.saturating_mul(scale));
                        below = 0;
                    } else {
                        below = below.saturating_mul(scale);
                    }
                    count.zeros = zeros;
                }
                _ => break,
            }
            length += 1;
        }
        count.value = count
            .row
            .iter()
            .fold(count.value.saturating_add(below), |sum, n| sum.saturating_add(*n));
        (length > 0).then_some((count, length))
    }

    fn values(&self) -> Vec<String> {
        if self.zeros > 0 || self.row.len() == 1 {
            return vec![self.value.to_string()];
        }
        // “One one zero” is dialled.
        let digits: Vec<String> = self.row.iter().map(u64::to_string).collect();
        [vec![digits.concat()], digits].concat()
    }
}

fn power(zeros: usize) -> u64 {
    (0..zeros).fold(1, |power: u64, _| power.saturating_mul(10))
}

/// Adds every number of a phrase.
fn add_counts(words: &[Word], all: &mut BTreeSet<String>) {
    let mut rest = words;
    let mut before = Word::Other;
    while let [first, after @ ..] = rest {
        let Some((count, length)) = Count::read(rest) else {
            match (*first, after) {
                (Word::Ordinal(n), _) if n > 2 && before == Word::Article => {
                    all.extend(fraction(1, n));
                }
                (Word::Ordinal(n), _) => drop(all.insert(n.to_string())),
                (
                    Word::Half,
                    [Word::Article, Word::Zeros(zeros), ..] | [Word::Zeros(zeros), ..],
                ) => {
                    all.insert(value("0.5", *zeros));
                }
                // “An hour and a half”.
                (Word::Article, after) => all.extend(and_a_half(1, after)),
                _ => {}
            }
            (before, rest) = (*first, after);
            continue;
        };
        rest = &rest[length..];
        // “A few hundred” is not a number.
        if before == Word::Few && matches!(first, Word::Zeros(_)) {
            continue;
        }
        before = Word::Other;
        all.extend(count.values());
        all.extend(and_a_half(count.value, rest));
        let next = rest.get(1..).and_then(Count::read);
        match (rest.first(), next) {
            (Some(Word::Dozen), _) => drop(all.insert(count.value.saturating_mul(12).to_string())),
            (Some(Word::Ordinal(n)), _) if *n > 2 => all.extend(fraction(count.value, *n)),
            // “Two hundred and five”.
            (Some(Word::And), Some((next, _))) if next.value < power(count.zeros) => {
                all.insert(count.value.saturating_add(next.value).to_string());
            }
            // “Three to five million”: the unit may be that of both.
            (Some(Word::And | Word::Or), Some((next, _))) if count.zeros == 0 => {
                all.insert(count.value.saturating_mul(power(next.zeros)).to_string());
            }
            _ => {}
        }
    }
}

/// A number and a half: “two and a half million”, “two hours and a half”.
fn and_a_half(number: u64, rest: &[Word]) -> Option<String> {
    let rest = rest.strip_prefix(&[Word::Other]).unwrap_or(rest);
    let [Word::And, Word::Article, Word::Half, after @ ..] = rest else { return None };
    let zeros = if let [Word::Zeros(zeros), ..] = after { *zeros } else { 0 };
    Some(value(&format!("{number}.5"), zeros))
}
