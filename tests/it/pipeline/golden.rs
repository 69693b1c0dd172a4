//! One small complete site: its listing and its pages, which a person reads when they change.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use wuzha::load::load;

use crate::support::checks::{assert_addresses, assert_well_formed};
use crate::support::site::{Built, EVERYTHING, package, run};
use crate::support::tags::{element, values};

fn folder() -> PathBuf {
    package().join("tests/golden")
}

static GOLDEN: LazyLock<Built> = LazyLock::new(|| {
    run(load(&folder().join("site")).expect("the site can be loaded"), EVERYTHING).clean()
});

/// Removes fingerprints in names and digests of files, which change with the theme.
fn without_digests(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_hexdigit()) {
        let hex = rest[at..].find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len() - at);
        let word = &rest[at..at + hex];
        let digest = hex >= 8
            && word.bytes().any(|b| b.is_ascii_digit())
            && word.bytes().all(|b| !b.is_ascii_uppercase());
        out.push_str(&rest[..at]);
        out.push_str(if digest { "*" } else { word });
        rest = &rest[at + hex..];
    }
    out.push_str(rest);
    let mut parts = out.split("sha384-");
    let first = parts.next().unwrap_or("").to_owned();
    parts
        .fold(first, |text, part| format!("{text}sha384-*{}", &part[part.find('"').unwrap_or(0)..]))
}

/// Removes drawings, which nobody reads in a snapshot.
fn without_drawings(html: &str) -> String {
    let mut parts = html.split("<svg");
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |text, part| {
        text + "<svg>" + part.split_once("</svg>").map_or("", |(_, rest)| rest)
    })
}

/// Removes the names of shards: their number changes with every word.
fn without_shards(path: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) if name.ends_with(".bin") && folder.ends_with('*') => {
            format!("{folder}/*.bin")
        }
        _ => path.to_owned(),
    }
}

#[test]
fn the_listing_is_unchanged() {
    let mut files: Vec<String> =
        GOLDEN.paths().iter().map(|path| without_shards(&without_digests(path))).collect();
    // Without their digests, names are in another order and may be the same.
    files.sort_unstable();
    files.dedup();
    let listing = files.join("\n") + "\n";
    let path = folder().join("listing.txt");
    if std::env::var_os("GOLDEN_UPDATE").is_some() {
        fs::write(&path, &listing).expect("written");
    }
    let wanted = fs::read_to_string(&path).expect("tests/golden/listing.txt");
    let missing: Vec<&str> =
        wanted.lines().filter(|line| !listing.lines().any(|own| own == *line)).collect();
    let new: Vec<&str> =
        listing.lines().filter(|line| !wanted.lines().any(|own| own == *line)).collect();
    assert!(
        missing.is_empty() && new.is_empty() && listing == wanted,
        "missing: {missing:#?}\nnew: {new:#?}"
    );
}

#[test]
fn only_the_stale_translation_is_reported() {
    assert_eq!(GOLDEN.codes(), ["stale-translation"], "{}", GOLDEN.diagnostics_short());
}

#[test]
fn every_page_is_well_formed() {
    assert_well_formed(&GOLDEN);
    assert_addresses(&GOLDEN, "https://example.org/fraud");
}

#[test]
fn every_offered_pdf_exists() {
    let mut offered = 0;
    for (path, html) in GOLDEN.pages() {
        for address in values(html, "href").iter().filter(|href| href.ends_with(".pdf")) {
            let file =
                address.strip_prefix("/fraud/").unwrap_or_else(|| panic!("{path}: {address}"));
            assert!(GOLDEN.bytes(file).starts_with(b"%PDF"), "{path}: {address}");
            offered += 1;
        }
    }
    assert!(offered >= 2);
}

/// Compares the whole file where `part` is empty, else the first element of that name.
fn snapshot(name: &str, path: &str, part: &str) {
    let html = if part.is_empty() { GOLDEN.html(path) } else { element(GOLDEN.html(path), part) };
    insta::with_settings!({
        omit_expression => true,
        prepend_module_to_snapshot => false,
        description => path,
    }, {
        insta::assert_snapshot!(name, without_drawings(&without_digests(html)));
    });
}

#[test]
fn the_home_page_is_unchanged() {
    snapshot("home", "en/index.html", "main");
}

#[test]
fn a_scam_is_unchanged() {
    snapshot("scam", "scams/fake-police/index.html", "main");
}

#[test]
fn a_page_with_its_head_is_unchanged() {
    snapshot("page", "en/about/index.html", "");
}

#[test]
fn a_case_is_unchanged() {
    snapshot("case", "cases/safe-account-call/index.html", "main");
}

#[test]
fn a_protocol_is_unchanged() {
    snapshot("protocol", "en/protocols/three-questions/index.html", "main");
}

#[test]
fn an_audience_is_unchanged() {
    snapshot("audience", "audiences/elderly/index.html", "main");
}

#[test]
fn an_untranslated_page_is_unchanged() {
    snapshot("untranslated", "en/alerts/screen-sharing/index.html", "main");
}

#[test]
fn a_stale_translation_is_unchanged() {
    snapshot("older", "en/guides/already-paid/index.html", "main");
}

#[test]
fn a_list_is_unchanged() {
    snapshot("list", "en/scams/index.html", "main");
}

#[test]
fn a_term_is_unchanged() {
    snapshot("term", "by/audience/elderly/index.html", "main");
}

#[test]
fn a_taxonomy_is_unchanged() {
    snapshot("taxonomy", "en/by/channel/index.html", "main");
}

#[test]
fn the_list_of_names_is_unchanged() {
    snapshot("names", "a-z/index.html", "main");
}

#[test]
fn the_list_of_hotlines_is_unchanged() {
    snapshot("hotlines", "en/hotlines/index.html", "main");
}

#[test]
fn the_search_page_is_unchanged() {
    snapshot("search", "search/index.html", "main");
}

#[test]
fn the_404_page_is_unchanged() {
    snapshot("not-found", "404.html", "main");
}

#[test]
fn a_short_address_is_unchanged() {
    snapshot("short", "s/fake-police/index.html", "body");
}

#[test]
fn a_redirect_is_unchanged() {
    snapshot("redirect", "old/fake-police/index.html", "");
}

#[test]
fn the_feed_is_unchanged() {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("feed", GOLDEN.text("en/atom.xml"));
    });
}
