//! The pages of the shipped site.

use wuzha::base::archive::gzip;
use wuzha::base::document::plain_blocks;
use wuzha::site::quiz::questions;

use crate::support::checks::{assert_addresses, assert_well_formed};
use crate::support::shipped::{SHIPPED, SITE};
use crate::support::tags::tags;

#[test]
fn the_shipped_site_has_no_errors_and_no_warnings() {
    assert_eq!(SHIPPED.diagnostics_short(), "");
    assert!(SHIPPED.outcome.counts.pages >= 20);
}

#[test]
fn every_page_exists_in_both_languages() {
    let folders =
        SHIPPED.sources.under("content/").filter_map(|(path, _)| path.strip_suffix("/page.toml"));
    for folder in folders {
        for language in ["zh", "en"] {
            assert!(
                SHIPPED.sources.contains(&format!("{folder}/{language}.md")),
                "{folder} has no {language}.md"
            );
        }
    }
}

#[test]
fn every_page_is_well_formed_and_every_link_has_a_target() {
    assert_well_formed(&SHIPPED);
    assert_addresses(&SHIPPED, "https://wuzha.example");
}

#[test]
fn every_scam_has_its_short_texts_in_both_languages() {
    for (path, _) in
        SHIPPED.sources.under("content/scams/").filter(|(path, _)| path.ends_with(".md"))
    {
        let text = SHIPPED.sources.text(path).expect("text");
        for key in ["led = ", "sms = ", "atm = ", "broadcast = "] {
            assert!(
                text.lines().any(|line| line.starts_with(key)),
                "{path} has no `{}`",
                key.trim_end_matches(" = ")
            );
        }
    }
}

/// The most compressed bytes of a scam page on the first visit, with everything that it loads.
const SCAM_PAGE: usize = 35 * 1024;

#[test]
fn a_scam_page_with_all_it_loads_fits_into_35_kilobytes() {
    let pages = SHIPPED.pages();
    let is_scam = |path: &&&str| {
        path.trim_start_matches("en/").starts_with("scams/") && path.matches('/').count() > 1
    };
    let mut heaviest = (0, "");
    for path in pages.keys().filter(is_scam).filter(|path| !path.contains("/page/")) {
        let all = tags(pages[path]);
        let loaded = all.iter().filter_map(|tag| match &*tag.name {
            "link" if tag.get("rel").is_some_and(|rel| rel == "stylesheet" || rel == "icon") => {
                tag.get("href")
            }
            "script" | "img" => tag.get("src"),
            _ => None,
        });
        let files: Vec<String> =
            loaded.map(|address| address.trim_start_matches('/').to_owned()).collect();
        assert!(
            files.iter().any(|file| file.ends_with(".css"))
                && files.iter().any(|file| file.ends_with(".js"))
        );
        // Thumbnails are printed and not built here; they are loaded only when they come into view.
        let files = files.iter().filter(|file| !file.starts_with("print/"));
        let weight = gzip(pages[path].as_bytes(), 6).len()
            + files.map(|file| gzip(SHIPPED.bytes(file), 6).len()).sum::<usize>();
        assert!(weight <= SCAM_PAGE, "{path} weighs {weight} bytes");
        heaviest = heaviest.max((weight, path));
    }
    assert!(heaviest.0 > 5000 && heaviest.1.len() > 5, "{heaviest:?}");
}

/// Who guesses the longest option must not be right more often than who throws dice.
#[test]
fn the_longest_option_of_a_quiz_is_no_more_often_right_than_chance() {
    let mut counts = [(0.0, 0.0); 2];
    for page in &SITE.pages {
        for (count, text) in counts.iter_mut().zip(page.texts.iter().flatten()) {
            for question in questions(&text.document(), &page.facts) {
                let length = |option: &Vec<_>| plain_blocks(option).chars().count();
                let lengths: Vec<usize> = question.options.iter().map(length).collect();
                let longest = lengths.iter().max().unwrap();
                let right = &question.answer.unwrap().right;
                let is_longest = |&&length: &&usize| length == *longest;
                let guessed = right.iter().map(|&place| &lengths[place]).filter(is_longest).count();
                count.0 += guessed as f64 / lengths.iter().filter(is_longest).count() as f64;
                count.1 += right.len() as f64 / lengths.len() as f64;
            }
        }
    }
    for (longest, chance) in counts {
        assert!(chance > 0.0 && longest <= chance, "{longest:.1}, by chance {chance:.1}");
    }
}
