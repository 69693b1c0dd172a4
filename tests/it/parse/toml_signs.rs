//! Signs of an input method in TOML: one error that names the sign, and none that follows from it.

use crate::support::site::{html, plain};

/// Line, column and message of all mistakes of a page whose Chinese head is this.
fn found(head: &str) -> Vec<String> {
    let page = plain("about").without("en").to_string();
    let start = page.find("+++").unwrap();
    let end = start + 3 + page[start + 3..].find("+++").unwrap();
    let built = html(&format!("{}+++\n{head}\n{}", &page[..start], &page[end..]));
    let short = built.diagnostics_short();
    short
        .lines()
        .map(|line| line.split_once("zh.md:").map_or(line, |(_, rest)| rest).to_owned())
        .collect()
}

#[test]
fn a_full_width_sign_is_one_error_that_names_it() {
    for (head, place, sign) in [
        ("title＝\"甲\"\nsummary = \"乙\"", "2:6", "`＝`"),
        ("title = “甲”\nsummary = \"乙\"", "2:9", "`“`"),
        ("title = 「甲」\nsummary = \"乙\"", "2:9", "`「`"),
        ("title = ‘甲’\nsummary = \"乙\"", "2:9", "`‘`"),
        ("title = \"甲\"\nsummary = \"乙\"。", "3:14", "`。`"),
        ("title = \"甲\"，\nsummary = \"乙\"", "2:12", "`，`"),
        ("title = \"甲\"\nsummary = \"乙\"\naliases = [\"丙\"，\"丁\"]", "4:15", "`，`"),
        ("title = \"甲\"\nsummary = \"乙\"\naliases = 【\"丙\"】", "4:11", "`【`"),
        ("title = \"甲\"\nsummary = \"乙\"\n［short］\nled = \"丙\"", "4:1", "`［`"),
        ("title = \"甲\"\nsummary = \"乙\"\n＃ 丙", "4:1", "`＃`"),
        ("title = \"甲\"\n　summary = \"乙\"", "3:1", "a wide blank"),
        ("title = \"他说\"甲\"，乙\"\nsummary = \"乙\"", "2:12", "ends the text"),
        ("title = \"甲\nsummary = \"乙\"", "2:", "toml-syntax"),
    ] {
        let found = found(head);
        assert_eq!(found.len(), 1, "{head}: {found:#?}");
        assert!(found[0].starts_with(place) && found[0].contains(sign), "{head}: {found:?}");
        assert!(found[0].contains("[toml-syntax]"), "{head}: {found:?}");
    }
}

#[test]
fn each_line_with_a_wrong_sign_is_reported_and_signs_within_texts_are_not() {
    let found = found("title＝\"甲，“乙”\" # ，\nsummary = \"丙＝“丁”，\"\naliases＝[\"戊\"]");
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("2:6") && found[1].starts_with("4:8"), "{found:#?}");
}
