//! English names: a title and two words with capitals, or words after `Victim:`; and Chinese names
//! in pinyin.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::check::people::keywords::captures_in;
use crate::check::people::names::{ENGLISH_TITLES, NO_ENGLISH_NAME, PINYIN_SURNAMES, SYLLABLE};

/// Words in capitals that may be a name.
const WORD: &str = r"(?:[A-Z][a-z]+(?:[-’'][A-Z][a-z]+)?|[A-Z]{2,}|[A-Z]\.)";

static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    let titles = ENGLISH_TITLES.join("|");
    let last = r"(?:[A-Z][a-z]+(?:[-’'][A-Z][a-z]+)?|[A-Z]{2,})";
    Regex::new(&format!(
        r"(?-u:\b)(?i:{titles})\.?[ \n]({WORD})((?:[ \n]{WORD})?[ \n]{last})(?-u:\b)"
    ))
    .expect("a pattern")
});
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i:(?-u:\b)(?:victim|full name|real name|name|account holder|payee|contact|suspect|",
        r"beneficiary|holder|named)(?: is| was)?) ?[:, ] ?([A-Z][a-z]+|[A-Z]{2,})((?: (?:[A-Z][a-z]+|[A-Z]{2,})){1,2})(?-u:\b)",
    ))
    .expect("a pattern")
});
/// A name and an age: `John Smith, 56, …`.
static AGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?-u:\b)([A-Z][a-z]+)((?: [A-Z][a-z]+){1,2})(?:, (?:aged )?[1-9][0-9],| \([1-9][0-9]\))",
    )
    .expect("a pattern")
});
/// A surname and a given name of two syllables, or either way round, and what a person does.
static PINYIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?-u:\b)(?:{PINYIN_SURNAMES}) [A-Z](?i:{SYLLABLE})?[a-z]*(?: (?:told|said|was|is|had|has|lost|went|called|rang|paid|sent|got|received|thought|asked|reported|transferred)(?-u:\b)|, (?:a|an|the|who|from|of|aged|[0-9]{{2}})(?-u:\b))"
    ))
    .expect("a pattern")
});
static GIVEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("^(?i:{SYLLABLE}){{2}}$")).expect("a pattern"));

/// Names with an age after them.
pub(super) fn aged(text: &str) -> Vec<Range<usize>> {
    AGED.captures_iter(text).filter_map(|captures| name(&captures, 1)).collect()
}

/// Names after a title or a label, and names in pinyin, in parts of a text.
pub(super) fn names(text: &str, parts: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    for captures in captures_in(&TITLED, text, parts) {
        let is_title = captures[0].starts_with(|c: char| c.is_ascii_uppercase());
        names.extend(name(&captures, 0).filter(|_| is_title));
    }
    let labelled = captures_in(&LABELLED, text, parts);
    names.extend(labelled.iter().filter_map(|captures| name(captures, 1)));
    names.extend(captures_in(&PINYIN, text, parts).iter().filter_map(|captures| {
        let found = captures.get(0)?;
        let mut words = found.as_str().split([' ', ',']);
        let (surname, given) = (words.next()?, words.next()?);
        let end = found.start() + surname.len() + 1 + given.len();
        GIVEN.is_match(given).then(|| found.start()..end)
    }));
    names
}

/// A name from one group of a match to its end; `None` where its words are others.
fn name(captures: &Captures, from: usize) -> Option<Range<usize>> {
    let (start, first, rest) = (captures.get(from)?.start(), captures.get(1)?, captures.get(2)?);
    let is_name = |word: &str| !NO_ENGLISH_NAME.contains(&&*word.to_ascii_lowercase());
    let others: Vec<&str> = rest.as_str().split_whitespace().collect();
    (is_name(first.as_str()) && others.iter().all(|word| is_name(word)))
        .then_some(start..rest.end())
}
