//! Values of numbers in one notation: `30000`, `0.5`.

/// A number in digits times a power of ten: no separators, no zeros at the end of a fraction. Zeros
/// at the front stay, since such a number is dialled, not counted.
pub(super) fn value(written: &str, zeros: usize) -> String {
    let plain: String =
        written.chars().filter(|c| !matches!(c, ',' | '，')).map(half_width).collect();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let fraction = format!("{fraction:0<zeros$}");
    let (moved, rest) = fraction.split_at(zeros);
    let whole = match format!("{whole}{moved}") {
        // “0.5 万” is 5000.
        whole if zeros > 0 && whole.starts_with('0') => match whole.trim_start_matches('0') {
            "" => "0".to_owned(),
            counted => counted.to_owned(),
        },
        whole => whole,
    };
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { whole } else { format!("{whole}.{rest}") }
}

pub(super) fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        c => c,
    }
}

/// How another language may write a fraction: its two numbers, its per cent, its decimal.
pub(super) fn fraction(over: u64, under: u64) -> Vec<String> {
    let mut values = vec![over.to_string(), under.to_string()];
    let per_myriad = over.saturating_mul(10_000);
    if under > 0 && per_myriad.is_multiple_of(under) {
        let exact = per_myriad / under;
        values.push(value(&format!("{}.{:02}", exact / 100, exact % 100), 0));
        values.push(value(&format!("{}.{:04}", exact / 10_000, exact % 10_000), 0));
    }
    values
}

/// Half an hour, half a year, one half.
pub(super) const HALF: [&str; 4] = ["0.5", "50", "30", "6"];

/// “3 成” is 30 per cent, or three in ten; “8 折” and “八五折” are 80 and 85 per cent, or 20 and 15
/// per cent off.
pub(super) fn fraction_of_ten(number: &str, unit: char) -> Vec<String> {
    let is_tenths = number.split('.').next().is_some_and(|whole| whole.len() == 1);
    let percent = value(number, usize::from(is_tenths));
    let mut values = vec![number.to_owned()];
    match unit {
        '折' => values.extend(
            percent.parse().ok().map(|percent: u64| 100_u64.saturating_sub(percent).to_string()),
        ),
        _ => values.push("10".to_owned()),
    }
    values.push(percent);
    values
}

/// Whether the words between two numbers make them a range or a choice.
pub(super) fn is_range(between: &str) -> bool {
    let signs = ["~", "～", "-", "－", "–", "—", "至", "到", "或", "、", "和", "to", "or", "and"];
    signs.contains(&between.trim_matches([' ', '\u{a0}']))
}
