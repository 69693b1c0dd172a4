//! Faults planted in the files of a built site.

use std::collections::BTreeSet;

use wuzha::audit::Codes;
use wuzha::base::artifact::Artifact;
use wuzha::base::diagnostic::Diagnostic;
use wuzha::pipeline::Options;

use crate::support::audited::{Audited, artifacts, page, with_fault};
use crate::support::rich::WHOLE;
use crate::support::site::{
    self, Built, HTML_AND_SEARCH, PRINT, html, plain, run, run_with, scam, sources,
};

/// PDFs and zips take time to audit.
fn is_slow(path: &str) -> bool {
    path.ends_with(".pdf") || path.ends_with(".zip")
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).expect("text");
    assert!(text.contains(from), "no {from}");
    text.replacen(from, to, 1).into_bytes()
}

#[test]
fn a_complete_site_passes_the_audit() {
    let audited = Audited::new(WHOLE.artifacts.clone());
    assert!(audited.found.is_empty(), "{}", audited.short());
}

/// Every build is audited. Here a site for a server is audited as if it were a copy for a folder.
#[test]
fn a_folder_copy_has_no_address_that_needs_a_server() {
    let options = Options { outputs: HTML_AND_SEARCH, for_folder: true, ..Options::default() };
    let text = scam("fake-police").to_string();
    let copy = run_with(sources(&text), &options).clean();
    let served = run(sources(&text), HTML_AND_SEARCH).clean();
    let is_made: &(dyn Fn(&str) -> bool + Sync) = &|path| !path.starts_with("print/");
    let of = |built: &Built, for_folder: bool| {
        Audited::within(built.artifacts.clone(), |bounds| {
            bounds.for_folder = for_folder;
            bounds.is_made = is_made;
        })
    };
    assert!(of(&copy, true).found.is_empty(), "{}", of(&copy, true).short());
    assert!(of(&served, true).codes().contains(&"bad-link"));
}

#[test]
fn each_planted_fault_is_found() {
    let quick: Vec<Artifact> =
        WHOLE.artifacts.iter().filter(|file| !is_slow(&file.path)).cloned().collect();
    let page = "en/scams/fake-police/index.html";
    for (path, from, to, wanted) in [
        (page, "href=\"/en/\"", "href=\"/eng/\"", "broken-link"),
        (page, "href=\"#_main\"", "href=\"#mine\"", "broken-link"),
        (page, "<title>", "<title> </title><title>", "incomplete-head"),
        (page, "rel=\"canonical\"", "rel=\"author\"", "incomplete-head"),
        (page, "hreflang=\"x-default\"", "hreflang=\"fr\"", "alternates-differ"),
        (
            page,
            "<link rel=\"alternate\" hreflang=\"zh\"",
            "<link rel=\"author\"",
            "alternates-differ",
        ),
        (page, "<html lang=\"en\"", "<html lang=\"zh\"", "alternates-differ"),
        (
            page,
            "<script defer src=\"/",
            "<script defer src=\"//cdn.example/",
            "third-party-request",
        ),
        (
            page,
            "<link rel=\"icon\" type=\"image/svg+xml\" href=\"/",
            "<link rel=\"icon\" href=\"https://i.example/",
            "third-party-request",
        ),
        (page, "<main id=\"_main\"", "<main id=\"_share-title\"", "repeated-anchor"),
        (page, "<main id=\"_main\"", "<main id=\"_main\" onfocus=\"x()\"", "active-content"),
        (page, "<main id=\"_main\"", "<style></style><main id=\"_main\"", "active-content"),
        (page, "{\"@context\"", "{\"@context\" ", "none"),
        (page, "{\"@context\"", "{@context\"", "malformed-output"),
        (
            page,
            "\"@type\":\"Article\"",
            "\"@type\":\"Article\",\"url\":\"https://example.org/none/\"",
            "broken-link",
        ),
        (
            page,
            "\"@type\":\"Article\"",
            "\"@type\":\"Article\",\"url\":\"https://scam.example/\"",
            "host-not-allowed",
        ),
        (
            page,
            "property=\"og:image\" content=\"https://example.org/",
            "property=\"og:image\" content=\"https://example.org/no",
            "broken-link",
        ),
        (page, "</main>", "<p>http://scam.example/</main>", "live-address"),
        (page, "href=\"tel:110\"", "href=\"tel:119\"", "number-not-registered"),
        (page, "data-index=\"/search/\"", "data-index=\"/find/\"", "broken-link"),
        (
            "atom.xml",
            "<link rel=\"alternate\" href=\"https://example.org/",
            "<link rel=\"alternate\" href=\"https://example.org/no",
            "broken-link",
        ),
        ("atom.xml", "</feed>", "", "malformed-output"),
        (
            "feed.json",
            "\"home_page_url\":\"https://example.org/",
            "\"home_page_url\":\"https://example.org/no",
            "broken-link",
        ),
        ("feed.json", "\"home_page_url\":", "\"home_page_url\"", "malformed-output"),
        ("sitemap.xml", "<loc>https://example.org/", "<loc>https://example.org/no", "broken-link"),
        ("sitemap.xml", "</loc>", "<loc>", "malformed-output"),
        ("robots.txt", "sitemap.xml", "map.xml", "broken-link"),
        ("icon.svg", "<path", "<foreignObject/><path", "active-content"),
        (
            "texts/fake-police/share.zh.txt",
            "https://example.org/s/",
            "https://example.com.cn/s/",
            "live-address",
        ),
    ] {
        let files = with_fault(&quick, path, |bytes| replaced(bytes, from, to));
        let audited = Audited::within(files, |bounds| {
            // Slow files are left out, and must not be reported as missing.
            bounds.is_made = &|path| !is_slow(path);
            // QR codes in images take time, and have a test of their own.
            bounds.codes = Codes::Where(&|_| false);
        });
        let codes: BTreeSet<&str> = audited.codes().into_iter().collect();
        let is_found = if wanted == "none" { codes.is_empty() } else { codes.contains(wanted) };
        assert!(is_found && codes.len() < 3, "{path}: {to}\n{}", audited.short());
        assert!(audited.found.iter().all(|found| !found.hint.is_empty()), "{to}: no hint");
    }
}

#[test]
fn unreadable_files_are_reported() {
    let files: Vec<Artifact> = WHOLE.artifacts.iter().cloned().collect();
    let first = |ending: &str| {
        WHOLE.paths().into_iter().find(|path| path.ends_with(ending)).expect("one").to_owned()
    };
    for path in [first(".pdf"), first("qr-card.zh.png"), first(".zip"), first("index.bin")] {
        let audited =
            Audited::new(with_fault(&files, &path, |bytes| bytes[..bytes.len() / 8].to_vec()));
        let own: Vec<&Diagnostic> =
            audited.found.iter().filter(|found| *found.file == *path).collect();
        assert!(
            own.iter().all(|found| found.rule.id() == "malformed-output") && !own.is_empty(),
            "{path}\n{}",
            audited.short()
        );
    }
    let audited =
        Audited::new(artifacts([("a.txt", b"\xff".to_vec()), ("b.html", b"\xff".to_vec())]));
    assert_eq!(audited.codes(), ["malformed-output"; 2]);
}

#[test]
fn the_same_error_on_many_pages_is_reported_five_times() {
    let files: Vec<(String, Vec<u8>)> = (0..40)
        .map(|n| (format!("{n:02}/index.html"), page("<a href=\"/none/\">x</a>").into_bytes()))
        .collect();
    let audited =
        Audited::new(artifacts(files.iter().map(|(path, bytes)| (&**path, bytes.clone()))));
    assert_eq!(audited.codes(), ["broken-link"; 5]);
    assert!(audited.found[4].hint.ends_with("35 more of the same."), "{}", audited.found[4].hint);
}

#[test]
fn outputs_of_other_builds_are_not_reported_as_missing() {
    // Pages name share cards, which are printed, and the index, which is for search.
    let text = site::site([plain("about"), scam("fake-police")]);
    for outputs in [HTML_AND_SEARCH, PRINT] {
        run(sources(&text), outputs).clean();
    }
    let built = html(&text).clean();
    let audited = Audited::new(built.artifacts.clone());
    assert!(audited.codes().contains(&"broken-link"), "the files themselves are not there");
}

#[test]
fn a_build_that_fails_the_audit_makes_no_files_and_shows_the_place() {
    let text = plain("about").to_string()
        + "-- static/extra.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" onclick=\"x()\"/>\n";
    let built = html(&text);
    assert_eq!(built.codes(), ["active-content"], "{}", built.diagnostics_short());
    assert!(built.artifacts.is_empty());
    assert!(built.outcome.refused.contains("extra.svg"));
}
