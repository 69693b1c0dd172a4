//! `number-not-repeated`: an announcement that does not say the number of a hotline twice.
//!
//! The first time people listen, the second time they write it down.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::site::page::{Page, Text};

pub(crate) fn number_not_repeated(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let hotlines = context.site.hotlines.iter();
    let numbers: Vec<String> = hotlines.filter_map(crate::parse::hotlines::Hotline::dial).collect();
    // The number may be in an entry that could not be read, which is a mistake already.
    if !context.site.register_complete {
        return Vec::new();
    }
    page.texts.iter().flatten().filter_map(|text| check_text(text, &numbers)).collect()
}

fn check_text(text: &Text, numbers: &[String]) -> Option<Diagnostic> {
    let words = text.front.short.broadcast.as_ref()?;
    let counts = numbers.iter().map(|number| (count(&words.value, number), number));
    let (message, hint) = match counts.max_by_key(|&(count, _)| count)? {
        (0, _) => (
            "`broadcast` contains no number of content/hotlines.toml".to_owned(),
            "Say which number to call, and repeat it at the end.".to_owned(),
        ),
        (1, number) => (
            format!("`broadcast` says {number} only once"),
            format!("Repeat it at the end: “{number}”."),
        ),
        _ => return None,
    };
    Some(Diagnostic::new(Rule::NumberNotRepeated, &text.file, words.span, message).hint(hint))
}

/// How often a text contains a number, with or without blanks and hyphens between its digits, and
/// not as part of a longer number.
fn count(text: &str, number: &str) -> usize {
    let mut count = 0;
    let mut rest = text;
    let mut after_digit = false;
    while let Some(c) = rest.chars().next() {
        let after = if after_digit { None } else { strip_number(rest, number) };
        match after {
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

/// What follows a number at the beginning of a text.
fn strip_number<'t>(text: &'t str, number: &str) -> Option<&'t str> {
    let mut rest = text;
    for (place, digit) in number.chars().enumerate() {
        let apart = if place == 0 { rest } else { rest.trim_start_matches([' ', '-']) };
        rest = apart.strip_prefix(digit)?;
    }
    if rest.starts_with(|c: char| c.is_ascii_digit()) { None } else { Some(rest) }
}
