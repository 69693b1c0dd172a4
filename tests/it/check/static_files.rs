//! Files in `static/`, logos and pictures: which are published, which are refused, and why.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::imageops::{FilterType, overlay, resize};
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgba, RgbaImage, load_from_memory};
use wuzha::base::kinds::{Verdict, judge};

use crate::support::audited::code;
use crate::support::page::Page;
use crate::support::site::{self, HTML, config, plain, run};

/// The rules that a site breaks with these files.
fn codes_with(files: &[(&str, &[u8])]) -> Vec<String> {
    let mut sources = site::sources(&plain("about").to_string());
    for (path, bytes) in files {
        sources.insert(path, bytes.to_vec());
    }
    run(sources, HTML).codes().into_iter().map(str::to_owned).collect()
}

#[test]
fn what_acts_is_refused_whatever_its_name_looks_like() {
    for name in [
        "a.html",
        "A.HTM",
        "a.xHt",
        "a.shtml",
        "a.Js",
        "b.mjs",
        "a.wasm",
        "a.hta",
        "a.PHP",
        "a.php.txt",
        "a.bat",
        "a.apk",
        "a.url",
        "a.lnk",
        "a.inf",
        "a.exe ",
        "a.exe.",
        "a.docm",
        "_redirects",
        "x/_Headers",
        ".htaccess",
        "vercel.json",
        "a.mobileconfig",
        "a.swf",
        "a.jar",
        "a.xsl",
    ] {
        assert!(matches!(judge(name, b"x"), Verdict::Acts(_)), "{name}");
    }
    for name in ["a.xyz", "a.tiff", "a.heic"] {
        assert_eq!(judge(name, b"x"), Verdict::Unknown, "{name}");
    }
    for (name, bytes) in [
        ("a.txt", &b" \n<!DOCTYPE html><p>"[..]),
        ("a.vcf", b"<html >"),
        ("a.csv", b"\xef\xbb\xbf<script>"),
        ("a.md", b"<!-- "),
        ("a.txt", b"<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>"),
        ("LICENSE", b"#!/bin/sh\n"),
        ("a.png", b"\xff\xd8\xff\xe0"),
        ("a.woff", b"wOF2"),
        ("a.pdf", b"x%PDF-1.4"),
        ("a.mp3", b"MZ\x90\0"),
    ] {
        assert!(matches!(judge(name, bytes), Verdict::Differs(_)), "{name} {bytes:?}");
    }
    for (name, bytes) in [
        ("a.txt", &b"x"[..]),
        (".well-known/security.txt", b"Contact: x"),
        (".well-known/assetlinks", b"{}"),
        ("MP_verify_a1.txt", b"a1"),
        ("google0123456789abcdef.html", b"google-site-verification: google0123456789abcdef.html"),
        ("baidu_verify_codeva-A1b2.html", b"0123456789abcdef"),
        ("yandex_0123.html", b"<html>\n<head>\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\">\n</head>\n<body>Verification: 0123</body>\n</html>"),
        ("ByteDanceVerify.html", b"x"),
        ("BingSiteAuth.xml", b"<?xml version=\"1.0\"?><users><user>0123</user></users>"),
        (".nojekyll", b""),
        ("a.JSON", b"{}"),
        ("song.mp3", b"ID3\x03"),
        ("a.TTF", b"\0\x01\0\0"),
    ] {
        assert_eq!(judge(name, bytes), Verdict::Fine, "{name}");
    }
    for (name, bytes) in [
        ("google01.html", &b"<script>x</script>"[..]),
        ("google01.html", b"<meta http-equiv=refresh content=0>"),
        ("a/google01.html", b"x"),
        ("googles.evil.html", b"x"),
    ] {
        assert!(matches!(judge(name, bytes), Verdict::Acts(_)), "{name}");
    }
}

#[test]
fn files_of_static_are_published_or_named() {
    assert_eq!(codes_with(&[("static/go.HTML", b"<p>x")]), ["unsafe-file"]);
    assert_eq!(codes_with(&[("static/song.mp3", b"x")]), ["wrong-ending"]);
    assert_eq!(codes_with(&[("static/a.png", b"")]), ["wrong-ending"]);
    assert_eq!(codes_with(&[("static/CNAME", b"example.org\n")]), [""; 0]);
    assert_eq!(codes_with(&[("static/CNAME", b"scam.example")]), ["unsafe-file"]);
    assert_eq!(
        codes_with(&[("static/film.mp4", b"\0\0\0\x18ftypmp42\xa9xyz+30+120")]),
        ["unsafe-file"]
    );
    assert_eq!(
        codes_with(&[("static/a.xml", b"<h xmlns=\"http://www.w3.org/1999/xhtml\"/>")]),
        ["active-content"]
    );
    let fine: [(&str, &[u8]); 4] = [
        ("static/song.mp3", b"ID3\x03\xff"),
        ("static/a.woff2", b"wOF2\0\xff"),
        ("static/baidu_verify_x1.html", b"x1"),
        (
            "static/a.svg",
            b"<!DOCTYPE svg><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:a=\"b\"><a:x/></svg>",
        ),
    ];
    assert_eq!(codes_with(&fine), [""; 0]);
}

fn encoded(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("memory");
    bytes.into_inner()
}

/// A picture of a size, of a photograph's many shades.
fn shades(width: u32, height: u32) -> GrayImage {
    GrayImage::from_fn(width, height, |x, y| Luma([((x * 7 + y * 3) % 97 + 120) as u8]))
}

#[test]
fn a_strange_code_is_found_in_any_picture() {
    let png = code("https://scam.example/pay");
    let plain = load_from_memory(&png).expect("a PNG").to_luma8();
    let mut inverted = plain.clone();
    image::imageops::invert(&mut inverted);
    let mut small = shades(1600, 1200);
    overlay(&mut small, &resize(&plain, 110, 110, FilterType::Triangle), 1203, 77);
    let alpha = |dark: u8, keep: u8| {
        RgbaImage::from_fn(plain.width(), plain.height(), |x, y| {
            let is_kept = (plain.get_pixel(x, y).0[0] < 128) == (keep == 1);
            Rgba([dark, dark, dark, if is_kept { 255 } else { 0 }])
        })
    };
    let tilted = GrayImage::from_fn(400, 400, |x, y| {
        let (x, y) = (f64::from(x) - 200.0, f64::from(y) - 200.0);
        let (sin, cos) = 0.4_f64.sin_cos();
        let side = f64::from(plain.width());
        let (u, v) = (x * cos + y * sin + side / 2.0, y * cos - x * sin + side / 2.0);
        let is_in = |at: f64| at >= 0.0 && at < side;
        if is_in(u) && is_in(v) { *plain.get_pixel(u as u32, v as u32) } else { Luma([200]) }
    });
    let luma = |picture: &GrayImage| DynamicImage::ImageLuma8(picture.clone());
    let rgb = |picture: &GrayImage| DynamicImage::ImageRgb8(luma(picture).to_rgb8());
    let pictures = [
        ("png", encoded(luma(&plain), ImageFormat::Png)),
        ("jpg", encoded(rgb(&plain), ImageFormat::Jpeg)),
        ("webp", encoded(rgb(&plain), ImageFormat::WebP)),
        ("gif", encoded(rgb(&plain), ImageFormat::Gif)),
        ("jpg", encoded(rgb(&inverted), ImageFormat::Jpeg)),
        ("jpg", encoded(rgb(&small), ImageFormat::Jpeg)),
        ("png", encoded(luma(&tilted), ImageFormat::Png)),
        ("png", encoded(alpha(0, 1).into(), ImageFormat::Png)),
        ("png", encoded(alpha(255, 0).into(), ImageFormat::Png)),
        ("webp", encoded(alpha(255, 0).into(), ImageFormat::WebP)),
    ];
    for (number, (ending, bytes)) in pictures.iter().enumerate() {
        let path = format!("static/a.{ending}");
        assert_eq!(codes_with(&[(&path, bytes)]), ["strange-code"], "{number} {path}");
    }
    let beside = codes_with(&[("content/pages/about/a.jpg", &pictures[1].1)]);
    assert_eq!(beside, ["strange-code"]);
    let own = code("https://example.org/about/");
    assert_eq!(codes_with(&[("static/a.png", &own)]), [""; 0]);
    for other in [
        "https://example.org.scam.example/",
        "https://example.org@scam.example/",
        "http://example.org/",
    ] {
        assert_eq!(codes_with(&[("static/a.png", &code(other))]), ["strange-code"], "{other}");
    }
    // A drawing of the same modules.
    let module = |x: u32, y: u32| plain.get_pixel(x * 8 + 4, y * 8 + 4).0[0] < 128;
    let side = plain.width() / 8;
    let path: String = (0..side * side)
        .map(|at| (at % side, at / side))
        .filter(|&(x, y)| module(x, y))
        .map(|(x, y)| format!("M{x} {y}h1v1h-1z"))
        .collect();
    for colour in ["black", "white"] {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\"><path fill=\"{colour}\" d=\"{path}\"/></svg>"
        );
        assert_eq!(codes_with(&[("static/a.svg", svg.as_bytes())]), ["strange-code"], "{colour}");
    }
}

#[test]
fn pictures_are_opened_and_logos_are_small() {
    let png = site::png(64, 64);
    let whole = encoded(
        DynamicImage::ImageRgb8(DynamicImage::ImageLuma8(shades(99, 99)).to_rgb8()),
        ImageFormat::Jpeg,
    );
    let bomb = site::png(9000, 9000);
    let large = site::png(3000, 3000);
    let svg = |inner: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inner}</svg>")
    };
    let embedded = |picture: &[u8]| {
        format!("<image href=\"data:image/png;base64,{}\"/>", STANDARD.encode(picture))
    };
    assert_eq!(codes_with(&[("static/a.svg", svg(&embedded(&png)).as_bytes())]), [""; 0]);
    let laughs = (1..12).fold(String::from("<g id=\"a0\"><path/></g>"), |text, n| {
        text + &format!("<g id=\"a{n}\">{}</g>", format!("<use href=\"#a{}\"/>", n - 1).repeat(10))
    });
    let filter = svg(
        "<filter id=\"f\"><feTurbulence numOctaves=\"99999999\"/></filter><rect filter=\"url(#f)\"/>",
    );
    for (path, bytes) in [
        ("static/a.png", &png[..png.len() / 2]),
        ("static/a.jpg", &whole[..whole.len() / 2]),
        ("static/a.png", &bomb),
        ("content/branches/east.png", &large),
        ("content/branches/east.PNG", &png[..40]),
        ("content/branches/east.svg", &vec![b' '; 2 << 20]),
        ("content/branches/east.svg", filter.as_bytes()),
        ("content/branches/east.svg", svg("<rect style=\"filter: blur(99px)\"/>").as_bytes()),
        ("content/branches/east.svg", svg(&"<g>".repeat(3000)).as_bytes()),
        ("content/branches/east.svg", b"\x1f\x8b\x08"),
        ("content/branches/east.svg", b"<!DOCTYPE svg [<!ENTITY a \"&b;\">]><svg/>"),
        ("static/a.svg", svg(&embedded(&bomb)).as_bytes()),
        ("static/a.svg", svg("<image href=\"data:image/png,%89PNG\"/>").as_bytes()),
        ("static/a.svg", svg("<image href=\"data:image/svg+xml;base64,PHN2Zy8+\"/>").as_bytes()),
        ("static/a.svg", svg(&"<g opacity=\"0.5\"/>".repeat(20_000)).as_bytes()),
        ("static/a.svg", svg(&laughs).as_bytes()),
        ("static/a.svg", filter.as_bytes()),
    ] {
        let found = codes_with(&[(path, bytes)]);
        assert!(found.contains(&"bad-image".to_owned()), "{path}: {found:?}");
    }
    assert_eq!(codes_with(&[("content/branches/east.png", &png)]), [""; 0]);
}

#[test]
fn a_letter_with_many_marks_is_refused() {
    let with = |marks: usize| {
        let text = format!("字a{}", "\u{301}".repeat(marks));
        let facts = format!("[[sources]]\nid = \"a\"\ntitle = {{ zh = \"{text}\" }}");
        let page = |page: Page| run(site::sources(&page.to_string()), HTML);
        let (lead, title) =
            (page(plain("about").lead("zh", &text)), page(plain("about").facts(&facts)));
        [lead, title].map(|built| built.codes().contains(&"bad-character"))
    };
    assert_eq!(with(8), [false, false]);
    assert_eq!(with(9), [true, true]);
    assert_eq!(with(20_000), [true, true]);
}

#[test]
fn a_site_may_be_at_an_address_of_numbers() {
    for address in ["https://[::1]", "https://[2001:db8::1]:8080/x"] {
        let settings = config("").replace("https://example.org", address);
        let built = run(site::sources(&(settings + &plain("about").to_string())), HTML);
        assert_eq!(built.codes(), [""; 0], "{address}");
    }
}
