//! The register of hotlines, `content/hotlines.toml`: the numbers that may be published.

use std::sync::Arc;

use jiff::civil::Date;

use crate::base::diagnostic::Diagnostic;
use crate::base::vocabulary::Region;
use crate::parse::localized::Localized;
use crate::parse::sink::{Sink, Spanned};
use crate::parse::table::TableReader;
use crate::parse::{localized, table};

/// One entry of the register.
#[derive(Clone, Debug)]
pub struct Hotline {
    pub id: Spanned<String>,
    /// As people write it, with spaces; absent where one reports on a web page.
    pub number: Option<String>,
    pub region: Region,
    /// Whether readers may call it; some numbers only send messages.
    pub call: bool,
    pub url: Option<Spanned<String>>,
    pub name: Localized,
    /// When to use it.
    pub usage: Localized,
    /// What to know about it.
    pub note: Option<Localized>,
    pub verified_on: Spanned<Date>,
    pub source_title: Localized,
    pub source_publisher: Option<Localized>,
    pub source_url: Option<Spanned<String>>,
}

impl Hotline {
    /// The digits to dial, where it may be dialled.
    pub fn dial(&self) -> Option<String> {
        let number = self.number.as_deref().filter(|_| self.call)?;
        Some(number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect())
    }
}

/// Reads the register.
pub fn parse(file: &Arc<str>, text: &str) -> (Vec<Hotline>, Vec<Diagnostic>) {
    let sink = Sink::new(file, 0);
    let toml = table::parse(text, &sink);
    let reader = TableReader::new(&toml, &sink);
    let mut hotlines: Vec<Hotline> = Vec::new();
    for entry in reader.tables("hotline") {
        if let Some(hotline) = read(&entry) {
            sink.repeated(hotlines.iter().map(|hotline| &hotline.id), &hotline.id);
            hotlines.push(hotline);
        }
        entry.finish();
    }
    reader.finish();
    (hotlines, sink.into_diagnostics())
}

fn read(entry: &TableReader) -> Option<Hotline> {
    let id = entry.required_text("id");
    let number = entry.text("number").map(|n| n.value);
    let url = entry.url("url");
    if number.is_none() && url.is_none() {
        entry.missing("number", "\"96110\"");
    }
    let region = entry.required_word("region");
    let call = entry.boolean("call").unwrap_or(true);
    let name = localized::require(entry, "name");
    let usage = localized::require(entry, "use");
    let note = localized::read(entry, "note");
    if !entry.has("verified_on") {
        entry.missing("verified_on", "2026-01-31");
    }
    let verified_on = entry.date("verified_on");
    if !entry.has("source") {
        entry.missing("source", "{ title = { zh = \"…\", en = \"…\" } }");
    }
    let source = entry.table("source");
    let source_title = source.as_ref().and_then(|s| localized::require(s, "title"));
    let source_publisher = source.as_ref().and_then(|s| localized::read(s, "publisher"));
    let source_url = source.as_ref().and_then(|s| s.url("url"));
    if let Some(source) = source {
        source.finish();
    }
    Some(Hotline {
        id: id?,
        number,
        region: region?.value,
        call,
        url,
        name: name?,
        usage: usage?,
        note,
        verified_on: verified_on?,
        source_title: source_title?,
        source_publisher,
        source_url,
    })
}
