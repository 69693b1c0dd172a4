//! Texts that are written with escapes, as they are read: `\u0031` in TOML and JSON, `&#49;` and
//! tags in HTML.

use std::sync::{Arc, LazyLock};

use regex::{Captures, Regex};
use toml::de::{DeTable, DeValue};

use crate::base::source::Span;
use crate::parse::sink::Sink;
use crate::parse::table;

/// The texts of a TOML file that have escapes in them, and their places.
pub(super) fn toml_values(file: &Arc<str>, text: &str) -> Vec<(String, Span)> {
    let mut values = Vec::new();
    if text.contains('\\') {
        let sink = Sink::new(file, 0);
        let read = table::parse(text, &sink);
        walk_table(read.get_ref(), text, &mut values);
    }
    values
}

fn walk_table(table: &DeTable, text: &str, values: &mut Vec<(String, Span)>) {
    for value in table.values() {
        walk(value.get_ref(), value.span(), text, values);
    }
}

fn walk(
    value: &DeValue,
    place: std::ops::Range<usize>,
    text: &str,
    values: &mut Vec<(String, Span)>,
) {
    match value {
        DeValue::String(read) => {
            let written = text.get(place.clone()).unwrap_or_default();
            if written.contains('\\') {
                values.push((read.to_string(), Span::new(place)));
            }
        }
        DeValue::Array(items) => {
            for item in items {
                walk(item.get_ref(), item.span(), text, values);
            }
        }
        DeValue::Table(inner) => walk_table(inner, text, values),
        _ => {}
    }
}

static ESCAPE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})|&#([0-9]{1,7});|&#[xX]([0-9A-Fa-f]{1,6});|%([0-7][0-9A-Fa-f])")
        .expect("a pattern")
});
static TAG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<[/!?A-Za-z][^<>]*>").expect("a pattern"));

/// A file of another kind without escapes and tags; `None` where it has none.
pub(super) fn file(text: &str) -> Option<String> {
    let has_escape = ["\\u", "\\x", "&#", "%3"].iter().any(|sign| text.contains(sign));
    if !has_escape && !text.contains('<') {
        return None;
    }
    let character = |captures: &Captures| {
        let number = |group: usize, radix: u32| {
            captures.get(group).and_then(|number| u32::from_str_radix(number.as_str(), radix).ok())
        };
        let code =
            number(1, 16).or(number(2, 16)).or(number(3, 10)).or(number(4, 16)).or(number(5, 16));
        code.and_then(char::from_u32).unwrap_or(' ').to_string()
    };
    let words = ESCAPE.replace_all(text, character);
    Some(TAG.replace_all(&words, "").into_owned())
}
