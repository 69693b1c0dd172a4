//! Changes to one key of a TOML file that an editor wrote: what must change does, and not a byte
//! more.
//!
//! A library that prints a document again makes line ends of its own. So the parser says where
//! things are, and the change is made in the text.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Why a text was not changed, as the end of a sentence.
pub type Refusal = &'static str;

const SYNTAX: Refusal = "it is no valid TOML; `wuzha check` says where";
/// What byte order marks come before.
const BOM: char = '\u{FEFF}';

/// The text with `key`, at its top, set to `value`, which needs no escapes.
///
/// # Errors
/// A text that is no valid TOML, and a key that holds no text.
pub fn set_text(text: &str, key: &str, value: &str) -> Result<String, Refusal> {
    let table = DeTable::parse(text).map_err(|_| SYNTAX)?;
    let Some(there) = table.get_ref().get(key) else {
        return Ok(with_line(text, table.get_ref(), &format!("{key} = \"{value}\"")));
    };
    if there.get_ref().as_str().is_none() {
        return Err("the key holds no text");
    }
    let range = there.span();
    let mark = text[range.clone()].chars().next().unwrap_or('"');
    Ok(replaced(text, range, &format!("{mark}{value}{mark}")))
}

/// The text with these items, which need no escapes, at the end of the list `key` at its top.
///
/// # Errors
/// A text that is no valid TOML, and a key that holds no list.
pub fn add_to_list(text: &str, key: &str, items: &[String]) -> Result<String, Refusal> {
    let quoted: Vec<String> = items.iter().map(|item| format!("\"{item}\"")).collect();
    let table = DeTable::parse(text).map_err(|_| SYNTAX)?;
    let Some((name, there)) = table.get_ref().iter().find(|(name, _)| name.get_ref() == key) else {
        let line = format!("{key} = [{}]", quoted.join(", "));
        return Ok(with_line(text, table.get_ref(), &line));
    };
    let range = there.span();
    let DeValue::Array(list) = there.get_ref() else { return Err("the key holds no list") };
    if is_header(text, name.span().start) {
        return Err("the key holds tables");
    }
    let close = range.end - 1;
    let Some(last) = list.iter().last().map(Spanned::span) else {
        // Blanks go; a remark stays, on a line of its own.
        let inside = range.start + 1..close;
        let is_blank = text[inside.clone()].trim().is_empty();
        let at = if is_blank { inside } else { close..close };
        return Ok(replaced(text, at, &quoted.join(", ")));
    };
    let comma = comma_after(text, last.end, close);
    let start = line_start(text, close);
    let is_on_own_line = start >= last.end && text[start..close].trim().is_empty();
    if !is_on_own_line {
        let (at, joined) = match comma {
            Some(comma) => (comma + 1, format!(" {},", quoted.join(", "))),
            None => (last.end, format!(", {}", quoted.join(", "))),
        };
        return Ok(replaced(text, at..at, &joined));
    }
    let end = line_end_of(text, start);
    let own = line_start(text, last.start);
    let indent = &text[own..last.start];
    let indent = if indent.trim().is_empty() { indent } else { "  " };
    let mut lines = quoted.join(&format!(",{end}{indent}"));
    lines.insert_str(0, indent);
    lines.push_str(if comma.is_some() { "," } else { "" });
    lines.push_str(end);
    let longer = replaced(text, start..start, &lines);
    Ok(match comma {
        Some(_) => longer,
        None => replaced(&longer, last.end..last.end, ","),
    })
}

fn replaced(text: &str, range: Range<usize>, by: &str) -> String {
    format!("{}{by}{}", &text[..range.start], &text[range.end..])
}

/// The text with another line below the last one that sets a key before the first table.
fn with_line(text: &str, table: &DeTable, line: &str) -> String {
    let mut top = Top::default();
    top.look_at(text, table);
    let bom = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    let last =
        top.values.iter().filter(|end| top.header.is_none_or(|header| **end <= header)).max();
    let at = match (last, top.header) {
        (Some(&end), _) => text[end..].find('\n').map_or(text.len(), |found| end + found + 1),
        (None, Some(_)) => bom,
        (None, None) => text.len(),
    };
    let end = line_end_of(text, at);
    let is_open = at > bom && !text[..at].ends_with('\n');
    // A file without a line end at its end stays so.
    let line = if is_open { format!("{end}{line}") } else { format!("{line}{end}") };
    replaced(text, at..at, &line)
}

/// What is at the top of a document.
#[derive(Default)]
struct Top {
    /// Where its values end.
    values: Vec<usize>,
    /// Where the first table with a line of its own begins.
    header: Option<usize>,
}

impl Top {
    fn look_at(&mut self, text: &str, table: &DeTable) {
        for (key, value) in table {
            if is_header(text, key.span().start) {
                let start = line_start(text, key.span().start);
                self.header = Some(self.header.map_or(start, |header| header.min(start)));
                continue;
            }
            match value.get_ref() {
                // `short.led = "…"`, but not `short = { led = "…" }`.
                DeValue::Table(inner) if !text[value.span()].starts_with('{') => {
                    self.look_at(text, inner);
                }
                _ => self.values.push(value.span().end),
            }
        }
    }
}

/// Whether the line of a key is that of a table: `[short]`, `[[sources]]`.
fn is_header(text: &str, key: usize) -> bool {
    let line = &text[line_start(text, key)..key];
    line.trim_start_matches(BOM).trim_start().starts_with('[')
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The line end before a place, else the first of the text.
fn line_end_of(text: &str, at: usize) -> &'static str {
    let before = text[..at].rfind('\n').or_else(|| text.find('\n'));
    match before {
        Some(end) if text[..end].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The comma between an item and the end of its list, if there is one. Remarks may come before it.
fn comma_after(text: &str, item: usize, close: usize) -> Option<usize> {
    let mut at = item;
    while at < close {
        match text.as_bytes()[at] {
            b',' => return Some(at),
            b'#' => at = text[at..close].find('\n').map_or(close, |end| at + end),
            _ => at += 1,
        }
    }
    None
}
