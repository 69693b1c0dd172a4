//! `unregistered-number`: a short number to call that is not in content/hotlines.toml.
//!
//! “Call 110” is read in fright and done at once, so a wrong digit costs money. Any number of three
//! to eight digits after 拨打, 请打, 致电, 热线, 客服, 电话, call, dial, ring or hotline must be
//! registered. Amounts, times and years are no such numbers.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::base::diagnostic::Severity;
use crate::base::rules::Rule;
use crate::check::people::characters;
use crate::check::people::keywords::captures_in;
use crate::check::people::personal_data::{PersonalData, SearchedText};

/// A digit, or a Chinese one.
const DIGIT: &str = "[0-9〇零一二两三四五六七八九幺]";

static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&[
        r"(?i)(?:拨打|拨|致电|热线|电话打?到|电话|回拨|打给|打到|请打|座机|传真|来电|联系|客服|短信发?到",
        r"|(?:[快先再就去要可您你]|马上|立即|立刻|赶紧|直接)打",
        r"|(?-u:\b)(?:call|dial|ring|phone|hotline|helpline|text|telephone|tel)(?: us| them| me| it)?(?: on| at)?",
        r"|phone number(?: is)?|call centre|customer service)",
        "[ :*“”‘’\"'`\\[\\(（【\\-—]{0,4}(?:号码|号)?(?:是|为)?[ :*“”\"'`\\[\\(]{0,3}",
        &format!("((?:{DIGIT}[ .·、\\-]){{2,7}}{DIGIT}|[0-9]{{2,4}}-[0-9]{{2,5}}|{DIGIT}{{3,8}})"),
    ]
    .concat())
    .expect("a pattern")
});
/// Numbers of the shape of short numbers in China, after words that more often say something else.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:打|按|拨|回复|发送至|发送到|发至|发到|联系我们|contact|(?-u:\b)number(?: is)?|stop to|text to)",
        r"[ :“]{0,2}(9[56][0-9]{3}|123[0-9]{2}|100[18][0-9])(?-u:\b)",
    ))
    .expect("a pattern")
});
/// What makes a number a quantity.
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^[ ]?(?:[,.]\d|[%％万千百亿元块年月日天次个人名秒分小岁条通字位米号楼路起件遍届级型]",
        r"|余|多|期|章|页|公里|平方|",
        r"(?:yuan|minutes?|seconds?|hours?|days?|people|times|customers|clients|users|numbers|",
        r"pages?|messages|words|victims|families|households|residents|more|of|%))",
    ))
    .expect("a pattern")
});
/// A number in Chinese digits has at least so many: 拨打一一〇. Fewer are a count.
const CHINESE: usize = 3;

pub(crate) fn unregistered_number(text: &SearchedText) -> Vec<PersonalData> {
    if !text.is_register_complete || text.keywords().calls.is_empty() {
        return Vec::new();
    }
    let words = &text.plain.text;
    let called = [&*CALLED, &*SHORT].into_iter();
    let called = called.flat_map(|pattern| captures_in(pattern, words, &text.keywords().calls));
    let called = called.filter_map(|captures| captures.get(1));
    let unregistered = called.filter_map(|number| {
        let range = number.range();
        let digits = digits_of(number.as_str());
        let is_one = is_telephone(words, &range, &digits)
            && !is_registered(text, range.start, &digits, number.as_str());
        is_one.then_some(range)
    });
    let report = |range: Range<usize>| PersonalData {
        rule: Rule::UnregisteredNumber,
        severity: Severity::Error,
        message: format!("`{}` is not registered as a hotline", &words[range.clone()]),
        range,
        hint: "Verify the number, then add it to content/hotlines.toml with its source, or remove \
               it.",
    };
    unregistered.map(report).collect()
}

fn digits_of(written: &str) -> String {
    let digit = |c: char| if c.is_ascii_digit() { Some(c) } else { characters::chinese(c) };
    written.chars().filter_map(digit).collect()
}

/// Whether a number is neither part of a longer one, nor a year, nor a quantity.
fn is_telephone(text: &str, range: &Range<usize>, digits: &str) -> bool {
    let after = &text[range.end..];
    let goes_on = after.starts_with(|c: char| c.is_ascii_digit() || "十百千万亿".contains(c));
    let is_year = digits.len() == 4 && ["19", "20"].iter().any(|s| digits.starts_with(s));
    let is_chinese = !text[range.clone()].contains(|c: char| c.is_ascii_digit());
    !goes_on
        && !is_year
        && !UNIT.is_match(after)
        && (!is_chinese || digits.len() >= CHINESE && !is_counting(digits))
}

/// Whether digits count: 一二三, 三四五.
fn is_counting(digits: &str) -> bool {
    digits.as_bytes().windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// Whether the register has exactly this number, or the longer one that it begins: `0300` of
/// `0300 123 2040`. Of `110-96110` it must have both.
fn is_registered(text: &SearchedText, start: usize, digits: &str, written: &str) -> bool {
    if text.registered.contains(digits) {
        return true;
    }
    if written.contains('-') && written.split('-').all(|part| text.registered.contains(part)) {
        return true;
    }
    // `110 24 小时`: a number, and something else after a space.
    let first = written.split(' ').next().unwrap_or_default();
    if first.len() >= 3 && text.registered.contains(first) {
        return true;
    }
    let rest = &text.plain.text[start..];
    text.registered.iter().any(|own| own.len() > digits.len() && begins_with(rest, own))
}

/// Whether a text begins with the digits of a number, with a space or hyphen between some of them,
/// and ends there.
fn begins_with(text: &str, number: &str) -> bool {
    let mut rest = text;
    for (place, digit) in number.chars().enumerate() {
        if place > 0 {
            rest = rest.strip_prefix([' ', '-']).unwrap_or(rest);
        }
        let Some(after) = rest.strip_prefix(digit) else { return false };
        rest = after;
    }
    !rest.starts_with(|c: char| c.is_ascii_digit())
}
