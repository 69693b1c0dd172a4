//! What readers of each language get: the translation, a stale one, or the original with a notice.

use wuzha::base::source::SourceFiles;
use wuzha::base::vocabulary::Kind;

use crate::support::checks::{
    alternates, assert_addresses, assert_well_formed, canonical, is_noindex,
};
use crate::support::site::{self, Built, build, config, html, lead, page, plain, scam};
use crate::support::tags::{self, named, values, words};

const NOTICE: &str = "This page is not in English yet";
const OLDER: &str = "This translation is older than the original";

fn half() -> Built {
    build(&site::site([
        scam("here"),
        scam("missing")
            .title("zh", "只有中文")
            .lead("zh", "见[这里](@/scams/here#flags)。")
            .without("en"),
    ]))
}

#[test]
fn an_untranslated_page_shows_the_original_with_a_notice() {
    let built = half();
    assert_eq!(built.diagnostics_short(), "", "a missing translation is no error");
    let page = built.html("en/scams/missing/index.html");
    assert_eq!(named(page, "html")[0].need("lang"), "en");
    let notice = tags::classed(page, "notice-state");
    assert!(words(notice).contains(NOTICE));
    assert!(!notice.contains("lang=\"zh\""), "the notice is in the reader's language");
    let prose =
        tags::named(page, "div").into_iter().find(|tag| tag.has_class("prose")).expect("a text");
    assert_eq!(prose.get("lang"), Some("zh"));
    let title = &named(page, "h1")[0];
    assert_eq!(title.get("lang"), Some("zh"));
    assert!(title.words().starts_with("只有中文"));
    let summary =
        named(page, "p").into_iter().find(|tag| tag.has_class("summary")).expect("a summary");
    assert_eq!(summary.get("lang"), Some("zh"));
    assert_eq!(
        values(tags::classed(page, "lead"), "href"),
        ["/en/scams/here/#flags"],
        "links stay in the reader's language"
    );
}

#[test]
fn an_untranslated_page_is_not_indexed_and_names_the_original() {
    let built = half();
    let page = built.html("en/scams/missing/index.html");
    assert!(is_noindex(page));
    assert_eq!(canonical(page).as_deref(), Some("https://example.org/scams/missing/"));
    assert!(alternates(page).is_empty());
    let source = built.html("scams/missing/index.html");
    assert!(!is_noindex(source));
    assert_eq!(alternates(source).into_keys().collect::<Vec<_>>(), ["x-default", "zh"]);
    let address = "https://example.org/en/scams/missing/";
    for file in ["sitemap.xml", "en/atom.xml", "en/feed.json"] {
        assert!(!built.text(file).contains(address), "{file} names the page");
        assert!(
            built.text(file).contains("https://example.org/en/scams/here/"),
            "{file} names no page"
        );
    }
}

#[test]
fn an_untranslated_page_is_found_by_search_and_marked_with_its_language() {
    let built = half();
    let found = |language: &str| {
        let first = built.search(language, "只有中文").results.into_iter().next();
        first.map(|hit| (hit.url, hit.language))
    };
    assert_eq!(found("zh"), Some(("/scams/missing/".to_owned(), None)));
    assert_eq!(found("en"), Some(("/en/scams/missing/".to_owned(), Some("zh".to_owned()))));
}

#[test]
fn labels_in_a_text_are_in_the_language_of_the_text() {
    let built = lead("> [!WARNING]\n> 先停一停[^a]。\n\n[^a]: 注。").clean();
    let prose = |path: &str| {
        let main = built.main(path);
        (words(tags::classed(main, "alert-title")), words(tags::classed(main, "footnotes")))
    };
    assert_eq!(prose("en/about/index.html"), prose("about/index.html"));
}

#[test]
fn lists_mark_titles_in_another_language() {
    let built = half();
    let list = built.main("en/scams/index.html");
    let lang = |url: &str| {
        let link =
            named(list, "a").into_iter().find(|a| a.get("href") == Some(url)).expect("listed");
        link.get("lang").map(str::to_owned)
    };
    assert_eq!(lang("/en/scams/missing/").as_deref(), Some("zh"));
    assert_eq!(lang("/en/scams/here/"), None);
}

#[test]
fn a_current_translation_has_no_notice() {
    let built = html(&plain("about").to_string());
    assert_eq!(built.diagnostics_short(), "");
    assert!(!built.html("en/about/index.html").contains("notice-state"));
}

#[test]
fn a_stale_translation_has_a_notice_and_a_warning() {
    let text = plain("about").to_string().replace("{digest}", "0123456789ab");
    let built = html(&text).clean();
    assert_eq!(built.codes(), ["stale-translation"]);
    let page = built.html("en/about/index.html");
    let notice = tags::classed(page, "notice-state");
    assert!(words(notice).contains(OLDER));
    assert!(values(notice, "href").contains(&"/about/".to_owned()), "it links to the original");
    assert!(!is_noindex(page), "a stale translation is still a translation");
    assert!(alternates(page).contains_key("en"));
    assert!(!built.html("about/index.html").contains("notice-state"));
}

#[test]
fn an_unmarked_translation_is_a_warning_with_the_line_to_add() {
    let text = plain("about").to_string().replace("translates = \"{digest}\"\n", "");
    let built = html(&text).clean();
    assert_eq!(built.codes(), ["unmarked-translation"]);
    let source = built.sources.text("content/pages/about/zh.md").expect("there");
    let hint = &built.outcome.diagnostics[0].hint;
    assert!(hint.contains(&format!("translates = \"{}\"", site::digest(source))), "{hint}");
    assert!(!built.html("en/about/index.html").contains("notice-state"));
}

#[test]
fn trailing_spaces_and_line_ends_do_not_make_a_translation_stale() {
    let mut sources = site::sources(&plain("about").lead("zh", "甲\n\n乙").to_string());
    let path = "content/pages/about/zh.md";
    let text = sources.text(path).expect("there").replace("甲\n", "甲   \n").replace('\n', "\r\n")
        + "\r\n\r\n";
    sources.insert(path, text.into_bytes());
    assert_eq!(site::run(sources, site::HTML).diagnostics_short(), "");
}

/// Gives another language the English texts of the built-in theme.
fn borrowed(sources: &mut SourceFiles, code: &str) {
    let english = sources.text("themes/default/i18n/en.toml").expect("the theme speaks English");
    let own = english.replace("name = \"English\"", &format!("name = \"Language {code}\""));
    sources.insert(&format!("i18n/{code}.toml"), own.into_bytes());
}

const THREE: &str = r#"languages = ["zh", "en", "bo"]
[title]
zh = "样站"
en = "Sample"
bo = "དཔེ་མཚོན།"
[tagline]
zh = "认得出骗局"
en = "Spot the scam"
bo = "མགོ་སྐོར།"
[issuer]
zh = "编辑组"
en = "The editors"
bo = "རྩོམ་སྒྲིག"
"#;

#[test]
fn a_third_language_needs_only_configuration_and_texts() {
    let pages = [
        plain("about").also("bo").title("bo", "ང་ཚོའི་སྐོར།"),
        scam("fake-police"),
        page(Kind::Guides, "already-paid"),
    ];
    let text = format!(
        "-- wuzha.toml --\nbase_url = \"https://example.org\"\n{THREE}{}",
        site::site(pages)
    );
    let mut sources = site::sources(&text);
    borrowed(&mut sources, "bo");
    let built = site::run(sources, site::HTML_AND_SEARCH);
    assert_eq!(built.diagnostics_short(), "");
    assert_well_formed(&built);
    assert_addresses(&built, "https://example.org");
    let page = built.html("bo/about/index.html");
    assert_eq!(named(page, "html")[0].need("lang"), "bo");
    assert!(words(tags::element(page, "h1")).contains("ང་ཚོའི་སྐོར།"));
    assert_eq!(alternates(page).into_keys().collect::<Vec<_>>(), ["bo", "en", "x-default", "zh"]);
    assert_eq!(values(tags::classed(page, "language-switch"), "href"), ["/about/", "/en/about/"]);
    let fallback = built.html("bo/scams/fake-police/index.html");
    assert!(fallback.contains("notice-state") && is_noindex(fallback));
    assert!(
        fallback.contains(r#"<li aria-current="page" lang="zh""#),
        "a title in another language is marked wherever it is"
    );
    assert_eq!(
        alternates(built.html("scams/fake-police/index.html")).into_keys().collect::<Vec<_>>(),
        ["en", "x-default", "zh"]
    );
    assert!(built.has("bo/atom.xml") && built.has("bo/search/index.html"));
}

#[test]
fn a_site_without_chinese_builds() {
    let config = r#"-- wuzha.toml --
base_url = "https://example.org"
languages = ["en", "fr"]
emergency = ["police"]
title = { en = "Sample", fr = "Exemple" }
tagline = { en = "Spot the scam", fr = "Repérez l’arnaque" }
issuer = { en = "The editors", fr = "La rédaction" }
-- content/hotlines.toml --
[[hotline]]
id = "police"
number = "112"
region = "uk"
name = { en = "Police", fr = "Police" }
use = { en = "Call at once.", fr = "Appelez tout de suite." }
verified_on = 2026-01-31
source = { title = { en = "How to report", fr = "Comment signaler" } }
-- content/pages/about/page.toml --
-- content/pages/about/en.md --
+++
title = "About"
summary = "Who we are."
+++

**Note:** [the scam](@/scams/fake-police#flags).
-- content/pages/about/fr.md --
+++
title = "À propos"
summary = "Qui nous sommes."
translates = "DIGEST"
+++

**Note :** [l’arnaque](@/scams/fake-police#flags).
"#;
    let source = config
        .split("en.md --\n")
        .nth(1)
        .and_then(|rest| rest.split("-- content").next())
        .expect("a text");
    let text = config.replace("DIGEST", &site::digest(source))
        + &scam("fake-police")
            .without("zh")
            .to_string()
            .replace("translates = \"{digest}\"\n", "")
            .replace("110", "112");
    let mut sources = site::sources(&text);
    borrowed(&mut sources, "fr");
    // Its hotline is another.
    let strings = sources.text("i18n/fr.toml").expect("borrowed").replace("110", "112");
    sources.insert("i18n/fr.toml", strings.into_bytes());
    let built = site::run(sources, site::HTML_AND_SEARCH);
    assert_eq!(built.diagnostics_short(), "");
    assert_well_formed(&built);
    assert_addresses(&built, "https://example.org");
    assert_eq!(named(built.html("fr/about/index.html"), "html")[0].need("lang"), "fr");
    assert!(built.paths().iter().all(|path| !path.starts_with("zh/")));
    assert!(built.pages().values().all(|html| !html.contains("lang=\"zh\"")));
}

#[test]
fn a_language_without_interface_texts_is_an_error() {
    let text =
        format!("-- wuzha.toml --\nbase_url = \"https://example.org\"\n{THREE}{}", plain("about"));
    assert_eq!(html(&text).codes(), ["missing-strings"]);
}

#[test]
fn interface_texts_are_overridden_key_by_key() {
    let text = plain("about").to_string() + "-- i18n/en.toml --\n[nav]\nskip = \"Past the menu\"\n";
    let built = html(&text).clean();
    assert!(built.html("en/index.html").contains("Past the menu"));
    assert!(built.html("en/index.html").contains("Search this site"));
    assert!(!built.html("index.html").contains("Past the menu"));
}

#[test]
fn the_base_path_comes_before_every_language() {
    let built =
        html(&(config("base_url = \"https://example.org/fraud\"") + &plain("about").to_string()))
            .clean();
    assert_eq!(
        canonical(built.html("en/about/index.html")).as_deref(),
        Some("https://example.org/fraud/en/about/")
    );
    assert!(built.has("en/about/index.html") && !built.has("fraud/en/about/index.html"));
}
