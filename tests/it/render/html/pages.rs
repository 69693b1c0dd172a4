//! Pages at their addresses, in every language, and what is in their heads.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha384};
use wuzha::base::vocabulary::{Kind, Taxonomy, Vocabulary};

use crate::support::checks::{
    alternates, assert_addresses, assert_well_formed, canonical, file_of, is_noindex, json_ld, meta,
};
use crate::support::rich::{BELOW, RICH};
use crate::support::site::{self, build, html, plain};
use crate::support::tags::{self, Tag, classed, named, values, words};

#[test]
fn every_route_has_its_file_in_every_language() {
    let built = &*RICH;
    let mut files = vec![
        "index.html".to_owned(),
        "404.html".into(),
        "a-z/index.html".into(),
        "hotlines/index.html".into(),
        "search/index.html".into(),
        "atom.xml".into(),
        "feed.json".into(),
        "about/index.html".into(),
        "scams/page/2/index.html".into(),
        "by/channel/phone/index.html".into(),
        "by/channel/phone/page/2/index.html".into(),
        "by/payment/gold/index.html".into(),
        "by/audience/elderly/index.html".into(),
        "guides/untranslated/index.html".into(),
        "scams/fake-police/index.html".into(),
    ];
    let for_readers =
        |kind: &&Kind| !kind.is_material() && ![Kind::Pages, Kind::Quizzes].contains(kind);
    files.extend(
        Kind::ALL.iter().filter(for_readers).map(|kind| format!("{}/index.html", kind.id())),
    );
    files.extend(Taxonomy::ALL.iter().map(|taxonomy| format!("by/{}/index.html", taxonomy.id())));
    for file in &files {
        assert!(built.has(file), "no {file}");
        assert!(built.has(&format!("en/{file}")), "no en/{file}");
    }
    for file in [
        "sitemap.xml",
        "robots.txt",
        "s/fake-police/index.html",
        "old/police/index.html",
        "police.html",
    ] {
        assert!(built.has(file), "no {file}");
    }
    for file in [
        "pages/index.html",
        "pages/about/index.html",
        "by/channel/email/index.html",
        "scams/page/1/index.html",
        "scams/page/3/index.html",
    ] {
        assert!(!built.has(file), "there is a {file}");
    }
}

#[test]
fn long_lists_are_split_into_linked_pages() {
    let built = &*RICH;
    let titles = |path: &str| -> Vec<String> {
        let main = built.main(path);
        named(main, "h2").iter().map(Tag::words).collect()
    };
    assert_eq!(titles("en/scams/index.html"), ["Fake police", "Romance"]);
    assert_eq!(titles("en/scams/page/2/index.html"), ["Task scams"]);
    let turn = |path: &str, relation: &str| -> Option<String> {
        named(built.main(path), "a")
            .iter()
            .find(|a| a.get("rel") == Some(relation))
            .map(|a| a.need("href").to_owned())
    };
    assert_eq!(turn("en/scams/index.html", "next").as_deref(), Some("/en/scams/page/2/"));
    assert_eq!(turn("en/scams/index.html", "prev"), None);
    assert_eq!(turn("en/scams/page/2/index.html", "prev").as_deref(), Some("/en/scams/"));
    assert_eq!(turn("en/scams/page/2/index.html", "next"), None);
    assert_eq!(
        turn("by/channel/sms/index.html", "next").as_deref(),
        Some("/by/channel/sms/page/2/")
    );
}

#[test]
fn names_are_listed_under_their_pinyin_or_letter() {
    let letters = |path: &str| -> Vec<(String, Vec<String>)> {
        let main = RICH.main(path);
        let sections = named(main, "section").into_iter().filter(|tag| tag.has_class("letter"));
        sections
            .map(|tag| {
                let names = named(tag.inner(), "a").iter().map(Tag::words).collect();
                (words(tags::element(tag.inner(), "h2")), names)
            })
            .collect()
    };
    let chinese = letters("a-z/index.html");
    let under = |letter: &str| {
        chinese.iter().find(|(own, _)| own == letter).map(|(_, names)| names.join(" "))
    };
    assert_eq!(under("A").as_deref(), Some("安全账户骗局"));
    assert_eq!(under("H").as_deref(), Some("婚恋诈骗"));
    assert_eq!(under("J").as_deref(), Some("假警察"));
    assert_eq!(under("M").as_deref(), Some("冒充公检法诈骗"));
    assert_eq!(under("S").as_deref(), Some("刷单返利诈骗"));
    let order: Vec<&str> = chinese.iter().map(|(letter, _)| &**letter).collect();
    let mut sorted = order.clone();
    sorted.sort_unstable();
    assert_eq!(order, sorted);
    let english = letters("en/a-z/index.html");
    let is_there = |(letter, names): &(String, Vec<String>)| {
        letter == "S" && names.iter().any(|name| name == "Safe account scam")
    };
    assert!(english.iter().any(is_there), "{english:?}");
    let has_case = |letters: &[(String, Vec<String>)]| {
        letters.iter().flat_map(|(_, names)| names).any(|name| name.contains("one-case"))
    };
    assert!(!has_case(&english) && !has_case(&chinese), "a case is a story, not a name");
}

#[test]
fn only_hotlines_that_take_calls_are_tel_links() {
    let main = RICH.main("en/hotlines/index.html");
    assert!(values(main, "href").contains(&"tel:110".to_owned()));
    assert!(!values(main, "href").contains(&"tel:12381".to_owned()));
    assert!(words(main).contains("12381") && words(main).contains("Warning texts"));
}

#[test]
fn every_page_links_to_help() {
    for (path, html) in RICH.pages() {
        if ["old/police/index.html", "police.html", "en/old/index.html"].contains(&path) {
            continue;
        }
        let help = classed(html, if path.starts_with("s/") { "help" } else { "help-bar" });
        let prefix = if path.starts_with("en/") { "/en" } else { "" };
        let links = values(help, "href");
        assert!(links.contains(&"tel:110".to_owned()), "{path}: {links:?}");
        assert!(links.contains(&format!("{prefix}/guides/already-paid/")), "{path}: {links:?}");
    }
}

#[test]
fn a_short_address_offers_every_written_language() {
    let html = RICH.html("s/fake-police/index.html");
    let choices: Vec<_> = named(html, "a").into_iter().filter(|a| a.has_class("choice")).collect();
    let offered: Vec<_> = choices.iter().map(|a| (a.need("hreflang"), a.need("href"))).collect();
    assert_eq!(offered, [("zh", "/scams/fake-police/"), ("en", "/en/scams/fake-police/")]);
    assert!(words(html).contains("冒充公检法诈骗") && words(html).contains("Fake police"));
    let untranslated = RICH.html("s/untranslated/index.html");
    let choices: Vec<_> =
        named(untranslated, "a").into_iter().filter(|a| a.has_class("choice")).collect();
    assert_eq!(choices.len(), 1, "a language the page is not written in is not offered");
}

#[test]
fn breadcrumbs_lead_home() {
    let crumbs = |path: &str| {
        let crumbs = classed(RICH.html(path), "crumbs");
        (
            values(crumbs, "href"),
            words(crumbs)
                .split('\n')
                .filter(|w| !w.is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    };
    let (links, titles) = crumbs("en/scams/fake-police/index.html");
    assert_eq!(links, ["/en/", "/en/scams/"]);
    assert_eq!(titles.last().map(String::as_str), Some("Fake police"));
    assert_eq!(crumbs("about/index.html").0, ["/"]);
}

#[test]
fn previous_and_next_pages_are_of_the_same_kind() {
    let turn = |path: &str| {
        let main = RICH.html(path);
        let links = named(main, "a")
            .into_iter()
            .filter(|a| a.get("class").is_some_and(|c| c.starts_with("turn-")));
        links.map(|a| a.need("href").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(turn("scams/fake-police/index.html"), ["/scams/romance/"]);
    assert_eq!(turn("scams/romance/index.html"), ["/scams/fake-police/", "/scams/task-rebate/"]);
    assert_eq!(turn("cases/one-case/index.html"), [""; 0]);
}

#[test]
fn related_pages_link_to_each_other() {
    let related = |path: &str| values(classed(RICH.html(path), "related"), "href");
    assert_eq!(related("en/scams/fake-police/index.html"), ["/en/guides/already-paid/"]);
    assert_eq!(related("en/guides/already-paid/index.html"), ["/en/scams/fake-police/"]);
}

#[test]
fn a_page_is_not_related_to_itself() {
    let built = html(&plain("about").facts("related = [\"pages/about\"]").to_string()).clean();
    assert!(!built.main("about/index.html").contains("class=\"related\""));
}

#[test]
fn the_page_of_an_audience_lists_the_pages_for_it() {
    let listing = values(classed(RICH.html("audiences/elderly/index.html"), "listing"), "href");
    assert_eq!(listing, ["/scams/fake-police/", "/scams/romance/"]);
}

#[test]
fn links_in_text_stay_in_the_readers_language() {
    for (path, prefix) in
        [("scams/fake-police/index.html", ""), ("en/scams/fake-police/index.html", "/en")]
    {
        let lead = values(classed(RICH.html(path), "lead"), "href");
        assert_eq!(lead, [format!("{prefix}/guides/already-paid/#do"), "#flags".to_owned()]);
    }
}

#[test]
fn canonical_and_alternate_addresses_are_mutual_and_complete() {
    for (base, built) in
        [("https://example.org", &*RICH), ("https://example.org/sub/folder", &*BELOW)]
    {
        let pages = built.pages();
        let mut seen = 0;
        for (path, html) in &pages {
            if is_noindex(html) {
                assert!(alternates(html).is_empty(), "{path} is not indexed but has alternates");
                continue;
            }
            seen += 1;
            let own = format!("{base}/{}", path.trim_end_matches("index.html"));
            assert_eq!(canonical(html).as_ref(), Some(&own));
            let alternates = alternates(html);
            assert!(alternates.values().any(|url| *url == own), "{path} does not name itself");
            assert_eq!(alternates.get("x-default"), alternates.get("zh"), "{path}");
            for (code, url) in &alternates {
                let file = file_of(url, base);
                let other = pages.get(&*file).unwrap_or_else(|| panic!("{path}: {code}: no {url}"));
                assert_eq!(self::alternates(other), alternates, "{path} and {file} differ");
            }
            let written = !path.contains("untranslated");
            assert_eq!(alternates.contains_key("en"), written, "{path}");
        }
        assert!(seen > 40, "only {seen} pages");
    }
}

#[test]
fn every_internal_address_leads_to_a_file_or_an_anchor() {
    assert_addresses(&RICH, "https://example.org");
    assert_addresses(&BELOW, "https://example.org/sub/folder");
}

#[test]
fn pages_are_well_formed() {
    assert_well_formed(&RICH);
}

#[test]
fn no_placeholder_is_left() {
    for (path, html) in RICH.pages() {
        let text = words(tags::element(html, "body"));
        assert!(!text.contains(['{', '}']), "{path}: {text}");
    }
}

#[test]
fn pages_state_their_language() {
    for (path, html) in RICH.pages() {
        let root = &named(html, "html")[0];
        let wanted = if path.starts_with("en/") { "en" } else { "zh" };
        assert_eq!((root.need("lang"), root.need("dir")), (wanted, "ltr"), "{path}");
    }
}

#[test]
fn digests_of_scripts_and_styles_match_their_bytes() {
    let mut seen = BTreeSet::new();
    for (path, html) in RICH.pages() {
        for tag in tags::tags(html) {
            let loads = tag.name == "script" && tag.get("src").is_some()
                || tag.get("rel") == Some("stylesheet");
            if !loads {
                continue;
            }
            let address = tag.get("src").or_else(|| tag.get("href")).expect("it loads something");
            let digest = Sha384::digest(RICH.bytes(&address[1..]));
            let digest = format!("sha384-{}", STANDARD.encode(digest));
            assert_eq!(tag.need("integrity"), digest, "{path}: {address}");
            assert_eq!(tag.need("crossorigin"), "anonymous", "{path}");
            seen.insert(address.to_owned());
        }
    }
    assert_eq!(
        seen.len(),
        4,
        "one stylesheet, a script before the page is shown, one after, one of short addresses: {seen:?}"
    );
}

#[test]
fn json_ld_describes_the_page() {
    let types = |path: &str| -> BTreeMap<String, Value> {
        let data = json_ld(RICH.html(path)).unwrap_or_else(|| panic!("{path} has no JSON-LD"));
        assert_eq!(data["@context"], "https://schema.org");
        let graph = data["@graph"].as_array().expect("a graph");
        graph
            .iter()
            .map(|node| (node["@type"].as_str().expect("a type").to_owned(), node.clone()))
            .collect()
    };
    let scam = types("en/scams/fake-police/index.html");
    assert_eq!(scam["Article"]["headline"], "Fake police");
    assert_eq!(scam["Article"]["inLanguage"], "en");
    assert_eq!(scam["Article"]["dateModified"], "2026-01-31");
    assert_eq!(scam["DefinedTerm"]["alternateName"][0], "Safe account scam");
    let trail = scam["BreadcrumbList"]["itemListElement"].as_array().expect("a trail");
    let urls: Vec<&str> = trail.iter().filter_map(|item| item["item"].as_str()).collect();
    assert_eq!(
        urls,
        [
            "https://example.org/en/",
            "https://example.org/en/scams/",
            "https://example.org/en/scams/fake-police/"
        ]
    );
    assert!(types("guides/already-paid/index.html").contains_key("Article"));
    assert!(!types("guides/already-paid/index.html").contains_key("DefinedTerm"));
    let hotlines = types("hotlines/index.html");
    let points = hotlines["Organization"]["contactPoint"].as_array().expect("points");
    assert_eq!(points.len(), 1, "a number that takes no calls is no contact point");
    assert_eq!(
        (points[0]["@type"].as_str(), points[0]["telephone"].as_str()),
        (Some("ContactPoint"), Some("110"))
    );
    for path in ["index.html", "a-z/index.html", "scams/index.html", "by/channel/index.html"] {
        assert!(types(path).contains_key("BreadcrumbList"), "{path}");
    }
}

#[test]
fn open_graph_has_title_summary_and_address() {
    let html = RICH.html("en/scams/fake-police/index.html");
    for (property, wanted) in [
        ("og:title", "Fake police"),
        ("og:type", "article"),
        ("og:description", "fake-police: summary."),
        ("og:url", "https://example.org/en/scams/fake-police/"),
        ("og:locale", "en_GB"),
        ("og:site_name", "Sample"),
    ] {
        assert_eq!(meta(html, property).as_deref(), Some(wanted), "{property}");
    }
}

#[test]
fn the_404_page_links_on_and_is_not_indexed() {
    let html = RICH.html("en/404.html");
    assert!(is_noindex(html) && canonical(html).is_none());
    let switch = values(classed(html, "language-switch"), "href");
    assert_eq!(switch, ["/"], "the other language's home page");
}

#[test]
fn drafts_are_checked_but_not_built() {
    let text = site::site([
        plain("about").facts("status = \"draft\""),
        plain("other").lead("zh", "[草稿](@/pages/about)"),
    ]);
    let built = build(&text).clean();
    assert!(!built.has("about/index.html") && !built.has("s/about/index.html"));
    assert!(!built.html("other/index.html").contains("href=\"/about/\""), "no link to a draft");
    let broken = html(&plain("about").facts("status = \"draft\"\nnonsense = 1").to_string());
    assert_eq!(broken.codes(), ["unknown-key"]);
}
