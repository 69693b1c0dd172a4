//! What must hold of every built page, and what the head of a page names.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::support::site::Built;
use crate::support::tags::{self, Tag, named, tags};

/// Fails where a page breaks a rule that every page must keep.
pub fn assert_well_formed(built: &Built) {
    for (path, html) in built.pages() {
        tags::assert_balanced(html, path);
        assert!(html.starts_with("<!DOCTYPE html>"), "{path}");
        let tags = tags(html);
        let named = |name: &str| tags.iter().filter(|tag| tag.name == name).collect::<Vec<_>>();
        assert_eq!(named("h1").len(), 1, "{path} has one h1");
        assert_eq!(named("main").len(), 1, "{path} has one main");
        assert!(!named("title")[0].words().trim().is_empty(), "{path} has a title");
        let mut ids = BTreeSet::new();
        for id in tags.iter().filter_map(|tag| tag.get("id")) {
            assert!(ids.insert(id), "{path}: the id `{id}` is used twice");
        }
        for tag in &tags {
            assert_tag(tag, &ids, path);
        }
        let has_policy = named("meta")
            .iter()
            .any(|meta| meta.get("http-equiv") == Some("Content-Security-Policy"));
        assert!(
            has_policy || html.contains("http-equiv=\"refresh\""),
            "{path} has no content security policy"
        );
    }
}

fn assert_tag(tag: &Tag, ids: &BTreeSet<&str>, path: &str) {
    let is_data = tag.get("type") == Some("application/ld+json");
    let is_inline_script = tag.name == "script" && tag.get("src").is_none() && !is_data;
    assert!(!is_inline_script && tag.name != "style", "{path}: an inline {}", tag.name);
    for (name, value) in &tag.attributes {
        assert!(!name.starts_with("on") && name != "style", "{path}: {name}=\"{value}\"");
        let is_script = value.trim_start().to_lowercase().starts_with("javascript:");
        assert!(!is_script, "{path}: {value}");
    }
    let labels = tag.get("aria-labelledby").into_iter().flat_map(|list| list.split(' '));
    for id in labels.chain(tag.get("for")) {
        assert!(ids.contains(id), "{path}: no element `{id}`");
    }
    if tag.name == "img" {
        let has = |name: &&str| tag.get(name).is_some();
        assert!(["alt", "width", "height"].iter().all(has), "{path}: {tag:?}");
    }
}

/// Fails where an `href`, `src` or `action` of any page leads nowhere on the site at `base`.
pub fn assert_addresses(built: &Built, base: &str) {
    let origin = base.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let pages: BTreeMap<&str, Vec<Tag>> =
        built.pages().into_iter().map(|(path, html)| (path, tags(html))).collect();
    let has_id = |file: &str, id: &str| {
        pages.get(file).is_some_and(|tags| tags.iter().any(|tag| tag.get("id") == Some(id)))
    };
    let mut broken = BTreeSet::new();
    for (path, tags) in &pages {
        let of = |tag: &Tag| {
            ["href", "src", "action", "data-module"].map(|name| tag.get(name).map(str::to_owned))
        };
        for address in tags.iter().flat_map(of).flatten() {
            let whole = match &*address {
                own if own.starts_with('#') => {
                    format!("{base}/{}{own}", path.trim_end_matches("index.html"))
                }
                own if own.starts_with('/') => format!("{origin}{own}"),
                own => own.to_owned(),
            };
            if !whole.starts_with(&origin) {
                let scheme = whole.split(':').next().unwrap_or("");
                assert!(["https", "http", "tel"].contains(&scheme), "{path}: {address}");
                continue;
            }
            if !whole.starts_with(&format!("{base}/")) {
                broken.insert(format!("{path}: {address} is outside {base}"));
                continue;
            }
            let (target, id) = whole.split_once('#').unwrap_or((&whole, ""));
            let file = file_of(target, base);
            let is_there = file.starts_with("print/") || built.has(&file);
            if !is_there || !(id.is_empty() || has_id(&file, id)) {
                broken.insert(format!("{path}: {address}"));
            }
        }
    }
    let broken = broken.into_iter().collect::<Vec<_>>();
    assert!(broken.is_empty(), "addresses that lead nowhere:\n{}", broken.join("\n"));
}

/// The canonical address of a page.
pub fn canonical(html: &str) -> Option<String> {
    let links = named(html, "link");
    let canonical = links.iter().find(|link| link.get("rel") == Some("canonical"))?;
    Some(canonical.need("href").to_owned())
}

pub fn is_noindex(html: &str) -> bool {
    let robots = named(html, "meta").into_iter().find(|meta| meta.get("name") == Some("robots"));
    robots.is_some_and(|meta| meta.need("content").contains("noindex"))
}

/// Whole addresses of the page in every language, by code.
pub fn alternates(html: &str) -> BTreeMap<String, String> {
    if is_short(html) {
        return BTreeMap::new();
    }
    let links = named(html, "link").into_iter().filter(|link| link.get("hreflang").is_some());
    links.map(|link| (link.need("hreflang").to_owned(), link.need("href").to_owned())).collect()
}

/// Whether this is the page of a short address.
fn is_short(html: &str) -> bool {
    named(html, "body").iter().any(|body| body.has_class("short"))
}

/// The content of a `<meta>` by its `property` or `name`.
pub fn meta(html: &str, property: &str) -> Option<String> {
    let metas = named(html, "meta");
    let is_it = |meta: &&Tag| [meta.get("property"), meta.get("name")].contains(&Some(property));
    metas.iter().find(is_it).map(|meta| meta.need("content").to_owned())
}

/// The structured data of a page, which must be valid JSON.
pub fn json_ld(html: &str) -> Option<Value> {
    let scripts = named(html, "script");
    let script = scripts.iter().find(|tag| tag.get("type") == Some("application/ld+json"))?;
    let json = script.inner();
    Some(serde_json::from_str(json).unwrap_or_else(|error| panic!("{error} in {json}")))
}

/// The file that a whole address is answered with.
pub fn file_of(url: &str, base: &str) -> String {
    let path = url
        .strip_prefix(base)
        .and_then(|rest| rest.strip_prefix('/'))
        .unwrap_or_else(|| panic!("{url} is not under {base}"));
    let path = path.split(['?', '#']).next().unwrap_or("");
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}
