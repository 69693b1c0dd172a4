//! The audit of feeds, sitemaps and drawings: well-formed, with addresses that lead where they may.

use std::sync::Arc;

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use super::attributes::acts;
use super::links::{Linker, Use, short};
use super::styles;
use crate::base::diagnostic::Diagnostic;
use crate::base::narrow::to_usize;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::{limits, media};

/// Checks one file. In a drawing nothing may run, and everything it names it must bring along.
pub(super) fn audit_xml(linker: &Linker, file: &Arc<str>, xml: &str) -> Vec<Diagnostic> {
    let is_drawing = media::ending(file).eq_ignore_ascii_case("svg");
    let mut visit = Visit { linker, file, is_drawing, is_style: false, found: Vec::new() };
    let mut reader = NsReader::from_str(xml);
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
                if depth > limits::DRAWING_DEPTH {
                    Some("Its elements lie in each other too deeply".to_owned())
                } else {
                    visit.element(&tag, namespace(&reader, &tag), span).err()
                }
            }
            Ok(Event::Empty(tag)) => {
                roots += usize::from(depth == 0);
                visit.element(&tag, namespace(&reader, &tag), span).err()
            }
            Ok(Event::End(_)) => {
                depth -= 1;
                visit.is_style = false;
                if let Some((text, span)) = address.take() {
                    visit.address(text.trim(), Use::Link, span);
                }
                None
            }
            Ok(Event::Text(text)) if visit.is_style => {
                visit.style(&text, span);
                None
            }
            Ok(Event::CData(text)) if visit.is_style => {
                visit.style(&text, span);
                None
            }
            Ok(Event::GeneralRef(_)) if visit.is_style => {
                Some("A style sheet in which characters hide".to_owned())
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

/// The namespace of an element; none where it has none, or one that is not declared.
fn namespace<'r>(reader: &'r NsReader<&[u8]>, tag: &BytesStart) -> Option<&'r str> {
    match reader.resolver().resolve_element(tag.name()).0 {
        ResolveResult::Bound(Namespace(name)) => Some(name),
        _ => None,
    }
}

const SVG: &str = "http://www.w3.org/2000/svg";

/// Namespaces whose elements browsers obey in whatever XML they are.
const OBEYED: [&str; 4] = [
    SVG,
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1998/Math/MathML",
    "http://www.w3.org/1999/XSL/Transform",
];

/// Elements that only draw or describe (SVG 2, appendix F), and those of filters.
const DRAWS: [&str; 36] = [
    "a",
    "circle",
    "clippath",
    "defs",
    "desc",
    "ellipse",
    "filter",
    "g",
    "image",
    "line",
    "lineargradient",
    "marker",
    "mask",
    "metadata",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "textpath",
    "title",
    "tspan",
    "use",
    "view",
    "mpath",
    "hatch",
    "hatchpath",
    "meshgradient",
    "solidcolor",
];

struct Visit<'d> {
    linker: &'d Linker<'d>,
    file: &'d Arc<str>,
    is_drawing: bool,
    /// Whether what comes is the text of `<style>` in a drawing.
    is_style: bool,
    found: Vec<Diagnostic>,
}

impl Visit<'_> {
    fn element(
        &mut self,
        tag: &BytesStart,
        namespace: Option<&str>,
        span: Span,
    ) -> Result<(), String> {
        let name = tag.local_name().into_inner().to_ascii_lowercase();
        self.is_style = self.is_drawing && name == "style";
        let is_drawn = DRAWS.contains(&&*name) || name.starts_with("fe");
        if self.is_drawing && (!is_drawn || namespace.is_some_and(|namespace| namespace != SVG)) {
            let what = format!("`<{name}>` can make the drawing do or load something");
            self.active(&what, span);
        }
        // Site maps name translations so, and browsers do nothing with it.
        let is_translation = name == "link"
            && tag.attributes().flatten().any(|attribute| {
                attribute.key.into_inner() == "rel" && attribute.value == "alternate"
            });
        let is_obeyed = namespace.is_some_and(|namespace| OBEYED.contains(&namespace));
        if !self.is_drawing && is_obeyed && !is_translation {
            let what = format!("A browser obeys `<{name}>` in this file as in a page");
            self.active(&what, span);
        }
        for attribute in tag.attributes() {
            let attribute =
                attribute.map_err(|error| format!("This is not well-formed XML: {error}"))?;
            let key = attribute.key.local_name().into_inner().to_ascii_lowercase();
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            let value = value.map_err(|error| format!("This is not well-formed XML: {error}"))?;
            match &*key {
                "href" | "src" if self.is_drawing && value.starts_with("data:image/svg") => {
                    self.active("A drawing within the drawing can do or load something", span);
                }
                "href" | "src" if self.is_drawing && name != "a" => {
                    self.address(&value, Use::Picture, span);
                }
                "base" if attribute.key.into_inner() == "xml:base" => {
                    self.active("`xml:base` moves the addresses of the file", span);
                }
                "href" | "src" => self.address(&value, Use::Link, span),
                _ if self.is_drawing && key.starts_with("on") => {
                    self.active(&format!("`{key}` runs a script within the drawing"), span);
                }
                _ if !self.is_drawing && acts(&value) => self.address(&value, Use::Link, span),
                "d" | "points" | "transform" | "id" | "title" => {}
                _ if self.is_drawing && !key.starts_with("aria-") && styles::may_load(&value) => {
                    self.style(&value, span);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn style(&mut self, css: &str, span: Span) {
        self.found.extend(styles::audit_css(self.linker, self.file, css, span));
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
