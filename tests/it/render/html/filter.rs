//! The filter of the catalogue, and the JSON that its script reads.

use serde_json::Value;
use wuzha::base::language::Language;
use wuzha::pipeline::Options;
use wuzha::site::page::PageIndex;
use wuzha::site::printed_item::{PrintSubject, PrintedItem, Thumbnail};

use crate::support::printed::PRINTED;
use crate::support::site::{self, HTML, guide, run_with, sources};
use crate::support::tags::{self, Tag, named};

/// The choices of a `<select>` of the filter, as value and label.
fn choices(path: &str, name: &str) -> Option<Vec<(String, String)>> {
    let select = tags::element_where(PRINTED.main(path), |tag| {
        tag.name == "select" && tag.get("name") == Some(name)
    })?;
    let choice = |tag: &Tag| (tag.need("value").to_owned(), tag.words());
    Some(named(select, "option").iter().map(choice).collect())
}

#[test]
fn the_filter_offers_existing_choices_in_the_readers_language() {
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
    // In the order of kits. Share cards are not listed.
    assert_eq!(
        ids("format"),
        ["", "trifold", "sheet-a4", "bilingual-sheet", "handbook-a5", "qr-card", "slides"]
    );
    assert_eq!(ids("page")[..4], ["", "home", "fake-police", "romance"]);
    assert_eq!(choices("en/print/index.html", "audience"), None, "there is only one audience");
    assert_eq!(choices("en/print/index.html", "branch"), None, "there are no copies for branches");
    let main = PRINTED.main("print/index.html");
    let defaults: Vec<&str> =
        main.lines().filter(|line| line.contains("data-default selected")).collect();
    assert!(
        defaults.contains(&"<option value=\"zh\" data-default selected>中文</option>"),
        "{defaults:?}"
    );
    assert!(!PRINTED.main("print/page/2/index.html").contains("<select"));
}

#[test]
fn every_item_the_filter_can_show_exists() {
    for language in ["zh", "en"] {
        let json = PRINTED.text(&format!("print/materials.{language}.json"));
        let index: Value = serde_json::from_str(json).expect("JSON");
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let number = |value: &Value| value.as_u64().expect("a number") as usize;
        let mut found = Vec::new();
        for page in index["pages"].as_array().expect("pages") {
            let id = text(&page[0]);
            let address = text(&index["page"]).replace("{page}", &id);
            assert!(PRINTED.has(&format!("{address}index.html")), "{address}");
            for item in page[4].as_array().expect("items").chunks(4) {
                let format = &index["formats"][number(&item[0])];
                let code = text(&index["languages"][number(&item[1])][0]);
                let stem = text(&index["file"])
                    .replace("{page}", &id)
                    .replace("{format}", &text(&format["id"]))
                    .replace("{language}", &code);
                let file = format!("{stem}{}", text(&format["ending"]));
                assert_eq!(number(&item[3]), PRINTED.bytes(&file).len().div_ceil(1024), "{file}");
                assert!(PRINTED.has(&format!("{stem}{}", text(&index["thumbnail"]))), "{stem}");
                found.push(file);
            }
        }
        let printed = |path: &&str| {
            (path.ends_with(".pdf") || path.contains("/qr-card.")) && !path.contains(".thumb.")
        };
        assert_eq!(found.len(), PRINTED.paths().into_iter().filter(printed).count(), "{found:#?}");
        assert_eq!(index["whole"], true);
        let page = |id: &str| {
            let mut pages = index["pages"].as_array().expect("pages").iter();
            pages.find(|page| page[0] == id).expect("the page")
        };
        assert_eq!(page("untranslated")[2], if language == "zh" { "" } else { "zh" });
        let police = page("fake-police");
        assert_eq!(police[1], if language == "zh" { "冒充公检法诈骗" } else { "Fake police" });
        assert_eq!(police[3].to_string(), "[0]", "the first audience");
    }
}

#[test]
fn on_a_very_large_site_the_filter_has_the_first_thousand_pages() {
    let pages = (0..1005).map(|number| guide(&format!("g{number:04}")).without("en"));
    let thumbnail = Thumbnail { file: "print/x.thumb.png".to_owned(), width: 3, height: 4 };
    let item = |number: u32| PrintedItem {
        subject: PrintSubject::Page(PageIndex(number)),
        branch: None,
        format: "sheet-a4".to_owned(),
        language: Language::PRIMARY,
        pages: 1,
        files: vec![format!("print/g{number:04}/sheet-a4.zh.pdf")],
        bytes: 50_000,
        thumbnail: thumbnail.clone(),
    };
    let printed_items = (0..1005).map(item).collect();
    let options = Options { outputs: HTML, printed_items, ..Options::default() };
    let built = run_with(sources(&site::site(pages)), &options);
    let json = built.text("print/materials.zh.json");
    let index: Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(
        (index["pages"].as_array().map(Vec::len), &index["whole"]),
        (Some(1000), &Value::Bool(false))
    );
    assert!(json.len() < 100_000, "{} bytes", json.len());
    // The page itself stays small: the script fills in the choices.
    let main = built.main("print/index.html");
    let select = tags::element_where(main, |tag| tag.get("name") == Some("page"));
    let select = select.expect("the choice of a page");
    assert_eq!(named(select, "option").len(), 1);
    assert!(select.contains("data-open"));
}
