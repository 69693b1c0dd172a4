//! Numbers in Chinese words: “三万四”, “百分之十五”, “一点二万”, “七成”, “三四十”.
//!
//! The crate `chinese-number` reads the numerals; this file reads what is around them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chinese_number::{
    ChineseCase, ChineseCountMethod, ChineseToNumber, ChineseVariant, NumberToChinese,
};
use regex::Regex;

use crate::check::translations::numbers::value::{
    HALF, fraction, fraction_of_ten, half_width, is_range, value,
};

/// Numerals in a row, and what makes another number of them.
static NUMERAL: LazyLock<Regex> = LazyLock::new(|| {
    let digit = "零〇○一二三四五六七八九两兩幺壹贰貳叁參参肆伍陆陸柒捌玖";
    let unit = "十百千万亿拾佰仟萬億廿卅";
    // “几” is any digit; “三十多万” is one number.
    let run = format!("(?:[{digit}几幾]|[{unit}](?:[多余餘来來][{unit}])?)+");
    let pattern = format!(
        "(?<several>[数數])?(?<run>{run})(?:[点點](?<after>{run}))?(?<unit>分之|[成折刻]|.半)?"
    );
    Regex::new(&pattern).expect("a pattern")
});

/// Numerals of bank forms that are also in ordinary words: “参加”, “大陆”, “队伍”.
const ALSO_WORDS: [char; 9] = ['参', '參', '肆', '伍', '陆', '陸', '柒', '捌', '拾'];

/// Every value that words of a text may mean.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    // The end of the last numeral, the numeral, and what followed it.
    let mut last: Option<(usize, &str, &str)> = None;
    for found in NUMERAL.captures_iter(text) {
        let part = |name| found.name(name).map_or("", |part| part.as_str());
        let (run, after, unit) = (part("run"), part("after"), part("unit"));
        let is_several = !part("several").is_empty() && run.starts_with(is_unit);
        let is_word = run.chars().count() == 1 && run.starts_with(ALSO_WORDS);
        let before = last.take();
        // “十几”, “几十”, “数百” are not exact numbers.
        if is_several || is_word || run.contains(['几', '幾']) {
            continue;
        }
        let mut numbers = values(run);
        if !after.is_empty() {
            // “三点五” is 3.5, or five past three.
            all.extend(numbers.iter().cloned().chain(values(after)));
            numbers = decimal(&numbers, after).into_iter().collect();
        }
        let range = found.get_match().range();
        match before {
            Some((end, under, "分之")) if end == range.start => {
                all.extend(fractions(&numbers, under));
            }
            // “三到五万”: the unit may be that of both.
            Some((end, first, "")) if is_range(&text[end..range.start]) => {
                let units = run.trim_start_matches(|c| !is_unit(c));
                all.extend(values(&format!("{first}{units}")));
                all.extend(values(first).iter().flat_map(|number| with_unit(number, unit)));
            }
            _ => {}
        }
        if unit != "分之" {
            all.extend(numbers.iter().flat_map(|number| with_unit(number, unit)));
            all.extend(numbers);
        }
        let run = if after.is_empty() { run } else { "" };
        last = Some((range.end, run, unit));
    }
    for c in text.chars() {
        match c {
            '半' => all.extend(HALF.map(str::to_owned)),
            '每' | '单' => drop(all.insert("1".to_owned())),
            '双' | '俩' => drop(all.insert("2".to_owned())),
            '仨' => drop(all.insert("3".to_owned())),
            _ => {}
        }
    }
    all
}

/// What else a number is with the unit that follows it.
fn with_unit(number: &str, unit: &str) -> Vec<String> {
    match unit {
        "成" => fraction_of_ten(number, '成'),
        "折" => fraction_of_ten(number, '折'),
        // A quarter of an hour.
        "刻" => {
            number.parse().ok().map(|n: u64| n.saturating_mul(15).to_string()).into_iter().collect()
        }
        // “一个半”.
        unit if unit.ends_with('半') => vec![value(&format!("{number}.5"), 0)],
        _ => Vec::new(),
    }
}

/// “三分之一”; “百分之十五” is 15, as it is in every language.
fn fractions(over: &[String], under: &str) -> Vec<String> {
    let under = values(under).iter().find_map(|under| under.parse().ok());
    let whole: Vec<u64> = over.iter().filter_map(|over| over.parse().ok()).collect();
    match under {
        None | Some(100) => over.to_vec(),
        Some(under) => whole.iter().flat_map(|over| fraction(*over, under)).collect(),
    }
}

/// A number and what follows its point: digits, and perhaps units, as in “一点二万”.
fn decimal(whole: &[String], after: &str) -> Option<String> {
    let digits = after.trim_end_matches(is_unit);
    let units = &after[digits.len()..];
    Some(value(&format!("{}.{}", whole.first()?, row(digits)?.first()?), zeros(units)))
}

/// The values that a run of numerals, Arabic ones included, may have; empty if it is not a number.
pub(super) fn values(run: &str) -> Vec<String> {
    let run = run.replace('廿', "二十").replace('卅', "三十");
    if !run.contains(is_unit) {
        return row(&run).unwrap_or_default();
    }
    let mut readings = vec![String::new()];
    for part in run.split_inclusive(is_unit) {
        let written = part.trim_end_matches(is_unit);
        let unit = &part[written.len()..];
        let Some(digits) = row(written) else { return Vec::new() };
        // “三四十” is 30 or 40. A run with several such pairs is not a number.
        let choices = if digits.len() > 1 { &digits[1..] } else { &digits[..] };
        if choices.len() > 1 && readings.len() > 1 {
            return Vec::new();
        }
        let is_bare = written.is_empty() && readings[0].is_empty() && zeros(unit) > 1;
        let numerals = choices.iter().map(|digits| match is_bare {
            true => "一".to_owned(),
            false => numeral(digits),
        });
        readings = numerals
            .flat_map(|numeral| {
                readings.iter().map(move |before| format!("{before}{numeral}{unit}"))
            })
            .collect();
    }
    let numbers = readings.iter().filter_map(|reading| {
        let number: Result<u64, _> = reading.to_number(ChineseCountMethod::TenThousand);
        number.ok()
    });
    numbers.map(|number| number.to_string()).collect()
}

/// Digits in a row, as in a year: `2026`. Two may also be a choice: `34`, `3`, `4`. `None` if
/// anything else is among them.
fn row(written: &str) -> Option<Vec<String>> {
    let written: Vec<char> = written
        .chars()
        .filter(|c| !" \u{a0},，多余餘来來几幾".contains(*c))
        .map(half_width)
        .collect();
    let digit = |c: &char| {
        let digit: u8 = match c {
            '○' => 0,
            '幺' => 1,
            c => c.to_string().to_number_naive().ok()?,
        };
        Some(digit.to_string())
    };
    let digits: Vec<String> = written.iter().map(digit).collect::<Option<_>>()?;
    let whole = digits.concat();
    let is_choice = written.len() == 2 && !whole.contains('0') && !written[0].is_ascii();
    Some([whole].into_iter().chain(digits.into_iter().filter(|_| is_choice)).collect())
}

/// Digits as one numeral: “2000” is “二千”. Zeros at the front are one.
fn numeral(digits: &str) -> String {
    let counted = digits.trim_start_matches('0');
    let zero = if counted.len() < digits.len() { "零" } else { "" };
    let number = counted.parse().ok().and_then(|number: u64| {
        let (variant, case) = (ChineseVariant::Simple, ChineseCase::Lower);
        number.to_chinese(variant, case, ChineseCountMethod::TenThousand).ok()
    });
    format!("{zero}{}", number.unwrap_or_default())
}

/// How many zeros units add: 4 for “万”, 7 for “千万”.
pub(super) fn zeros(units: &str) -> usize {
    units.chars().filter_map(zeros_of).sum()
}

fn zeros_of(unit: char) -> Option<usize> {
    Some(match unit {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        _ => return None,
    })
}

fn is_unit(c: char) -> bool {
    zeros_of(c).is_some()
}
