//! Does the site come out whole: every page at its address, in every language, with what belongs in
//! its head?

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value;
use sha2::{Digest, Sha384};
use wuzha::base::vocabulary::{Kind, Taxonomy, Vocabulary};

use crate::support::site::{self, Built, build, config, guide, page, plain, scam};
use crate::support::tags::{self, named, values, words};

/// A site with a bit of everything, two pages to a list, the guide `untranslated` in Chinese only.
pub fn rich() -> String {
    let scam = |id: &str| {
        scam(id).facts(
            "channels = [\"phone\", \"sms\"]\npayments = [\"gold\"]\naudiences = [\"elderly\"]",
        )
    };
    let pages = [
        scam("fake-police")
            .title("zh", "冒充公检法诈骗")
            .title("en", "Fake police")
            .head("zh", "aliases = [\"安全账户骗局\", \"假警察\"]")
            .head("en", "aliases = [\"Safe account scam\"]")
            .facts("related = [\"guides/already-paid\"]\nredirect_from = [\"/old/police/\", \"/police.html\", \"/en/old/\"]")
            .lead("zh", "先看[怎么办](@/guides/already-paid#do)，或[危险信号](#flags)。")
            .lead("en", "See [what to do](@/guides/already-paid#do) or the [signs](#flags)."),
        scam("romance").title("zh", "婚恋诈骗").title("en", "Romance"),
        scam("task-rebate").title("zh", "刷单返利诈骗").title("en", "Task scams").head("zh", "sort_as = \"shuadan\""),
        page(Kind::Cases, "one-case"),
        page(Kind::Protocols, "three-nos"),
        guide("already-paid"),
        guide("untranslated").without("en"),
        page(Kind::Audiences, "elderly"),
        page(Kind::Alerts, "new-trick"),
        plain("about"),
    ];
    config("page_size = 2\nalready_paid = \"guides/already-paid\"") + &site::site(pages)
}

static RICH: LazyLock<Built> = LazyLock::new(|| build(&rich()).clean());

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
    files.extend(Taxonomy::ALL.iter().map(|axis| format!("by/{}/index.html", axis.id())));
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
fn lists_are_cut_into_pages_that_lead_on() {
    let built = &*RICH;
    let titles = |path: &str| -> Vec<String> {
        let main = built.main(path);
        named(main, "h2")
            .iter()
            .map(|t| words(&main[t.end..t.end + main[t.end..].find("</h2>").unwrap()]))
            .collect()
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
fn names_stand_under_their_pinyin_or_letter() {
    let letters = |path: &str| -> Vec<(String, Vec<String>)> {
        let main = RICH.main(path);
        let sections = named(main, "section").into_iter().filter(|tag| tag.has_class("letter"));
        sections
            .map(|tag| {
                let section = tags::element(&main[tag.start..], "section");
                let names = named(section, "a");
                let name = |a: &tags::Tag| {
                    words(&section[a.end..a.end + section[a.end..].find("</a>").unwrap()])
                };
                (words(tags::element(section, "h2")), names.iter().map(name).collect())
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
    assert!(
        english.iter().any(|(letter, names)| letter == "S" && names.contains(&"Safe account scam".to_owned())),
        "{english:?}"
    );
    let stories = |letters: &[(String, Vec<String>)]| {
        letters.iter().flat_map(|(_, n)| n).any(|name| name.contains("one-case"))
    };
    assert!(!stories(&english) && !stories(&chinese), "a case is a story, not a name");
}

#[test]
fn hotlines_can_be_rung_only_where_one_may() {
    let main = RICH.main("en/hotlines/index.html");
    assert!(values(main, "href").contains(&"tel:110".to_owned()));
    assert!(!values(main, "href").contains(&"tel:12381".to_owned()));
    assert!(words(main).contains("12381") && words(main).contains("Warning texts"));
}

#[test]
fn the_way_to_help_stands_on_every_page() {
    for (path, html) in RICH.pages() {
        if ["old/police/index.html", "police.html", "en/old/index.html"].contains(&path) {
            continue;
        }
        let help = tags::classed(html, "help");
        let prefix = if path.starts_with("en/") { "/en" } else { "" };
        let links = values(help, "href");
        assert!(links.contains(&"tel:110".to_owned()), "{path}: {links:?}");
        assert!(links.contains(&format!("{prefix}/guides/already-paid/")), "{path}: {links:?}");
    }
}

#[test]
fn a_short_address_offers_every_language() {
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
fn old_addresses_lead_to_the_page() {
    let old = [("old/police/index.html", ""), ("police.html", ""), ("en/old/index.html", "/en")];
    for (path, language) in old {
        let html = RICH.html(path);
        let page = format!("{language}/scams/fake-police/");
        let refresh = named(html, "meta")
            .into_iter()
            .find(|m| m.get("http-equiv") == Some("refresh"))
            .expect("leads on");
        assert_eq!(refresh.need("content"), format!("0; url={page}"));
        assert_eq!(canonical(html), Some(format!("https://example.org{page}")));
        assert!(values(html, "href").contains(&page));
        assert!(is_noindex(html));
    }
}

#[test]
fn breadcrumbs_lead_home() {
    let crumbs = |path: &str| {
        let crumbs = tags::classed(RICH.html(path), "crumbs");
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
fn neighbours_are_of_the_same_kind() {
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
fn related_pages_name_each_other() {
    let related = |path: &str| values(tags::classed(RICH.html(path), "related"), "href");
    assert_eq!(related("en/scams/fake-police/index.html"), ["/en/guides/already-paid/"]);
    assert_eq!(related("en/guides/already-paid/index.html"), ["/en/scams/fake-police/"]);
}

#[test]
fn a_page_is_not_related_to_itself() {
    let built =
        site::html(&plain("about").facts("related = [\"pages/about\"]").to_string()).clean();
    assert!(!built.main("about/index.html").contains("class=\"related\""));
}

#[test]
fn an_audiences_page_lists_what_is_written_for_it() {
    let listing =
        values(tags::classed(RICH.html("audiences/elderly/index.html"), "listing"), "href");
    assert_eq!(listing, ["/scams/fake-police/", "/scams/romance/"]);
}

#[test]
fn links_in_texts_lead_to_the_readers_language() {
    for (path, prefix) in
        [("scams/fake-police/index.html", ""), ("en/scams/fake-police/index.html", "/en")]
    {
        let lead = values(tags::classed(RICH.html(path), "lead"), "href");
        assert_eq!(lead, [format!("{prefix}/guides/already-paid/#do"), "#flags".to_owned()]);
    }
}

#[test]
fn canonical_and_alternate_addresses_are_mutual_and_complete() {
    for (base, place) in [
        ("https://example.org", None),
        ("https://example.org/sub/folder", Some("https://example.org/sub/folder/")),
    ] {
        let built = site::run_at(site::sources(&rich()), site::HTML, place).clean();
        let pages = built.pages();
        let mut seen = 0;
        for (path, html) in &pages {
            if is_noindex(html) {
                assert!(
                    alternates(html).is_empty(),
                    "{path} is not for search engines, but names other languages"
                );
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
                let other = pages
                    .get(&*file)
                    .unwrap_or_else(|| panic!("{path}: {code} leads to no page: {url}"));
                assert_eq!(self::alternates(other), alternates, "{path} and {file} do not agree");
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
    let base = "https://example.org/sub/folder";
    assert_addresses(
        &site::run_at(site::sources(&rich()), site::HTML_AND_SEARCH, Some(base)).clean(),
        base,
    );
}

/// Fails where an `href`, `src` or `action` of any page leads nowhere on the site at `base`.
pub fn assert_addresses(built: &Built, base: &str) {
    let origin = base.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let pages = built.pages();
    let ids: BTreeMap<&str, BTreeSet<String>> = pages
        .iter()
        .map(|(path, html)| (*path, values(html, "id").into_iter().collect()))
        .collect();
    let mut broken = BTreeSet::new();
    for (path, html) in &pages {
        for attribute in ["href", "src", "action", "data-module"] {
            for address in values(html, attribute) {
                let whole = match &*address {
                    own if own.starts_with('#') => {
                        format!("{base}/{}{own}", path.trim_end_matches("index.html"))
                    }
                    own if own.starts_with('/') => format!("{origin}{own}"),
                    own => own.to_owned(),
                };
                if !whole.starts_with(&origin) {
                    let scheme = whole.split(':').next().unwrap_or("");
                    assert!(["https", "http", "tel"].contains(&scheme), "{path}: {address}");
                    continue;
                }
                if !whole.starts_with(&format!("{base}/")) {
                    broken.insert(format!("{path}: {address} is outside {base}"));
                    continue;
                }
                let (target, anchor) = whole.split_once('#').unwrap_or((&whole, ""));
                let file = file_of(target, base);
                let printed = file.starts_with("print/");
                let found = printed || built.has(&file);
                let anchored =
                    anchor.is_empty() || ids.get(&*file).is_some_and(|ids| ids.contains(anchor));
                if !found || !anchored {
                    broken.insert(format!("{path}: {address}"));
                }
            }
        }
    }
    assert!(
        broken.is_empty(),
        "addresses that lead nowhere:\n{}",
        broken.into_iter().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn pages_are_well_formed() {
    assert_well_formed(&RICH);
}

#[test]
fn no_word_is_left_to_fill_in() {
    for (path, html) in RICH.pages() {
        let text = words(tags::element(html, "body"));
        assert!(!text.contains(['{', '}']), "{path}: {text}");
    }
}

/// Fails where a page breaks a rule every page must keep.
pub fn assert_well_formed(built: &Built) {
    for (path, html) in built.pages() {
        tags::assert_balanced(html, path);
        assert!(html.starts_with("<!DOCTYPE html>"), "{path}");
        assert_eq!(named(html, "h1").len(), 1, "{path} has one h1");
        assert_eq!(named(html, "main").len(), 1, "{path} has one main");
        assert!(!words(tags::element(html, "title")).trim().is_empty(), "{path} has a title");
        let mut ids = values(html, "id");
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count, "{path}: an id stands twice");
        for tag in tags::tags(html).iter().filter(|tag| !tag.is_end) {
            let inline = tag.name == "script"
                && tag.get("src").is_none()
                && tag.get("type") != Some("application/ld+json");
            assert!(!inline && tag.name != "style", "{path}: an inline {}", tag.name);
            for (name, value) in &tag.attributes {
                assert!(!name.starts_with("on") && *name != "style", "{path}: {name}=\"{value}\"");
                assert!(
                    !value.trim_start().to_lowercase().starts_with("javascript:"),
                    "{path}: {value}"
                );
            }
            if let Some(list) = tag.get("aria-labelledby") {
                assert!(
                    list.split(' ').all(|id| ids.contains(&id.to_owned())),
                    "{path}: no {list}"
                );
            }
            if let Some(id) = tag.get("for") {
                assert!(ids.contains(&id.to_owned()), "{path}: no {id}");
            }
            if tag.name == "img" {
                assert!(
                    ["alt", "width", "height"].iter().all(|name| tag.get(name).is_some()),
                    "{path}: {tag:?}"
                );
            }
        }
        let policy = named(html, "meta")
            .into_iter()
            .any(|m| m.get("http-equiv") == Some("Content-Security-Policy"));
        assert!(policy || html.contains("http-equiv=\"refresh\""), "{path} has no content policy");
    }
}

#[test]
fn pages_say_which_language_they_are_in() {
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
        for tag in tags::tags(html).into_iter().filter(|tag| !tag.is_end) {
            let loads = tag.name == "script" && tag.get("src").is_some()
                || tag.get("rel") == Some("stylesheet");
            if !loads {
                continue;
            }
            let address = tag.get("src").or_else(|| tag.get("href")).expect("it loads something");
            let digest = Sha384::digest(RICH.bytes(&address[1..]));
            assert_eq!(
                tag.need("integrity"),
                format!("sha384-{}", base64(&digest)),
                "{path}: {address}"
            );
            assert_eq!(tag.need("crossorigin"), "anonymous", "{path}");
            seen.insert(address.to_owned());
        }
    }
    assert_eq!(
        seen.len(),
        3,
        "one stylesheet, a script before anything is shown, one after: {seen:?}"
    );
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

#[test]
fn machines_read_what_a_page_is() {
    let types = |path: &str| -> BTreeMap<String, Value> {
        let html = RICH.html(path);
        let script = named(html, "script")
            .into_iter()
            .find(|s| s.get("type") == Some("application/ld+json"))
            .expect("there is one");
        let json =
            &html[script.end..script.end + html[script.end..].find("</script>").expect("it ends")];
        let data: Value =
            serde_json::from_str(json).unwrap_or_else(|error| panic!("{path}: {error}"));
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
    assert_eq!(points.len(), 1, "a number that cannot be rung is no contact point");
    assert_eq!(
        (points[0]["@type"].as_str(), points[0]["telephone"].as_str()),
        (Some("ContactPoint"), Some("110"))
    );
    for path in ["index.html", "a-z/index.html", "scams/index.html", "by/channel/index.html"] {
        assert!(types(path).contains_key("BreadcrumbList"), "{path}");
    }
}

#[test]
fn shared_links_show_title_summary_and_address() {
    let html = RICH.html("en/scams/fake-police/index.html");
    let property = |name: &str| {
        let metas = named(html, "meta");
        metas
            .iter()
            .find(|meta| meta.get("property") == Some(name))
            .map(|meta| meta.need("content").to_owned())
    };
    assert_eq!(property("og:title").as_deref(), Some("Fake police"));
    assert_eq!(property("og:type").as_deref(), Some("article"));
    assert_eq!(property("og:description").as_deref(), Some("fake-police: summary."));
    assert_eq!(property("og:url").as_deref(), Some("https://example.org/en/scams/fake-police/"));
    assert_eq!(property("og:locale").as_deref(), Some("en_GB"));
    assert_eq!(property("og:site_name").as_deref(), Some("Sample"));
}

#[test]
fn a_failed_address_leads_on_and_is_not_listed() {
    let html = RICH.html("en/404.html");
    assert!(is_noindex(html) && canonical(html).is_none());
    let switch = values(tags::classed(html, "tongues"), "href");
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
    assert!(
        !built.html("other/index.html").contains("href=\"/about/\""),
        "nothing leads to a draft"
    );
    let broken = site::html(&plain("about").facts("status = \"draft\"\nnonsense = 1").to_string());
    assert_eq!(broken.codes(), ["unknown-key"]);
}

pub fn canonical(html: &str) -> Option<String> {
    named(html, "link")
        .iter()
        .find(|link| link.get("rel") == Some("canonical"))
        .map(|link| link.need("href").to_owned())
}

pub fn is_noindex(html: &str) -> bool {
    named(html, "meta")
        .iter()
        .any(|meta| meta.get("name") == Some("robots") && meta.need("content").contains("noindex"))
        || named(html, "body").iter().any(|body| body.has_class("short"))
}

/// Whole addresses of the page in other languages, by code.
pub fn alternates(html: &str) -> BTreeMap<String, String> {
    let links = named(html, "link").into_iter().filter(|link| link.get("hreflang").is_some());
    let short = named(html, "body").iter().any(|body| body.has_class("short"));
    links
        .filter(|_| !short)
        .map(|link| (link.need("hreflang").to_owned(), link.need("href").to_owned()))
        .collect()
}

/// The file a whole address is answered with.
pub fn file_of(url: &str, base: &str) -> String {
    let path = url
        .strip_prefix(base)
        .and_then(|rest| rest.strip_prefix('/'))
        .unwrap_or_else(|| panic!("{url} is not under {base}"));
    let path = path.split(['?', '#']).next().unwrap_or("");
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}
