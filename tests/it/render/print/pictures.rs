//! Pictures keep the colours of areas, and few others.

use std::collections::BTreeMap;

use tiny_skia::Pixmap;

use crate::support::site::{self, PRINT, run, scam};

/// Files drawn from a template: the picture of a page and its thumbnail.
fn draw(template: &str) -> [Vec<u8>; 2] {
    let text = scam("s").without("en").to_string()
        + "-- themes/default/theme.toml --\n\
           [print.fonts]\ndefault = [\"Noto Sans CJK SC\"]\n\
           [print.formats.card]\ntemplate = \"print/card.typ\"\npaper = \"phone\"\n\
           kinds = [\"scams\"]\noutput = \"images\"\n-- themes/default/print/card.typ --\n\
           #set document(title: \"Card\")\n\
           #set text(font: \"Noto Sans CJK SC\", size: 24pt)\n\
           #set page(width: 600pt, height: 400pt, margin: 20pt)\n"
        + template
        + "\n";
    let built = run(site::sources(&text), PRINT).clean();
    ["png", "thumb.png"].map(|ending| built.bytes(&format!("print/s/card.zh.{ending}")).to_vec())
}

/// How many pixels have each colour.
fn colours(png: &[u8]) -> BTreeMap<[u8; 3], usize> {
    let picture = Pixmap::decode_png(png).expect("a picture");
    let mut counts = BTreeMap::new();
    for pixel in picture.pixels() {
        *counts.entry([pixel.red(), pixel.green(), pixel.blue()]).or_default() += 1;
    }
    counts
}

/// Bits of a pixel, as the head of a PNG says.
fn depth(png: &[u8]) -> u8 {
    png[24]
}

const FLAT: &str = r##"
#set page(fill: rgb("#faf7f2"))
#place(rect(width: 80pt, height: 360pt, fill: rgb("#17585a")))
#place(dx: 100pt, rect(width: 200pt, height: 80pt, fill: rgb("#b00020"), text(fill: white)[已转账？]))
#place(dx: 100pt, dy: 100pt, rect(width: 100pt, height: 60pt, fill: white))
#place(dx: 100pt, dy: 180pt, text(fill: rgb("#22272a"))[别转账，先打电话 Hang up])"##;

#[test]
fn a_flat_page_keeps_the_colours_of_its_areas_and_has_half_a_byte_a_pixel() {
    let [page, thumbnail] = draw(FLAT);
    let found = colours(&page);
    let areas = [
        [0xfa, 0xf7, 0xf2],
        [0x17, 0x58, 0x5a],
        [0xb0, 0x00, 0x20],
        [0xff, 0xff, 0xff],
        [0x22, 0x27, 0x2a],
    ];
    for colour in areas {
        assert!(found.contains_key(&colour), "{colour:02x?} of {found:02x?}");
    }
    assert!(found.len() <= 16, "{found:02x?}");
    assert_eq!((depth(&page), depth(&thumbnail)), (4, 2));
    let small = colours(&thumbnail);
    assert!(small.len() <= 4 && small.contains_key(&areas[0]), "{small:02x?}");
}

#[test]
fn grey_letters_stay_grey_beside_a_coloured_plate() {
    let text = "别转账，先打电话。Hang up, then call. ".repeat(12);
    let [page, thumbnail] = draw(&format!(
        "#place(bottom, rect(width: 100%, height: 60pt, fill: rgb(\"#b00020\")))\n{text}"
    ));
    for png in [page, thumbnail] {
        let picture = Pixmap::decode_png(&png).expect("a picture");
        let above = &picture.pixels()[..(picture.width() * picture.height() / 2) as usize];
        let is_grey =
            |pixel: &&tiny_skia::PremultipliedColorU8| pixel.red().abs_diff(pixel.green()) < 8;
        let grey = above.iter().filter(is_grey).count();
        assert_eq!(grey, above.len());
        // Letters have edges: there is a shade between black and white.
        assert!(above.iter().any(|pixel| (40..216).contains(&pixel.red())));
    }
}

#[test]
fn a_gradient_keeps_finer_shades_than_letters() {
    let [page, _] = draw("#rect(width: 100%, height: 100%, fill: gradient.linear(red, blue))");
    let found = colours(&page);
    assert!((48..=256).contains(&found.len()), "{} colours", found.len());
    assert_eq!(depth(&page), 8);
}

#[test]
fn an_empty_page_has_one_bit_a_pixel() {
    for png in draw("") {
        assert_eq!(colours(&png).len(), 1);
        assert_eq!(depth(&png), 1);
        assert!(png.len() < 1000, "{} bytes", png.len());
    }
}
