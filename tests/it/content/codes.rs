//! Printed QR codes, read from the drawn page as a phone would read them.

use crate::content::prints::{ADDRESS, Item, SHIPPED};
use crate::support::paper::{Code, MM, Placed, Raster};

/// Formats without a QR code: images that are shown beside a link.
const WITHOUT: [&str; 2] = ["share-card", "share-card-square"];

/// Every image of an item and the QR code read from it. These items are for no branch and have no
/// logos, so all images on them are QR codes. A booklet is laid out like the handbook, and its
/// pages are moved afterwards.
fn codes(item: &Item) -> impl Iterator<Item = (&Placed, Option<&Code>)> {
    item.paper.images.iter().zip(item.codes.iter().map(Option::as_ref))
}

/// The first fault of each item, a line each.
fn wrong(faults: impl Fn(&Item) -> Vec<String>) -> String {
    let lines = SHIPPED.items.iter().filter(|item| !item.paper.pages.is_empty()).flat_map(|item| {
        let faults = faults(item);
        let more = faults.len().saturating_sub(1);
        faults.into_iter().next().map(|first| format!("{}: {first} (and {more} more)", item.name()))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The least width of a QR code in millimetres, its quiet zone included.
fn least(format: &str) -> f64 {
    if format == "poster-a3" { 50.0 } else { 20.0 }
}

#[test]
fn every_qr_code_leads_to_the_short_address_of_its_page() {
    let faults = wrong(|item| {
        let own = format!("{ADDRESS}/s/{}/", item.job.data.id);
        assert_eq!(item.job.data.short_url, own);
        let others: Vec<String> =
            item.job.others.iter().map(|other| format!("{ADDRESS}/s/{}/", other.id)).collect();
        let found: Vec<&str> =
            codes(item).filter_map(|(_, code)| code).map(|code| &*code.text).collect();
        let strange =
            found.iter().filter(|text| **text != own && !others.iter().any(|other| other == *text));
        let mut faults: Vec<String> =
            strange.map(|text| format!("a code leads to {text}")).collect();
        let is_drawn = !item.format(&SHIPPED).booklet;
        if is_drawn && found.contains(&&*own) == WITHOUT.contains(&&*item.job.format) {
            faults.push(format!("{} codes, none or one of them its own", found.len()));
        }
        faults
    });
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_qr_code_can_be_read_and_has_a_white_margin() {
    let faults = wrong(|item| {
        let fault = |(image, code): (&Placed, Option<&Code>)| match code {
            None => {
                Some(format!("page {}: an image is no QR code that can be read", image.page + 1))
            }
            Some(code) if !code.is_quiet => {
                Some(format!("page {}: something is too close to the QR code", image.page + 1))
            }
            Some(_) => None,
        };
        codes(item).filter_map(fault).collect()
    });
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn qr_codes_are_large_enough() {
    let faults = wrong(|item| {
        let least = least(&item.job.format);
        let is_picture = item.format(&SHIPPED).output != wuzha::theme::formats::FormatOutput::Pdf;
        let fault = |image: &Placed| {
            let (width, height) = (image.area.width() / MM, image.area.height() / MM);
            let fine = width > least - 0.05 && (width - height).abs() < 0.05;
            (!fine).then(|| format!("{width:.1} × {height:.1} mm; {least} mm is the least"))
        };
        if is_picture { Vec::new() } else { item.paper.images.iter().filter_map(fault).collect() }
    });
    assert!(faults.is_empty(), "{faults}");
}

/// How many QR codes each page of an item has.
fn counts(item: &Item) -> Vec<usize> {
    let pages = 0..item.paper.pages.len();
    pages
        .map(|page| {
            codes(item).filter(|(image, code)| image.page == page && code.is_some()).count()
        })
        .collect()
}

#[test]
fn a_sheet_of_cards_has_a_qr_code_on_every_card() {
    for item in SHIPPED.items.iter().filter(|item| item.job.format == "cards") {
        assert!(counts(item).contains(&10), "{}: {:?} codes", item.name(), counts(item));
    }
}

#[test]
fn only_the_last_slide_has_a_qr_code() {
    for item in SHIPPED.items.iter().filter(|item| item.job.format == "slides") {
        let counts = counts(item);
        let (last, before) = counts.split_last().expect("slides");
        assert!(
            *last == 1 && before.iter().all(|&count| count == 0),
            "{}: {counts:?} codes",
            item.name()
        );
    }
}

#[test]
fn the_qr_card_can_be_read_from_the_screen() {
    for item in SHIPPED.items.iter().filter(|item| item.job.format == "qr-card") {
        let file =
            item.artifacts.first().unwrap_or_else(|| panic!("{} has no picture", item.name()));
        let code = Raster::of_png(&file.bytes).code();
        assert_eq!(
            code.map(|(text, _)| text),
            Some(item.job.data.short_url.clone()),
            "{}",
            file.path
        );
        // At least a third of the width of the image, so that another phone reads it from a screen.
        let [image] = &item.paper.images[..] else { panic!("{}: one code", item.name()) };
        assert!(image.area.width() >= 300.0, "{}: {} pixels", file.path, image.area.width());
    }
}
