//! The audit of stylesheets: what they load. They are cut into the parts of CSS Syntax, section 4;
//! whatever could be read in two ways is refused.

use std::sync::Arc;

use super::links::{Linker, Use, short};
use crate::base::diagnostic::Diagnostic;
use crate::base::limits;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// Functions whose texts are addresses of pictures and files.
const LOADING: [&str; 9] = [
    "url",
    "src",
    "image",
    "image-set",
    "-webkit-image-set",
    "cross-fade",
    "-webkit-cross-fade",
    "-moz-image-set",
    "url-prefix",
];

/// Checks a stylesheet, or the value of an attribute at `around` in its file.
pub(super) fn audit_css(
    linker: &Linker,
    file: &Arc<str>,
    css: &str,
    around: Span,
) -> Vec<Diagnostic> {
    let mut sheet = Sheet { linker, file, css, around, at: 0, open: Vec::new(), found: Vec::new() };
    sheet.read();
    sheet.found
}

/// Whether the value of an attribute of a drawing could load something, as a style does.
pub(super) fn may_load(value: &str) -> bool {
    value.contains(['(', '\\', '@'])
}

struct Sheet<'d, 'a> {
    linker: &'d Linker<'d>,
    file: &'d Arc<str>,
    css: &'a str,
    around: Span,
    at: usize,
    /// The brackets that are open: the name of a function before it, or of a rule that ends with `;`.
    open: Vec<&'a str>,
    found: Vec<Diagnostic>,
}

impl<'a> Sheet<'_, 'a> {
    fn read(&mut self) {
        let bytes = self.css.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'/' if self.css[self.at..].starts_with("/*") => self.comment(),
                b'"' | b'\'' => self.text(byte),
                b'@' => self.at_rule(),
                b'(' | b'[' | b'{' => self.open(""),
                b')' | b']' | b'}' => {
                    self.open.pop();
                    self.at += 1;
                }
                b';' => {
                    if self.open.last().is_some_and(|name| *name == "@import") {
                        self.open.pop();
                    }
                    self.at += 1;
                }
                _ if is_of_name(byte) => self.name(),
                _ => self.at += 1,
            }
            if self.open.len() > limits::BRACKETS {
                let what = "Its brackets lie in each other too deeply";
                return self.active(self.at.min(self.css.len()), what, "Write them out flat.");
            }
        }
    }

    fn open(&mut self, name: &'a str) {
        self.open.push(name);
        self.at += 1;
    }

    fn comment(&mut self) {
        let rest = &self.css[self.at + 2..];
        self.at = rest.find("*/").map_or(self.css.len(), |end| self.at + 2 + end + 2);
    }

    fn at_rule(&mut self) {
        let name = self.word(self.at + 1);
        if name.contains('\\') {
            self.hidden(self.at, name);
        }
        self.at += 1 + name.len();
        if name.eq_ignore_ascii_case("import") {
            self.open.push("@import");
        }
    }

    /// A name; with a `(` behind it, a function.
    fn name(&mut self) {
        let (start, name) = (self.at, self.word(self.at));
        self.at += name.len();
        let is_function = self.css.as_bytes().get(self.at) == Some(&b'(');
        let hex = |(_, rest): (&str, &str)| rest.starts_with(|c: char| c.is_ascii_hexdigit());
        if name.contains('\\') && is_function || name.split_once('\\').is_some_and(hex) {
            self.hidden(start, name);
        }
        if !is_function {
            return;
        }
        if name.eq_ignore_ascii_case("var") && self.is_loading() {
            self.hidden(start, name);
        }
        let lower = LOADING.iter().find(|known| name.eq_ignore_ascii_case(known));
        self.open(lower.map_or(name, |known| known));
        if name.eq_ignore_ascii_case("url") || name.eq_ignore_ascii_case("url-prefix") {
            self.bare();
        }
    }

    /// An address in brackets without quotation marks.
    fn bare(&mut self) {
        let rest = &self.css[self.at..];
        let start = self.at + rest.len() - rest.trim_ascii_start().len();
        let rest = &self.css[start..];
        if rest.starts_with(['"', '\'']) {
            return;
        }
        let end = rest.find(')').unwrap_or(rest.len());
        let address = rest[..end].trim_ascii_end();
        if address.contains('\\') {
            self.hidden(start, address);
        } else {
            self.address(start, address);
        }
        self.at = start + end;
    }

    fn text(&mut self, quote: u8) {
        let start = self.at + 1;
        let bytes = self.css.as_bytes();
        let mut end = start;
        while let Some(&byte) = bytes.get(end) {
            match byte {
                b'\\' => end += 1,
                // Not closed; it ends with the line.
                b'\n' => break,
                _ if byte == quote => break,
                _ => {}
            }
            end += 1;
        }
        let end = self.css.floor_char_boundary(end.min(bytes.len()));
        let text = &self.css[start..end];
        self.at = (end + 1).min(bytes.len()).max(start);
        while !self.css.is_char_boundary(self.at) {
            self.at += 1;
        }
        let begins = |sign: &str| {
            text.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign))
        };
        let is_address = begins("http:")
            || begins("https:")
            || text.strip_prefix("//").is_some_and(|host| host.starts_with(char::is_alphanumeric));
        let hex = |(_, rest): (&str, &str)| rest.starts_with(|c: char| c.is_ascii_hexdigit());
        if text.contains('\\') && (self.is_loading() || text.split_once('\\').is_some_and(hex)) {
            self.hidden(start, text);
        } else if self.is_loading() || is_address {
            self.address(start, text);
        }
    }

    /// Whether a text would be the address of something to load.
    fn is_loading(&self) -> bool {
        self.open.last().is_some_and(|name| LOADING.contains(name) || *name == "@import")
    }

    fn word(&self, at: usize) -> &'a str {
        let rest = &self.css[at..];
        let mut escaped = false;
        let end = rest.find(|c: char| {
            let is_part = escaped || c == '\\' || !c.is_ascii() || is_of_name_char(c);
            escaped = c == '\\' && !escaped;
            !is_part
        });
        &rest[..end.unwrap_or(rest.len())]
    }

    fn span(&self, start: usize, text: &str) -> Span {
        if self.around == Span::default() {
            Span::new(start..start + text.len())
        } else {
            self.around
        }
    }

    fn address(&mut self, start: usize, address: &str) {
        if address.starts_with('#') || address.is_empty() {
            return;
        }
        // In quotation marks a written-out picture may hold blanks.
        let is_picture = address.starts_with("data:image/");
        let span = self.span(start, address);
        let result = self.linker.look_up_plain(address, Use::Picture, self.file, span);
        self.found.extend(result.err().filter(|_| !is_picture));
    }

    fn hidden(&mut self, start: usize, text: &str) {
        let what = format!("`{}` can hide what the style sheet loads", short(text));
        let span = self.span(start, text);
        let found = Diagnostic::new(Rule::ActiveContent, self.file, span, what);
        self.found.push(found.hint("Write characters as they are."));
    }

    fn active(&mut self, at: usize, what: &str, hint: &'static str) {
        let span = self.span(at, "");
        self.found.push(Diagnostic::new(Rule::ActiveContent, self.file, span, what).hint(hint));
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'\\') || byte >= 0x80
}

fn is_of_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}
