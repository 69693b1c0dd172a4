//! Lines that pages share are looked at once. Whatever is in them, nothing else may come of it than
//! if each page were read from beginning to end.

use std::collections::BTreeMap;

use wuzha::base::artifact::{Artifact, Artifacts};

use crate::support::audited::{Audited, artifacts, page};
use crate::support::dice::dice;
use crate::support::rich::WHOLE;

/// How often each mistake was found in each file.
fn counted(files: Artifacts) -> BTreeMap<(String, &'static str, String), usize> {
    let mut counts = BTreeMap::new();
    let audited = Audited::within(files, |bounds| bounds.is_made = &|path| path.ends_with(".html"));
    for found in audited.found {
        *counts.entry((found.file.to_string(), found.rule.id(), found.message)).or_default() += 1;
    }
    counts
}

/// The same files with each page on one line, and with a comment that no other page has.
fn on_one_line(files: &Artifacts) -> Artifacts {
    let one_line = |(number, file): (usize, &Artifact)| {
        let mut file = file.clone();
        if file.path.ends_with(".html") {
            let text = String::from_utf8(file.bytes.to_vec()).expect("text").replace('\n', " ");
            file.bytes = format!("{text}<!-- {number} -->").into_bytes().into();
        }
        file
    };
    files.iter().enumerate().map(one_line).collect()
}

#[test]
fn mistakes_planted_in_many_pages_are_found_as_in_each_alone() {
    const CHANGES: [(&str, &str); 12] = [
        ("href=\"/", "href=\"/none/"),
        ("href=\"/", "href=\"none/"),
        ("href=\"/", "href=\"https://elsewhere.example/"),
        ("href=\"/", "href=\"javascript:"),
        ("href=\"#", "href=\"#none-"),
        ("id=\"", "id=\"none-"),
        ("id=\"", "id=\"_main\" class=\""),
        ("<li>", "<li onclick=\"x()\">"),
        ("</span>", "</span"),
        ("</p>", "<a\nhref=\"/none/\">x</a></p>"),
        ("</p>", "<!--\n--></p>"),
        ("src=\"/", "src=\"//elsewhere.example/"),
    ];
    let is_page = |file: &&Artifact| file.path.ends_with(".html");
    let files: Vec<Artifact> = WHOLE.artifacts.iter().filter(is_page).cloned().collect();
    let mut throw = dice(15);
    let mut found = 0;
    for _ in 0..25 {
        let mut planted = files.clone();
        for _ in 0..4 {
            let (from, to) = CHANGES[throw(CHANGES.len())];
            // In one page, or in all.
            let one = throw(files.len());
            let some = if throw(2) == 0 { 0..files.len() } else { one..one + 1 };
            let nth = throw(30);
            for number in some {
                let text = String::from_utf8(planted[number].bytes.to_vec()).expect("text");
                if let Some((at, _)) = text.match_indices(from).nth(nth) {
                    let changed = [&text[..at], to, &text[at + from.len()..]].concat();
                    planted[number].bytes = changed.into_bytes().into();
                }
            }
        }
        let planted: Artifacts = planted.into_iter().collect();
        let expected = counted(on_one_line(&planted));
        found += expected.len();
        assert_eq!(counted(planted), expected);
    }
    assert!(found > 60, "{found}");
}

#[test]
fn a_shared_line_counts_on_each_page() {
    let with = |more: &str| {
        page(&format!("\n<a href=\"#main\">Skip</a>\n<a href=\"/a/\">A</a>\n{more}\n")).into_bytes()
    };
    let there = with("<main id=\"main\"></main>");
    let files = [
        ("a/index.html", there.clone()),
        ("b/index.html", there.clone()),
        ("c/index.html", with("<p>Nothing to skip to</p>")),
        ("d/index.html", with("<main id=\"main\"></main>\n<main id=\"main\"></main>")),
    ];
    let audited = Audited::new(artifacts(files));
    let short = audited.short();
    assert_eq!(audited.codes(), ["broken-link", "repeated-anchor"], "{short}");
    assert!(short.contains("c/index.html:3:") && short.contains("d/index.html:6:"), "{short}");
}

#[test]
fn a_relative_address_is_read_from_where_its_page_is() {
    let body = "\n<a href=\"more/\">More</a>\n";
    let files = [
        ("a/index.html", page(body).into_bytes()),
        ("a/more/index.html", page("").into_bytes()),
        ("b/index.html", page(body).into_bytes()),
    ];
    let audited = Audited::new(artifacts(files));
    assert_eq!(audited.codes(), ["broken-link"], "{}", audited.short());
    assert_eq!(&*audited.found[0].file, "b/index.html");
}
