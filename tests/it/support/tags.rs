//! Elements and words of an HTML file, as `lol_html` reads them.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;
use std::rc::Rc;

use lol_html::html_content::{Element, EndTag, TextChunk};
use lol_html::{RewriteStrSettings, doc_text, element, rewrite_str};

/// An element.
#[derive(Clone)]
pub struct Tag<'h> {
    pub name: String,
    /// Names and values, character references replaced.
    pub attributes: Vec<(String, String)>,
    /// Where in the file its start tag is, and the tag that closes it.
    pub start: Range<usize>,
    pub end: Option<Range<usize>>,
    /// Whether it has an end tag of its own name, or needs none.
    is_complete: bool,
    html: &'h str,
}

impl fmt::Debug for Tag<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.html[self.start.clone()])
    }
}

impl<'h> Tag<'h> {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| &**value)
    }

    /// The value of an attribute that must be there.
    pub fn need(&self, name: &str) -> &str {
        self.get(name).unwrap_or_else(|| panic!("no `{name}` on {self:?}"))
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|own| own.split(' ').any(|word| word == class))
    }

    /// The element with its tags.
    pub fn whole(&self) -> &'h str {
        &self.html[self.start.start..self.end.as_ref().unwrap_or(&self.start).end]
    }

    /// What is between its tags.
    pub fn inner(&self) -> &'h str {
        self.end.as_ref().map_or("", |end| &self.html[self.start.end..end.start])
    }

    pub fn words(&self) -> String {
        words(self.inner())
    }
}

/// Every element, in order.
pub fn tags(html: &str) -> Vec<Tag<'_>> {
    // Where scripts run, the inside of `<noscript>` is text. Here its elements count.
    let shown = html.replace("noscript", "unscript");
    let found: Rc<RefCell<Vec<Tag<'static>>>> = Rc::default();
    let tags = Rc::clone(&found);
    let on_element = move |element: &mut Element| {
        let index = tags.borrow().len();
        let attribute =
            |own: &lol_html::html_content::Attribute| (own.name(), unescape(&own.value()));
        tags.borrow_mut().push(Tag {
            name: element.tag_name(),
            attributes: element.attributes().iter().map(attribute).collect(),
            start: element.source_location().bytes(),
            end: None,
            is_complete: !element.can_have_content(),
            html: "",
        });
        let tags = Rc::clone(&tags);
        // For an element that is not closed, this is the end tag of one around it.
        let on_end = move |end: &mut EndTag| {
            let tag = &mut tags.borrow_mut()[index];
            tag.end = Some(end.source_location().bytes());
            tag.is_complete = tag.name == end.name();
            Ok(())
        };
        if let Some(handlers) = element.end_tag_handlers() {
            handlers.push(Box::new(on_end));
        }
        Ok(())
    };
    let settings =
        RewriteStrSettings::new().append_element_content_handler(element!("*", on_element));
    rewrite_str(&shown, settings).expect("no handler fails");
    found.take().into_iter().map(|tag| Tag { html, ..tag }).collect()
}

/// Elements of one name.
pub fn named<'h>(html: &'h str, name: &str) -> Vec<Tag<'h>> {
    tags(html).into_iter().filter(|tag| tag.name == name).collect()
}

/// The values of an attribute, wherever it is.
pub fn values(html: &str, attribute: &str) -> Vec<String> {
    tags(html).iter().filter_map(|tag| tag.get(attribute).map(str::to_owned)).collect()
}

/// The words and addresses of all links.
pub fn links(html: &str) -> Vec<(String, String)> {
    let link = |a: &Tag| Some((a.words(), a.get("href")?.to_owned()));
    named(html, "a").iter().filter_map(link).collect()
}

/// The first element of a name, its tags included.
pub fn element<'h>(html: &'h str, name: &str) -> &'h str {
    element_where(html, |tag| tag.name == name)
        .unwrap_or_else(|| panic!("no <{name}> in {:?}", clip(html)))
}

/// The first element that fits, its tags included.
pub fn element_where(html: &str, fits: impl Fn(&Tag) -> bool) -> Option<&str> {
    let tag = tags(html).into_iter().find(|tag| fits(tag))?;
    assert!(tag.is_complete, "not closed: {tag:?}");
    Some(tag.whole())
}

/// The first element with a class.
pub fn classed<'h>(html: &'h str, class: &str) -> &'h str {
    element_where(html, |tag| tag.has_class(class))
        .unwrap_or_else(|| panic!("no element of class `{class}` in {:?}", clip(html)))
}

/// Fails where an element is not closed in its turn, or an end tag closes nothing.
pub fn assert_balanced(html: &str, place: &str) {
    let tags = tags(html);
    for tag in &tags {
        assert!(tag.is_complete, "{place}: not closed: {tag:?}");
    }
    let closed = tags.iter().filter(|tag| tag.end.is_some()).count();
    assert_eq!(html.matches("</").count(), closed, "{place}: an end tag closes nothing");
}

/// The words between the tags.
pub fn words(html: &str) -> String {
    let found: Rc<RefCell<String>> = Rc::default();
    let text = Rc::clone(&found);
    let on_text = move |chunk: &mut TextChunk| {
        text.borrow_mut().push_str(chunk.as_str());
        Ok(())
    };
    let settings = RewriteStrSettings::new().append_document_content_handler(doc_text!(on_text));
    rewrite_str(html, settings).expect("no handler fails");
    unescape(&found.take())
}

/// The text with its character references replaced; fails at one that XML does not know.
pub fn unescape(text: &str) -> String {
    match quick_xml::escape::unescape(text) {
        Ok(text) => text.into_owned(),
        Err(error) => panic!("{error} in {:?}", clip(text)),
    }
}

fn clip(text: &str) -> String {
    text.chars().take(120).collect()
}
