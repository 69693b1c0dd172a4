//! The attributes of a page: whatever a browser takes for an address is one, in whichever of them.

use super::html::{SCRIPT, STYLE, Visit};
use super::links::Use;
use super::styles;
use super::tags::Attribute;
use crate::base::source::Span;

impl<'a> Visit<'_, 'a> {
    pub(super) fn attribute(&mut self, element: &str, attribute: &Attribute<'a>) {
        let name = attribute.name;
        match name {
            "class" | "type" | "content" | "rel" | "lang" | "dir" => {}
            "id" => self.anchors.push(attribute.value),
            "href" | "xlink:href" => match element {
                "a" | "area" => self.address(attribute, Use::Link),
                // By what it is for.
                "link" => {}
                "image" => self.address(attribute, Use::Picture),
                _ => self.address(attribute, Use::Load),
            },
            "src" | "poster" if matches!(element, "img" | "video") => {
                self.address(attribute, Use::Picture);
            }
            "src" | "poster" | "background" | "lowsrc" | "dynsrc" | "icon" | "action"
            | "formaction" | "data-script" | "manifest" | "data" | "codebase" | "classid"
            | "code" | "profile" | "usemap" => self.address(attribute, Use::Load),
            "srcset" | "imagesrcset" => self.source_set(attribute),
            "ping" | "attributionsrc" | "archive" => self.several(attribute),
            "data-index" => self.folder(attribute),
            "cite" | "longdesc" => self.address(attribute, Use::Link),
            "name" if element == "a" => self.anchors.push(attribute.value),
            "style" => self.active(attribute.at, "The tag contains a style", STYLE),
            "xml:base" => self.active(
                attribute.at,
                "`xml:base` moves the addresses of a drawing",
                "Leave it out: addresses begin with `/`.",
            ),
            "srcdoc" => {
                self.active(attribute.at, "The page contains another page", "Leave `srcdoc` out.");
            }
            _ if name.starts_with("on") => {
                let what = format!("`{name}` runs a script within the page");
                self.active(attribute.at, &what, SCRIPT);
            }
            _ => self.other(attribute),
        }
    }

    /// An attribute that no address belongs into, or one of a drawing, which is read as a style is.
    fn other(&mut self, attribute: &Attribute<'a>) {
        const DRAWN: [&str; 11] = [
            "fill",
            "stroke",
            "mask",
            "filter",
            "clip-path",
            "marker",
            "marker-start",
            "marker-mid",
            "marker-end",
            "cursor",
            "shape-inside",
        ];
        let value = attribute.value.trim_ascii_start();
        let is_drawn = DRAWN.contains(&attribute.name);
        if is_drawn && styles::may_load(value) {
            let span = Span::new(attribute.at..attribute.at + attribute.value.len());
            self.is_settled = false;
            self.found.extend(styles::audit_css(self.linker, self.file, value, span));
        }
        if acts(value) {
            self.address(attribute, Use::Link);
        }
    }

    /// `a.png 1x, b.png 2x`.
    fn source_set(&mut self, attribute: &Attribute<'a>) {
        for candidate in attribute.value.split(',') {
            let Some(address) = candidate.split_ascii_whitespace().next() else { continue };
            let at = attribute.at + (address.as_ptr() as usize - attribute.value.as_ptr() as usize);
            self.address(&Attribute { name: attribute.name, value: address, at }, Use::Load);
        }
    }

    /// Addresses with blanks or commas between them.
    fn several(&mut self, attribute: &Attribute<'a>) {
        for address in attribute.value.split(|c: char| c.is_ascii_whitespace() || c == ',') {
            let at = attribute.at + (address.as_ptr() as usize - attribute.value.as_ptr() as usize);
            if !address.is_empty() {
                self.address(&Attribute { name: attribute.name, value: address, at }, Use::Load);
            }
        }
    }
}

/// Whether a value begins as an address of another host, or one that runs, as browsers read it: they
/// drop control characters and line breaks (<https://url.spec.whatwg.org/#url-parsing>).
pub(super) fn acts(value: &str) -> bool {
    let value = value.trim_start_matches(|c: char| c <= ' ');
    let plain = value.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).take(32);
    match plain.clone().next() {
        Some('/' | '\\') => plain.take(2).filter(|c| matches!(c, '/' | '\\')).count() == 2,
        // Nearly every other value begins with another letter.
        Some('j' | 'J' | 'v' | 'V' | 'd' | 'D') => {
            let scheme: String = plain.take_while(|c| *c != ':').collect();
            let runs = |runs: &&str| scheme.eq_ignore_ascii_case(runs);
            ["javascript", "vbscript", "data"].iter().any(runs) && value.contains(':')
        }
        _ => false,
    }
}
