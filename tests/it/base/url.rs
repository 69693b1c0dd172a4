//! Web addresses: which are refused, and their two spellings.

use wuzha::base::url::{self, BaseUrl};

use crate::support::checks::canonical;
use crate::support::jobs::jobs_of;
use crate::support::rich::rich;
use crate::support::site::{self, Built, HTML_AND_SEARCH, config, html, plain, run_at};
use crate::support::tags;
use crate::support::xml::elements;

#[test]
fn the_address_of_a_site_has_two_spellings() {
    for (written, ascii, readable) in [
        ("https://example.org", "https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org", "https://example.org"),
        ("https://example.org/a/b//", "https://example.org/a/b", "https://example.org/a/b"),
        ("HTTPS://Example.ORG/Sub", "https://example.org/Sub", "https://example.org/Sub"),
        ("http://localhost:8080", "http://localhost:8080", "http://localhost:8080"),
        ("https://example.org:443", "https://example.org", "https://example.org"),
        ("http://127.0.0.1:3000/x", "http://127.0.0.1:3000/x", "http://127.0.0.1:3000/x"),
        ("http://[::1]:8080", "http://[::1]:8080", "http://[::1]:8080"),
        ("https://例子.cn", "https://xn--fsqu00a.cn", "https://例子.cn"),
        ("https://xn--fsqu00a.cn", "https://xn--fsqu00a.cn", "https://例子.cn"),
        ("https://例子.中国:8443", "https://xn--fsqu00a.xn--fiqs8s:8443", "https://例子.中国:8443"),
        (
            "https://例子.中国/站",
            "https://xn--fsqu00a.xn--fiqs8s/%E7%AB%99",
            "https://例子.中国/站",
        ),
        (
            "https://example.org/%e7%ab%99",
            "https://example.org/%E7%AB%99",
            "https://example.org/站",
        ),
        // Looks like ASCII, so people get the code, too.
        ("https://аррӏе.com", "https://xn--80ak6aa92e.com", "https://xn--80ak6aa92e.com"),
    ] {
        let address = BaseUrl::parse(written).unwrap_or_else(|why| panic!("{written}: {why}"));
        assert_eq!((address.ascii(), address.readable()), (ascii, readable), "{written}");
        assert_eq!(format!("{}{}", address.origin(), address.path()), ascii);
    }
}

#[test]
fn what_two_readers_may_read_differently_is_not_the_address_of_a_site() {
    for (written, why) in [
        ("", "it has no scheme"),
        ("example.org", "it has no scheme"),
        ("//example.org", "it has no scheme"),
        ("https:example.org", "it has no scheme"),
        ("ftp://example.org", "`ftp` is not the scheme of a site"),
        ("javascript://example.org", "`javascript` is not the scheme of a site"),
        ("https://", "its host is missing"),
        ("https:///x", "its host is missing"),
        ("https://:8080", "its host is missing"),
        ("https://-", "`-` is not a part of a host"),
        ("https://a_b.example", "`a_b` is not a part of a host"),
        ("https://example..org", "a part of its host is empty"),
        ("https://example.org.", "a part of its host is empty"),
        ("https://[::1", "`[::1` is not a host"),
        ("https://xn--", "`xn--` is not a host"),
        ("https://me@example.org", "it holds a user name"),
        ("https://example.org:443@evil.example", "it holds a user name"),
        ("https://example.org:", "its port is missing"),
        ("https://example.org:99999", "its port is not a number up to 65535"),
        ("https://example.org:x", "its port is not a number up to 65535"),
        ("https://example.org:80:90", "is not a"),
        ("https://example.org//x", "`` is not the name of a folder"),
        ("https://[2001:db8::1]:99999", "its port is not a number up to 65535"),
        ("https://example.org?q=1", "it has a query, `?q=1`"),
        ("https://example.org/#a", "it has a fragment, `#a`"),
        ("https://example.org/a b", "it holds a space or a line break"),
        (" https://example.org", "it holds a space or a line break"),
        ("https://example.org\\a", "it holds `\\\\`, which no address holds"),
        ("https://example.org/\"", "which no address holds"),
        ("https://example.org/../x", "`..` is not the name of a folder"),
        ("https://example.org/a//b", "`` is not the name of a folder"),
        ("https://example.org/a%2Fb", "`a%2Fb` is not the name of a folder"),
        ("https://example.org/%2e%2e", "`%2e%2e` is not the name of a folder"),
        ("https://example.org/%zz", "`%zz` has a broken escape"),
        ("https://ｅxample.org", "browsers read `ｅxample.org` as `example.org`"),
        ("https://例子。cn", "browsers read `例子。cn` as `xn--fsqu00a.cn`"),
        ("https://127.1", "browsers read `127.1` as 127.0.0.1"),
        ("https://2130706433", "browsers read `2130706433` as 127.0.0.1"),
    ] {
        let found = BaseUrl::parse(written).expect_err(written);
        assert!(found.contains(why), "{written}: {found}");
    }
}

#[test]
fn a_host_is_allowed_in_either_spelling() {
    let hosts = site::hosts(&["WWW.gov.cn", ".xn--fsqu00a.cn", "政务.中国"]);
    for host in ["www.gov.cn", "例子.cn", "a.例子.cn", "xn--fsqu00a.cn", "政务.中国"] {
        assert!(hosts.allows(host), "{host}");
    }
    for host in ["gov.cn", "坏例子.cn", "a.政务.中国", "xn--fsqu00a.cn.evil.example", ""] {
        assert!(!hosts.allows(host), "{host}");
    }
    assert!(hosts.may_be_named("gov.cn") && hosts.may_be_named("a.example.org"));
    assert!(!hosts.may_be_named("evil.example"));
}

#[test]
fn people_read_letters_and_no_other_codes() {
    for (ascii, readable) in [
        ("https://xn--fsqu00a.cn/%E7%AB%99/?q=%E7%AB%99", "https://例子.cn/站/?q=%E7%AB%99"),
        ("https://xn--fsqu00a.cn/%E7%AB%99%2F", "https://例子.cn/%E7%AB%99%2F"),
        ("https://example.org/%20%E7%AB%99", "https://example.org/%20%E7%AB%99"),
        ("https://example.org/%E2%80%AEx", "https://example.org/%E2%80%AEx"),
        ("https://example.org/%E7", "https://example.org/%E7"),
        ("https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/"),
        ("https://xn--mgbh0fb.example:1/", "https://مثال.example:1/"),
        ("/en/scams/", "/en/scams/"),
    ] {
        assert_eq!(url::readable(ascii), readable);
    }
}

const CHINESE: &str = "https://例子.中国/站";
const ASCII: &str = "https://xn--fsqu00a.xn--fiqs8s/%E7%AB%99";

fn chinese() -> Built {
    run_at(site::sources(&rich()), HTML_AND_SEARCH, Some(CHINESE)).clean()
}

#[test]
fn a_chinese_domain_is_in_ascii_where_machines_read() {
    let built = chinese();
    for (path, page) in built.pages() {
        for name in ["href", "src", "action", "content", "data-url", "data-copy", "data-index"] {
            for value in tags::values(page, name) {
                assert!(
                    !value.contains("例子") && !value.contains("/站"),
                    "{path}: {name}={value}"
                );
            }
        }
    }
    let home = built.html("index.html");
    assert_eq!(canonical(home), Some(format!("{ASCII}/")));
    assert!(tags::values(home, "href").contains(&"/%E7%AB%99/scams/".to_owned()));
    for path in ["sitemap.xml", "robots.txt", "_headers", "atom.xml", "feed.json"] {
        assert!(!built.text(path).contains("例子"), "{path}");
    }
    assert!(built.text("robots.txt").contains(&format!("Sitemap: {ASCII}/sitemap.xml\n")));
    assert!(built.text("_headers").contains("\n/%E7%AB%99/*\n"));
    let places = elements(built.text("sitemap.xml"), "loc");
    assert!(places.iter().all(|place| place.starts_with(ASCII)), "{places:?}");
    assert_eq!(elements(built.text("atom.xml"), "id")[0], format!("{ASCII}/"));
    let linked = tags::element_where(home, |tag| tag.get("type") == Some("application/ld+json"));
    assert!(linked.expect("JSON-LD").contains(ASCII));
    let (_, jobs) = jobs_of(&site::sources(&rich()), Some(CHINESE));
    let addresses: Vec<&str> = jobs.iter().map(|job| &*job.data.short_url).collect();
    assert!(addresses.iter().all(|url| url.starts_with(ASCII)), "{addresses:?}");
}

#[test]
fn a_chinese_domain_is_in_chinese_where_people_read() {
    let built = chinese();
    let page = built.main("scams/fake-police/index.html");
    let share = tags::classed(built.html("scams/fake-police/index.html"), "share");
    assert!(tags::words(share).contains("例子.中国/站/s/fake-police/"), "{share}");
    assert!(!tags::words(page).contains("xn--"));
    assert!(built.text("texts/fake-police/share.zh.txt").contains(CHINESE));
    let (_, jobs) = jobs_of(&site::sources(&rich()), Some(CHINESE));
    for sheet in jobs.iter().map(|job| &job.data) {
        assert!(sheet.short_url_words.starts_with("例子.中国/站/s/"), "{}", sheet.short_url_words);
    }
}

#[test]
fn a_link_to_a_chinese_host_is_allowed_in_either_spelling() {
    for allowed in ["例子.cn", "xn--fsqu00a.cn"] {
        for written in ["https://例子.cn/公告?a=1", "https://xn--fsqu00a.cn/公告?a=1"] {
            let text = config(&format!("allowed_hosts = [\"{allowed}\"]"))
                + &plain("about").lead("zh", &format!("[公告]({written})")).to_string();
            let built = html(&text).clean();
            let lead = tags::classed(built.main("about/index.html"), "lead");
            let links = tags::named(lead, "a");
            let href = "https://xn--fsqu00a.cn/%E5%85%AC%E5%91%8A?a=1";
            assert_eq!(links[0].need("href"), href, "{allowed} {written}");
        }
    }
    let built = html(&plain("about").lead("zh", "[公告](https://例子.cn/)").to_string());
    assert_eq!(built.codes(), ["host-not-allowed"]);
    assert!(built.diagnostics_short().contains("`例子.cn`"), "{}", built.diagnostics_short());
}

#[test]
fn a_text_may_name_a_chinese_host_that_is_allowed() {
    let page = plain("about").lead("zh", "见 https://例子.cn/ ，不是 https://坏.cn/ 。");
    let built = html(&(config("allowed_hosts = [\"例子.cn\"]") + &page.to_string()));
    let found = built.diagnostics_short();
    assert_eq!(built.codes(), ["live-address"], "{found}");
    assert!(found.contains("`坏.cn`"), "{found}");
}

#[test]
fn a_host_that_is_none_is_an_error_at_its_place() {
    let built = html(&config("allowed_hosts = [\"www.gov.cn\", \"https://www.gov.cn/\"]"));
    let found = built.diagnostics_short();
    assert_eq!(built.codes(), ["bad-address"], "{found}");
    assert!(found.contains("wuzha.toml:1:32: error[bad-address] `https://www.gov.cn/`"), "{found}");
}
