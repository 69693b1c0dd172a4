//! Published images without metadata, and texts in SVG files.

use wuzha::site::metadata::{Refused, strip, turn};

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
fn rotated_images_stay_upright_and_broken_ones_are_rejected() {
    let upright = strip(TURNED, "jpg").expect("stripped");
    assert_eq!((turn(&upright), turn(TURNED)), (6, 6));
    assert_eq!(strip(JPEG, "png"), Err(Refused::Unreadable));
    assert_eq!(strip(b"", "webp"), Err(Refused::Unreadable));
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
