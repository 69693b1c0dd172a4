//! Drawings as they are published: without what the program that drew them wrote for itself.
//! Inkscape and Illustrator keep their windows, file names and whole second copies in elements and
//! attributes of namespaces of their own.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use crate::base::narrow::to_usize;
use crate::site::metadata::strip;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Bytes of a drawing at most, when its entities are written out.
const LARGEST: usize = 32 << 20;

/// The drawing without editors' elements, attributes, comments, instructions and document type; the
/// same where it has none, or cannot be read: the audit says why.
pub fn plain(svg: &str) -> Cow<'_, str> {
    let Some(whole) = without_entities(svg) else { return Cow::Borrowed(svg) };
    match clean(&whole) {
        Some(cleaned) if cleaned != svg => Cow::Owned(cleaned),
        _ => Cow::Borrowed(svg),
    }
}

/// The drawing with the entities written out that its document type names: Illustrator gives its
/// namespaces such short names. `None` where they could mean something else than plain text.
fn without_entities(svg: &str) -> Option<Cow<'_, str>> {
    let Some(start) = svg.find("<!DOCTYPE") else { return Some(Cow::Borrowed(svg)) };
    let subset_end = svg[start..].find(']').map(|end| start + end);
    let simple_end = start + svg[start..].find('>')?;
    let end = match subset_end {
        Some(end) if svg[start..simple_end].contains('[') => end + svg[end..].find('>')?,
        _ => simple_end,
    };
    let declared = &svg[start..=end];
    if declared.contains('%') || declared.contains("<!ATTLIST") {
        return None;
    }
    let mut text = format!("{}{}", &svg[..start], &svg[end + 1..]);
    for entity in declared.split("<!ENTITY").skip(1).take(64) {
        let mut words = entity.trim_start().splitn(2, char::is_whitespace);
        let (name, rest) = (words.next()?, words.next()?.trim_start());
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let value = rest[1..].split(quote).next()?;
        if value.contains(['<', '&', '"', '\'']) || value.len() > 256 {
            return None;
        }
        text = text.replace(&format!("&{name};"), value);
        if text.len() > LARGEST {
            return None;
        }
    }
    Some(Cow::Owned(text))
}

fn clean(svg: &str) -> Option<String> {
    let mut reader = NsReader::from_str(svg);
    let mut out = String::with_capacity(svg.len());
    // How deep in an element that is left out.
    let mut left_out = 0_usize;
    let mut is_root = true;
    loop {
        let start = to_usize(reader.buffer_position());
        let event = reader.read_event().ok()?;
        let written = &svg[start..to_usize(reader.buffer_position())];
        match event {
            Event::Eof => return Some(out),
            Event::Start(_) if left_out > 0 => left_out += 1,
            Event::End(_) if left_out > 0 => left_out -= 1,
            _ if left_out > 0 => {}
            Event::Start(tag) => {
                if is_editors(&reader, &tag) {
                    left_out = 1;
                } else {
                    element(&reader, &tag, written, is_root, false, &mut out)?;
                    is_root = false;
                }
            }
            Event::Empty(tag) => {
                if !is_editors(&reader, &tag) {
                    element(&reader, &tag, written, is_root, true, &mut out)?;
                    is_root = false;
                }
            }
            Event::End(tag) => {
                let name = tag.local_name().into_inner();
                if written.contains(':') {
                    out.push_str(&format!("</{name}>"));
                } else {
                    out.push_str(written);
                }
            }
            Event::Comment(_) | Event::DocType(_) => {}
            // A stylesheet is needed to draw, and is refused.
            Event::PI(target) if !target.starts_with("xml-stylesheet") => {}
            _ => out.push_str(written),
        }
    }
}

fn namespace<'r>(reader: &'r NsReader<&[u8]>, tag: &BytesStart) -> Option<&'r str> {
    match reader.resolver().resolve_element(tag.name()).0 {
        ResolveResult::Bound(Namespace(name)) => Some(name),
        _ => None,
    }
}

/// Whether an element means nothing to anyone but the program that wrote it. One of a page is no
/// such: it is refused.
fn is_editors(reader: &NsReader<&[u8]>, tag: &BytesStart) -> bool {
    let name = tag.local_name().into_inner();
    match namespace(reader, tag) {
        Some(SVG) | None => {
            let is_for_program = name == "foreignObject"
                && tag
                    .attributes()
                    .flatten()
                    .any(|attribute| attribute.key.into_inner() == "requiredExtensions");
            name == "metadata" || is_for_program
        }
        Some(XHTML) => false,
        Some(_) => true,
    }
}

/// Writes a start tag: as it was, if nothing of it is left out.
fn element(
    reader: &NsReader<&[u8]>,
    tag: &BytesStart,
    written: &str,
    is_root: bool,
    is_empty: bool,
    out: &mut String,
) -> Option<()> {
    let is_svg = namespace(reader, tag) == Some(SVG);
    let full = tag.name().into_inner();
    let is_prefixed = is_svg && full.contains(':');
    let name = if is_svg { tag.local_name().into_inner() } else { full };
    let mut is_same = !is_prefixed;
    let mut kept = String::new();
    if is_prefixed && is_root {
        kept.push_str(&format!(" xmlns=\"{SVG}\""));
    }
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let key = attribute.key.into_inner();
        let Some(value) = attribute_value(key, &attribute.value, is_prefixed) else {
            is_same = false;
            continue;
        };
        is_same &= matches!(value, Cow::Borrowed(_));
        kept.push_str(&format!(" {key}=\"{}\"", value.replace('"', "&quot;")));
    }
    if is_same {
        out.push_str(written);
    } else {
        out.push_str(&format!("<{name}{kept}{}>", if is_empty { "/" } else { "" }));
    }
    Some(())
}

/// The value of an attribute as it is published; none for one that is left out.
fn attribute_value<'a>(key: &str, value: &'a str, is_prefixed: bool) -> Option<Cow<'a, str>> {
    let is_kept = match key.split_once(':') {
        None if key == "xmlns" => !is_prefixed,
        None => !key.starts_with("data-"),
        Some(("xmlns", _)) => matches!(value, XLINK | XHTML),
        Some(("xml", name)) => matches!(name, "space" | "lang"),
        Some(("xlink", name)) => name == "href",
        Some(_) => false,
    };
    if !is_kept {
        return None;
    }
    let is_address = matches!(key, "href" | "xlink:href");
    Some(if is_address { picture(value) } else { Cow::Borrowed(value) })
}

/// An address, without metadata if a picture is written out in it.
fn picture(address: &str) -> Cow<'_, str> {
    let stripped = || {
        let (kind, data) = address.strip_prefix("data:image/")?.split_once(";base64,")?;
        let data: String = data.split_ascii_whitespace().collect();
        let bytes = STANDARD.decode(data).ok()?;
        let plain = strip(&bytes, kind).ok().filter(|plain| *plain != bytes)?;
        Some(format!("data:image/{kind};base64,{}", STANDARD.encode(plain)))
    };
    stripped().map_or(Cow::Borrowed(address), Cow::Owned)
}
