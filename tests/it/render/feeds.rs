//! Do feed readers and crawlers get whole, correct files?

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use wuzha::base::vocabulary::Kind;

use crate::render::html::pages::{alternates, canonical, is_noindex, rich};
use crate::support::site::{self, build, html, page, plain, scam};

/// The text of every element of a name; fails where the file is not well-formed.
pub fn elements(xml: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut found, mut open, mut inside) = (Vec::new(), Vec::new(), false);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {xml}")) {
            Event::Start(tag) => {
                open.push(tag.name().as_ref().to_owned());
                inside = tag.name().as_ref() == name;
                if inside {
                    found.push(String::new());
                }
            }
            Event::End(tag) => {
                assert_eq!(open.pop().as_deref(), Some(tag.name().as_ref()));
                inside = false;
            }
            Event::Text(text) if inside => found.last_mut().expect("begun").push_str(&text),
            Event::GeneralRef(reference) if inside => {
                let name = format!("&{};", &*reference);
                found.last_mut().expect("begun").push_str(&crate::support::tags::unescape(&name));
            }
            Event::Eof => {
                assert!(open.is_empty());
                return found;
            }
            _ => {}
        }
    }
}

#[test]
fn feeds_carry_the_newest_pages_first() {
    let dated = |id: &str, date: &str| {
        page(Kind::Cases, id).facts("").to_string().replace("2026-01-31", date)
    };
    let text = dated("older", "2026-01-01")
        + &dated("newest", "2026-03-01")
        + &dated("middle", "2026-02-01")
        + &plain("about").to_string();
    let built = html(&text).clean();
    let atom = built.text("en/atom.xml");
    assert_eq!(elements(atom, "title"), ["Sample", "About newest", "About middle", "About older"]);
    assert_eq!(elements(atom, "updated")[0], "2026-03-01T00:00:00Z");
    assert_eq!(elements(atom, "id")[1], "https://example.org/s/newest/#en");
    let feed: Value = serde_json::from_str(built.text("en/feed.json")).expect("JSON");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["items"][0]["url"], "https://example.org/en/cases/newest/");
    assert_eq!(feed["items"][0]["date_published"], "2026-03-01T00:00:00Z");
    assert_eq!(feed["items"].as_array().map(Vec::len), Some(3), "the site's own pages are no news");
}

#[test]
fn a_feed_has_at_most_twenty_entries_each_with_an_id_of_its_own() {
    let built = html(&site::site((0..25).map(|i| scam(&format!("s{i}"))))).clean();
    let ids = elements(built.text("atom.xml"), "id");
    assert_eq!(ids.len(), 21);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 21);
}

#[test]
fn an_empty_site_has_feeds_too() {
    let built = build("").clean();
    assert_eq!(elements(built.text("atom.xml"), "entry").len(), 0);
    assert!(!elements(built.text("atom.xml"), "updated").is_empty(), "Atom asks for a date");
    assert!(built.has("index.html") && built.has("en/index.html"));
}

#[test]
fn the_sitemap_holds_every_page_search_engines_may_list() {
    let built = html(&rich()).clean();
    let places: BTreeSet<String> = elements(built.text("sitemap.xml"), "loc").into_iter().collect();
    let listed = |path: &str| !path.contains("/page/") && !path.ends_with("search/index.html");
    let pages = built.pages().into_iter().filter(|(path, html)| !is_noindex(html) && listed(path));
    let wanted: BTreeSet<String> = pages.filter_map(|(_, html)| canonical(html)).collect();
    assert_eq!(places, wanted);
}

#[test]
fn the_sitemap_names_the_same_languages_as_the_pages() {
    let built = html(&rich()).clean();
    let xml = built.text("sitemap.xml");
    for url in xml.split("<url>").skip(1) {
        let place = url
            .split("<loc>")
            .nth(1)
            .and_then(|rest| rest.split("</loc>").next())
            .expect("an address");
        let file = crate::render::html::pages::file_of(place, "https://example.org");
        for (code, other) in alternates(built.html(&file)) {
            assert!(
                url.contains(&format!("hreflang=\"{code}\" href=\"{other}\"")),
                "{place}: {code} {other}"
            );
        }
        assert_eq!(
            url.matches("xhtml:link").count(),
            alternates(built.html(&file)).len(),
            "{place}"
        );
    }
}

#[test]
fn crawlers_find_the_sitemap() {
    let text = site::config("base_url = \"https://example.org/fraud\"");
    assert!(
        html(&text)
            .clean()
            .text("robots.txt")
            .contains("Sitemap: https://example.org/fraud/sitemap.xml\n")
    );
}
