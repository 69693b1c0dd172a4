//! What a page says of itself in its head: its address, its translations, its previews, its scripts.

use super::address::Address;
use super::attributes::acts;
use super::html::{SCRIPT, Visit, value};
use super::links::{Destination, Use};
use super::page::NamedAddress;
use super::tags::{Attribute, Tag};
use super::{data, refresh};
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
        let pragma = value(attributes, "http-equiv").unwrap_or("").trim_ascii();
        if pragma.eq_ignore_ascii_case("content-security-policy") {
            self.is_settled = false;
            self.head.has_policy |= is_strict(content.value);
        }
        if pragma.eq_ignore_ascii_case("refresh") {
            let Some(target) = refresh::target(content.value) else { return };
            let start = target.as_ptr() as usize - content.value.as_ptr() as usize;
            let address = Attribute { name: "content", value: target, at: content.at + start };
            return self.address(&address, Use::Load);
        }
        let named =
            ["property", "name", "itemprop"].iter().find_map(|name| value(attributes, name));
        let property = named.unwrap_or("");
        let is_preview = ["og:", "twitter:", "al:", "article:", "msapplication-"]
            .iter()
            .any(|start| property.starts_with(start));
        let is_meant = is_preview && is_address(content.value) && !content.value.contains(' ');
        if is_meant || acts(content.value) {
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
        // One of another host is an error already.
        let is_own = |src: &str| {
            !matches!(self.linker.bounds.read(src, self.file), Address::Elsewhere { .. })
        };
        if value(attributes, "src").is_some_and(is_own) {
            self.digest(tag.at, value(attributes, "integrity"));
        }
    }

    /// A script that somebody else could have put in its place is not run; a copy that opens from a
    /// folder cannot have that.
    pub(super) fn digest(&mut self, at: usize, integrity: Option<&str>) {
        const KINDS: [&str; 3] = ["sha256-", "sha384-", "sha512-"];
        let has_one =
            integrity.is_some_and(|digest| KINDS.iter().any(|kind| digest.starts_with(kind)));
        if !has_one && !self.linker.bounds.for_folder {
            let what = "A script is loaded without the digest of what it must be";
            self.active(at, what, "Give its tag `integrity=\"sha384-…\"`.");
        }
    }
}

/// Whether a policy keeps a page from running and loading what is not the site's: all but scripts,
/// styles, pictures and its own addresses is forbidden, and nothing in the page itself runs.
fn is_strict(policy: &str) -> bool {
    let mut parts = policy.split(';').map(str::trim_ascii);
    let loose = ["unsafe-", "*", "http:", "https:", "blob:", "filesystem:"];
    policy.contains("default-src 'none'")
        && parts.all(|part| {
            let is_picture = part.starts_with("img-src");
            !loose.iter().any(|word| part.contains(word)) && (is_picture || !part.contains("data:"))
        })
}

/// Whether a value begins as an address with a host or a scheme does.
fn is_address(value: &str) -> bool {
    let value = value.trim_ascii_start();
    let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    value.starts_with(['/', '\\'])
        || (!scheme.is_empty() && scheme.chars().all(is_scheme) && !value.contains(": "))
}
