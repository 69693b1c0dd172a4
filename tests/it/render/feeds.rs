//! Atom, JSON Feed, the sitemap and robots.txt.

use std::collections::BTreeSet;

use serde_json::Value;
use wuzha::base::vocabulary::Kind;

use crate::support::checks::{alternates, canonical, file_of, is_noindex};
use crate::support::rich::RICH;
use crate::support::site::{self, build, html, page, plain, scam};
use crate::support::xml::elements;

#[test]
fn feeds_list_the_newest_pages_first() {
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
    assert_eq!(feed["items"].as_array().map(Vec::len), Some(3), "pages about the site are no news");
}

#[test]
fn a_feed_has_at_most_twenty_entries_with_unique_ids() {
    let built = html(&site::site((0..25).map(|i| scam(&format!("s{i}"))))).clean();
    let ids = elements(built.text("atom.xml"), "id");
    assert_eq!(ids.len(), 21);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 21);
}

#[test]
fn an_empty_site_has_feeds_too() {
    let built = build("").clean();
    assert_eq!(elements(built.text("atom.xml"), "entry").len(), 0);
    assert!(!elements(built.text("atom.xml"), "updated").is_empty(), "Atom needs a date");
    assert!(built.has("index.html") && built.has("en/index.html"));
}

#[test]
fn the_sitemap_lists_every_indexable_page() {
    let places: BTreeSet<String> = elements(RICH.text("sitemap.xml"), "loc").into_iter().collect();
    let listed = |path: &str| !path.contains("/page/") && !path.ends_with("search/index.html");
    let pages = RICH.pages().into_iter().filter(|(path, html)| !is_noindex(html) && listed(path));
    let wanted: BTreeSet<String> = pages.filter_map(|(_, html)| canonical(html)).collect();
    assert_eq!(places, wanted);
}

#[test]
fn the_sitemap_names_the_same_languages_as_the_pages() {
    let xml = RICH.text("sitemap.xml");
    for url in xml.split("<url>").skip(1) {
        let place = url
            .split("<loc>")
            .nth(1)
            .and_then(|rest| rest.split("</loc>").next())
            .expect("an address");
        let alternates = alternates(RICH.html(&file_of(place, "https://example.org")));
        assert_eq!(url.matches("xhtml:link").count(), alternates.len(), "{place}");
        for (code, other) in alternates {
            let link = format!("hreflang=\"{code}\" href=\"{other}\"");
            assert!(url.contains(&link), "{place}: {code} {other}");
        }
    }
}

#[test]
fn robots_txt_names_the_sitemap() {
    let built = html(&site::config("base_url = \"https://example.org/fraud\"")).clean();
    let line = "Sitemap: https://example.org/fraud/sitemap.xml\n";
    assert!(built.text("robots.txt").contains(line));
}
