//! `not-in-gb2312`: a line for a ticker or a cash machine with a character such a screen may not
//! have.
//!
//! Controllers of tickers and older cash machines know the 7,445 characters of GB/T 2312-1980 and
//! show a box, or nothing, for any other. Languages written in traditional characters have screens
//! of their own.

use encoding_rs::GBK;

use crate::base::diagnostic::Diagnostic;
use crate::base::language;
use crate::base::rules::Rule;
use crate::site::page::Text;

pub fn check(text: &Text, code: &str) -> Vec<Diagnostic> {
    if !is_simplified(code) {
        return Vec::new();
    }
    let short = &text.front.short;
    let led = short.led.iter().map(|line| ("led", line));
    let lines = led.chain(short.atm.iter().map(|line| ("atm", line)));
    let found = lines.filter_map(|(key, line)| {
        let mut unknown: Vec<char> = Vec::new();
        for c in line.value.chars().filter(|&c| !has(c)) {
            if !unknown.contains(&c) {
                unknown.push(c);
            }
        }
        let named: Vec<String> = unknown.iter().map(|&c| format!("`{c}` (U+{:04X})", c as u32)).collect();
        (!named.is_empty()).then(|| {
            let message = format!("`{key}` holds {}, which such screens may not have", named.join(", "));
            Diagnostic::new(Rule::NotInGb2312, &text.file, line.span, message)
                .hint("They know the characters of GB 2312 and show a box for any other: say it in more common ones.")
        })
    });
    found.collect()
}

/// Chinese, unless the tag says that it is written in traditional characters.
fn is_simplified(code: &str) -> bool {
    let traditional = |part: &str| {
        ["Hant", "TW", "HK", "MO"].iter().any(|other| part.eq_ignore_ascii_case(other))
    };
    language::primary(code) == "zh" && !code.split('-').any(traditional)
}

/// Whether GB 2312 has a character, or it is an ASCII one. GBK keeps the places of GB 2312 and
/// fills the gaps.
fn has(c: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, _) = GBK.encode(c.encode_utf8(&mut buffer));
    match *bytes {
        [_] => c.is_ascii(),
        [lead @ 0xA1..=0xFE, trail @ 0xA1..=0xFE] => is_assigned(lead - 0xA0, trail - 0xA0),
        _ => false,
    }
}

/// Whether GB 2312 has a character in this row and cell; rows 1 to 9 hold signs, 16 to 87 Chinese
/// characters.
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
