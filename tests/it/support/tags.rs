//! What elements and words does an HTML file have? Enough of a reader for files this program wrote.
//!
//! It is strict where browsers are lenient: a tag that is never closed, or an attribute without
//! quotes, fails the test that reads it.

/// A start tag, or an end tag (`is_end`).
#[derive(Debug)]
pub struct Tag<'h> {
    pub name: &'h str,
    pub attributes: Vec<(&'h str, String)>,
    pub is_end: bool,
    /// Where in the file the tag begins and ends.
    pub start: usize,
    pub end: usize,
}

impl Tag<'_> {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| &**value)
    }

    /// The value of an attribute that must be there.
    pub fn need(&self, name: &str) -> &str {
        self.get(name).unwrap_or_else(|| panic!("no `{name}` on {self:?}"))
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|own| own.split(' ').any(|word| word == class))
    }
}

const VOID: [&str; 8] = ["area", "br", "hr", "img", "input", "link", "meta", "wbr"];

/// Every tag, in order; the inside of scripts is not looked at.
pub fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let rest = &html[start + 1..];
        if rest.starts_with("!DOCTYPE") {
            at = start + 1;
            continue;
        }
        let is_end = rest.starts_with('/');
        let first = rest[usize::from(is_end)..].chars().next();
        assert!(
            first.is_some_and(|c| c.is_ascii_alphabetic()),
            "a bare `<` at {:?}",
            clip(&html[start..])
        );
        let tag = read(html, start, is_end);
        at = tag.end;
        if tag.name == "script" && !is_end {
            at += html[at..].find("</script").expect("a script ends");
        }
        tags.push(tag);
    }
    tags
}

fn read(html: &str, start: usize, is_end: bool) -> Tag<'_> {
    let mut at = start + 1 + usize::from(is_end);
    let word = |at: usize| {
        html[at..]
            .find(|c: char| c.is_ascii_whitespace() || "=>/".contains(c))
            .map_or(html.len(), |n| at + n)
    };
    let name = &html[at..word(at)];
    at = word(at);
    let mut attributes: Vec<(&str, String)> = Vec::new();
    loop {
        at += html[at..].len() - html[at..].trim_start().len();
        if let Some(rest) = html[at..].strip_prefix('/') {
            at = html.len() - rest.len();
            continue;
        }
        if html[at..].starts_with('>') {
            return Tag { name, attributes, is_end, start, end: at + 1 };
        }
        let attribute = &html[at..word(at)];
        assert!(!attribute.is_empty(), "a broken tag: {:?}", clip(&html[start..]));
        assert!(
            attributes.iter().all(|(own, _)| *own != attribute),
            "`{attribute}` twice: {:?}",
            clip(&html[start..])
        );
        at = word(at);
        let mut value = String::new();
        if html[at..].starts_with('=') {
            assert!(
                html[at..].starts_with("=\""),
                "an attribute without quotes: {:?}",
                clip(&html[start..])
            );
            let inner = &html[at + 2..];
            let length = inner.find('"').expect("the quotes close");
            value = unescape(&inner[..length]);
            at += length + 3;
        }
        attributes.push((attribute, value));
    }
}

/// Start tags of one name.
pub fn named<'h>(html: &'h str, name: &str) -> Vec<Tag<'h>> {
    tags(html).into_iter().filter(|tag| !tag.is_end && tag.name == name).collect()
}

/// The values of an attribute, wherever it stands.
pub fn values(html: &str, attribute: &str) -> Vec<String> {
    tags(html).iter().filter_map(|tag| tag.get(attribute).map(str::to_owned)).collect()
}

/// The first element of a name, its tags included.
pub fn element<'h>(html: &'h str, name: &str) -> &'h str {
    element_where(html, |tag| tag.name == name)
        .unwrap_or_else(|| panic!("no <{name}> in {:?}", clip(html)))
}

/// The first element whose start tag fits, its tags included.
pub fn element_where<'h>(html: &'h str, fits: impl Fn(&Tag) -> bool) -> Option<&'h str> {
    let tags = tags(html);
    let first = tags.iter().position(|tag| !tag.is_end && fits(tag))?;
    let mut depth = 0;
    for tag in tags[first..].iter().filter(|tag| tag.name == tags[first].name) {
        depth += if tag.is_end { -1 } else { 1 };
        if depth == 0 {
            return Some(&html[tags[first].start..tag.end]);
        }
    }
    panic!("<{}> is never closed", tags[first].name)
}

/// The first element with a class.
pub fn classed<'h>(html: &'h str, class: &str) -> &'h str {
    element_where(html, |tag| tag.has_class(class))
        .unwrap_or_else(|| panic!("no element of class `{class}` in {:?}", clip(html)))
}

/// Fails where an element is not closed in its turn.
pub fn assert_balanced(html: &str, place: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in tags(html) {
        let closes_itself = VOID.contains(&tag.name) || html[..tag.end].ends_with("/>");
        match (tag.is_end, closes_itself) {
            (true, _) => assert_eq!(
                open.pop(),
                Some(tag.name),
                "in {place} before {:?}",
                clip(&html[tag.start..])
            ),
            (false, true) => {}
            (false, false) => open.push(tag.name),
        }
    }
    assert!(open.is_empty(), "in {place}, never closed: {open:?}");
}

/// The words between the tags.
pub fn words(html: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for tag in tags(html) {
        out.push_str(&html[at..tag.start]);
        at = tag.end;
    }
    out.push_str(&html[at..]);
    unescape(&out)
}

/// Character references back to characters.
pub fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(found) = rest.find('&') {
        out.push_str(&rest[..found]);
        let end =
            rest[found..].find(';').unwrap_or_else(|| panic!("a bare `&` in {:?}", clip(text)));
        let name = &rest[found + 1..found + end];
        let number = name.strip_prefix("#x").map(|hex| u32::from_str_radix(hex, 16));
        let number = number.or_else(|| name.strip_prefix('#').map(str::parse));
        out.push(match (name, number) {
            ("amp", _) => '&',
            ("lt", _) => '<',
            ("gt", _) => '>',
            ("quot", _) => '"',
            ("apos", _) => '\'',
            (_, Some(Ok(code))) => char::from_u32(code).expect("a character"),
            _ => panic!("`&{name};` is no character"),
        });
        rest = &rest[found + end + 1..];
    }
    out.push_str(rest);
    out
}

fn clip(text: &str) -> String {
    text.chars().take(120).collect()
}
