//! The audit of office files, which are zips: no programs in them, and no addresses but those that
//! links may have. Office Open XML is ISO/IEC 29500, OpenDocument ISO/IEC 26300.

use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::links::{Linker, Use};
use super::people;
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// Parts of names of files that hold programs, or files of other programs.
const ACTIVE: [&str; 8] = [
    "vbaproject",
    "vbadata",
    "macrosheets/",
    "activex",
    "embeddings/",
    "basic/",
    "scripts/",
    "object ",
];

/// Looks at one file of an office file, `path` being its whole path.
pub(super) fn audit_part(linker: &Linker, path: &str, bytes: &[u8]) -> Vec<Diagnostic> {
    let file: Arc<str> = Arc::from(path);
    let lower = path.to_ascii_lowercase();
    let inside =
        lower.split_once("x/").or_else(|| lower.split_once("t/")).map_or("", |(_, name)| name);
    if ACTIVE.iter().any(|name| inside.contains(name)) {
        let what = "The document holds a program, or a file of another program";
        let hint = "Save it again without macros and embedded objects, or as PDF.";
        return vec![Diagnostic::new(Rule::ActiveContent, &file, Span::default(), what).hint(hint)];
    }
    let Ok(xml) = std::str::from_utf8(bytes) else { return Vec::new() };
    let mut found = Vec::new();
    if [".rels", "content.xml", "styles.xml"].iter().any(|ending| lower.ends_with(ending)) {
        found.extend(addresses(linker, &file, xml));
    }
    if lower.ends_with(".xml") {
        found.extend(people::audit_office(linker, &file, xml));
    }
    found
}

fn addresses(linker: &Linker, file: &Arc<str>, xml: &str) -> Vec<Diagnostic> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => found.extend(address(linker, file, &tag)),
            Ok(Event::DocType(_)) | Err(_) => {
                let what = "A part of this document is not well-formed XML";
                let hint = "Save it again, or as PDF.";
                found.push(
                    Diagnostic::new(Rule::MalformedOutput, file, Span::default(), what).hint(hint),
                );
                return found;
            }
            Ok(Event::Eof) => return found,
            Ok(_) => {}
        }
    }
}

/// Where an element leads outside the document.
fn address(linker: &Linker, file: &Arc<str>, tag: &BytesStart) -> Option<Diagnostic> {
    let value = |name: &str| {
        let attribute = tag
            .attributes()
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name);
        attribute.map(|attribute| attribute.value.replace("&amp;", "&"))
    };
    let element = tag.local_name().into_inner();
    let (address, is_link) = match element {
        "Relationship" if value("TargetMode").as_deref() == Some("External") => {
            (value("Target")?, value("Type")?.ends_with("/hyperlink"))
        }
        "Relationship" => return None,
        _ => (value("href")?, element == "a"),
    };
    let is_outside = address.contains(':') || address.starts_with("//") || address.contains('\\');
    let use_ = if is_link { Use::Link } else { Use::Load };
    is_outside.then(|| linker.look_up_plain(&address, use_, file, Span::default()).err()).flatten()
}
