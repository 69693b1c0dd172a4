//! Published images without metadata, and texts in SVG files.

use std::io::Cursor;

use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage};
use wuzha::site::metadata::{Refused, is_turned, strip};

use crate::support::site::{self, HTML, plain, run};

/// With Exif (a place, a time, a maker), XMP and a comment; each names “Wang”.
const JPEG: &[u8] = include_bytes!("../../pictures/named.jpg");

/// With texts, XMP and Exif.
const PNG: &[u8] = include_bytes!("../../pictures/named.png");

/// With Exif and XMP.
const WEBP: &[u8] = include_bytes!("../../pictures/named.webp");

/// A JPEG that is upright only by its Exif.
const TURNED: &[u8] = include_bytes!("../../pictures/turned.jpg");

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn metadata_is_removed_from_images() {
    for (picture, extension) in [(JPEG, "jpg"), (JPEG, "jpeg"), (PNG, "png"), (WEBP, "webp")] {
        let stripped = strip(picture, extension).expect("stripped");
        assert!(holds(picture, "Wang"), "{extension}");
        for trace in
            ["Wang", "Camera", "2026:01:02", "xmpmeta", "Exif\0", "EXIF", "eXIf", "tEXt", "iTXt"]
        {
            assert!(!holds(&stripped, trace), "{extension}: {trace}");
        }
        let size = wuzha::base::pictures::size(&stripped).expect("a picture");
        assert_eq!(size, (8, 4), "{extension}");
        assert_eq!(strip(&stripped, extension).expect("stripped again"), stripped, "{extension}");
        if extension == "png" {
            let mut reader =
                png::Decoder::new(std::io::Cursor::new(&stripped)).read_info().expect("a PNG");
            let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
            reader.next_frame(&mut pixels).expect("pixels");
            assert_eq!(pixels[..3], [20, 90, 90]);
        }
    }
}

#[test]
fn broken_images_are_rejected() {
    assert_eq!(strip(JPEG, "png"), Err(Refused::Unreadable));
    assert_eq!(strip(b"", "webp"), Err(Refused::Unreadable));
}

/// A picture of 48 × 32 pixels with a colour in each quarter: red, green, blue, white.
fn quarters() -> RgbImage {
    RgbImage::from_fn(48, 32, |x, y| {
        Rgb(match (x < 24, y < 16) {
            (true, true) => [200, 20, 20],
            (false, true) => [20, 200, 20],
            (true, false) => [20, 20, 200],
            (false, false) => [240, 240, 240],
        })
    })
}

/// How a camera that was held otherwise stores it, as the standard says: what is done to it to make
/// it upright is undone.
fn stored(upright: &RgbImage, turn: u8) -> DynamicImage {
    let upright = DynamicImage::ImageRgb8(upright.clone());
    match turn {
        2 => upright.fliph(),
        3 => upright.rotate180(),
        4 => upright.flipv(),
        5 => upright.rotate90().fliph(),
        6 => upright.rotate270(),
        7 => upright.rotate90().flipv(),
        8 => upright.rotate90(),
        _ => upright,
    }
}

/// The file of a camera, with a note of how to turn it, in either order of bytes.
fn photo(picture: &DynamicImage, format: ImageFormat, turn: u8) -> Vec<u8> {
    let mut file = Vec::new();
    picture.write_to(&mut Cursor::new(&mut file), format).expect("written");
    let exif = if turn.is_multiple_of(2) {
        [&b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"[..], &[turn, 0, 0, 0], &[0; 4]].concat()
    } else {
        [&b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01"[..], &[0, turn, 0, 0], &[0; 4]].concat()
    };
    let big = |number: usize| u32::try_from(number).expect("short").to_be_bytes();
    match format {
        ImageFormat::Jpeg => {
            let exif = [b"Exif\0\0", &exif[..]].concat();
            let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
            [&file[..2], &[0xFF, 0xE1], &length, &exif, &file[2..]].concat()
        }
        ImageFormat::Png => {
            let named = [b"eXIf", &exif[..]].concat();
            let mut sum = flate2::Crc::new();
            sum.update(&named);
            // Behind the head, which is 8 + 25 bytes.
            let chunk = [&big(exif.len())[..], &named, &sum.sum().to_be_bytes()].concat();
            [&file[..33], &chunk, &file[33..]].concat()
        }
        _ => {
            // The extended head says that there is Exif, and how large the picture is.
            let side = |length: u32| (length - 1).to_le_bytes()[..3].to_vec();
            let (width, height) = picture.dimensions();
            let head = [&b"VP8X\x0a\0\0\0\x08\0\0\0"[..], &side(width), &side(height)].concat();
            let little = |number: usize| u32::try_from(number).expect("short").to_le_bytes();
            let note = [b"EXIF", &little(exif.len())[..], &exif].concat();
            let body = [b"WEBP", &head[..], &file[12..], &note].concat();
            [b"RIFF", &little(body.len())[..], &body].concat()
        }
    }
}

/// Every way to hold a camera, in every format that notes it.
#[test]
fn a_picture_is_published_as_the_camera_meant_it() {
    let upright = quarters();
    for (format, ending) in
        [(ImageFormat::Jpeg, "jpg"), (ImageFormat::Png, "png"), (ImageFormat::WebP, "webp")]
    {
        for turn in 1..=8 {
            let file = photo(&stored(&upright, turn), format, turn);
            assert_eq!(is_turned(&file, ending), turn != 1, "{ending}, {turn}");
            let mut sources = site::sources(
                &plain("about").lead("zh", &format!("![图](p.{ending})")).to_string(),
            );
            sources.insert(&format!("content/pages/about/p.{ending}"), file.clone());
            sources.insert(&format!("static/p.{ending}"), file);
            let built = run(sources, HTML).clean();
            for path in [format!("images/pages/about/p.{ending}"), format!("p.{ending}")] {
                let shown = built.bytes(&path);
                assert!(!is_turned(shown, ending), "{path}: no engine must turn it");
                let shown = image::load_from_memory(shown).expect("a picture").to_rgb8();
                assert_eq!(shown.dimensions(), (48, 32), "{path}, {turn}");
                for at in [(6, 6), (40, 6), (6, 26), (40, 26)] {
                    let (is, wanted) = (shown.get_pixel(at.0, at.1), upright.get_pixel(at.0, at.1));
                    let near =
                        is.0.iter().zip(wanted.0).all(|(is, wanted)| is.abs_diff(wanted) < 12);
                    assert!(near, "{path}, {turn}, {at:?}: {is:?} is not {wanted:?}");
                }
            }
            assert!(
                built.html("about/index.html").contains("width=\"48\" height=\"32\""),
                "{ending}, {turn}"
            );
        }
    }
}

#[test]
fn static_images_are_published_without_metadata() {
    let mut sources = site::sources(&plain("about").to_string());
    sources.insert("static/hall.jpg", JPEG);
    sources.insert("static/notes.txt", b"Wang".to_vec());
    let built = run(sources.clone(), HTML).clean();
    let published = |path: &str| built.artifacts.get(path).expect(path).bytes.clone();
    assert!(!holds(&published("hall.jpg"), "Wang"));
    assert_eq!(&*published("notes.txt"), b"Wang");
    let cut = &TURNED[..TURNED.len() - 2];
    for (name, picture, code) in [("cut.jpg", cut, "bad-image"), ("odd.png", JPEG, "wrong-ending")]
    {
        let mut sources = sources.clone();
        sources.insert(&format!("static/{name}"), picture);
        let found = run(sources, HTML);
        assert_eq!((found.codes(), found.paths().len()), (vec![code], 0), "{name}");
    }
}

#[test]
fn texts_of_svg_files_are_checked_and_their_paths_are_not() {
    let drawing = |inner: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inner}</svg>")
    };
    let codes = |path: &str, inner: &str| -> Vec<String> {
        let mut sources = site::sources(&plain("about").to_string());
        sources.insert(path, drawing(inner).into_bytes());
        run(sources, HTML).codes().into_iter().map(str::to_owned).collect()
    };
    for path in ["static/map.svg", "content/branches/east.svg"] {
        assert_eq!(
            codes(path, "<path d=\"M13900000000 13900000000 6222020000000000000\"/>"),
            Vec::<String>::new()
        );
        for inner in [
            "<text>13900000000</text>",
            "<text>&#49;3900000000</text>",
            "<title>拨 139 0000 0000</title>",
            "<!-- 13900000000 -->",
            "<g aria-label=\"13900000000\"/>",
        ] {
            assert_eq!(codes(path, inner), ["phone-number"], "{path}: {inner}");
        }
    }
}
