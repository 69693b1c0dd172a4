//! The audit of a page: whole links, nothing that runs, nothing that contacts another host.

use std::borrow::Cow;
use std::sync::Arc;

use super::links::{Destination, Linker, Use, short};
use super::page::{Head, HtmlPage, NamedAddress, PageHead};
use super::places::{PlaceId, anchor};
use super::tags::{Attribute, Fault, Tag, TagReader};
use super::{data, head, texts};
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// Reads one page. `place` is the page's own; none of one in a zip.
pub(super) fn audit_html(
    linker: &Linker,
    file: &Arc<str>,
    place: Option<PlaceId>,
    html: &str,
) -> (HtmlPage, Vec<Diagnostic>) {
    let mut visit = Visit {
        linker,
        html,
        file,
        place,
        head: Head::default(),
        anchors: Vec::new(),
        own: Vec::new(),
        found: Vec::new(),
    };
    if let Err(Fault { at, what }) = visit.tags() {
        let hint = "Browsers do not agree about what follows, so it is not looked at. Fix the template that wrote it.";
        visit
            .found
            .push(Diagnostic::new(Rule::MalformedOutput, file, Span::new(at..at), what).hint(hint));
    } else {
        visit.anchors();
        visit.found.extend(head::audit_head(&visit.head, file));
    }
    let reported: Vec<Span> = visit.found.iter().map(|found| found.span).collect();
    // A mistake in a link is not reported again as text.
    let live = texts::live(linker, file, html).into_iter();
    visit.found.extend(live.filter(|live| {
        !reported.iter().any(|span| span.contains(Span { end: live.span.start, ..live.span }))
    }));
    visit.finish()
}

struct Visit<'d, 'a> {
    linker: &'d Linker<'d>,
    html: &'a str,
    file: &'d Arc<str>,
    place: Option<PlaceId>,
    head: Head<'a>,
    /// What a fragment may name.
    anchors: Vec<&'a str>,
    /// Links to a place on this page.
    own: Vec<(Cow<'a, str>, Span)>,
    found: Vec<Diagnostic>,
}

impl<'a> Visit<'_, 'a> {
    fn finish(self) -> (HtmlPage, Vec<Diagnostic>) {
        let Visit { file, head, anchors, found, .. } = self;
        let mut anchors: Vec<u64> = anchors.into_iter().map(anchor).collect();
        anchors.sort_unstable();
        let alternates = head.alternates.into_iter().map(|(code, named)| (code.into(), named));
        let head = PageHead {
            language: head.language.unwrap_or_default().into(),
            is_hidden: head.is_hidden,
            canonical: head.canonical.first().copied(),
            alternates: alternates.collect(),
        };
        let anchors = anchors.into_boxed_slice();
        (HtmlPage { file: Arc::clone(file), head: Box::new(head), anchors }, found)
    }

    fn tags(&mut self) -> Result<(), Fault> {
        let mut reader = TagReader::new(self.html);
        let mut attributes = Vec::new();
        while let Some(tag) = reader.next(&mut attributes)? {
            if !tag.is_end {
                self.element(&tag, &attributes);
            }
        }
        Ok(())
    }

    fn element(&mut self, tag: &Tag<'a>, attributes: &[Attribute<'a>]) {
        match tag.name {
            "html" => self.head.language = value(attributes, "lang"),
            "title" if self.head.title.is_none() => self.head.title = tag.content,
            "link" => self.link(tag, attributes),
            "meta" => self.meta(attributes),
            "script" => self.script(tag, attributes),
            "style" => self.active(tag.at, "The page contains a stylesheet", STYLE),
            "base" => self.active(
                tag.at,
                "`<base>` moves every address of the page",
                "Leave it out: addresses begin with `/`.",
            ),
            "foreignobject" | "set" | "animate" | "animatemotion" | "animatetransform"
            | "handler" | "listener" => {
                let what = format!("`<{}>` can change what the page does", tag.name);
                self.active(tag.at, &what, "Draw without it.");
            }
            _ => {}
        }
        for attribute in attributes {
            self.attribute(tag.name, attribute);
        }
    }

    fn attribute(&mut self, element: &str, attribute: &Attribute<'a>) {
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
            "src" | "poster" | "background" => match element {
                "img" | "video" if name != "background" => self.address(attribute, Use::Picture),
                _ => self.address(attribute, Use::Load),
            },
            "srcset" | "imagesrcset" => self.source_set(attribute),
            "action" | "formaction" | "data-script" | "ping" | "manifest" => {
                self.address(attribute, Use::Load);
            }
            "data" | "codebase" | "archive" | "classid"
                if matches!(element, "object" | "embed" | "applet") =>
            {
                self.address(attribute, Use::Load);
            }
            "data-index" => self.folder(attribute),
            "cite" | "longdesc" => self.address(attribute, Use::Link),
            "name" if element == "a" => self.anchors.push(attribute.value),
            "style" => self.active(attribute.at, "The tag contains a style", STYLE),
            "srcdoc" => {
                self.active(attribute.at, "The page contains another page", "Leave `srcdoc` out.");
            }
            _ if name.starts_with("on") => {
                let what = format!("`{name}` runs a script within the page");
                self.active(attribute.at, &what, SCRIPT);
            }
            _ => {}
        }
    }

    fn address(&mut self, attribute: &Attribute<'a>, use_: Use) {
        let span = Span::new(attribute.at..attribute.at + attribute.value.len());
        match self.linker.look_up(attribute.value, use_, self.file, span) {
            Ok(found) => self.follow(found, span),
            Err(found) => self.found.push(found),
        }
    }

    fn follow(&mut self, found: Destination<'a>, span: Span) {
        match found {
            Destination::Same(fragment) => self.own.push((fragment, span)),
            Destination::File(target, fragment)
                if !fragment.is_empty() && Some(target) == self.place =>
            {
                self.own.push((fragment, span));
            }
            Destination::File(target, fragment) if !fragment.is_empty() => {
                self.linker.places.expect_part(target, fragment, (self.file, span));
            }
            Destination::File(..) | Destination::Other => {}
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

    /// The folder of the search index: scripts make addresses of files in it.
    fn folder(&mut self, attribute: &Attribute<'a>) {
        let language = self.head.language.unwrap_or("");
        let ending = if self.linker.bounds.for_folder { ".js" } else { "" };
        let index = format!("{}{language}/index.bin{ending}", attribute.value);
        let span = Span::new(attribute.at..attribute.at + attribute.value.len());
        let is_fine = attribute.value.ends_with('/')
            && self.linker.look_up_folder(&index, attribute.value, (self.file, span));
        if !is_fine {
            let what =
                format!("`{}` holds no index of this page's language", short(attribute.value));
            let hint = "Fix the template that makes this address.";
            self.found.push(Diagnostic::new(Rule::BrokenLink, self.file, span, what).hint(hint));
        }
    }

    fn link(&mut self, tag: &Tag<'a>, attributes: &[Attribute<'a>]) {
        const LINKS: [&str; 8] =
            ["canonical", "alternate", "prev", "next", "author", "license", "help", "search"];
        let relations = value(attributes, "rel").unwrap_or("").to_ascii_lowercase();
        let Some(href) = attributes.iter().find(|attribute| attribute.name == "href") else {
            return;
        };
        let is_link = relations.split_ascii_whitespace().all(|relation| LINKS.contains(&relation));
        let is_icon = relations.split_ascii_whitespace().any(|relation| relation == "icon");
        let use_ = if is_icon { Use::Picture } else { Use::Load };
        if !is_link || relations.is_empty() {
            return self.address(href, use_);
        }
        let span = Span::new(href.at..href.at + href.value.len());
        let found = self.linker.look_up(href.value, Use::Link, self.file, span);
        let file = match found {
            Ok(Destination::File(place, _)) => Some(place),
            Ok(_) => None,
            Err(found) => {
                self.found.push(found);
                None
            }
        };
        let named = NamedAddress { file, at: tag.at };
        match (&*relations, value(attributes, "hreflang")) {
            ("canonical", _) => self.head.canonical.push(named),
            ("alternate", Some(code)) => self.head.alternates.push((code, named)),
            _ => {}
        }
    }

    fn meta(&mut self, attributes: &[Attribute<'a>]) {
        let Some(content) = attributes.iter().find(|attribute| attribute.name == "content") else {
            return;
        };
        if value(attributes, "name").is_some_and(|name| name.eq_ignore_ascii_case("robots")) {
            self.head.is_hidden |= content.value.to_ascii_lowercase().contains("noindex");
        }
        if value(attributes, "http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh"))
        {
            let lower = content.value.to_ascii_lowercase();
            let Some(start) = lower.find("url=").map(|at| at + "url=".len()) else { return };
            let address = Attribute {
                name: "content",
                value: &content.value[start..],
                at: content.at + start,
            };
            return self.address(&address, Use::Load);
        }
        let property =
            value(attributes, "property").or_else(|| value(attributes, "name")).unwrap_or("");
        let is_address = property.starts_with("og:") || property.starts_with("twitter:");
        if is_address && content.value.contains("://") && !content.value.contains(' ') {
            let use_ = if property.ends_with("url") { Use::Link } else { Use::Load };
            self.address(content, use_);
        }
    }

    fn script(&mut self, tag: &Tag<'a>, attributes: &[Attribute<'a>]) {
        let content = tag.content.unwrap_or("");
        if value(attributes, "type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"))
        {
            let at = content.as_ptr() as usize - self.html.as_ptr() as usize;
            let found = data::audit_json(self.linker, self.file, content, at);
            return self.found.extend(found);
        }
        if !content.trim().is_empty() {
            self.active(tag.at, "The page contains a script", SCRIPT);
        }
    }

    fn active(&mut self, at: usize, what: &str, hint: &'static str) {
        self.found.push(
            Diagnostic::new(Rule::ActiveContent, self.file, Span::new(at..at), what).hint(hint),
        );
    }

    /// Ids that occur twice, and links to places on this page that it does not have.
    fn anchors(&mut self) {
        let Visit { file, html, found, .. } = self;
        let mut places = std::mem::take(&mut self.anchors);
        places.sort_unstable_by_key(|anchor| (*anchor, anchor.as_ptr() as usize));
        for pair in places.windows(2).filter(|pair| pair[0] == pair[1]) {
            let at = pair[1].as_ptr() as usize - html.as_ptr() as usize;
            let what = format!("`{}` names two places on the page", short(pair[1]));
            let hint = "Links lead to the first of them only. Give each place an `id` of its own.";
            let span = Span::new(at..at + pair[1].len());
            found.push(Diagnostic::new(Rule::RepeatedAnchor, file, span, what).hint(hint));
        }
        places.dedup();
        self.anchors = places;
        for (fragment, span) in std::mem::take(&mut self.own) {
            let is_top = fragment.is_empty() || fragment == "top";
            if !is_top && self.anchors.binary_search(&&*fragment).is_err() {
                self.found.push(super::links::no_anchor(&fragment, "this page", self.file, span));
            }
        }
    }
}

const SCRIPT: &str =
    "The site's content security policy forbids it. Put scripts into a file of the theme.";
const STYLE: &str =
    "The site's content security policy forbids it. Put styles into the theme's static/styles/.";

fn value<'a>(attributes: &[Attribute<'a>], name: &str) -> Option<&'a str> {
    attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value)
}
