//! Printed QR codes, read from the drawn page as a phone would read them.

use crate::content::prints::{ADDRESS, SHIPPED, Thing};
use crate::support::paper::{Code, MM, Placed, Raster};

/// Formats without a QR code: images that are shown beside a link.
const WITHOUT: [&str; 2] = ["share-card", "share-card-square"];

/// Every picture of a thing and what was read of it. Branches have logos; these things belong to
/// none, so all pictures on them are codes. A booklet is drawn as the handbook is, and its pages
/// are moved afterwards.
fn codes(thing: &Thing) -> impl Iterator<Item = (&Placed, Option<&Code>)> {
    thing.paper.images.iter().zip(thing.codes.iter().map(Option::as_ref))
}

/// The first fault of each item, a line each.
fn wrong(faults: impl Fn(&Thing) -> Vec<String>) -> String {
    let lines =
        SHIPPED.things.iter().filter(|thing| !thing.paper.pages.is_empty()).flat_map(|thing| {
            let faults = faults(thing);
            let more = faults.len().saturating_sub(1);
            faults
                .into_iter()
                .next()
                .map(|first| format!("{}: {first} (and {more} more)", thing.name()))
        });
    lines.collect::<Vec<_>>().join("\n")
}

/// The least width of a QR code in millimetres, its quiet zone included.
fn least(format: &str) -> f64 {
    if format == "poster-a3" { 50.0 } else { 20.0 }
}

#[test]
fn every_qr_code_leads_to_the_short_address_of_its_page() {
    let faults = wrong(|thing| {
        let own = format!("{ADDRESS}/s/{}/", thing.job.data.id);
        assert_eq!(thing.job.data.short_url, own);
        let others: Vec<String> =
            thing.job.others.iter().map(|other| format!("{ADDRESS}/s/{}/", other.id)).collect();
        let found: Vec<&str> =
            codes(thing).filter_map(|(_, code)| code).map(|code| &*code.text).collect();
        let strange =
            found.iter().filter(|text| **text != own && !others.iter().any(|other| other == *text));
        let mut faults: Vec<String> =
            strange.map(|text| format!("a code leads to {text}")).collect();
        let is_drawn = !thing.format(&SHIPPED).booklet;
        if is_drawn && found.contains(&&*own) == WITHOUT.contains(&&*thing.job.format) {
            faults.push(format!("{} codes, none or one of them its own", found.len()));
        }
        faults
    });
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_qr_code_can_be_read_and_has_a_white_margin() {
    let faults = wrong(|thing| {
        let fault = |(image, code): (&Placed, Option<&Code>)| match code {
            None => {
                Some(format!("page {}: an image is no QR code that can be read", image.page + 1))
            }
            Some(code) if !code.is_quiet => {
                Some(format!("page {}: something is too close to the QR code", image.page + 1))
            }
            Some(_) => None,
        };
        codes(thing).filter_map(fault).collect()
    });
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn qr_codes_are_large_enough() {
    let faults = wrong(|thing| {
        let least = least(&thing.job.format);
        let is_picture = thing.format(&SHIPPED).output != wuzha::theme::formats::Output::Pdf;
        let fault = |image: &Placed| {
            let (width, height) = (image.area.width() / MM, image.area.height() / MM);
            let fine = width > least - 0.05 && (width - height).abs() < 0.05;
            (!fine).then(|| format!("{width:.1} × {height:.1} mm; {least} mm is the least"))
        };
        if is_picture { Vec::new() } else { thing.paper.images.iter().filter_map(fault).collect() }
    });
    assert!(faults.is_empty(), "{faults}");
}

/// How many QR codes each page of an item has.
fn counts(thing: &Thing) -> Vec<usize> {
    let pages = 0..thing.paper.pages.len();
    pages
        .map(|page| {
            codes(thing).filter(|(image, code)| image.page == page && code.is_some()).count()
        })
        .collect()
}

#[test]
fn a_sheet_of_cards_has_a_qr_code_on_every_card() {
    for thing in SHIPPED.things.iter().filter(|thing| thing.job.format == "cards") {
        assert!(counts(thing).contains(&10), "{}: {:?} codes", thing.name(), counts(thing));
    }
}

#[test]
fn only_the_last_slide_has_a_qr_code() {
    for thing in SHIPPED.things.iter().filter(|thing| thing.job.format == "slides") {
        let counts = counts(thing);
        let (last, before) = counts.split_last().expect("slides");
        assert!(
            *last == 1 && before.iter().all(|&count| count == 0),
            "{}: {counts:?} codes",
            thing.name()
        );
    }
}

#[test]
fn the_qr_card_can_be_read_from_the_screen() {
    for thing in SHIPPED.things.iter().filter(|thing| thing.job.format == "qr-card") {
        let file =
            thing.artifacts.first().unwrap_or_else(|| panic!("{} has no picture", thing.name()));
        let code = Raster::of_png(&file.bytes).code();
        assert_eq!(
            code.map(|(text, _)| text),
            Some(thing.job.data.short_url.clone()),
            "{}",
            file.path
        );
        // At least a third of the width of the image, so that another phone reads it from a screen.
        let [image] = &thing.paper.images[..] else { panic!("{}: one code", thing.name()) };
        assert!(image.area.width() >= 300.0, "{}: {} pixels", file.path, image.area.width());
    }
}
