//! Do links lead only where they may?

use crate::support::site::{self, config, html, plain, scam};
use crate::support::tags;

/// The codes found for a link in a page's text.
fn codes(address: &str) -> Vec<String> {
    let text = site::site([
        plain("about").lead("zh", &format!("[链接]({address})")).without("en"),
        scam("fake-police"),
    ]);
    html(&text).codes().into_iter().map(str::to_owned).collect()
}

#[test]
fn links_that_may_stand() {
    for address in [
        "@/scams/fake-police",
        "@/scams/fake-police/",
        "@/scams/fake-police#flags",
        "https://www.gov.cn/",
        "https://WWW.gov.cn/a?b=c#d",
        "https://example.net/",
        "https://deep.down.example.net/",
        "https://www.gov.cn:443/",
        "tel:110",
    ] {
        assert_eq!(codes(address), [""; 0], "{address}");
    }
}

#[test]
fn a_mailbox_is_no_link_and_no_text_either() {
    assert_eq!(codes("mailto:a@example.org"), ["bad-link", "email-address"]);
}

#[test]
fn links_that_may_not_stand() {
    for (address, code) in [
        ("@/scams/fake-polise", "broken-link"),
        ("@/cases/fake-police", "broken-link"),
        ("@/scams/fake-police#flag", "broken-link"),
        ("#nowhere", "broken-link"),
        ("#", "broken-link"),
        ("@/scams", "bad-link"),
        ("/scams/fake-police/", "bad-link"),
        ("../fake-police/", "bad-link"),
        ("fake-police", "bad-link"),
        ("//evil.example/", "bad-link"),
        ("javascript:alert(1)", "bad-link"),
        ("JavaScript:alert(1)", "bad-link"),
        ("data:text/html,x", "bad-link"),
        ("ftp://www.gov.cn/", "bad-link"),
        ("https:www.gov.cn", "bad-link"),
        ("https:///www.gov.cn", "bad-link"),
        ("https://evil.example/", "host-not-allowed"),
        ("https://gov.cn/", "host-not-allowed"),
        ("https://www.gov.cn.evil.example/", "host-not-allowed"),
        ("https://notexample.net/", "host-not-allowed"),
        // What stands before an `@` is a name and a password; the host comes after it.
        ("https://www.gov.cn@evil.example/", "bad-link"),
        ("https://www.gov.cn:443@evil.example/", "bad-link"),
        ("https://www.gov.cn:x/", "bad-link"),
        ("https://www.gov.cn\\\\@evil.example/", "bad-link"),
        ("https://ｗｗｗ.gov.cn/", "bad-link"),
        ("tel:12381", "number-not-registered"),
        ("tel:13800000000", "number-not-registered"),
    ] {
        // A number may be somebody's, too.
        let found: Vec<String> =
            codes(address).into_iter().filter(|code| code != "phone-number").collect();
        assert_eq!(found, [code], "{address}");
    }
}

#[test]
fn addresses_in_toml_files_are_held_to_the_same_hosts() {
    let source = "[[sources]]\nid = \"a\"\ntitle = { zh = \"甲\" }\nurl = \"https://www.gov.cn:443@evil.example/\"";
    let page =
        plain("about").to_string().replace("reviewed_on", &format!("{}\n[[facts]]\n#", source));
    let found = html(&page);
    assert!(found.codes().contains(&"bad-link"), "{}", found.diagnostics_short());
}

#[test]
fn a_page_with_a_mistake_of_its_own_is_not_a_broken_link() {
    // One has a mistake and can be read all the same; the other has no text at all.
    let broken =
        plain("broken").without("en").to_string().replacen("summary = 'broken: summary.'\n", "", 1);
    let gone = "-- content/pages/gone/page.toml --\n";
    let other = plain("other")
        .lead("zh", "[一](@/pages/broken)，[二](@/pages/gone#us)")
        .facts("related = [\"pages/gone\"]");
    let text = config("already_paid = \"pages/broken\"") + &broken + gone + &other.to_string();
    let found = html(&text);
    let mut files: Vec<&str> = found.outcome.diagnostics.iter().map(|d| &*d.file).collect();
    files.dedup();
    assert_eq!(
        files,
        ["content/pages/broken/zh.md", "content/pages/gone/zh.md"],
        "{}",
        found.diagnostics_short()
    );
}

#[test]
fn a_link_to_a_heading_needs_it_in_every_language() {
    let target = plain("target").section("zh", "how", "### 甲 {#fine}\n\n乙").section(
        "en",
        "how",
        "### A\n\nB",
    );
    let text =
        site::site([target, plain("about").lead("zh", "[甲](@/pages/target#fine)").without("en")]);
    assert_eq!(html(&text).codes(), ["outline-differs"]);
}

#[test]
fn external_links_tell_the_browser_nothing() {
    let built =
        html(&plain("about").lead("zh", "[国务院](https://www.gov.cn/)").to_string()).clean();
    let lead = tags::classed(built.main("about/index.html"), "lead");
    assert_eq!(tags::named(lead, "a")[0].need("rel"), "external noopener noreferrer");
}

#[test]
fn the_licence_leads_to_a_page_that_exists() {
    let license = |page: &str| {
        let key = format!("license = {{ name = \"CC BY 4.0\", page = \"{page}\" }}");
        html(&(config(&key) + &site::site([plain("about"), scam("fake-police")])))
    };
    let built = license("scams/fake-police#do");
    assert_eq!(built.codes(), [""; 0]);
    let page = built.html("en/about/index.html");
    let links = tags::tags(page);
    let link = links.iter().find(|tag| tag.get("rel") == Some("license")).expect("a link");
    assert_eq!(link.get("href"), Some("/en/scams/fake-police/#do"));
    assert!(page.contains("(CC BY 4.0)"));
    for broken in ["scams/fake-polise", "scams/fake-police#done"] {
        assert_eq!(license(broken).codes(), ["broken-link"], "{broken}");
    }
}
