//! Old addresses of pages: in every respect like the new ones.

use wuzha::pipeline::Options;

use crate::support::checks::{canonical, is_noindex, meta};
use crate::support::rich::RICH;
use crate::support::site::{self, HTML, html, plain, run_with, scam};
use crate::support::tags::named;

/// An old address has the head of the new one, and leads to it in the same language.
#[test]
fn an_old_address_is_like_the_page_it_leads_to() {
    let old = [("old/police/index.html", ""), ("police.html", ""), ("en/old/index.html", "/en")];
    for (path, language) in old {
        let html = RICH.html(path);
        let page = format!("{language}/scams/fake-police/");
        let new = RICH.html(&format!("{}index.html", &page[1..]));
        assert_eq!(led_to(html), std::slice::from_ref(&page), "{path}");
        assert_eq!(canonical(html), canonical(new));
        let names = ["description", "og:title", "og:description", "og:url", "og:image", "og:type"];
        for name in names {
            assert!(meta(html, name).is_some(), "{path}: {name}");
            assert_eq!(meta(html, name), meta(new, name), "{path}: {name}");
        }
        assert_eq!(named(html, "html")[0].get("lang"), named(new, "html")[0].get("lang"));
        assert!(is_noindex(html));
        assert!(!RICH.text("sitemap.xml").contains(path.trim_end_matches("index.html")));
        let scripts: Vec<_> =
            named(html, "script").iter().map(|tag| tag.get("src").is_some()).collect();
        assert!(
            !scripts.is_empty() && scripts.iter().all(|&is_file| is_file),
            "{path}: {scripts:?}"
        );
    }
}

/// An old address on paper, `/s/…/`, offers the page in every language, as the new one does.
#[test]
fn an_old_short_address_is_like_the_new_one() {
    let taken = scam("fake-police").facts("redirect_from = [\"/s/old-police/\"]");
    let built = html(&taken.to_string()).clean();
    let body = |path: &str| {
        let html = built.html(path);
        html[html.find("<body").expect("a body")..].to_owned()
    };
    assert_eq!(body("s/old-police/index.html"), body("s/fake-police/index.html"));
    assert_eq!(led_to(built.html("s/old-police/index.html")).len(), 2);
}

/// Below a path, and where the page is not in the language of the old address.
#[test]
fn an_old_address_leads_to_the_page_below_a_path_and_to_the_original() {
    let page = plain("about").without("en").facts("redirect_from = [\"/en/旧页/\"]");
    let config = site::config("base_url = \"https://example.org/safe\"");
    let built = html(&(config + &page.to_string()));
    let html = built.html("en/旧页/index.html");
    assert_eq!(led_to(html), ["/safe/en/about/"]);
    assert_eq!(canonical(html), canonical(built.html("en/about/index.html")));
    assert_eq!(named(html, "html")[0].get("lang"), Some("zh"), "its words are Chinese");
}

/// A copy that opens from a folder: there the script and the address without it name files.
#[test]
fn an_old_address_leads_on_in_a_folder_copy() {
    let page = plain("about").facts("redirect_from = [\"/旧/页/\"]");
    let options = Options { outputs: HTML, for_folder: true, ..Options::default() };
    let built = run_with(site::sources(&page.to_string()), &options).clean();
    let html = built.html("旧/页/index.html");
    assert_eq!(led_to(html), ["../../about/index.html"]);
    let script = named(html, "script")[0].need("src").to_owned();
    let file = script.strip_prefix("../../").expect("relative");
    assert!(built.has(file), "{script}");
}

/// Neither search nor the feeds nor the map of the site know an old address.
#[test]
fn an_old_address_is_nowhere_but_at_its_place() {
    let page = plain("about").facts("redirect_from = [\"/jiu-dizhi/\"]");
    let built = site::build(&page.to_string());
    let named: Vec<&str> = built
        .artifacts
        .iter()
        .filter(|file| String::from_utf8_lossy(&file.bytes).contains("jiu-dizhi"))
        .map(|file| &*file.path)
        .collect();
    assert_eq!(named, [""; 0]);
    assert!(built.has("jiu-dizhi/index.html"));
    assert_eq!(built.search("zh", "jiu-dizhi").results.len(), 0);
}

/// Where an address leads to without scripts, and what it offers.
fn led_to(html: &str) -> Vec<String> {
    let choices = named(html, "a").into_iter().filter(|a| a.has_class("choice"));
    let offered: Vec<String> = choices.map(|a| a.need("href").to_owned()).collect();
    let refresh =
        format!("<noscript><meta http-equiv=\"refresh\" content=\"0; url={}\">", offered[0]);
    assert!(html.contains(&refresh), "{html}");
    offered
}
