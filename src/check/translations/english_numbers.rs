//! The numbers that an English text has in words.

use std::collections::BTreeSet;

/// Words that mean numbers, besides those that are added up.
const WORDS: [(&str, &[u64]); 34] = [
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

#[rustfmt::skip]
const UNITS: [&str; 20] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
];
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [(&str, u64); 4] =
    [("hundred", 100), ("thousand", 1000), ("million", 1_000_000), ("billion", 1_000_000_000)];

pub(super) fn english_numbers(text: &str) -> BTreeSet<String> {
    let mut numbers = BTreeSet::new();
    // The number so far: what is complete, and what the next scale multiplies.
    let mut run: Option<(u64, u64)> = None;
    // A number ends with its phrase; an empty word marks the end.
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
                numbers.insert(small.to_string());
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
                numbers.extend(run.map(|(total, below)| total.saturating_add(below).to_string()));
                None
            }
        };
        let values =
            WORDS.iter().find(|(name, _)| *name == word).map_or(&[][..], |(_, values)| values);
        numbers.extend(values.iter().map(u64::to_string));
        if word == "half" {
            numbers.extend(["0.5", "30", "6"].map(str::to_owned));
        }
    }
    numbers
}
