//! The catalogue of printed items: lists by audience, page, format and campaign, without scripts.

use wuzha::site::route::is_catalogue;

use crate::support::checks::{assert_addresses, assert_well_formed, file_of};
use crate::support::printed::{PRINTED, printed};
use crate::support::site::{HTML, HTML_AND_PRINT, PRINT, run, sources};
use crate::support::tags::{self, Tag, links, named, values, words};

/// The words of the first link to an address.
fn to<'l>(links: &'l [(String, String)], address: &str) -> &'l str {
    let found = links.iter().find(|(_, own)| own == address);
    &found.unwrap_or_else(|| panic!("no link to {address}: {links:#?}")).0
}

#[test]
fn every_list_is_a_page_in_every_language() {
    let files = [
        "print/index.html",
        "print/page/2/index.html",
        "print/for/elderly/index.html",
        "print/for/elderly/page/2/index.html",
        "print/of/fake-police/index.html",
        "print/of/untranslated/index.html",
        "print/of/home/index.html",
        "print/as/sheet-a4/index.html",
        "print/as/sheet-a4/page/2/index.html",
        "print/as/handbook-a5/index.html",
        "print/kit/term-start/index.html",
    ];
    for file in files {
        assert!(PRINTED.has(file) && PRINTED.has(&format!("en/{file}")), "no {file}");
    }
    for file in [
        "print/of/for-branches/index.html",
        "print/for/students/index.html",
        "print/page/1/index.html",
    ] {
        assert!(!PRINTED.has(file), "there is a {file}");
    }
    assert_well_formed(&PRINTED);
    assert_addresses(&PRINTED, "https://example.org");
}

/// The primary language lists a bilingual item once for each of the others.
#[test]
fn a_list_that_is_longer_in_one_language_leads_to_pages_that_are_there() {
    let mut all = sources(&printed());
    let of_english: Vec<_> = all
        .iter()
        .filter(|(path, _)| path.ends_with("/en.md"))
        .map(|(path, bytes)| (path.replace("/en.md", "/fr.md"), bytes.clone()))
        .collect();
    for (path, bytes) in of_english {
        all.insert(&path, bytes);
    }
    let strings = wuzha::base::embedded::of_theme("i18n/en.toml").expect("strings");
    all.insert("i18n/fr.toml", strings.as_bytes());
    let settings = all.text("wuzha.toml").expect("settings");
    let settings = settings.replace("\"en\"]", "\"en\", \"fr\"]");
    let lines = settings.lines().flat_map(|line| {
        let also = line.starts_with("en = ").then(|| line.replacen("en", "fr", 1));
        std::iter::once(line.to_owned()).chain(also)
    });
    let settings = lines.collect::<Vec<_>>().join("\n");
    all.insert("wuzha.toml", settings.into_bytes());
    let built = run(all, HTML_AND_PRINT).clean();
    let third = "print/as/bilingual-sheet/page/3/index.html";
    assert!(built.has(third) && !built.has(&format!("en/{third}")));
    assert_well_formed(&built);
    assert_addresses(&built, "https://example.org");
}

/// Also what `assert_addresses` does not look up: printed files, their thumbnails, kits.
#[test]
fn every_offered_file_exists() {
    for (path, html) in PRINTED.pages() {
        for address in ["href", "src"].into_iter().flat_map(|attribute| values(html, attribute)) {
            if address.starts_with("/print/") || address.starts_with("/kits/") {
                let file = file_of(&address, "");
                assert!(PRINTED.has(&file), "{path} offers {file}");
            }
        }
    }
}

#[test]
fn the_first_page_links_to_every_list() {
    let main = PRINTED.main("en/print/index.html");
    let links = links(main);
    assert_eq!(to(&links, "/en/print/for/elderly/"), "Older people");
    assert!(to(&links, "/en/print/kit/term-start/").contains("August, September and December"));
    assert_eq!(to(&links, "/en/print/as/trifold/"), "Folded leaflet");
    assert_eq!(to(&links, "/en/letters/"), "Letters and forms");
    assert_eq!(to(&links, "/en/quizzes/"), "Quizzes");
    assert_eq!(to(&links, "/en/for-branches/"), "About for-branches");
    // The site itself is first, then pages by kind. The rest is on the next page.
    assert_eq!(to(&links, "/en/print/of/home/"), "Sample");
    assert_eq!(to(&links, "/en/print/of/fake-police/"), "Fake police");
    assert_eq!(to(&links, "/en/print/page/2/"), "Next page");
    let titles: Vec<String> = links.iter().map(|(words, _)| words.clone()).collect();
    assert!(!titles.contains(&"About romance".to_owned()), "two a page: {titles:?}");
    let second = PRINTED.main("en/print/page/2/index.html");
    assert!(
        words(second).contains("About romance") && !words(second).contains("What should I print?")
    );
}

#[test]
fn a_printed_item_shows_picture_format_paper_pages_and_size() {
    let main = PRINTED.main("en/print/of/fake-police/index.html");
    let card = tags::element_where(main, |tag| tag.has_class("printed-item")).expect("a card");
    // In the order of kits, so the leaflet comes before the sheet.
    assert_eq!(words(tags::element(card, "h2")), "Folded leaflet");
    let image = &named(card, "img")[0];
    assert_eq!(image.need("src"), "/print/fake-police/trifold.en.thumb.png");
    assert_eq!((image.need("loading"), image.need("alt")), ("lazy", ""));
    let size = |name: &str| image.need(name).parse::<f64>().expect("a number");
    assert!((size("width") / size("height") - 1.5).abs() < 0.02);
    let bytes = PRINTED.bytes("print/fake-police/trifold.en.pdf").len().div_ceil(1024);
    assert!(words(card).contains(&format!("A4 paper1 page · {bytes} KB")), "{}", words(card));
    // The picture opens the file, the button downloads it.
    let (look, get) = (&named(card, "a")[0], &named(card, "a")[1]);
    assert_eq!(
        (look.need("href"), look.need("target")),
        ("/print/fake-police/trifold.en.pdf", "_blank")
    );
    assert!(
        look.get("download").is_none()
            && words(card).contains("Preview: Folded leaflet Fake police (new window)")
    );
    assert_eq!(get.need("href"), "/print/fake-police/trifold.en.pdf");
    assert_eq!(get.need("download"), "fake-police.trifold.en.pdf");
    assert!(words(card).contains("Download PDF Folded leaflet Fake police"));
}

#[test]
fn slides_are_offered_as_one_file_and_one_by_one() {
    let main = PRINTED.main("print/as/slides/index.html");
    let names = values(tags::element(main, "ul"), "href");
    assert_eq!(
        names[..4],
        [
            "/print/fake-police/slides.zh.pdf",
            "/print/of/fake-police/",
            "/print/fake-police/slides.zh.pdf",
            "/print/fake-police/slides.zh-01.png"
        ]
    );
}

#[test]
fn a_bilingual_item_is_listed_in_both_languages() {
    let file = "/print/fake-police/bilingual-sheet.en.pdf".to_owned();
    for path in [
        "print/of/fake-police/index.html",
        "en/print/of/fake-police/index.html",
        "scams/fake-police/index.html",
    ] {
        assert!(values(PRINTED.main(path), "href").contains(&file), "{path}");
    }
}

#[test]
fn untranslated_items_are_offered_with_a_notice() {
    let path = "en/print/of/untranslated/index.html";
    assert!(words(PRINTED.main(path)).contains("These are not in English yet"));
    assert!(
        values(PRINTED.main(path), "href")
            .contains(&"/print/untranslated/sheet-a4.zh.pdf".to_owned())
    );
    let head = tags::element(PRINTED.html(path), "head");
    assert!(values(head, "content").contains(&"noindex".to_owned()));
    let main = PRINTED.main("print/of/untranslated/index.html");
    assert!(!main.contains("notice-state"));
}

#[test]
fn an_audience_list_has_its_own_items_first_and_a_zip_of_all() {
    let main = PRINTED.main("en/print/for/elderly/index.html");
    assert!(values(main, "href").contains(&"/kits/elderly.en.zip".to_owned()));
    assert_eq!(words(tags::element(main, "h2")), "About elderly");
    assert!(values(main, "href").contains(&"/print/elderly/trifold.en.pdf".to_owned()));
    assert_eq!(words(tags::element(main, "h4")), "Fake police");
    let second = PRINTED.main("en/print/for/elderly/page/2/index.html");
    assert!(words(second).contains("About romance") && !second.contains("class=\"printed-items\""));
}

#[test]
fn a_campaign_lists_its_pages_in_its_order() {
    let main = PRINTED.main("en/print/kit/term-start/index.html");
    let titles: Vec<String> = named(main, "h2").iter().map(Tag::words).collect();
    assert_eq!(
        titles,
        ["About romance", "About to-parents", "Fake police"],
        "the quiz has no printed item"
    );
    let formats: Vec<String> = named(main, "h3").iter().map(Tag::words).collect();
    assert_eq!(formats[..2], ["A4 sheet", "Folded leaflet"]);
    assert!(words(main).contains("When to use it: August, September and December"));
    assert!(words(PRINTED.main("print/kit/term-start/index.html")).contains("8 月、9 月、12 月"));
    assert!(values(main, "href").contains(&"/kits/term-start.en.zip".to_owned()));
}

#[test]
fn campaigns_follow_the_year_and_carry_their_months_for_the_script() {
    let list = tags::element_where(PRINTED.main("en/print/index.html"), |tag| {
        tag.get("id") == Some("_campaigns")
    });
    let list = list.expect("the list of campaigns");
    let months: Vec<String> =
        named(list, "li").iter().map(|item| item.need("data-months").to_owned()).collect();
    assert_eq!(months, ["1 2", "8 9 12", ""]);
    let titles: Vec<String> = links(list).into_iter().map(|(words, _)| words).collect();
    assert_eq!(
        titles,
        [
            "New year January and February",
            "Start of term August, September and December",
            "Any time"
        ]
    );
}

#[test]
fn the_navigation_has_one_entry_for_print() {
    let nav = |path: &str| -> Vec<(String, String)> {
        let menu = tags::classed(PRINTED.html(path), "menu").to_owned();
        links(&menu)
    };
    let items: Vec<String> = nav("en/index.html").into_iter().map(|(_, address)| address).collect();
    assert!(
        items.contains(&"/en/print/".to_owned()) && items.contains(&"/en/for-staff/".to_owned())
    );
    for kind in ["letters", "drills", "sessions", "quizzes"] {
        assert!(!items.contains(&format!("/en/{kind}/")), "{items:?}");
    }
    for (path, entry) in [
        ("en/letters/index.html", "Staff and teachers"),
        ("en/letters/to-parents/index.html", "Staff and teachers"),
        ("en/print/as/slides/index.html", "Print"),
    ] {
        let current =
            tags::element_where(PRINTED.html(path), |tag| tag.get("aria-current") == Some("true"));
        assert_eq!(words(current.expect("a current entry")), entry, "{path}");
    }
}

#[test]
fn without_print_there_is_no_catalogue_and_no_link_to_it() {
    let built = run(sources(&printed()), HTML).clean();
    assert!(!built.paths().iter().any(|path| is_catalogue(path)));
    for (path, html) in built.pages() {
        for address in values(html, "href") {
            let catalogue =
                ["/print/", "/en/print/"].contains(&&*address) || address.contains("/print/of/");
            assert!(!catalogue, "{path}: {address}");
        }
    }
    // The files themselves are offered, as those of an earlier build stay.
    assert!(
        values(built.main("scams/fake-police/index.html"), "href")
            .contains(&"/print/fake-police/trifold.zh.pdf".into())
    );
    let built = run(sources(&printed()), PRINT).clean();
    assert!(!built.paths().iter().any(|path| path.ends_with(".html")));
}

#[test]
fn catalogue_pages_are_recognized_by_their_path() {
    for path in
        ["print/materials.zh.json", "print/materials.zh.json.js", "print/branch/east/index.html"]
    {
        assert!(is_catalogue(path), "{path}");
    }
    for path in
        ["print/index.html", "en/print/of/a/index.html", "zh-Hant/print/as/b/page/2/index.html"]
    {
        assert!(is_catalogue(path), "{path}");
    }
    for path in [
        "print/a/sheet-a4.zh.pdf",
        "scams/print/index.html",
        "en/scams/print/index.html",
        "index.html",
    ] {
        assert!(!is_catalogue(path), "{path}");
    }
}
