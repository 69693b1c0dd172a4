//! Does a branch find what it can print: by audience, page, form and season, with pictures, without
//! script?

use std::sync::LazyLock;

use serde_json::Value;
use wuzha::base::vocabulary::Kind;

use crate::render::html::pages::{assert_addresses, assert_well_formed};
use crate::support::site::{
    self, Built, HTML, HTML_AND_PRINT, PRINT, config, guide, page, plain, run, scam,
};
use crate::support::tags::{self, Tag, named, values, words};

/// A theme with few forms, quick to typeset.
const FORMS: &str = r#"-- themes/default/theme.toml --
[print.fonts]
default = ["Noto Sans CJK SC"]
[print.uses]
preview = "share-card"
square = "share-card-square"
code = "qr-card"
kit = ["trifold", "sheet-a4"]
[print.formats.sheet-a4]
template = "print/one.typ"
paper = "a4"
kinds = ["scams", "guides", "letters"]
[print.formats.trifold]
template = "print/one.typ"
paper = "a4"
kinds = ["scams", "audiences"]
[print.formats.bilingual-sheet]
template = "print/one.typ"
paper = "a4"
kinds = ["scams"]
bilingual = true
[print.formats.slides]
template = "print/two.typ"
paper = "screen"
kinds = ["scams"]
output = "both"
pages = 2
[print.formats.handbook-a5]
template = "print/one.typ"
paper = "a5"
kinds = ["site"]
[print.formats.share-card]
template = "print/one.typ"
paper = "phone"
kinds = ["scams", "guides", "site"]
output = "images"
options = { width = 120, height = 63 }
[print.formats.share-card-square]
template = "print/one.typ"
paper = "phone"
kinds = ["scams", "guides", "site"]
output = "images"
options = { width = 60, height = 60 }
[print.formats.qr-card]
template = "print/code.typ"
paper = "phone"
kinds = ["scams", "guides"]
output = "images"
options = { width = 90, height = 120 }
-- themes/default/print/one.typ --
#let data = json("/data.json")
#set document(title: data.title)
#set text(font: data.fonts, lang: data.language)
#set page(width: 120pt, height: 80pt, margin: 4pt)
#data.title
-- themes/default/print/code.typ --
#let data = json("/data.json")
#set document(title: data.title)
#set page(width: 300pt, height: 400pt, margin: 4pt)
#image("/qr.svg", width: 280pt, alt: data.title)
-- themes/default/print/two.typ --
#let data = json("/data.json")
#set document(title: data.title)
#set text(font: data.fonts, lang: data.language)
#set page(width: 160pt, height: 90pt, margin: 4pt)
#data.title
#pagebreak()
#data.title
-- content/campaigns.toml --
[[campaign]]
id = "term-start"
name = { zh = "开学季", en = "Start of term" }
months = [8, 9, 12]
audiences = ["students"]
pages = ["scams/romance", "letters/to-parents", "quizzes/quiz", "scams/fake-police"]
formats = ["sheet-a4", "trifold", "quiz-paper"]
[[campaign]]
id = "any-time"
name = { zh = "平时", en = "Any time" }
audiences = ["students"]
pages = ["scams/romance"]
formats = ["trifold"]
[[campaign]]
id = "new-year"
name = { zh = "过年", en = "New year" }
months = [1, 2]
audiences = ["students"]
pages = ["scams/romance"]
formats = ["trifold"]
"#;

fn rich() -> String {
    let scam = |id: &str| scam(id).facts("audiences = [\"elderly\"]");
    let pages = [
        scam("fake-police").title("zh", "冒充公检法诈骗").title("en", "Fake police"),
        scam("romance"),
        page(Kind::Scams, "task-rebate"),
        guide("already-paid"),
        guide("untranslated").without("en").facts("audiences = [\"elderly\"]"),
        page(Kind::Audiences, "elderly").facts("audiences = [\"elderly\"]"),
        page(Kind::Letters, "to-parents"),
        page(Kind::Sessions, "lesson"),
        quiz(),
        plain("for-branches"),
    ];
    config("page_size = 2") + FORMS + &site::site(pages)
}

fn quiz() -> site::Page {
    let zh = "有人叫你保密。[^1]\n\n1. 照做\n2. 不照做\n3. 告诉家人\n\n> 先**停**下。\n\n[^1]: 注";
    let en = "Someone says keep it secret.[^1]\n\n1. Do it\n2. Do not\n3. Tell the family\n\n> Pause **first**.\n\n[^1]: note";
    page(Kind::Quizzes, "quiz").section("zh", "q1", zh).section("en", "q1", en)
}

static BUILT: LazyLock<Built> = LazyLock::new(|| {
    let text = rich().replace("q1 = \"b\"", "q1 = \"bc\"");
    run(site::sources(&text), HTML_AND_PRINT).clean()
});

fn links(html: &str) -> Vec<(String, String)> {
    let href = |a: &Tag| {
        Some((words(&html[a.end..a.end + html[a.end..].find("</a>")?]), a.get("href")?.to_owned()))
    };
    named(html, "a").iter().filter_map(href).collect()
}

fn to<'l>(links: &'l [(String, String)], address: &str) -> &'l str {
    let found = links.iter().find(|(_, own)| own == address);
    &found.unwrap_or_else(|| panic!("nothing leads to {address}: {links:#?}")).0
}

#[test]
fn every_choice_is_a_page_in_every_language() {
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
        assert!(BUILT.has(file) && BUILT.has(&format!("en/{file}")), "no {file}");
    }
    for file in [
        "print/of/for-branches/index.html",
        "print/for/students/index.html",
        "print/page/1/index.html",
    ] {
        assert!(!BUILT.has(file), "there is a {file}");
    }
    assert_well_formed(&BUILT);
    assert_addresses(&BUILT, "https://example.org");
}

/// Also what `assert_addresses` takes on trust: printed files, their pictures, kits.
#[test]
fn whatever_it_offers_is_there() {
    for (path, html) in BUILT.pages() {
        for address in ["href", "src"].into_iter().flat_map(|attribute| values(html, attribute)) {
            let file = address
                .strip_prefix('/')
                .filter(|file| file.starts_with("print/") || file.starts_with("kits/"));
            let Some(file) = file else { continue };
            let file =
                if file.ends_with('/') { format!("{file}index.html") } else { file.to_owned() };
            assert!(BUILT.has(&file), "{path} offers {file}");
        }
    }
}

#[test]
fn the_first_page_leads_to_every_choice() {
    let main = BUILT.main("en/print/index.html");
    let links = links(main);
    assert_eq!(to(&links, "/en/print/for/elderly/"), "Older people");
    assert!(to(&links, "/en/print/kit/term-start/").contains("August, September and December"));
    assert_eq!(to(&links, "/en/print/as/trifold/"), "Folded leaflet");
    assert_eq!(to(&links, "/en/letters/"), "Letters and forms");
    assert_eq!(to(&links, "/en/quizzes/"), "Quizzes");
    assert_eq!(to(&links, "/en/for-branches/"), "About for-branches");
    // The site itself first, then pages by kind; the rest on the next page.
    assert_eq!(to(&links, "/en/print/of/home/"), "Sample");
    assert_eq!(to(&links, "/en/print/of/fake-police/"), "Fake police");
    assert_eq!(to(&links, "/en/print/page/2/"), "Next page");
    let titles: Vec<String> = links.iter().map(|(words, _)| words.clone()).collect();
    assert!(!titles.contains(&"About romance".to_owned()), "two a page: {titles:?}");
    let second = BUILT.main("en/print/page/2/index.html");
    assert!(
        words(second).contains("About romance") && !words(second).contains("What should I print?")
    );
}

#[test]
fn a_printed_thing_shows_picture_form_paper_pages_and_size() {
    let main = BUILT.main("en/print/of/fake-police/index.html");
    let card = tags::element_where(main, |tag| tag.has_class("material")).expect("a card");
    // As in kits, so the leaflet comes before the sheet.
    assert_eq!(words(tags::element(card, "h2")), "Folded leaflet");
    let image = &named(card, "img")[0];
    assert_eq!(image.need("src"), "/print/fake-police/trifold.en.thumb.png");
    assert_eq!((image.need("loading"), image.need("alt")), ("lazy", ""));
    let size = |name: &str| image.need(name).parse::<f64>().expect("a number");
    assert!((size("width") / size("height") - 1.5).abs() < 0.02);
    let bytes = BUILT.bytes("print/fake-police/trifold.en.pdf").len().div_ceil(1024);
    assert!(words(card).contains(&format!("A4 paper1 page · {bytes} KB")), "{}", words(card));
    // The picture opens it, the button fetches it.
    let (look, get) = (&named(card, "a")[0], &named(card, "a")[1]);
    assert_eq!(
        (look.need("href"), look.need("target")),
        ("/print/fake-police/trifold.en.pdf", "_blank")
    );
    assert!(
        look.get("download").is_none()
            && words(card).contains("Open to look at: Folded leaflet Fake police")
    );
    assert_eq!(get.need("href"), "/print/fake-police/trifold.en.pdf");
    assert_eq!(get.need("download"), "fake-police.trifold.en.pdf");
    assert!(words(card).contains("Download PDF Folded leaflet Fake police"));
}

#[test]
fn slides_are_offered_whole_and_one_by_one() {
    let main = BUILT.main("print/as/slides/index.html");
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
fn a_bilingual_form_is_found_from_both_languages() {
    let file = "/print/fake-police/bilingual-sheet.en.pdf".to_owned();
    for path in [
        "print/of/fake-police/index.html",
        "en/print/of/fake-police/index.html",
        "scams/fake-police/index.html",
    ] {
        assert!(values(BUILT.main(path), "href").contains(&file), "{path}");
    }
}

#[test]
fn what_is_not_translated_is_offered_as_it_is_and_says_so() {
    let path = "en/print/of/untranslated/index.html";
    assert!(words(BUILT.main(path)).contains("These are not in English yet"));
    assert!(
        values(BUILT.main(path), "href")
            .contains(&"/print/untranslated/sheet-a4.zh.pdf".to_owned())
    );
    let head = tags::element(BUILT.html(path), "head");
    assert!(values(head, "content").contains(&"noindex".to_owned()));
    let main = BUILT.main("print/of/untranslated/index.html");
    assert!(!main.contains("notice-state"));
}

#[test]
fn an_audience_gets_its_own_page_first_and_everything_as_one_file() {
    let main = BUILT.main("en/print/for/elderly/index.html");
    assert!(values(main, "href").contains(&"/kits/elderly.en.zip".to_owned()));
    assert_eq!(words(tags::element(main, "h2")), "About elderly");
    assert!(values(main, "href").contains(&"/print/elderly/trifold.en.pdf".to_owned()));
    assert_eq!(words(tags::element(main, "h4")), "Fake police");
    let second = BUILT.main("en/print/for/elderly/page/2/index.html");
    assert!(words(second).contains("About romance") && !second.contains("class=\"materials\""));
}

#[test]
fn a_campaign_lists_its_pages_in_its_order() {
    let main = BUILT.main("en/print/kit/term-start/index.html");
    let titles: Vec<String> = named(main, "h2")
        .iter()
        .map(|h2| words(&main[h2.end..h2.end + main[h2.end..].find("</h2>").unwrap()]))
        .collect();
    assert_eq!(
        titles,
        ["About romance", "About to-parents", "Fake police"],
        "nothing is printed of the quiz"
    );
    let forms: Vec<String> = named(main, "h3")
        .iter()
        .map(|h3| words(&main[h3.end..h3.end + main[h3.end..].find("</h3>").unwrap()]))
        .collect();
    assert_eq!(forms[..2], ["A4 sheet", "Folded leaflet"]);
    assert!(words(main).contains("When to use it: August, September and December"));
    assert!(words(BUILT.main("print/kit/term-start/index.html")).contains("8 月、9 月、12 月"));
    assert!(values(main, "href").contains(&"/kits/term-start.en.zip".to_owned()));
}

#[test]
fn campaigns_stand_as_the_year_goes_with_their_months_for_the_script() {
    let list = tags::element_where(BUILT.main("en/print/index.html"), |tag| {
        tag.get("id") == Some("campaigns")
    });
    let list = list.expect("the campaigns");
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

/// The choices of a select of the form that narrows, as value and label.
fn choices(path: &str, name: &str) -> Option<Vec<(String, String)>> {
    let select = tags::element_where(BUILT.main(path), |tag| {
        tag.name == "select" && tag.get("name") == Some(name)
    })?;
    let label =
        |tag: &Tag| words(&select[tag.end..tag.end + select[tag.end..].find("</option>").unwrap()]);
    Some(
        named(select, "option")
            .iter()
            .map(|tag| (tag.need("value").to_owned(), label(tag)))
            .collect(),
    )
}

#[test]
fn the_filter_offers_what_there_is_in_the_words_of_the_reader() {
    let english = |name: &str| {
        choices("en/print/index.html", name).unwrap_or_else(|| panic!("no select {name}"))
    };
    let pairs = |list: &[(&str, &str)]| {
        list.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect::<Vec<(String, String)>>()
    };
    assert_eq!(
        english("paper"),
        pairs(&[
            ("", "Any"),
            ("a4", "A4 paper"),
            ("a5", "A5 paper"),
            ("phone", "Picture for phones"),
            ("screen", "Large screen, 1920×1080"),
        ])
    );
    assert_eq!(
        english("language"),
        pairs(&[
            ("all", "Any language"),
            ("zh", "中文"),
            ("en", "English"),
            ("zh.en", "Bilingual (中文 and English)"),
        ])
    );
    let ids = |name: &str| english(name).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    // As in kits; what chat apps show is nothing to print.
    assert_eq!(
        ids("format"),
        ["", "trifold", "sheet-a4", "bilingual-sheet", "handbook-a5", "qr-card", "slides"]
    );
    assert_eq!(ids("page")[..4], ["", "home", "fake-police", "romance"]);
    assert_eq!(
        choices("en/print/index.html", "audience"),
        None,
        "there is one audience, so nothing to choose"
    );
    assert_eq!(choices("en/print/index.html", "branch"), None, "no copies were made");
    let main = BUILT.main("print/index.html");
    let usual: Vec<&str> =
        main.lines().filter(|line| line.contains("data-usual selected")).collect();
    assert!(usual.contains(&"<option value=\"zh\" data-usual selected>中文</option>"), "{usual:?}");
    assert!(!BUILT.main("print/page/2/index.html").contains("<select"));
}

/// What the script reads: every page and file that it would show.
#[test]
fn whatever_the_filter_can_show_is_there() {
    for language in ["zh", "en"] {
        let stock: Value =
            serde_json::from_str(BUILT.text(&format!("print/materials.{language}.json")))
                .expect("JSON");
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let number = |value: &Value| value.as_u64().expect("a number") as usize;
        let mut found = Vec::new();
        for page in stock["pages"].as_array().expect("pages") {
            let id = text(&page[0]);
            let address = text(&stock["page"]).replace("{page}", &id);
            assert!(BUILT.has(&format!("{address}index.html")), "{address}");
            for thing in page[4].as_array().expect("things").chunks(4) {
                let format = &stock["formats"][number(&thing[0])];
                let code = text(&stock["languages"][number(&thing[1])][0]);
                let stem = text(&stock["file"])
                    .replace("{page}", &id)
                    .replace("{format}", &text(&format["id"]))
                    .replace("{language}", &code);
                let file = format!("{stem}{}", text(&format["ending"]));
                assert_eq!(number(&thing[3]), BUILT.bytes(&file).len().div_ceil(1024), "{file}");
                assert!(BUILT.has(&format!("{stem}{}", text(&stock["thumbnail"]))), "{stem}");
                found.push(file);
            }
        }
        let printed = |path: &&str| {
            (path.ends_with(".pdf") || path.contains("/qr-card.")) && !path.contains(".thumb.")
        };
        assert_eq!(found.len(), BUILT.paths().into_iter().filter(printed).count(), "{found:#?}");
        assert_eq!(stock["whole"], true);
        let untranslated = stock["pages"]
            .as_array()
            .unwrap()
            .iter()
            .find(|page| page[0] == "untranslated")
            .unwrap();
        assert_eq!(untranslated[2], if language == "zh" { "" } else { "zh" });
        let police = stock["pages"]
            .as_array()
            .unwrap()
            .iter()
            .find(|page| page[0] == "fake-police")
            .unwrap();
        assert_eq!(police[1], if language == "zh" { "冒充公检法诈骗" } else { "Fake police" });
        assert_eq!(police[3].to_string(), "[0]", "the first audience");
    }
}

#[test]
fn a_very_large_site_gives_the_filter_its_first_pages_only_and_says_so() {
    let pages: Vec<site::Page> =
        (0..1005).map(|number| guide(&format!("g{number:04}")).without("en")).collect();
    let small = wuzha::site::printed_item::Thumbnail {
        file: "print/x.thumb.png".to_owned(),
        width: 3,
        height: 4,
    };
    let made = |number: u32| wuzha::site::printed_item::PrintedItem {
        subject: wuzha::site::printed_item::Subject::Page(wuzha::site::page::PageIndex(number)),
        branch: None,
        format: "sheet-a4".to_owned(),
        language: wuzha::base::language::Language::PRIMARY,
        pages: 1,
        files: vec![format!("print/g{number:04}/sheet-a4.zh.pdf")],
        bytes: 50_000,
        thumbnail: small.clone(),
    };
    let options = wuzha::pipeline::Options {
        outputs: HTML,
        printed_items: (0..1005).map(made).collect(),
        ..wuzha::pipeline::Options::default()
    };
    let built = site::run_with(site::sources(&site::site(pages)), &options);
    let json = built.text("print/materials.zh.json");
    let stock: Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(
        (stock["pages"].as_array().map(Vec::len), &stock["whole"]),
        (Some(1000), &Value::Bool(false))
    );
    assert!(json.len() < 100_000, "{} bytes", json.len());
    // The page itself stays small: the script brings the choices.
    let main = built.main("print/index.html");
    let select = tags::element_where(main, |tag| tag.get("name") == Some("page"))
        .expect("the choice of a page");
    assert_eq!(named(select, "option").len(), 1);
    assert!(select.contains("data-open"));
}

#[test]
fn the_navigation_has_one_place_for_all_that_is_printed() {
    let nav = |path: &str| -> Vec<(String, String)> {
        let menu = tags::classed(BUILT.html(path), "menu").to_owned();
        links(&menu)
    };
    let items: Vec<String> = nav("en/index.html").into_iter().map(|(_, address)| address).collect();
    assert!(items.contains(&"/en/print/".to_owned()) && items.contains(&"/en/quizzes/".to_owned()));
    for kind in ["letters", "drills", "sessions"] {
        assert!(!items.contains(&format!("/en/{kind}/")), "{items:?}");
    }
    for path in [
        "en/letters/index.html",
        "en/letters/to-parents/index.html",
        "en/print/as/slides/index.html",
    ] {
        let current =
            tags::element_where(BUILT.html(path), |tag| tag.get("aria-current") == Some("true"));
        assert_eq!(words(current.expect("one is the current one")), "Print", "{path}");
    }
}

#[test]
fn without_print_there_is_no_catalogue_and_nothing_leads_to_it() {
    let built = run(site::sources(&rich()), HTML).clean();
    assert!(!built.paths().iter().any(|path| wuzha::site::route::is_catalogue(path)));
    for (path, html) in built.pages() {
        for address in values(html, "href") {
            let catalogue =
                ["/print/", "/en/print/"].contains(&&*address) || address.contains("/print/of/");
            assert!(!catalogue, "{path}: {address}");
        }
    }
    // The files themselves are offered: those of yesterday's print stay.
    assert!(
        values(built.main("scams/fake-police/index.html"), "href")
            .contains(&"/print/fake-police/trifold.zh.pdf".into())
    );
    let built = run(site::sources(&rich()), PRINT).clean();
    assert!(!built.paths().iter().any(|path| path.ends_with(".html")));
}

#[test]
fn pages_of_the_catalogue_are_known_by_their_path() {
    use wuzha::site::route::is_catalogue;
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

#[test]
fn a_page_lists_what_it_prints_with_the_paper() {
    let take = tags::classed(BUILT.main("en/scams/fake-police/index.html"), "take");
    let items: Vec<String> =
        links(tags::classed(take, "prints")).into_iter().map(|(words, _)| words).collect();
    let wanted = [
        "Folded leaflet A4 paper",
        "A4 sheet A4 paper",
        "Bilingual sheet A4 paper",
        "Slides Large screen, 1920×1080",
    ];
    assert_eq!(items, wanted, "pictures for sharing and the code stand elsewhere");
    assert!(values(take, "href").contains(&"/en/print/of/fake-police/".to_owned()));
    let audience = BUILT.main("en/audiences/elderly/index.html");
    assert!(
        values(audience, "href").contains(&"/en/print/for/elderly/".to_owned()),
        "all that is for them"
    );
    let saves = tags::classed(take, "saves");
    let hrefs = values(saves, "href");
    assert_eq!(hrefs, ["/print/fake-police/share-card-square.en.png"]);
    let share = tags::classed(BUILT.html("en/scams/fake-police/index.html"), "share");
    assert!(
        values(share, "href").contains(&"/print/fake-police/qr-card.en.png".to_owned()),
        "the code, where one shares"
    );
    let image = &named(saves, "img")[0];
    assert_eq!(
        (image.need("width"), image.need("height"), image.need("loading")),
        ("60", "60", "lazy")
    );
    // Nothing is printed of a page in a language it is not written in.
    let fallback = BUILT.main("en/guides/untranslated/index.html");
    assert!(!fallback.contains("class=\"prints\"") && !fallback.contains("class=\"saves\""));
}

/// The properties that chat apps read.
fn preview(path: &str) -> Option<[String; 4]> {
    let head = tags::element(BUILT.html(path), "head");
    let metas = named(head, "meta");
    let of = |name: &str| {
        metas.iter().find(|m| m.get("property") == Some(name)).map(|m| m.need("content").to_owned())
    };
    let card =
        metas.iter().find(|m| m.get("name") == Some("twitter:card")).map(|m| m.need("content"));
    assert_eq!(
        card,
        Some(if of("og:image").is_some() { "summary_large_image" } else { "summary" }),
        "{path}"
    );
    Some([of("og:image")?, of("og:image:width")?, of("og:image:height")?, of("og:image:alt")?])
}

#[test]
fn a_shared_link_shows_the_picture_of_its_page() {
    let url = |file: &str| format!("https://example.org/print/{file}");
    let wanted = [
        ("en/scams/fake-police/index.html", "fake-police/share-card.en.png", "Fake police"),
        ("s/fake-police/index.html", "fake-police/share-card.zh.png", "冒充公检法诈骗"),
        ("en/guides/untranslated/index.html", "untranslated/share-card.zh.png", "关于untranslated"),
        ("en/print/of/fake-police/index.html", "fake-police/share-card.en.png", "Fake police"),
        // Pages without one of their own show the site's.
        ("en/index.html", "home/share-card.en.png", "Sample"),
        ("hotlines/index.html", "home/share-card.zh.png", "样站"),
        ("en/letters/to-parents/index.html", "home/share-card.en.png", "Sample"),
    ];
    for (path, file, alt) in wanted {
        let found = preview(path).unwrap_or_else(|| panic!("{path} has no picture"));
        assert_eq!(found, [url(file), "120".into(), "63".into(), alt.into()], "{path}");
        assert!(BUILT.has(&format!("print/{file}")), "no {file}");
    }
    let head = tags::element(BUILT.html("en/scams/fake-police/index.html"), "head");
    let json = head
        .split_once("ld+json\">")
        .and_then(|(_, rest)| rest.split_once("</script>"))
        .expect("JSON-LD")
        .0;
    let graph: Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(graph["@graph"][0]["image"], url("fake-police/share-card.en.png"));
}

#[test]
fn a_question_shows_its_options_and_keeps_its_answer_folded() {
    let main = BUILT.main("en/quizzes/quiz/index.html");
    let question = tags::classed(main, "question");
    assert_eq!(words(tags::element(question, "h2")), "Question 1 q1");
    let options = tags::classed(question, "options");
    assert_eq!(named(question, "ol")[0].need("type"), "A");
    let right: Vec<bool> =
        named(options, "li").iter().map(|li| li.get("data-right").is_some()).collect();
    assert_eq!(right, [false, true, true]);
    let answer = tags::element(question, "details");
    assert!(words(tags::element(answer, "summary")).starts_with("Show the answer"));
    assert!(answer.contains("Answer: B and C") && answer.contains("<strong>first</strong>"));
    assert!(!question.replace(answer, "").contains("first"), "the reason stands nowhere else");
    assert_eq!(question.matches("fnref-1").count(), 1);
    assert!(words(BUILT.main("quizzes/quiz/index.html")).contains("答案：B、C"));
}

#[test]
fn a_lesson_says_how_long_it_takes() {
    assert!(words(BUILT.main("en/sessions/lesson/index.html")).contains("Time needed40 minutes"));
    assert!(words(BUILT.main("sessions/lesson/index.html")).contains("40 分钟"));
}

#[test]
fn the_site_has_a_short_address_of_its_own() {
    let main = BUILT.main("s/home/index.html");
    let addresses = values(main, "href");
    assert!(
        addresses.contains(&"/".to_owned()) && addresses.contains(&"/en/".to_owned()),
        "{addresses:?}"
    );
}
