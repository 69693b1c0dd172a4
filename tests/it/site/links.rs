//! Where links may lead.

use crate::support::site::{self, config, html, lead, plain, scam};
use crate::support::tags::{classed, named, tags};

/// The rules broken by a link in the text of a page.
fn codes(address: &str) -> Vec<String> {
    let text = site::site([
        plain("about").lead("zh", &format!("[链接]({address})")).without("en"),
        scam("fake-police"),
    ]);
    html(&text).codes().into_iter().map(str::to_owned).collect()
}

#[test]
fn allowed_links_pass() {
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
fn an_email_address_is_an_error_as_a_link_and_as_text() {
    assert_eq!(codes("mailto:a@example.org"), ["bad-link", "email-address"]);
}

#[test]
fn other_links_are_errors() {
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
        // Before an `@` is a name and a password; the host comes after it.
        ("https://www.gov.cn@evil.example/", "bad-link"),
        ("https://www.gov.cn:443@evil.example/", "bad-link"),
        ("https://www.gov.cn:x/", "bad-link"),
        ("https://www.gov.cn\\\\@evil.example/", "bad-link"),
        ("https://ｗｗｗ.gov.cn/", "bad-link"),
        ("tel:12381", "number-not-registered"),
        ("tel:13800000000", "number-not-registered"),
    ] {
        // A number in an address may also be that of a person.
        let found: Vec<String> =
            codes(address).into_iter().filter(|code| code != "phone-number").collect();
        assert_eq!(found, [code], "{address}");
    }
}

#[test]
fn addresses_in_toml_files_are_checked_too() {
    let source = "[[sources]]\nid = \"a\"\ntitle = { zh = \"甲\" }\n\
                  url = \"https://www.gov.cn:443@evil.example/\"";
    let found = html(&plain("about").tables(source).to_string());
    assert!(found.codes().contains(&"bad-link"), "{}", found.diagnostics_short());
}

#[test]
fn a_link_to_a_page_with_errors_is_not_reported_as_broken() {
    // One page has an error and can be read all the same; the other has no text at all.
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
fn a_linked_heading_must_exist_in_every_language() {
    let target = plain("target").section("zh", "how", "### 甲 {#here}\n\n乙").section(
        "en",
        "how",
        "### A\n\nB",
    );
    let text =
        site::site([target, plain("about").lead("zh", "[甲](@/pages/target#here)").without("en")]);
    assert_eq!(html(&text).codes(), ["outline-differs"]);
}

#[test]
fn external_links_send_no_referrer() {
    let built = lead("[国务院](https://www.gov.cn/)").clean();
    let text = classed(built.main("about/index.html"), "lead");
    assert_eq!(named(text, "a")[0].need("rel"), "external noopener noreferrer");
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
    let links = tags(page);
    let link = links.iter().find(|tag| tag.get("rel") == Some("license")).expect("a link");
    assert_eq!(link.get("href"), Some("/en/scams/fake-police/#do"));
    assert!(page.contains("(CC BY 4.0)"));
    for broken in ["scams/fake-polise", "scams/fake-police#done"] {
        assert_eq!(license(broken).codes(), ["broken-link"], "{broken}");
    }
}

#[test]
fn an_old_address_is_written_in_chinese_or_as_browsers_send_it() {
    for old in ["/旧页/", "/%E6%97%A7%E9%A1%B5/", "/%e6%97%a7%e9%a1%b5"] {
        let page = plain("about").facts(&format!("redirect_from = [\"{old}\"]"));
        let built = html(&page.to_string()).clean();
        assert!(built.text("旧页/index.html").contains("/about/"), "{old}");
    }
    // Whole titles with their punctuation, blanks as browsers send them, signs that hang on letters.
    for (old, file) in [
        ("/防骗指南：十条（上）？/", "防骗指南：十条（上）？/index.html"),
        ("/a%20b/", "a b/index.html"),
        ("/what's-new,+more/", "what's-new,+more/index.html"),
        ("/ཡོངས་བསྒྲགས།/", "ཡོངས་བསྒྲགས།/index.html"),
        ("/%E9%98%B2%E9%AA%97.html", "防骗.html"),
        // Servers send none of these as a page; they lead to folders of the name.
        ("/show.php", "show.php/index.html"),
        ("/v1.2", "v1.2/index.html"),
        ("/Old.HTM", "Old.HTM/index.html"),
        ("/old.html/", "old.html/index.html"),
    ] {
        let page = plain("about").facts(&format!("redirect_from = [\"{old}\"]"));
        let built = html(&page.to_string()).clean();
        assert!(built.has(file), "{old}: {}", built.paths().join("\n"));
    }
    // Letters with marks are one character.
    let built =
        html(&plain("about").facts("redirect_from = [\"/cafe\u{301}/\"]").to_string()).clean();
    assert!(built.has("caf\u{e9}/index.html"));
    let both = plain("about").facts("redirect_from = [\"/旧页/\", \"/%E6%97%A7%E9%A1%B5/\"]");
    assert!(html(&both.to_string()).clean().has("旧页/index.html"), "both are one address");
}
