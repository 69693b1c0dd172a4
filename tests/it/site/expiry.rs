//! What becomes of what has come of age: a notice on its page, and no print without a mark?

use wuzha::pipeline::Options;

use crate::support::site::{self, Built, HTML_AND_PRINT, run_with, scam};
use crate::support::tags::{self, classed, named, words};

/// A law looked at on 2026-01-31 holds until 2026-07-30; the hotlines of [`site::HOTLINES`] until
/// 2026-05-01.
const LAW: &str = "[[sources]]\nid = \"a\"\ntitle = { zh = \"甲\", en = \"A\" }\n\
                   [[facts]]\nid = \"f\"\nkind = \"law\"\nsource = \"a\"\nverified_on = 2026-01-31\nclaim = { zh = \"乙\", en = \"B\" }\n";
const IN_FORCE: &str = "2026-04-01";
const HOTLINES_OLD: &str = "2026-05-02";
const LAW_OLD: &str = "2026-08-01";

fn text() -> String {
    let old = scam("old")
        .to_string()
        .replace("-- content/scams/old/en.md --", &format!("{LAW}-- content/scams/old/en.md --"));
    // Hotlines that were looked at later, so that the two can be told apart.
    let register = site::HOTLINES.replace("2026-01-31", "2026-07-01");
    format!("-- content/hotlines.toml --\n{register}{old}{}", scam("new"))
}

fn built(text: &str, today: Option<&str>, allow_expired: bool) -> Built {
    let today = today.map(|day| day.parse().expect("a day"));
    run_with(
        site::sources(text),
        &Options { outputs: HTML_AND_PRINT, today, allow_expired, ..Options::default() },
    )
}

fn sheets<'b>(built: &'b Built, id: &str) -> Vec<&'b str> {
    let folder = format!("print/{id}/");
    let files = built.outcome.artifacts.iter().map(|artifact| &*artifact.path);
    files.filter(|path| path.starts_with(&folder) && path.ends_with(".pdf")).collect()
}

/// The notices of a page that are to be seen, without a script.
fn notices(html: &str) -> Vec<String> {
    let shown = named(html, "div")
        .into_iter()
        .filter(|div| div.get("data-until").is_some() && div.get("hidden").is_none());
    shown
        .map(|div| {
            words(tags::element_where(html, |tag| tag.start == div.start).expect("it is there"))
        })
        .collect()
}

#[test]
fn what_holds_says_until_when_for_the_readers_clock() {
    for today in [None, Some(IN_FORCE)] {
        let site = built(&text(), today, false);
        let html = site.html("en/scams/old/index.html");
        assert_eq!(notices(html), Vec::<String>::new());
        assert_eq!(
            tags::values(html, "data-until"),
            ["2026-09-29", "2026-07-30"],
            "hotlines, then the page"
        );
        assert!(!sheets(&site, "old").is_empty());
    }
}

#[test]
fn a_page_with_an_old_law_says_so_and_is_not_printed() {
    let site = built(&text(), Some(LAW_OLD), false);
    for (page, said, unprinted) in [
        ("scams/old/index.html", "本页有内容过了核对期限（2026 年 7 月 30 日）", "暂不提供打印"),
        (
            "en/scams/old/index.html",
            "was due to be checked again by 30 July 2026",
            "nothing from this page is offered for print",
        ),
    ] {
        let notices = notices(site.html(page));
        assert_eq!(notices.len(), 1, "{page}: {notices:?}");
        assert!(notices[0].contains(said) && notices[0].contains(unprinted), "{page}: {notices:?}");
        assert!(!site.html(page).contains("class=\"prints\""), "{page}");
    }
    assert_eq!(sheets(&site, "old"), Vec::<&str>::new());
    assert!(sheets(&site, "new").len() > 5);
    assert_eq!(sheets(&site, "home"), Vec::<&str>::new(), "the handbook has it too");
    assert_eq!(notices(site.html("scams/new/index.html")), Vec::<String>::new());
    let warned: Vec<&str> = site.outcome.diagnostics.iter().map(|found| found.rule.id()).collect();
    assert_eq!(warned, ["fact-expired"]);
}

#[test]
fn what_is_printed_all_the_same_carries_a_mark() {
    let marked = built(&text(), Some(LAW_OLD), true);
    assert!(sheets(&marked, "old").len() > 5 && !sheets(&marked, "home").is_empty());
    let plain = built(&text(), None, false);
    let bytes =
        |site: &Built, path: &str| site.outcome.artifacts.get(path).expect(path).bytes.clone();
    for path in sheets(&plain, "old") {
        assert_ne!(bytes(&marked, path), bytes(&plain, path), "{path} carries a mark");
    }
    for path in sheets(&plain, "new") {
        assert_eq!(bytes(&marked, path), bytes(&plain, path), "{path} carries none");
    }
}

#[test]
fn where_a_hotline_of_every_sheet_is_old_nothing_is_printed() {
    let text = text().replace("2026-07-01", "2026-01-31");
    let site = built(&text, Some(HOTLINES_OLD), false);
    let made: Vec<&str> =
        site.outcome.printed_items.iter().map(|material| &*material.format).collect();
    let is_for_links =
        |format: &&str| ["share-card", "share-card-square", "qr-card"].contains(format);
    assert!(made.iter().all(|format| is_for_links(format)), "{made:?}");
    let html = site.html("en/index.html");
    assert!(
        notices(html)[0].contains("These numbers were due to be checked again by 1 May 2026"),
        "{:?}",
        notices(html)
    );
    assert!(words(classed(html, "help")).contains("nearest police station"));
}

#[test]
fn an_alert_that_is_over_says_so_instead_of_until_when_it_holds() {
    let alert = site::page(wuzha::base::vocabulary::Kind::Alerts, "fake-parcel").to_string();
    let site = built(&alert, Some("2099-01-01"), false);
    let before = built(&alert, None, false);
    assert!(
        words(before.html("en/alerts/fake-parcel/index.html")).contains("Valid until")
            || !notices(site.html("en/alerts/fake-parcel/index.html")).is_empty()
    );
    let shown = notices(site.html("en/alerts/fake-parcel/index.html")).join(" ");
    assert!(shown.contains("This alert ran until"), "{shown}");
    assert_eq!(sheets(&site, "fake-parcel"), Vec::<&str>::new());
}
