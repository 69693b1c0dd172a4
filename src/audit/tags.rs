//! A strict reader of HTML: tags, attributes and texts that all parsers read alike.
//!
//! Browsers make something of any bytes, and not all of them the same. Accepted here is the part
//! of HTML that every reader takes for the same tags: quotation marks around values close, a `<` in
//! a text is written `&lt;`, no entity hides a letter. Anything else is a fault of the file, so
//! that nothing can pass this reader as text and run in a browser. It also makes the reader quick:
//! `tests/it/audit/reader.rs` holds it to what `lol_html` reads.

use memchr::{memchr, memchr2, memchr3, memmem};

/// A start tag, or an end tag.
pub struct Tag<'a> {
    /// In small letters, save for some of drawings.
    pub name: &'a str,
    /// The offset of its `<`.
    pub at: usize,
    pub is_end: bool,
    /// The content of an element that contains no tags, such as a script; its end tag does not come
    /// on its own.
    pub content: Option<&'a str>,
}

#[derive(Clone, Copy)]
pub struct Attribute<'a> {
    /// In small letters, save for some of drawings.
    pub name: &'a str,
    /// Between the quotation marks, entities as they are.
    pub value: &'a str,
    /// The offset of the value; of the name, if there is no value.
    pub at: usize,
}

/// Something browsers need not agree upon.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    pub at: usize,
    pub what: &'static str,
}

/// Whether an element's content is text for some reader or other.
fn is_text(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "title" | "textarea" | "iframe" | "xmp" | "noembed" | "noframes"
    )
}

pub struct TagReader<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> TagReader<'a> {
    /// A reader from an offset at which no tag and no text of an element is open.
    pub fn new(html: &'a str, at: usize) -> Self {
        TagReader { html, at }
    }

    /// The next tag; its attributes take the place of those in `attributes`.
    pub fn next(&mut self, attributes: &mut Vec<Attribute<'a>>) -> Result<Option<Tag<'a>>, Fault> {
        attributes.clear();
        loop {
            let Some(at) = self.text()? else { return Ok(None) };
            let bytes = self.html.as_bytes();
            match bytes.get(at + 1) {
                Some(b'!') => self.declaration(at)?,
                Some(b'/') => {
                    let name = self.name(at + 2, "A `</` that ends no element")?;
                    self.at = self.blanks(at + 2 + name.len());
                    if bytes.get(self.at) != Some(&b'>') {
                        return Err(Fault { at, what: "An end tag that does not end" });
                    }
                    self.at += 1;
                    return Ok(Some(Tag { name, at, is_end: true, content: None }));
                }
                _ => {
                    let name = self.name(at + 1, "A `<` that begins no tag")?;
                    self.at = at + 1 + name.len();
                    self.attributes(at, attributes)?;
                    let content = if is_text(name) { Some(self.content(name)?) } else { None };
                    return Ok(Some(Tag { name, at, is_end: false, content }));
                }
            }
        }
    }

    /// Goes to the next `<`.
    fn text(&mut self) -> Result<Option<usize>, Fault> {
        let bytes = self.html.as_bytes();
        loop {
            match memchr2(b'<', b'&', &bytes[self.at..]) {
                None => return Ok(None),
                Some(skipped) if bytes[self.at + skipped] == b'<' => {
                    return Ok(Some(self.at + skipped));
                }
                Some(skipped) => self.at = self.entity(self.at + skipped)?,
            }
        }
    }

    /// What comes after an `&`: the next thing to look at.
    fn entity(&self, at: usize) -> Result<usize, Fault> {
        const NAMES: [&str; 6] = ["amp;", "lt;", "gt;", "quot;", "apos;", "nbsp;"];
        let rest = &self.html[at + 1..];
        let fault = |what| Err(Fault { at, what });
        if let Some(number) = rest.strip_prefix('#') {
            let end = number.find(';').filter(|&end| end < 10);
            let Some(end) = end else {
                return fault("A numeric character reference that does not end");
            };
            let (digits, radix) = match number[..end].strip_prefix(['x', 'X']) {
                Some(digits) => (digits, 16),
                None => (&number[..end], 10),
            };
            return match u32::from_str_radix(digits, radix).ok().and_then(char::from_u32) {
                None => fault("A numeric character reference of no character"),
                Some(c)
                    if c.is_ascii_alphanumeric()
                        || c.is_control()
                        || matches!(c, ':' | '/' | '.' | '\\' | '@') =>
                {
                    fault("A character that hides behind its number")
                }
                Some(_) => Ok(at + 3 + end),
            };
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return Ok(at + 1);
        }
        match NAMES.iter().find(|name| rest.starts_with(**name)) {
            Some(name) => Ok(at + 1 + name.len()),
            None => fault("An `&` before a letter that is not written `&amp;`"),
        }
    }

    /// A comment or the document type.
    fn declaration(&mut self, at: usize) -> Result<(), Fault> {
        let rest = &self.html[at + 2..];
        if let Some(comment) = rest.strip_prefix("--") {
            let end = memmem::find(comment.as_bytes(), b"--");
            let end = end.filter(|&end| {
                comment[end..].starts_with("-->") && !comment.starts_with(['>', '-'])
            });
            let Some(end) = end else {
                return Err(Fault { at, what: "A comment that not all browsers end alike" });
            };
            self.at = at + 4 + end + 3;
            return Ok(());
        }
        let is_type = rest.get(..13).is_some_and(|rest| rest.eq_ignore_ascii_case("doctype html>"));
        if !is_type || at != 0 {
            return Err(Fault {
                at,
                what: "A `<!` that is neither a comment nor the document type at the beginning",
            });
        }
        self.at = 15;
        Ok(())
    }

    fn name(&self, at: usize, what: &'static str) -> Result<&'a str, Fault> {
        let rest = &self.html.as_bytes()[at..];
        let length =
            rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
        if !rest.first().is_some_and(u8::is_ascii_alphabetic) {
            return Err(Fault { at: at.saturating_sub(1), what });
        }
        self.in_small_letters(at, length)?;
        Ok(&self.html[at..at + length])
    }

    /// Names are the same in capitals, save for some of drawings.
    fn in_small_letters(&self, at: usize, length: usize) -> Result<(), Fault> {
        const OF_DRAWINGS: [&str; 8] = [
            "viewBox",
            "preserveAspectRatio",
            "linearGradient",
            "radialGradient",
            "clipPath",
            "gradientUnits",
            "gradientTransform",
            "pathLength",
        ];
        let name = &self.html[at..at + length];
        let is_fine =
            !name.bytes().any(|byte| byte.is_ascii_uppercase()) || OF_DRAWINGS.contains(&name);
        if is_fine {
            Ok(())
        } else {
            Err(Fault { at, what: "A name of a tag or an attribute in capital letters" })
        }
    }

    fn blanks(&self, mut at: usize) -> usize {
        while matches!(self.html.as_bytes().get(at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            at += 1;
        }
        at
    }

    /// From behind the name of a start tag to behind its `>`.
    fn attributes(&mut self, tag: usize, attributes: &mut Vec<Attribute<'a>>) -> Result<(), Fault> {
        let bytes = self.html.as_bytes();
        loop {
            let at = self.blanks(self.at);
            let fault = |what| Err(Fault { at, what });
            match bytes.get(at) {
                None => return Err(Fault { at: tag, what: "A tag that does not end" }),
                Some(b'>') => {
                    self.at = at + 1;
                    return Ok(());
                }
                Some(b'/') if bytes.get(at + 1) == Some(&b'>') => {
                    self.at = at + 2;
                    return Ok(());
                }
                Some(_) if at == self.at => {
                    return fault("Something other than a blank before an attribute");
                }
                Some(_) => {}
            }
            let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte);
            let length = bytes[at..].iter().take_while(|byte| is_of_name(byte)).count();
            if length == 0 {
                return fault("Something in a tag that is no attribute");
            }
            self.in_small_letters(at, length)?;
            let name = &self.html[at..at + length];
            let after = self.blanks(at + length);
            if bytes.get(after) != Some(&b'=') {
                attributes.push(Attribute { name, value: "", at });
                self.at = at + length;
                continue;
            }
            let (start, end) = self.value(self.blanks(after + 1))?;
            attributes.push(Attribute { name, value: &self.html[start..end], at: start });
        }
    }

    /// Where a value begins and ends; goes on behind it.
    fn value(&mut self, at: usize) -> Result<(usize, usize), Fault> {
        let bytes = self.html.as_bytes();
        let Some(&quote) = bytes.get(at).filter(|byte| matches!(byte, b'"' | b'\'')) else {
            let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:/#%+,;".contains(byte);
            let length = bytes[at..].iter().take_while(|byte| is_plain(byte)).count();
            self.at = at + length;
            let is_whole = length > 0
                && matches!(bytes.get(self.at), Some(b' ' | b'\n' | b'\r' | b'\t' | b'>'));
            return if is_whole {
                Ok((at, self.at))
            } else {
                Err(Fault { at, what: "A value without quotation marks" })
            };
        };
        let mut end = at + 1;
        loop {
            match memchr3(quote, b'<', b'&', &bytes[end..]).map(|skipped| end + skipped) {
                Some(found) if bytes[found] == quote => {
                    self.at = found + 1;
                    return Ok((at + 1, found));
                }
                Some(found) if bytes[found] == b'&' => end = self.entity(found)?,
                Some(found) => {
                    return Err(Fault {
                        at: found,
                        what: "A `<` in a value that is not written `&lt;`",
                    });
                }
                None => {
                    return Err(Fault { at, what: "A value whose quotation mark is not closed" });
                }
            }
        }
    }

    /// The content of an element that holds no tags; goes on behind its end tag.
    fn content(&mut self, name: &str) -> Result<&'a str, Fault> {
        let start = self.at;
        let what = "A text of a script or a title that holds a `<` before its end tag";
        let end =
            memchr(b'<', &self.html.as_bytes()[start..]).ok_or(Fault { at: start, what })? + start;
        let close = self.html[end..].strip_prefix("</").and_then(|rest| rest.strip_prefix(name));
        if !close.is_some_and(|rest| rest.starts_with('>')) {
            return Err(Fault { at: end, what });
        }
        if !matches!(name, "script" | "style") {
            let mut at = start;
            while let Some(found) = memchr(b'&', &self.html.as_bytes()[at..end]) {
                at = self.entity(at + found)?.min(end);
            }
        }
        self.at = end + name.len() + 3;
        Ok(&self.html[start..end])
    }
}
