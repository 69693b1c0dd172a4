//! Do all codes lead to the permanent short address, and can a phone read them? Each is read from the drawn page.

use std::collections::BTreeSet;

use crate::paper::{Area, Code, MM, Raster};
use crate::shipped::{ADDRESS, SHIPPED, Thing};

/// Formats without a code: what stands on a screen for a moment, and the picture beside a link that can be clicked.
const WITHOUT: [&str; 2] = ["share-card", "share-card-square"];

fn read() -> impl Iterator<Item = (&'static Thing, &'static Vec<Vec<Code>>)> {
    SHIPPED.things.iter().filter_map(|thing| Some((thing, thing.codes.as_ref()?)))
}

/// The least width of a code in millimetres, its quiet zone included.
fn least(format: &str) -> f64 {
    if format == "poster-a3" { 50.0 } else { 20.0 }
}

#[test]
fn every_code_leads_to_the_short_address_of_its_page() {
    let mut wrong = Vec::new();
    for (thing, pages) in read() {
        let own = format!("{ADDRESS}/s/{}/", thing.job.data.id);
        assert_eq!(thing.job.data.short_url, own);
        let others = thing.job.others.iter().map(|other| format!("{ADDRESS}/s/{}/", other.id));
        let allowed: BTreeSet<String> = others.chain([own.clone()]).collect();
        let found: Vec<&str> = pages.iter().flatten().map(|code| &*code.text).collect();
        if let Some(other) = found.iter().find(|text| !allowed.contains(**text)) {
            wrong.push(format!("{}: a code leads to {other}", thing.name()));
        }
        let has_own = found.contains(&&*own);
        if has_own == WITHOUT.contains(&&*thing.job.format) {
            wrong.push(format!("{}: {} its own code; {} codes", thing.name(), if has_own { "has" } else { "lacks" }, found.len()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_can_be_read_and_stands_in_white() {
    let mut wrong = Vec::new();
    for (thing, pages) in read() {
        for (number, codes) in pages.iter().enumerate() {
            let drawn = thing.paper.images.iter().filter(|image| image.page == number);
            for image in drawn.clone() {
                let within = |code: &&Code| code.area.is_within(&grown(&image.area));
                match codes.iter().find(within) {
                    None => wrong.push(format!("{}, page {}: a picture is no code that can be read", thing.name(), number + 1)),
                    Some(code) if !code.is_quiet => {
                        wrong.push(format!("{}, page {}: something stands in the code's quiet zone", thing.name(), number + 1));
                    }
                    Some(_) => {}
                }
            }
            if codes.len() != drawn.count() {
                wrong.push(format!("{}, page {}: {} codes can be read", thing.name(), number + 1, codes.len()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A pixel more on each side.
fn grown(area: &Area) -> Area {
    Area { left: area.left - 1.0, top: area.top - 1.0, right: area.right + 1.0, bottom: area.bottom + 1.0 }
}

#[test]
fn codes_are_large_enough_for_the_hand_and_for_the_wall() {
    let mut wrong = Vec::new();
    for thing in &SHIPPED.things {
        let least = least(&thing.job.format);
        let is_picture = thing.format(&SHIPPED).output != wuzha::formats::Output::Pdf;
        for image in thing.paper.images.iter().filter(|_| !is_picture) {
            let millimetres = image.area.width() / MM;
            assert!((image.area.width() - image.area.height()).abs() < 0.1, "{}: a code is square", thing.name());
            if millimetres < least - 0.05 {
                wrong.push(format!("{}: {millimetres:.1} mm, {least} mm is the least", thing.name()));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_sheet_of_cards_has_a_code_on_every_card() {
    for (thing, pages) in read().filter(|(thing, _)| thing.job.format == "cards") {
        let counts: Vec<usize> = pages.iter().map(Vec::len).collect();
        assert!(counts.contains(&10), "{}: {counts:?} codes", thing.name());
    }
}

#[test]
fn the_last_slide_has_the_code_and_no_other_has() {
    for (thing, pages) in read().filter(|(thing, _)| thing.job.format == "slides") {
        let counts: Vec<usize> = pages.iter().map(Vec::len).collect();
        let (last, before) = counts.split_last().expect("slides");
        assert!(*last == 1 && before.iter().all(|&count| count == 0), "{}: {counts:?} codes", thing.name());
    }
}

#[test]
fn the_picture_that_volunteers_show_can_be_read_as_it_is() {
    for thing in SHIPPED.things.iter().filter(|thing| thing.job.format == "qr-card") {
        let file = thing.artifacts.iter().find(|file| file.path.ends_with("zh.png") || file.path.ends_with("en.png"));
        let Some(file) = file else { panic!("{} has no picture", thing.name()) };
        let codes = Raster::of_png(&file.bytes).codes();
        let [code] = &codes[..] else { panic!("{}: {} codes", file.path, codes.len()) };
        assert_eq!(code.text, thing.job.data.short_url);
        assert!(code.is_quiet, "{}", file.path);
        // Half the width of the picture, so that another phone reads it from the screen.
        assert!(code.area.width() >= 300.0, "{}: {} pixels", file.path, code.area.width());
    }
}
