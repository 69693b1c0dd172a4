//! What a page says of itself in its head: its address, its translations, its previews, its scripts.

use super::data;
use super::html::{SCRIPT, Visit, value};
use super::links::{Destination, Use};
use super::page::NamedAddress;
use super::tags::{Attribute, Tag};
use crate::base::source::Span;

impl<'a> Visit<'_, 'a> {
    pub(super) fn link(&mut self, tag: &Tag<'a>, attributes: &[Attribute<'a>]) {
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
            Ok(Destination::File { place, .. }) => Some(place),
            Ok(_) => None,
            Err(found) => {
                self.found.push(found);
                None
            }
        };
        let named = NamedAddress { file, at: tag.at };
        self.is_settled = false;
        match (&*relations, value(attributes, "hreflang")) {
            ("canonical", _) => self.head.canonical.push(named),
            ("alternate", Some(code)) => self.head.alternates.push((code, named)),
            _ => {}
        }
    }

    pub(super) fn meta(&mut self, attributes: &[Attribute<'a>]) {
        let Some(content) = attributes.iter().find(|attribute| attribute.name == "content") else {
            return;
        };
        if value(attributes, "name").is_some_and(|name| name.eq_ignore_ascii_case("robots")) {
            self.is_settled = false;
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

    pub(super) fn script(&mut self, tag: &Tag<'a>, attributes: &[Attribute<'a>]) {
        let content = tag.content.unwrap_or("");
        self.is_settled &= content.is_empty();
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
}
