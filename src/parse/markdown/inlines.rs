//! Inlines of a text: words, emphasis, links, images, line breaks.

use pulldown_cmark::{Event, Tag};

use crate::base::document::{ImageReference, Inline, InlineKind, Target};
use crate::base::limits;
use crate::base::source::Span;
use crate::base::text::{is_cjk, may_be_cjk};
use crate::base::url;
use crate::parse::emphasis;
use crate::parse::markdown::builder::Builder;

impl<'a> Builder<'a> {
    /// Inlines up to and including the end of their element.
    pub(super) fn inlines(&mut self) -> Vec<Inline> {
        let mut out = Vec::new();
        while let Some((event, range)) = self.events.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            self.inline(event, range, &mut out);
        }
        trim(&mut out);
        out
    }

    pub(super) fn bare_inlines(&mut self) -> Vec<Inline> {
        let mut out = Vec::new();
        while let Some((event, range)) = self.events.next_if(|(event, _)| is_inline(event)) {
            self.inline(event, range, &mut out);
        }
        trim(&mut out);
        out
    }

    /// The inlines of an element that is itself an inline.
    fn within(&mut self) -> Vec<Inline> {
        self.depth += 1;
        let content = self.inlines();
        self.depth -= 1;
        content
    }

    fn inline(&mut self, event: Event<'a>, range: std::ops::Range<usize>, out: &mut Vec<Inline>) {
        let span = self.span(&range);
        let kind = match event {
            Event::Text(text) => return push_text(out, &self.clean(&text), span),
            Event::SoftBreak => return self.soft_break(out, span),
            Event::HardBreak => InlineKind::Break,
            Event::Code(text) => InlineKind::Code(self.clean(&text)),
            Event::FootnoteReference(label) => InlineKind::FootnoteReference(self.clean(&label)),
            Event::Start(tag) if self.depth >= limits::NESTING => return self.too_deep(&tag, span),
            Event::Start(Tag::Emphasis) => InlineKind::Emphasis(self.within()),
            Event::Start(Tag::Strong) => InlineKind::Strong(self.within()),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let target = Box::new(target(&self.clean(&dest_url)));
                InlineKind::Link { target, content: self.within() }
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let file = self.clean(&dest_url);
                let alt = crate::base::document::plain_text(&self.within());
                InlineKind::Image(Box::new(ImageReference { file, alt }))
            }
            Event::Html(_) | Event::InlineHtml(_) => return self.raw_html(span),
            Event::Start(other) => return self.skip(&other.to_end()),
            _ => return,
        };
        out.push(Inline { kind, span });
    }

    /// A line break in the source is a space between words, and nothing between Chinese characters.
    fn soft_break(&mut self, out: &mut Vec<Inline>, span: Span) {
        let before = out.last().and_then(|inline| match &inline.kind {
            InlineKind::Text(text) => text.chars().next_back(),
            _ => None,
        });
        let after = match self.events.peek() {
            Some((Event::Text(text), _)) => text.chars().find(|c| *c != emphasis::SENTINEL),
            _ => None,
        };
        let joined = before.is_some_and(is_cjk) && after.is_none_or(may_be_cjk)
            || after.is_some_and(is_cjk) && before.is_none_or(may_be_cjk);
        if !joined {
            push_text(out, " ", span);
        }
    }
}

pub(super) fn is_inline(event: &Event) -> bool {
    match event {
        Event::Text(_)
        | Event::Code(_)
        | Event::InlineHtml(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::FootnoteReference(_) => true,
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
        }
        _ => false,
    }
}

fn push_text(out: &mut Vec<Inline>, text: &str, span: Span) {
    if text.is_empty() {
        return;
    }
    if let Some(Inline { kind: InlineKind::Text(last), span: place }) = out.last_mut() {
        last.push_str(text);
        place.end = span.end;
        return;
    }
    out.push(Inline { kind: InlineKind::Text(text.to_owned()), span });
}

/// Spaces at the end of a run, left by line breaks before a nested list.
fn trim(out: &mut Vec<Inline>) {
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = out.last_mut() {
        text.truncate(text.trim_end().len());
        if text.is_empty() {
            out.pop();
        }
    }
    // Most runs are a single text; on a large site the spare room of vectors outweighs the words.
    out.shrink_to_fit();
}

/// Reads where a link goes. Whether it may go there is for the checks to say.
fn target(url: &str) -> Target {
    if let Some(anchor) = url.strip_prefix('#') {
        return Target::Internal { page: None, anchor: Some(anchor.to_owned()) };
    }
    if let Some(path) = url.strip_prefix("@/") {
        let (path, anchor) = match path.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor.to_owned())),
            None => (path, None),
        };
        if let Some((kind, id)) = path.trim_end_matches('/').split_once('/') {
            return Target::Internal { page: Some((kind.to_owned(), id.to_owned())), anchor };
        }
        return Target::Refused(url.to_owned());
    }
    if url.starts_with("https://") || url.starts_with("http://") {
        return Target::External(url::ascii(url).into_owned());
    }
    match url.strip_prefix("tel:") {
        Some(number) => Target::Telephone(number.to_owned()),
        None => Target::Refused(url.to_owned()),
    }
}
