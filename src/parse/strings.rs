//! The interface strings of a language, `i18n/<language>.toml`, as a flat list of keys.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::de::DeValue;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::parse::sink::Sink;
use crate::parse::table;
use crate::parse::table::TableReader;

/// Texts of the interface: `nav.home` → “Home”.
pub type Strings = BTreeMap<String, String>;

/// Reads a string table. Keys are free; values must be text or tables of text.
pub fn parse(file: &Arc<str>, text: &str) -> (Strings, Vec<Diagnostic>) {
    let sink = Sink::new(file, 0);
    let toml = table::parse(text, &sink);
    let mut strings = Strings::new();
    flatten("", &TableReader::new(&toml, &sink), &mut strings);
    (strings, sink.into_diagnostics())
}

fn flatten(prefix: &str, reader: &TableReader, out: &mut Strings) {
    for (key, _, value, span) in reader.entries() {
        let name = if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") };
        match value {
            DeValue::String(text) => {
                reader.sink().check_characters(text, span);
                out.insert(name, text.to_string());
            }
            DeValue::Table(_) => {
                if let Some(inner) = reader.nested(value, span) {
                    flatten(&name, &inner, out);
                }
            }
            _ => reader.sink().error(
                Rule::WrongType,
                span,
                format!("`{name}` must be text"),
                "Write it in double quotes.",
            ),
        }
    }
}
