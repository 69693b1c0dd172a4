//! The audit of feeds, sitemaps and drawings: well-formed, with addresses that lead where they may.

use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::links::{Linker, Use, short};
use crate::base::diagnostic::Diagnostic;
use crate::base::narrow::to_usize;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// Checks one file. In a drawing nothing may run, and everything it names it must bring along.
pub(super) fn audit_xml(linker: &Linker, file: &Arc<str>, xml: &str) -> Vec<Diagnostic> {
    let mut visit = Visit { linker, file, is_drawing: file.ends_with(".svg"), found: Vec::new() };
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_comments = true;
    let mut depth = 0;
    let mut roots = 0;
    // The text of the element that is open, where it is an address.
    let mut address: Option<(String, Span)> = None;
    loop {
        let start = to_usize(reader.buffer_position());
        let event = reader.read_event();
        let span = Span::new(start..to_usize(reader.buffer_position()));
        let fault = match event {
            Err(error) => Some(format!("This is not well-formed XML: {error}")),
            Ok(Event::Eof) if depth != 0 || roots != 1 => {
                Some("The file does not hold one whole element".to_owned())
            }
            Ok(Event::Eof) => break,
            Ok(Event::DocType(_)) => {
                Some("A document type declaration can define what other text means".to_owned())
            }
            Ok(Event::Start(tag)) => {
                roots += usize::from(depth == 0);
                depth += 1;
                address = is_address(&tag).then(|| (String::new(), span));
                visit.element(&tag, span).err()
            }
            Ok(Event::Empty(tag)) => {
                roots += usize::from(depth == 0);
                visit.element(&tag, span).err()
            }
            Ok(Event::End(_)) => {
                depth -= 1;
                if let Some((text, span)) = address.take() {
                    visit.address(text.trim(), Use::Link, span);
                }
                None
            }
            Ok(Event::Text(text)) => {
                if let Some((so_far, place)) = &mut address {
                    so_far.push_str(&text);
                    *place = span;
                }
                None
            }
            Ok(Event::GeneralRef(name)) => match (&*name, &mut address) {
                ("amp", Some((so_far, _))) => {
                    so_far.push('&');
                    None
                }
                ("amp" | "lt" | "gt" | "quot" | "apos", None) => None,
                (name, None) if name.starts_with('#') => None,
                _ => Some("A reference that hides a character".to_owned()),
            },
            Ok(Event::CData(_)) if address.is_some() => {
                Some("A section that hides characters".to_owned())
            }
            Ok(Event::PI(target)) if target.starts_with("xml-stylesheet") => {
                Some("A reference to a stylesheet".to_owned())
            }
            Ok(_) => None,
        };
        if let Some(fault) = fault {
            let hint = "Fix the program that wrote it; save a drawing again as plain SVG.";
            visit.found.push(
                Diagnostic::new(Rule::MalformedOutput, file, Span::new(start..start), fault)
                    .hint(hint),
            );
            break;
        }
    }
    visit.found
}

/// Whether an element's text is an address: in sitemaps, and in RSS.
fn is_address(tag: &BytesStart) -> bool {
    matches!(tag.local_name().into_inner(), "loc" | "link")
}

struct Visit<'d> {
    linker: &'d Linker<'d>,
    file: &'d Arc<str>,
    is_drawing: bool,
    found: Vec<Diagnostic>,
}

impl Visit<'_> {
    fn element(&mut self, tag: &BytesStart, span: Span) -> Result<(), String> {
        const ACTIVE: [&str; 9] = [
            "script",
            "foreignobject",
            "set",
            "animate",
            "animatemotion",
            "animatetransform",
            "handler",
            "listener",
            "style",
        ];
        let name = tag.local_name().into_inner().to_ascii_lowercase();
        if self.is_drawing && ACTIVE.contains(&&*name) {
            let what = format!("`<{name}>` can make the drawing do or load something");
            self.active(&what, span);
        }
        for attribute in tag.attributes() {
            let attribute =
                attribute.map_err(|error| format!("This is not well-formed XML: {error}"))?;
            let key = attribute.key.local_name().into_inner().to_ascii_lowercase();
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            let value = value.map_err(|error| format!("This is not well-formed XML: {error}"))?;
            match &*key {
                "href" | "src" if self.is_drawing && name != "a" => {
                    self.address(&value, Use::Picture, span);
                }
                "href" | "src" => self.address(&value, Use::Link, span),
                _ if self.is_drawing && key.starts_with("on") => {
                    self.active(&format!("`{key}` runs a script within the drawing"), span);
                }
                _ if self.is_drawing && value.contains("url(") => {
                    self.found.extend(super::styles::audit_css(
                        self.linker,
                        self.file,
                        &value,
                        span,
                    ));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn address(&mut self, address: &str, use_: Use, span: Span) {
        // A place within the drawing itself.
        if !(self.is_drawing && address.starts_with('#')) {
            self.found.extend(self.linker.look_up_plain(address, use_, self.file, span).err());
        }
    }

    fn active(&mut self, what: &str, span: Span) {
        let hint = "Save the drawing as plain SVG, without scripts, styles and animation.";
        self.found
            .push(Diagnostic::new(Rule::ActiveContent, self.file, span, short(what)).hint(hint));
    }
}
