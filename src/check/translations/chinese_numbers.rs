//! The numbers that a Chinese text has in words.

use std::collections::BTreeSet;

/// Values as [`super::numbers`] writes them. A word that may mean a number counts as one.
pub(super) fn chinese_numbers(text: &str) -> BTreeSet<String> {
    let mut numbers = BTreeSet::new();
    let mut run = String::new();
    for c in text.chars().chain(['\n']) {
        if digit_of(c).is_some() || unit_of(c).is_some() {
            run.push(c);
            continue;
        }
        if !run.is_empty() {
            numbers.extend(run.chars().filter_map(digit_of).map(|digit| digit.to_string()));
            numbers.insert(value_of(&run).to_string());
            run.clear();
        }
        match c {
            // Half an hour, half a year.
            '半' => numbers.extend(["0.5", "30", "6"].map(str::to_owned)),
            '每' | '单' => {
                numbers.insert("1".to_owned());
            }
            '双' | '俩' => {
                numbers.insert("2".to_owned());
            }
            _ => {}
        }
    }
    numbers
}

fn digit_of(c: char) -> Option<u64> {
    let value = match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(value)
}

fn unit_of(c: char) -> Option<u64> {
    let value = match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    };
    Some(value)
}

/// “三十一” is 31, “一百二十万” 1,200,000, “三万四” 34,000. Digits in a row, as in a year, are read
/// one by one.
fn value_of(run: &str) -> u64 {
    if run.chars().all(|c| digit_of(c).is_some()) {
        return run
            .chars()
            .filter_map(digit_of)
            .fold(0, |value, digit| value.saturating_mul(10).saturating_add(digit));
    }
    // What is complete, what the next 万 or 亿 multiplies, the digit before the next unit, and what
    // that digit counts if no unit follows: after 百 it counts tens, after 零 ones.
    let (mut total, mut below, mut digit, mut place) = (0_u64, 0_u64, None, 1);
    for c in run.chars() {
        if let Some(next) = digit_of(c) {
            place = if digit.is_some() { 1 } else { place };
            digit = Some(next);
            continue;
        }
        let unit = unit_of(c).unwrap_or(1);
        if unit < 10_000 {
            below = below.saturating_add(digit.unwrap_or(1).saturating_mul(unit));
        } else {
            below = below.saturating_add(digit.unwrap_or(0).saturating_mul(place));
            // 三万亿: an 亿 multiplies all that is before it.
            let multiplied = if unit > 10_000 { total.saturating_add(below) } else { below };
            let rest = if unit > 10_000 { 0 } else { total };
            total = rest.saturating_add(multiplied.max(1).saturating_mul(unit));
            below = 0;
        }
        (digit, place) = (None, unit / 10);
    }
    let last = digit.unwrap_or(0).saturating_mul(place);
    total.saturating_add(below).saturating_add(last)
}
