//! `number-not-repeated`: an announcement that does not say a hotline's number twice.
//!
//! The first time people listen, the second time they write it down.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::site::Site;
use crate::site::page::Text;

pub fn check(site: &Site, text: &Text) -> Option<Diagnostic> {
    let words = text.front.short.broadcast.as_ref()?;
    let numbers: Vec<String> = site.hotlines.iter().filter_map(|hotline| hotline.dial()).collect();
    // An entry of the register that could not be read is a mistake already, and may be the one.
    if numbers.is_empty() || !site.register_complete {
        return None;
    }
    let said = numbers.iter().map(|number| (times(&words.value, number), number));
    let (most, number) = said.max_by_key(|&(times, _)| times)?;
    (most < 2).then(|| {
        let (message, hint) = match most {
            0 => (
                "`broadcast` says no number of content/hotlines.toml".to_owned(),
                "Say which number to ring, and say it again at the end.".to_owned(),
            ),
            _ => (
                format!("`broadcast` says {number} only once"),
                format!("Say it again at the end: “{number}”."),
            ),
        };
        Diagnostic::new(Rule::NumberNotRepeated, &text.file, words.span, message).hint(hint)
    })
}

/// How often a text says a number; blanks and hyphens may stand between its digits, other digits
/// not beside it.
fn times(text: &str, number: &str) -> usize {
    let mut count = 0;
    let mut rest = text;
    let mut after_digit = false;
    while let Some(c) = rest.chars().next() {
        match said(rest, number).filter(|_| !after_digit) {
            Some(after) => {
                count += 1;
                rest = after;
                after_digit = true;
            }
            None => {
                rest = &rest[c.len_utf8()..];
                after_digit = c.is_ascii_digit();
            }
        }
    }
    count
}

/// What follows where a text begins with a number.
fn said<'t>(text: &'t str, number: &str) -> Option<&'t str> {
    let mut rest = text;
    for (place, digit) in number.chars().enumerate() {
        let apart = if place == 0 { rest } else { rest.trim_start_matches([' ', '-']) };
        rest = apart.strip_prefix(digit)?;
    }
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some(rest)
}
