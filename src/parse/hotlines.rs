//! The register of hotlines, `content/hotlines.toml`: the numbers that may be published.

use std::sync::Arc;

use jiff::civil::Date;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::vocabulary::Region;
use crate::parse::localized::Localized;
use crate::parse::sink::{Sink, Spanned};
use crate::parse::table::TableReader;
use crate::parse::{localized, table};

/// One entry of the register.
#[derive(Clone, Debug)]
pub struct Hotline {
    pub id: Spanned<String>,
    /// As people write it: 3 to 12 ASCII digits, with a space or hyphen between groups; absent
    /// where one reports on a web page.
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
        Some(number.chars().filter(char::is_ascii_digit).collect())
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
    let number = entry.text("number").filter(|number| is_number(entry, number)).map(|n| n.value);
    let url = entry.url("url");
    if !entry.has("number") && url.is_none() {
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

/// How many digits a hotline has.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=12;

/// Whether a number is shown as it is dialled; reports it otherwise.
fn is_number(entry: &TableReader, number: &Spanned<String>) -> bool {
    let written = &*number.value;
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let is_plain = written
        .split([' ', '-'])
        .all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    let is_wide = |c: char| ('\u{ff01}'..='\u{ff5e}').contains(&c);
    let (message, hint) = if !is_plain && written.contains(is_wide) {
        (
            format!("`{written}` cannot be dialled: its digits are full-width"),
            "Type the number again with the keyboard in half-width (English) mode: `110`.",
        )
    } else if !is_plain {
        (
            format!("`{written}` is not a number that is shown as it is dialled"),
            "Write the digits 0 to 9 alone, with one space or hyphen between groups: `110`, `0300 123 2040`.",
        )
    } else if !DIGITS.contains(&digits.len()) {
        (
            format!("`{written}` has {} digits, and a hotline has 3 to 12", digits.len()),
            "Copy the number from its source again.",
        )
    } else if is_mobile(&digits) {
        (
            format!("`{written}` is a mobile number, which belongs to a person"),
            "Register the number of the office instead, or leave the entry out.",
        )
    } else {
        return true;
    };
    entry.sink().error(Rule::BadHotline, number.span, message, hint);
    false
}

/// 11 digits from 13 to 19, as mobile numbers of mainland China have.
fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && matches!(digits.as_bytes()[1], b'3'..=b'9')
}
