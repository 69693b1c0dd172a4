//! Expired facts: a notice on the page, and nothing printed without a mark.

use std::sync::LazyLock;

use wuzha::base::vocabulary::Kind;
use wuzha::pipeline::Options;
use wuzha::render::print::MemoryCache;

use crate::support::site::{self, Built, HTML_AND_PRINT, html, run_again, run_with, scam};
use crate::support::tags::{self, classed, named, words};

/// A law verified on 2026-01-31 expires after 2026-07-30, the hotlines of [`site::HOTLINES`] after
/// 2026-05-01.
const LAW: &str = "[[sources]]\nid = \"a\"\ntitle = { zh = \"甲\", en = \"A\" }\n\
                   [[facts]]\nid = \"f\"\nkind = \"law\"\nsource = \"a\"\n\
                   verified_on = 2026-01-31\nclaim = { zh = \"乙\", en = \"B\" }\n";
const CURRENT: &str = "2026-04-01";
const HOTLINES_EXPIRED: &str = "2026-05-02";
const LAW_EXPIRED: &str = "2026-08-01";

fn text() -> String {
    // Hotlines that were verified later, so that they expire on another day than the law.
    let hotlines = site::HOTLINES.replace("2026-01-31", "2026-07-01");
    let pages = site::site([scam("old").tables(LAW), scam("new")]);
    format!("-- content/hotlines.toml --\n{hotlines}{pages}")
}

fn options(today: Option<&str>, allow_expired: bool) -> Options {
    let today = today.map(|day| day.parse().expect("a day"));
    Options { outputs: HTML_AND_PRINT, today, allow_expired, ..Options::default() }
}

fn built(text: &str, today: Option<&str>, allow_expired: bool) -> Built {
    run_with(site::sources(text), &options(today, allow_expired))
}

/// The site without a date, on which nothing has expired.
static UNDATED: LazyLock<Built> =
    LazyLock::new(|| run_again(site::sources(&text()), &options(None, false), &CACHE));

static CACHE: LazyLock<MemoryCache> = LazyLock::new(MemoryCache::default);

/// The site on a day, with the sheets that are in the cache.
fn on(today: &str) -> Built {
    LazyLock::force(&UNDATED);
    run_again(site::sources(&text()), &options(Some(today), false), &CACHE)
}

fn sheets<'b>(built: &'b Built, id: &str) -> Vec<&'b str> {
    let folder = format!("print/{id}/");
    let files = built.artifacts.iter().map(|artifact| &*artifact.path);
    files.filter(|path| path.starts_with(&folder) && path.ends_with(".pdf")).collect()
}

/// The notices of a page that are shown without a script.
fn notices(html: &str) -> Vec<String> {
    let shown = named(html, "div")
        .into_iter()
        .filter(|div| div.get("data-until").is_some() && div.get("hidden").is_none());
    shown.map(|div| div.words()).collect()
}

#[test]
fn current_facts_carry_their_last_day_for_the_script() {
    for site in [&*UNDATED, &on(CURRENT)] {
        let html = site.html("en/scams/old/index.html");
        assert_eq!(notices(html), Vec::<String>::new());
        assert_eq!(
            tags::values(html, "data-until"),
            ["2026-09-29", "2026-07-30"],
            "hotlines, then the page"
        );
        assert!(!sheets(site, "old").is_empty());
    }
}

#[test]
fn a_page_with_an_expired_law_has_a_notice_and_is_not_printed() {
    let site = on(LAW_EXPIRED);
    for (page, notice, unprinted) in [
        ("scams/old/index.html", "本页有内容过了核对期限（2026 年 7 月 30 日）", "暂不提供打印"),
        (
            "en/scams/old/index.html",
            "was due to be checked again by 30 July 2026",
            "nothing from this page is offered for print",
        ),
    ] {
        let notices = notices(site.html(page));
        assert_eq!(notices.len(), 1, "{page}: {notices:?}");
        assert!(
            notices[0].contains(notice) && notices[0].contains(unprinted),
            "{page}: {notices:?}"
        );
        assert!(!site.html(page).contains("class=\"prints\""), "{page}");
    }
    assert_eq!(sheets(&site, "old"), Vec::<&str>::new());
    assert!(sheets(&site, "new").len() > 5);
    assert_eq!(sheets(&site, "home"), Vec::<&str>::new(), "the law is in the handbook too");
    assert_eq!(notices(site.html("scams/new/index.html")), Vec::<String>::new());
    let warned: Vec<&str> = site.outcome.diagnostics.iter().map(|found| found.rule.id()).collect();
    assert_eq!(warned, ["fact-expired"]);
}

#[test]
fn sheets_with_expired_facts_carry_a_mark_where_they_are_allowed() {
    let marked = built(&text(), Some(LAW_EXPIRED), true);
    assert!(sheets(&marked, "old").len() > 5 && !sheets(&marked, "home").is_empty());
    let plain = &*UNDATED;
    let bytes = |site: &Built, path: &str| site.artifacts.get(path).expect(path).bytes.clone();
    for path in sheets(plain, "old") {
        assert_ne!(bytes(&marked, path), bytes(plain, path), "{path} has a mark");
    }
    for path in sheets(plain, "new") {
        assert_eq!(bytes(&marked, path), bytes(plain, path), "{path} has no mark");
    }
}

#[test]
fn nothing_is_printed_once_an_emergency_hotline_has_expired() {
    let text = text().replace("2026-07-01", "2026-01-31");
    let site = built(&text, Some(HOTLINES_EXPIRED), false);
    let made: Vec<&str> =
        site.outcome.printed_items.iter().map(|material| &*material.format).collect();
    let is_for_links =
        |format: &&str| ["share-card", "share-card-square", "qr-card"].contains(format);
    assert!(made.iter().all(is_for_links), "{made:?}");
    let html = site.html("en/index.html");
    assert!(
        notices(html)[0].contains("These numbers were due to be checked again by 1 May 2026"),
        "{:?}",
        notices(html)
    );
    assert!(words(classed(html, "help")).contains("nearest police station"));
}

#[test]
fn an_expired_alert_has_a_notice_and_is_not_printed() {
    let alert = site::page(Kind::Alerts, "fake-parcel").to_string();
    let site = built(&alert, Some("2099-01-01"), false);
    let before = html(&alert);
    assert!(
        words(before.html("en/alerts/fake-parcel/index.html")).contains("Valid until")
            || !notices(site.html("en/alerts/fake-parcel/index.html")).is_empty()
    );
    let shown = notices(site.html("en/alerts/fake-parcel/index.html")).join(" ");
    assert!(shown.contains("This alert ran until"), "{shown}");
    assert_eq!(sheets(&site, "fake-parcel"), Vec::<&str>::new());
}
