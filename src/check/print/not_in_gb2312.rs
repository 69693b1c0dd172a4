//! `not-in-gb2312`: a character that the screen of a ticker or a cash machine may not show.
//!
//! Controllers of tickers and older cash machines have the 7,445 characters of GB/T 2312-1980 and
//! show a box, or nothing, for any other. Languages written in traditional characters have screens
//! of their own.

use encoding_rs::GBK;

use crate::base::diagnostic::Diagnostic;
use crate::base::language;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::parse::sink::Spanned;
use crate::site::page::{Page, Text};

pub(crate) fn not_in_gb2312(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let languages = &context.site.config.languages;
    let simplified = languages.iter().filter(|language| is_simplified(languages.code(*language)));
    simplified.filter_map(|language| page.text(language)).flat_map(check_text).collect()
}

fn check_text(text: &Text) -> Vec<Diagnostic> {
    let short = &text.front.short;
    let led = short.led.iter().map(|line| ("led", line));
    let lines = led.chain(short.atm.iter().map(|line| ("atm", line)));
    lines.filter_map(|(key, line)| check_line(text, key, line)).collect()
}

fn check_line(text: &Text, key: &str, line: &Spanned<String>) -> Option<Diagnostic> {
    let mut unknown: Vec<char> = Vec::new();
    for c in line.value.chars().filter(|&c| !is_in_gb2312(c)) {
        if !unknown.contains(&c) {
            unknown.push(c);
        }
    }
    let named: Vec<String> =
        unknown.iter().map(|&c| format!("`{c}` (U+{:04X})", c as u32)).collect();
    let message = match named.as_slice() {
        [] => return None,
        [one] => format!("`{key}` contains {one}, which is not in GB 2312"),
        several => format!("`{key}` contains {}, which are not in GB 2312", several.join(", ")),
    };
    let hint = "Use more common characters: older screens show a box for any other.";
    Some(Diagnostic::new(Rule::NotInGb2312, &text.file, line.span, message).hint(hint))
}

/// Chinese, unless the tag says that it is written in traditional characters.
fn is_simplified(code: &str) -> bool {
    let traditional = |part: &str| {
        ["Hant", "TW", "HK", "MO"].iter().any(|other| part.eq_ignore_ascii_case(other))
    };
    language::primary(code) == "zh" && !code.split('-').any(traditional)
}

/// Whether a character is in GB 2312 or in ASCII. GBK keeps the places of GB 2312 and fills the
/// gaps.
fn is_in_gb2312(c: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, _) = GBK.encode(c.encode_utf8(&mut buffer));
    match *bytes {
        [_] => c.is_ascii(),
        [lead @ 0xA1..=0xFE, trail @ 0xA1..=0xFE] => is_assigned(lead - 0xA0, trail - 0xA0),
        _ => false,
    }
}

/// Whether GB 2312 has a character in this row and cell; rows 1 to 9 contain symbols, 16 to 87
/// Chinese characters.
fn is_assigned(row: u8, cell: u8) -> bool {
    match row {
        1 | 3 | 16..=54 | 56..=87 => true,
        2 => matches!(cell, 17..=66 | 69..=78 | 81..=92),
        4 => cell <= 83,
        5 => cell <= 86,
        6 => matches!(cell, 1..=24 | 33..=56),
        7 => matches!(cell, 1..=33 | 49..=81),
        8 => matches!(cell, 1..=26 | 37..=73),
        9 => matches!(cell, 4..=79),
        55 => cell <= 89,
        _ => false,
    }
}
