//! The audit of a page: whole links, nothing that runs, nothing that contacts another host.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, RwLockReadGuard};

use memchr::memchr;

use super::links::{Destination, Linker, Use, short};
use super::page::{Head, HtmlPage, PageHead};
use super::places::{PlaceId, anchor};
use super::settled::{Line, Lines};
use super::tags::{Attribute, Fault, Tag, TagReader};
use super::{head, people, texts};
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
        is_settled: true,
        known: linker.settled.lines(),
        lines: Vec::new(),
        addresses: Vec::new(),
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

/// A page that is being read.
pub(super) struct Visit<'d, 'a> {
    pub(super) linker: &'d Linker<'d>,
    pub(super) html: &'a str,
    pub(super) file: &'d Arc<str>,
    place: Option<PlaceId>,
    pub(super) head: Head<'a>,
    /// What a fragment may name.
    pub(super) anchors: Vec<&'a str>,
    /// Links to a place on this page.
    own: Vec<(Cow<'a, str>, Span)>,
    pub(super) found: Vec<Diagnostic>,
    /// Whether all that was read of a line would be as fine on another page.
    pub(super) is_settled: bool,
    /// What was found fine on other pages.
    known: RwLockReadGuard<'d, Lines>,
    /// What is found fine on any page, for the next ones.
    lines: Vec<(&'a str, Line)>,
    addresses: Vec<&'a str>,
}

impl<'a> Visit<'_, 'a> {
    fn finish(self) -> (HtmlPage, Vec<Diagnostic>) {
        let Visit { linker, file, head, anchors, found, known, lines, addresses, .. } = self;
        drop(known);
        linker.settled.keep(lines, addresses);
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

    /// Reads the page, line by line, but for the lines that are known to be fine. Where a tag or a
    /// text goes on in the next line, the rest is read as one.
    fn tags(&mut self) -> Result<(), Fault> {
        let html = self.html;
        let mut attributes = Vec::new();
        let mut at = 0;
        while at < html.len() {
            let end = memchr(b'\n', &html.as_bytes()[at..]).map_or(html.len(), |end| at + end + 1);
            let text = &html[at..end];
            if !self.recall(text, at) {
                let people = people::audit_line(self.linker, self.file, text, at);
                let is_fine = people.is_empty();
                self.found.extend(people);
                match self.line(at..end, &mut attributes) {
                    Ok(Some(line)) if is_fine && !self.known.is_full() => {
                        self.lines.push((text, line));
                    }
                    Ok(_) => {}
                    Err(_) => {
                        self.read(at..html.len(), &mut attributes)?;
                        break;
                    }
                }
            }
            at = end;
        }
        Ok(())
    }

    /// Reads a line; returns it where it would be fine on any page.
    fn line(
        &mut self,
        range: Range<usize>,
        attributes: &mut Vec<Attribute<'a>>,
    ) -> Result<Option<Line>, Fault> {
        let (anchors, own, found) = (self.anchors.len(), self.own.len(), self.found.len());
        let (canonical, alternates) = (self.head.canonical.len(), self.head.alternates.len());
        let start = range.start;
        self.is_settled = true;
        if let Err(fault) = self.read(range, attributes) {
            // It is read again, with what follows.
            self.anchors.truncate(anchors);
            self.own.truncate(own);
            self.found.truncate(found);
            self.head.canonical.truncate(canonical);
            self.head.alternates.truncate(alternates);
            return Err(fault);
        }
        if !self.is_settled || self.found.len() > found {
            return Ok(None);
        }
        let range = |text: &str| {
            let at = text.as_ptr() as usize - self.html.as_ptr() as usize - start;
            at..at + text.len()
        };
        let own = self.own[own..].iter().map(|(fragment, span)| {
            (range(fragment), span.range().start - start..span.range().end - start)
        });
        let anchors = self.anchors[anchors..].iter().map(|anchor| range(anchor));
        Ok(Some(Line { anchors: anchors.collect(), own: own.collect() }))
    }

    /// Takes over what is known of a line; returns whether anything is.
    fn recall(&mut self, text: &str, at: usize) -> bool {
        let Some(line) = self.known.get(text) else { return false };
        let of_line = |range: &Range<usize>| at + range.start..at + range.end;
        let html = self.html;
        self.anchors.extend(line.anchors.iter().map(|anchor| &html[of_line(anchor)]));
        self.own.extend(line.own.iter().map(|(fragment, address)| {
            (Cow::Borrowed(&html[of_line(fragment)]), Span::new(of_line(address)))
        }));
        true
    }

    fn read(
        &mut self,
        range: Range<usize>,
        attributes: &mut Vec<Attribute<'a>>,
    ) -> Result<(), Fault> {
        let mut reader = TagReader::new(&self.html[..range.end], range.start);
        while let Some(tag) = reader.next(attributes)? {
            if !tag.is_end {
                self.element(&tag, attributes);
            }
        }
        Ok(())
    }

    fn element(&mut self, tag: &Tag<'a>, attributes: &[Attribute<'a>]) {
        match tag.name {
            "html" => {
                self.head.language = value(attributes, "lang");
                self.is_settled = false;
            }
            "title" if self.head.title.is_none() => {
                self.head.title = tag.content;
                self.is_settled = false;
            }
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
            | "animatecolor" | "discard" | "handler" | "listener" | "portal" | "fencedframe"
            | "applet" | "frame" | "frameset" => {
                let what = format!("`<{}>` can change what the page does", tag.name);
                self.active(tag.at, &what, "Draw without it.");
            }
            _ => {}
        }
        for attribute in attributes {
            self.attribute(tag.name, attribute);
        }
        let is_own = |src: &str| src.starts_with('/') && !src.starts_with("//");
        if value(attributes, "data-script").is_some_and(is_own) {
            self.digest(tag.at, value(attributes, "data-integrity"));
        }
    }

    pub(super) fn address(&mut self, attribute: &Attribute<'a>, use_: Use) {
        if self.known.has_address(attribute.value) {
            return;
        }
        let span = Span::new(attribute.at..attribute.at + attribute.value.len());
        match self.linker.look_up(attribute.value, use_, self.file, span) {
            Ok(found) => {
                // Others are read from where the page is.
                let is_absolute =
                    attribute.value.starts_with(['/', '#']) || attribute.value.contains(':');
                self.is_settled &= is_absolute;
                let is_fine = matches!(
                    &found,
                    Destination::File { fragment, is_settled: true, .. } if fragment.is_empty()
                );
                if is_absolute && is_fine && !self.known.is_full() {
                    self.addresses.push(attribute.value);
                }
                self.follow(found, span);
            }
            Err(found) => self.found.push(found),
        }
    }

    fn follow(&mut self, found: Destination<'a>, span: Span) {
        match found {
            // The beginning of the page.
            Destination::Same(fragment) if fragment.is_empty() => {}
            Destination::Same(fragment) => {
                self.is_settled &= matches!(fragment, Cow::Borrowed(_));
                self.own.push((fragment, span));
            }
            Destination::File { fragment, is_settled, .. } if fragment.is_empty() => {
                self.is_settled &= is_settled;
            }
            Destination::File { place, fragment, .. } => {
                self.is_settled = false;
                if Some(place) == self.place {
                    self.own.push((fragment, span));
                } else {
                    self.linker.places.expect_part(place, fragment, (self.file, span));
                }
            }
            Destination::Other => {}
        }
    }

    /// The folder of the search index: scripts make addresses of files in it.
    pub(super) fn folder(&mut self, attribute: &Attribute<'a>) {
        self.is_settled = false;
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

    pub(super) fn active(&mut self, at: usize, what: &str, hint: &'static str) {
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

pub(super) const SCRIPT: &str =
    "The site's content security policy forbids it. Put scripts into a file of the theme.";
pub(super) const STYLE: &str =
    "The site's content security policy forbids it. Put styles into the theme's static/styles/.";

pub(super) fn value<'a>(attributes: &[Attribute<'a>], name: &str) -> Option<&'a str> {
    attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value)
}
