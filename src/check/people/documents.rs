//! Numbers of personal documents: passports, permits, cards of soldiers and students, and identity
//! numbers of other countries. Those of a shape that little else has are known by it, the others by
//! the words before them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::check::people::keywords::captures_in;
use crate::check::people::parts::first_in;
use crate::check::people::personal_data::SearchedText;

/// Known by their shape.
static SHAPED: LazyLock<Regex> = LazyLock::new(|| {
    let shapes = [
        // A passport of China, E, EA to EZ, or G.
        "[EG][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}",
        // A permit of Hong Kong (H) or Macau (M) residents for the mainland.
        "[HM][0-9]{8}(?:[0-9]{2})?",
        // An identity card of Macau: 5/215299/8, 5215299(8).
        "[157]/[0-9]{6}/[0-9]|[157][0-9]{6}\\([0-9]\\)",
        // National insurance, United Kingdom.
        "[A-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]",
        // An identity number of Singapore.
        "[STFGM][0-9]{7}[A-Z]",
        // Social security, United States.
        "[0-9]{3}-[0-9]{2}-[0-9]{4}",
        // The last line of a passport.
        "[A-Z0-9<]{9}[0-9][A-Z]{3}[0-9]{7}[MF<][0-9]{7}[A-Z0-9<]*",
    ];
    Regex::new(&format!(r"(?:^|[^A-Za-z0-9\-/.])((?:{}))(?:[^A-Za-z0-9\-/]|$)", shapes.join("|")))
        .expect("a pattern")
});
/// Known by the words before them.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let documents = concat!(
        "护照|警官证|结婚证|准考证|住院|病历|档案|通行证|回乡证|台胞证|军官证|士兵证|军人证|居住证|居留证|居留许可|签证|驾驶证|驾照|社保卡?|社会保障卡?|",
        "医保卡?|学号|学籍号?|工号|警号|公积金|证件|证号|保单|",
        r"(?-u:\b)(?:imei|passport|permit|driving licence|driver.s license|ssn|social security|nric|fin)",
    );
    Regex::new(&format!(
        r"(?i)(?:{documents})(?: ?(?:号码|字号|编号|账号|号|number|no\.?|card))?[ :：是为(（“”#*`]{{0,4}}((?:\p{{Han}}?字第?)?[a-z]{{0,3}}[ \-]?[0-9][0-9a-z]*(?:[ \-][0-9]+)*)"
    ))
    .expect("a pattern")
});

/// How many characters a number after such a word has.
const LENGTHS: std::ops::RangeInclusive<usize> = 6..=20;

pub(super) fn numbers(text: &SearchedText) -> Vec<Range<usize>> {
    let words = &text.plain.text;
    let mut numbers = Vec::new();
    let may_be = |before: &str, length: usize, after: &str| match length {
        6..=10 => {
            before.ends_with(|c: char| c.is_ascii_uppercase())
                || after.starts_with(['/', '('])
                || before.ends_with('/')
        }
        // After two letters, 12 34 56 or 1234 56.
        2 | 4 if before.trim_end_matches(' ').ends_with(|c: char| c.is_ascii_uppercase()) => true,
        2 => after.starts_with('-') || after.starts_with(' '),
        3 => after.starts_with('-'),
        _ => false,
    };
    for part in text.parts(may_be) {
        let mut at = part.start;
        while at < part.end
            && let Some(one) = first_in(&SHAPED, words, at..part.end)
            && let Some(found) = SHAPED.captures_at(words, one.start).and_then(|all| all.get(1))
        {
            numbers.push(found.range());
            // A sign after a number may be the one before the next.
            at = found.end();
        }
    }
    let named = captures_in(&NAMED, words, &text.keywords().documents);
    numbers.extend(named.iter().filter_map(|found| named_number(words, found)));
    numbers
}

/// The number after the name of a document.
fn named_number(words: &str, found: &Captures) -> Option<Range<usize>> {
    let number = found.get(1)?;
    let length = number.as_str().bytes().filter(u8::is_ascii_alphanumeric).count();
    let digits = number.as_str().bytes().filter(u8::is_ascii_digit).count();
    // Resident identity numbers have a rule of their own.
    let is_resident = ["证件", "证号"].iter().any(|name| found[0].starts_with(name))
        && matches!(length, 15 | 18)
        && digits + 1 >= length;
    let is_one = !is_resident
        && LENGTHS.contains(&length)
        && digits >= 5
        && !is_count(&words[number.end()..]);
    is_one.then(|| number.range())
}

/// Whether what follows makes it a count or an amount.
fn is_count(after: &str) -> bool {
    let after = after.trim_start();
    ["元", "万", "亿", "人", "张", "份", "本", "个", "件"]
        .iter()
        .any(|unit| after.starts_with(unit))
}
