//! What cameras, phones and editors hide in pictures and drawings, and what drawing them needs.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use wuzha::base::pictures;
use wuzha::site::drawing::plain;
use wuzha::site::metadata::{Refused, is_turned, strip};

fn photo(format: ImageFormat) -> Vec<u8> {
    let picture = RgbImage::from_fn(64, 48, |x, y| Rgb([x as u8 * 4, y as u8 * 5, 90]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture).write_to(&mut bytes, format).expect("memory");
    bytes.into_inner()
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

/// The picture's pixels.
fn pixels(bytes: &[u8]) -> Vec<u8> {
    let mut pixels = Vec::new();
    pictures::decode(bytes, &mut |frame| pixels.extend(frame.to_rgb8().into_raw()))
        .expect("a picture");
    pixels
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = (content.len() + 2) as u16;
    [&[0xFF, marker], &length.to_be_bytes()[..], content].concat()
}

/// A JPEG with something put where the first segment of a kind begins.
fn before(jpeg: &[u8], marker: u8, part: &[u8]) -> Vec<u8> {
    let at = jpeg.windows(2).position(|pair| pair == [0xFF, marker]).expect("a segment");
    [&jpeg[..at], part, &jpeg[at..]].concat()
}

#[test]
fn nothing_hides_in_a_jpeg() {
    let jpeg = photo(ImageFormat::Jpeg);
    let clean = strip(&jpeg, "jpg").expect("a JPEG");
    assert_eq!(pixels(&clean), pixels(&jpeg));
    assert_eq!(strip(&clean, "jpg").expect("a JPEG"), clean);
    let thumbnail = [b"JFXX\0\x13Secret", &[0; 40][..]].concat();
    let second = [&jpeg[..2], &segment(0xE1, b"Exif\0\0Secret"), &jpeg[2..]].concat();
    let mut tables = jpeg.clone();
    let at = tables.windows(2).position(|pair| pair == [0xFF, 0xDB]).expect("a table");
    let length = usize::from(u16::from_be_bytes([tables[at + 2], tables[at + 3]]));
    tables.splice(at + 2 + length..at + 2 + length, *b"Secret");
    tables[at + 2..at + 4].copy_from_slice(&((length + 6) as u16).to_be_bytes());
    for hidden in [
        [&jpeg[..], b"Secret"].concat(),
        [&jpeg[..], &second].concat(),
        [&jpeg[..], b"\0\0\0\x18ftypmp42Secret"].concat(),
        before(&jpeg, 0xDA, &segment(0xFE, b"Secret")),
        before(&jpeg, 0xD9, &segment(0xFE, b"Secret")),
        before(&jpeg, 0xD9, &segment(0xE1, b"Secret")),
        before(&jpeg, 0xDB, &segment(0xE0, &thumbnail)),
        before(&jpeg, 0xDB, &segment(0xE2, b"MPF\0Secret")),
        before(&jpeg, 0xDB, &segment(0xE2, b"ICC_PROFILE\0\x01\x01Secret")),
        before(&jpeg, 0xDB, &segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01Secret")),
        before(&jpeg, 0xDB, &segment(0xED, b"Photoshop 3.0\0Secret")),
        tables,
    ] {
        assert!(holds(&hidden, b"Secret"));
        let clean = strip(&hidden, "jpg").expect("a JPEG");
        assert!(!holds(&clean, b"Secret") && clean.ends_with(&[0xFF, 0xD9]));
        assert_eq!(pixels(&clean), pixels(&jpeg));
    }
    let filled = before(&jpeg, 0xDB, &[0xFF, 0xFF]);
    assert_eq!(pixels(&strip(&filled, "jpg").expect("a JPEG")), pixels(&jpeg));
    for length in [3, 100, jpeg.len() / 2, jpeg.len() - 2] {
        assert_eq!(strip(&jpeg[..length], "jpg"), Err(Refused::CutOff), "{length}");
    }
}

#[test]
fn a_photograph_stays_upright_and_says_nothing_else() {
    let jpeg = photo(ImageFormat::Jpeg);
    let exif = [
        &b"Exif\0\0II*\0\x08\0\0\0\x02\0"[..],
        b"\x0f\x01\x02\0\x07\0\0\0\x26\0\0\0",
        b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0",
        b"\0\0\0\0Secret\0",
    ]
    .concat();
    let clean = strip(&before(&jpeg, 0xDB, &segment(0xE1, &exif)), "jpg").expect("a JPEG");
    assert!(!holds(&clean, b"Secret"));
    assert!(!is_turned(&clean, "jpg"));
    let size = |bytes: &[u8]| wuzha::base::pictures::size(bytes).expect("a size");
    assert_eq!(size(&clean), (size(&jpeg).1, size(&jpeg).0), "it stands now");
    assert_eq!(strip(&clean, "jpg").expect("a JPEG"), clean);
}

/// A profile with a name and a curve (ICC.1).
fn profile() -> Vec<u8> {
    let mut profile = vec![0; 128];
    profile[36..40].copy_from_slice(b"acsp");
    profile[12..24].copy_from_slice(b"mntrGRAYXYZ ");
    profile[80..84].copy_from_slice(b"Secr");
    profile.extend([0, 0, 0, 2]);
    profile.extend(*b"desc\0\0\0\x9c\0\0\0\x08");
    profile.extend(*b"kTRC\0\0\0\xa4\0\0\0\x0c");
    profile.extend(*b"textSecr");
    profile.extend(*b"curv\0\0\0\0\0\0\0\0");
    let length = profile.len() as u32;
    profile[..4].copy_from_slice(&length.to_be_bytes());
    profile
}

#[test]
fn of_a_colour_profile_the_numbers_stay() {
    let jpeg = photo(ImageFormat::Jpeg);
    let part = segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", &profile()[..]].concat());
    let clean = strip(&before(&jpeg, 0xDB, &part), "jpeg").expect("a JPEG");
    assert!(!holds(&clean, b"Secr") && holds(&clean, b"kTRC") && holds(&clean, b"curv"));
    assert_eq!(strip(&clean, "jpg").expect("a JPEG"), clean);
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(name);
    sum.update(content);
    let length = content.len() as u32;
    [&length.to_be_bytes(), &name[..], content, &sum.sum().to_be_bytes()].concat()
}

#[test]
fn nothing_hides_in_a_png() {
    let png = photo(ImageFormat::Png);
    assert_eq!(strip(&png, "png").expect("a PNG"), png);
    let behind_head = 8 + 25;
    for part in [
        chunk(b"pHYs", b"Secret0123456"),
        chunk(b"gAMA", b"Secret"),
        chunk(b"fdAT", b"Secret"),
        chunk(b"fcTL", &[&b"Secret"[..], &[0; 20]].concat()),
        chunk(b"prVt", b"Secret"),
        chunk(b"iCCP", b"Secret\0\0x"),
        chunk(b"tIME", b"Secret"),
    ] {
        let hidden = [&png[..behind_head], &part, &png[behind_head..], b"Secret"].concat();
        assert_eq!(strip(&hidden, "png").expect("a PNG"), png);
    }
    // After the pixels, in the chunk that holds them.
    let at = png.windows(4).position(|name| name == b"IDAT").expect("pixels") - 4;
    let end = png.len() - 12;
    let content = [&png[at + 8..end - 4], b"Secret"].concat();
    let more =
        [&png[..at], &chunk(b"IDAT", &content), &chunk(b"IDAT", b"Secret"), &png[end..]].concat();
    assert_eq!(strip(&more, "png").expect("a PNG"), png);
    assert_eq!(strip(&png[..png.len() - 20], "png"), Err(Refused::CutOff));
}

#[test]
fn nothing_hides_in_a_webp_a_gif_and_an_icon() {
    let webp = photo(ImageFormat::WebP);
    assert_eq!(strip(&webp, "webp").expect("a WebP"), webp);
    let mut more = [&webp[..], b"XtRa\x06\0\0\0Secret"].concat();
    let length = more.len() as u32 - 8;
    more[4..8].copy_from_slice(&length.to_le_bytes());
    more.extend(b"Secret");
    assert_eq!(strip(&more, "webp").expect("a WebP"), webp);
    let gif = photo(ImageFormat::Gif);
    let clean = strip(&gif, "gif").expect("a GIF");
    let trailer = clean.len() - 1;
    let hidden =
        [&clean[..trailer], b"\x21\xfe\x06Secret\0\x21\xff\x0bXMP DataXMP\x06Secret\0;Secret"]
            .concat();
    assert_eq!(strip(&hidden, "gif").expect("a GIF"), clean);
    let png = photo(ImageFormat::Png);
    let picture = [&png[..33], &chunk(b"tEXt", b"Secret"), &png[33..]].concat();
    let mut icon = vec![0, 0, 1, 0, 1, 0, 64, 48, 0, 0, 1, 0, 32, 0];
    icon.extend((picture.len() as u32).to_le_bytes());
    icon.extend(22_u32.to_le_bytes());
    icon.extend(&picture);
    let clean = strip(&icon, "ico").expect("an icon");
    assert!(!holds(&clean, b"Secret") && clean.ends_with(&png));
}

#[test]
fn a_drawing_loses_what_its_editor_keeps_in_it() {
    let inkscape = r##"<?xml version="1.0" encoding="UTF-8"?>
<!-- Created by Secret -->
<svg width="9" viewBox="0 0 9 9" sodipodi:docname="Secret.svg" inkscape:export-filename="/home/Secret"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg"
   xmlns:svg="http://www.w3.org/2000/svg" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <sodipodi:namedview pagecolor="Secret"><inkscape:grid/></sodipodi:namedview>
  <metadata><rdf:RDF><x>Secret</x></rdf:RDF></metadata>
  <g inkscape:label="Secret" id="g1"><svg:path d="M0 0h9"/><use xlink:href="#g2"/></g>
  <text x="1" data-name="Secret">你好</text>
</svg>"##;
    let clean = plain(inkscape);
    for trace in ["Secret", "inkscape", "sodipodi", "rdf", "<!--", "metadata", "svg:"] {
        assert!(!clean.contains(trace), "{trace}: {clean}");
    }
    for kept in
        ["viewBox=\"0 0 9 9\"", "<path d=\"M0 0h9\"/>", "xlink:href=\"#g2\"", "你好", "id=\"g1\""]
    {
        assert!(clean.contains(kept), "{kept}: {clean}");
    }
    assert_eq!(plain(&clean), clean);
    let illustrator = r#"<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
  <!ENTITY ns_svg "http://www.w3.org/2000/svg">
  <!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">
]>
<svg xmlns="&ns_svg;" xmlns:i="&ns_ai;" i:viewOrigin="1 2" viewBox="0 0 9 9">
<style type="text/css">.st0{fill:#FF0000;}</style>
<switch><foreignObject requiredExtensions="&ns_ai;" width="1" height="1"><i:pgfRef/></foreignObject>
<g i:extraneous="self"><rect class="st0" width="9" height="9"/></g></switch>
<i:pgf id="adobe_illustrator_pgf">Secret</i:pgf>
</svg>"#;
    let clean = plain(illustrator);
    for trace in ["Secret", "DOCTYPE", "ENTITY", "i:", "foreignObject", "&ns"] {
        assert!(!clean.contains(trace), "{trace}: {clean}");
    }
    assert!(clean.contains("<svg xmlns=\"http://www.w3.org/2000/svg\"") && clean.contains(".st0{"));
    let jpeg = photo(ImageFormat::Jpeg);
    let with = |picture: &[u8]| {
        let data = STANDARD.encode(picture);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"data:image/jpeg;base64,{data}\"/></svg>"
        )
    };
    let clean = strip(&jpeg, "jpeg").expect("a JPEG");
    assert_eq!(plain(&with(&[&jpeg[..], b"Secret"].concat())), with(&clean));
    // What needs nothing is not touched, nor is what acts: that is refused.
    for same in [
        "<svg xmlns=\"http://www.w3.org/2000/svg\"  viewBox='0 0 1 1' ><g/></svg>\n",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"><script>x()</script></svg>",
        "<!DOCTYPE svg [<!ENTITY a \"&b;\">]><svg/>",
        "<svg",
    ] {
        assert_eq!(plain(same), same);
    }
}
