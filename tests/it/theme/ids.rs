//! Ids of a theme and ids of authors are two sets: whatever a heading is called, no part of the
//! page around it, and none that a script adds, has the same name.

use std::collections::BTreeSet;
use std::fs;

use regex::Regex;
use walkdir::WalkDir;
use wuzha::parse::table::is_id;

use crate::support::site::{html, package, plain};
use crate::support::tags;

/// Ids that authors gave to their sections and hotlines.
const OF_AUTHORS: [&str; 2] = ["{{ section.id }}", "{{ hotline.id }}"];

/// The texts of the theme's files with an ending.
fn files(ending: &str) -> Vec<(String, String)> {
    let paths = WalkDir::new(package().join("themes/default")).into_iter();
    let paths = paths.map(|entry| entry.unwrap().into_path());
    let ours = paths.filter(|path| path.to_str().unwrap().ends_with(ending));
    ours.map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())).collect()
}

/// What a pattern finds in the theme's files, with the file.
fn found(ending: &str, pattern: &str) -> Vec<(String, String)> {
    let pattern = Regex::new(pattern).unwrap();
    let mut found = Vec::new();
    for (path, text) in files(ending) {
        found.extend(pattern.captures_iter(&text).map(|one| (path.clone(), one[1].to_owned())));
    }
    assert!(!found.is_empty(), "{pattern} finds nothing");
    found
}

/// The ids that the theme's templates and scripts give.
fn given() -> Vec<(String, String)> {
    let mut given = found(".html", r#"<[a-z0-9]+\s(?:[^<>]*?\s)?id="([^"]*)""#);
    given.retain(|(_, id)| !OF_AUTHORS.contains(&&**id));
    given.extend(found(".js", r#"(?:\.id = |[{,\s]id: )['"`]([^'"`]*)"#));
    given
}

#[test]
fn no_id_of_the_theme_can_be_an_authors() {
    for (path, id) in given() {
        assert!(id.starts_with('_'), "{path}: {id}");
    }
    for id in ["_", "_share", "_share-title", "share_title", "a_b"] {
        assert!(!is_id(id), "{id}");
    }
    // An id that a script computes from a value would escape this test.
    for (path, value) in found(".js", r"\.id = ([^;]*);") {
        assert!(value.starts_with(['\'', '`']), "{path}: {value}");
    }
}

#[test]
fn scripts_styles_and_links_of_the_theme_mean_its_own_ids() {
    let mut meant = found(".js", r#"(?:querySelector(?:All)?|within|linkTo)\(['"`]#([^'"`]*)"#);
    meant.extend(found(".css", r"(?m)(?:^|[\s,>+~}])#([A-Za-z_][\w-]*)[^;{}]*\{"));
    meant.extend(found(".html", r##"href="#([^"{][^"]*)""##));
    meant.extend(found(".html", r#"\s(?:for|aria-labelledby|aria-describedby)="([^"]*)""#));
    for (path, id) in meant {
        assert!(id.starts_with('_'), "{path}: {id}");
    }
}

#[test]
fn a_page_may_name_its_sections_as_it_likes() {
    let of_theme = given().into_iter().map(|(_, id)| id.trim_start_matches('_').to_owned());
    let names: BTreeSet<String> = of_theme.filter(|id| is_id(id)).collect();
    assert!(names.contains("share") && names.contains("query"), "{names:?}");
    let others = ["fn-1", "fnref-1", "source-1", "letter-1", "found"].map(str::to_owned);
    let mut page = plain("about").lead("zh", "甲[^a]。\n\n[^a]: 乙").without("en");
    let all: BTreeSet<String> = names.into_iter().chain(others).collect();
    for id in &all {
        page = page.section("zh", id, "丙。");
    }
    let built = html(&page.to_string()).clean();
    let ids = tags::values(built.html("about/index.html"), "id");
    let distinct: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), distinct.len(), "{ids:?}");
    assert!(all.iter().all(|id| distinct.contains(id)), "{ids:?}");
    assert!(ids.iter().all(|id| id.starts_with('_') || all.contains(id)), "{ids:?}");
}
