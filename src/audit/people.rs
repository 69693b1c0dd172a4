//! Personal data in what was built: the last look before it is published, whatever it was made from.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use memchr::memchr;
use quick_xml::Reader;
use quick_xml::events::Event;
use regex::Regex;
use serde_json::Value;

use super::links::Linker;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Span;

/// Fewer digits than this make no number of a person's.
const DIGITS: usize = 7;

/// Attributes whose words are words of the page.
static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"\s(?:alt|title|content|aria-label|placeholder|value)="([^"]*)""#)
        .expect("a pattern")
});

/// Numbers and mailboxes in a line of a page that begins at `start`.
pub(super) fn audit_line(
    linker: &Linker,
    file: &Arc<str>,
    line: &str,
    start: usize,
) -> Vec<Diagnostic> {
    let Some(people) = linker.bounds.people else { return Vec::new() };
    if !may_hold_number([line]) {
        return Vec::new();
    }
    let parts = parts_of(line);
    if !may_hold_number(parts.iter().copied()) {
        return Vec::new();
    }
    let words = joined(&parts);
    // Entities have digits too.
    if !may_hold_number([&*words]) {
        return Vec::new();
    }
    let place = Span::new(start..start + line.trim_end().len());
    let found = people.in_page(file, &words);
    found.into_iter().map(|one| Diagnostic { span: place, ..one }).collect()
}

/// The same in a file that is no page.
pub(super) fn audit_text(linker: &Linker, file: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    let Some(people) = linker.bounds.people else { return Vec::new() };
    if may_hold_number([text]) { people.in_page(file, text) } else { Vec::new() }
}

/// The same in XML: its words, without the coordinates of drawings.
pub(super) fn audit_xml(linker: &Linker, file: &Arc<str>, xml: &str) -> Vec<Diagnostic> {
    let found = audit_text(linker, file, &joined(&parts_of(xml))).into_iter();
    found.map(|one| Diagnostic { span: Span::default(), ..one }).collect()
}

/// The same in JSON, text by text: its lists of small numbers are nobody's number.
pub(super) fn audit_json(linker: &Linker, file: &Arc<str>, json: &str) -> Vec<Diagnostic> {
    // One that cannot be read is another mistake.
    let value = serde_json::from_str(json).unwrap_or(Value::Null);
    let mut words = String::new();
    collect(&value, &mut words);
    let found = audit_text(linker, file, &words).into_iter();
    found.map(|one| Diagnostic { span: Span::default(), ..one }).collect()
}

fn collect(value: &Value, words: &mut String) {
    match value {
        Value::String(text) => words.push_str(text),
        Value::Number(number) => words.push_str(&number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Value::Object(fields) => {
            for (key, value) in fields {
                words.push_str(key);
                words.push('\u{1}');
                collect(value, words);
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
    words.push('\u{1}');
}

/// Whatever identifies people in the words of a document, such as a PDF: it may have been made
/// elsewhere.
pub(super) fn audit_words(linker: &Linker, file: &Arc<str>, words: &str) -> Vec<Diagnostic> {
    let Some(people) = linker.bounds.people else { return Vec::new() };
    let found = people.in_document(file, words);
    found.into_iter().map(|one| Diagnostic { span: Span::default(), ..one }).collect()
}

/// The same in the XML of an office file: its words, a line a paragraph, a cell or a row.
pub(super) fn audit_office(linker: &Linker, file: &Arc<str>, xml: &str) -> Vec<Diagnostic> {
    let mut reader = Reader::from_str(xml);
    let mut words = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Text(text)) => words.push_str(&text),
            Ok(Event::GeneralRef(entity)) => {
                words.extend(entity.resolve_char_ref().ok().flatten());
            }
            // Paragraphs and cells of Office Open XML and OpenDocument.
            Ok(Event::End(tag))
                if matches!(tag.local_name().as_ref(), "p" | "h" | "si" | "tc" | "row") =>
            {
                words.push('\n');
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    audit_words(linker, file, &words)
}

/// Whether a text, given in parts, may hold a number of a person or an address for mail: most lines do
/// not.
fn may_hold_number<'t>(parts: impl IntoIterator<Item = &'t str>) -> bool {
    let mut digits = 0;
    parts.into_iter().any(|part| {
        // Digits of other scripts have bytes beyond ASCII, and so do the words of the page.
        digits += part.bytes().filter(u8::is_ascii_digit).count();
        digits >= DIGITS || memchr(b'@', part.as_bytes()).is_some()
    })
}

/// The words of a line of HTML. Attributes with words stand apart, behind it.
fn parts_of(line: &str) -> Vec<&str> {
    const APART: &str = "\u{1}";
    let (mut words, mut attributes) = (Vec::new(), Vec::new());
    let mut rest = line;
    while let Some(start) = memchr(b'<', rest.as_bytes()) {
        words.push(&rest[..start]);
        let end = memchr(b'>', &rest.as_bytes()[start..]).map_or(rest.len(), |end| start + end + 1);
        let tag = &rest[start..end];
        // Most numbers in a tag are those of addresses and digests.
        if may_hold_number([tag]) {
            let values = ATTRIBUTE.captures_iter(tag).filter_map(|attribute| attribute.get(1));
            attributes.extend(values.flat_map(|value| [APART, value.as_str()]));
        }
        rest = &rest[end..];
    }
    words.push(rest);
    words.append(&mut attributes);
    words
}

/// Parts as one text, without entities.
fn joined(parts: &[&str]) -> String {
    let words = parts.concat();
    match entities(&words) {
        Cow::Borrowed(_) => words,
        Cow::Owned(decoded) => decoded,
    }
}

/// The entities that a renderer writes.
fn entities(words: &str) -> Cow<'_, str> {
    if !words.contains('&') {
        return Cow::Borrowed(words);
    }
    let decoded = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    Cow::Owned(decoded.replace("&#39;", "'").replace("&amp;", "&"))
}
