//! Codes in pictures. Most pictures are known to hold none before they are read for one, and nothing
//! may be missed by that.

use image::{DynamicImage, GrayImage, Luma, load_from_memory};
use wuzha::base::pictures::Grey;

use crate::support::audited::code;
use crate::support::dice::dice;

/// A code as it may be in a picture: turned, scaled, pale, light on dark, beside stripes, on noise.
fn picture(code: &GrayImage, mut throw: impl FnMut(usize) -> usize) -> GrayImage {
    let (width, height) = (300 + throw(500) as u32, 300 + throw(300) as u32);
    let scale = [0.25, 0.4, 0.6, 1.0, 1.3][throw(5)];
    let (sin, cos) = (throw(628) as f64 / 100.0).sin_cos();
    let (left, top) = (f64::from(width) / 2.0, f64::from(height) / 2.0);
    // How much smaller it is at one side than at the other.
    let lean = throw(30) as f64 / 100_000.0;
    let (dark, light) = [(0, 255), (40, 200), (90, 160)][throw(3)];
    let (dark, light) = if throw(3) == 0 { (light, dark) } else { (dark, light) };
    let noise = 1 + throw(12);
    let side = f64::from(code.width());
    GrayImage::from_fn(width, height, |x, y| {
        let (x, y) = (f64::from(x) - left, f64::from(y) - top);
        let (x, y) = ((x * cos + y * sin) / scale, (y * cos - x * sin) / scale);
        let depth = 1.0 + x * lean;
        let (u, v) = (x / depth + side / 2.0, y / depth + side / 2.0);
        let is_in = |at: f64| at >= 0.0 && at < side;
        let is_dark = if is_in(u) && is_in(v) {
            code.get_pixel(u as u32, v as u32).0[0] < 128
        } else {
            v > side + 40.0 && u as i64 % 11 < 5
        };
        let shade: usize = if is_dark { dark } else { light };
        Luma([(shade + throw(noise)).min(255) as u8])
    })
}

/// What is read without looking for squares first: as it is and as its negative, whole and at half
/// the size.
fn read(picture: &GrayImage) -> Vec<String> {
    let half = GrayImage::from_fn(picture.width() / 2, picture.height() / 2, |x, y| {
        let shade =
            |at: u32, down: u32| u32::from(picture.get_pixel(2 * x + at, 2 * y + down).0[0]);
        Luma([((shade(0, 0) + shade(1, 0) + shade(0, 1) + shade(1, 1)) / 4) as u8])
    });
    let mut codes = Vec::new();
    for mut picture in [picture.clone(), half] {
        codes.extend(Grey::of(&picture.clone().into(), 255).codes());
        image::imageops::invert(&mut picture);
        codes.extend(Grey::of(&picture.into(), 255).codes());
    }
    codes.sort();
    codes
}

#[test]
fn what_is_read_in_a_picture_is_read_after_a_look_for_squares() {
    let code = load_from_memory(&code("https://scam.example/pay?to=1")).expect("a PNG").to_luma8();
    let mut throw = dice(7);
    let mut with_code = 0;
    for number in 0..60 {
        let picture = picture(&code, &mut throw);
        let expected = read(&picture);
        let mut found = Grey::quick_codes_of(&DynamicImage::ImageLuma8(picture));
        found.sort();
        assert_eq!(found, expected, "{number}");
        with_code += usize::from(!found.is_empty());
    }
    assert!(with_code > 30, "{with_code} of 60 pictures have a code that can be read");
}
