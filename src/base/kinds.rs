//! Kinds of files, by the endings of their names and by their first bytes: which of them may be
//! published as they are, and what browsers, phones and servers would do with the others.

use std::sync::LazyLock;

use regex::Regex;

use crate::base::media;

/// What is to be thought of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Of a kind that may be published.
    Fine,
    /// Something would run it, obey it or follow it: what, as the end of “This file is …”.
    Acts(&'static str),
    /// Of a kind that nobody can look into.
    Unknown,
    /// The bytes are not what the name says: what they are, where that is known.
    Differs(Option<&'static str>),
}

/// Whether bytes begin as those of a kind do.
type Sign = fn(&[u8]) -> bool;

/// Kinds that are no text, and how their files begin.
const BINARY: [(&[&str], Sign); 20] = [
    (&["png"], |bytes| bytes.starts_with(b"\x89PNG\r\n\x1a\n")),
    (&["jpg", "jpeg"], |bytes| bytes.starts_with(b"\xff\xd8\xff")),
    (&["gif"], |bytes| bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a")),
    (&["webp"], |bytes| is_riff(bytes, b"WEBP")),
    (&["avif"], is_avif),
    (&["ico"], |bytes| bytes.starts_with(&[0, 0, 1, 0])),
    (&["woff"], |bytes| bytes.starts_with(b"wOFF")),
    (&["woff2"], |bytes| bytes.starts_with(b"wOF2")),
    (&["ttf", "otf"], |bytes| {
        bytes.starts_with(&[0, 1, 0, 0]) || bytes.starts_with(b"OTTO") || bytes.starts_with(b"true")
    }),
    (&["ttc", "otc"], |bytes| bytes.starts_with(b"ttcf")),
    (&["mp3"], |bytes| bytes.starts_with(b"ID3") || matches!(bytes, [0xFF, 0xE0..=0xFF, ..])),
    (&["aac"], |bytes| matches!(bytes, [0xFF, 0xF0..=0xF9, ..])),
    (&["m4a", "mp4", "m4v", "mov"], |bytes| is_box(bytes) && !is_avif(bytes)),
    (&["ogg", "oga", "ogv", "opus"], |bytes| bytes.starts_with(b"OggS")),
    (&["wav"], |bytes| is_riff(bytes, b"WAVE")),
    (&["flac"], |bytes| bytes.starts_with(b"fLaC")),
    (&["webm"], |bytes| bytes.starts_with(&[0x1A, 0x45, 0xDF, 0xA3])),
    (&["pdf"], |bytes| bytes.starts_with(b"%PDF-")),
    (&["docx", "xlsx", "pptx", "odt", "ods", "odp"], |bytes| bytes.starts_with(b"PK\x03\x04")),
    (&["zip"], |bytes| bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")),
];

/// Kinds that are text. Drawings, style sheets and data are looked into when they are published.
const TEXTS: [&str; 25] = [
    "txt",
    "csv",
    "tsv",
    "md",
    "markdown",
    "json",
    "jsonl",
    "geojson",
    "webmanifest",
    "vcf",
    "ics",
    "vtt",
    "srt",
    "lrc",
    "ass",
    "xml",
    "rss",
    "atom",
    "opml",
    "css",
    "svg",
    "asc",
    "sig",
    "toml",
    "yaml",
];

/// What acts, by ending, with the reason.
const ACTS: [(&[&str], &str); 7] = [
    (
        &[
            "html", "htm", "xhtml", "xht", "xhtm", "shtml", "shtm", "stm", "mht", "mhtml", "hta",
            "htc", "xsl", "xslt",
        ],
        "a web page: a browser would show it under the site's name, with whatever it runs or leads to",
    ),
    (
        &[
            "js", "mjs", "cjs", "jse", "wasm", "swf", "htaccess", "appcache", "manifest", "class",
            "jnlp",
        ],
        "a script: a browser would run it under the site's name",
    ),
    (
        &[
            "php", "php3", "php4", "php5", "php7", "php8", "phtml", "phar", "asp", "aspx", "ashx",
            "asmx", "jsp", "jspx", "cgi", "fcgi", "pl", "py", "rb", "lua", "cfm",
        ],
        "a script: many servers would run it",
    ),
    (
        &[
            "exe",
            "com",
            "scr",
            "msi",
            "msix",
            "appx",
            "appxbundle",
            "dll",
            "cpl",
            "sys",
            "jar",
            "apk",
            "apks",
            "xapk",
            "aab",
            "hap",
            "ipa",
            "dmg",
            "pkg",
            "deb",
            "rpm",
            "appimage",
            "iso",
            "img",
            "vhd",
            "chm",
            "crx",
            "xpi",
        ],
        "a program: those who open it install or run it, and nobody can see what it does",
    ),
    (
        &[
            "bat",
            "cmd",
            "ps1",
            "psm1",
            "vbs",
            "vbe",
            "wsf",
            "wsh",
            "sh",
            "bash",
            "command",
            "scpt",
            "reg",
            "inf",
            "lnk",
            "url",
            "webloc",
            "desktop",
            "scf",
            "library-ms",
            "mobileconfig",
            "rdp",
            "application",
        ],
        "a command: a computer obeys it, or follows it elsewhere, when it is opened",
    ),
    (
        &[
            "docm", "dotm", "dot", "xlsm", "xltm", "xlam", "xll", "pptm", "potm", "ppsm", "doc",
            "xls", "ppt", "rtf",
        ],
        "a document of a kind that can hold programs (macros)",
    ),
    (
        &[
            "svgz", "gz", "br", "bz2", "xz", "zst", "tar", "tgz", "rar", "7z", "cab", "arj", "lzh",
            "bin",
        ],
        "an archive that nobody can look into",
    ),
];

/// Names that servers obey, in small letters.
const OBEYED: [&str; 16] = [
    "_redirects",
    "_headers",
    "_routes.json",
    "_worker.js",
    "vercel.json",
    "now.json",
    "netlify.toml",
    "staticwebapp.config.json",
    "firebase.json",
    "wrangler.toml",
    "wrangler.json",
    "web.config",
    "nginx.conf",
    ".htaccess",
    ".htpasswd",
    ".user.ini",
];

/// Files by which search engines know who a site belongs to. All are at its root; those that end in
/// `.txt` are texts like others.
static VERIFICATION: LazyLock<Regex> = LazyLock::new(|| {
    let names = r"^(?:google|naver|pinterest-|baidu_verify_|yandex_|mailru-verification|bytedanceverify|shenma-site-verification|sogousiteverification|360_verify|mp_verify_)[0-9a-z_-]*\.html$";
    Regex::new(names).expect("a pattern")
});

/// Tags that such a file may have around its code: none that loads, links or runs.
static HARMLESS: LazyLock<Regex> = LazyLock::new(|| {
    let tags = r#"(?i)<!doctype html>|</?(?:html|head|body|title|p)>|<meta http-equiv="content-type" content="text/html; charset=utf-8" ?/?>"#;
    Regex::new(tags).expect("a pattern")
});

/// Whether a server obeys a file of this name, wherever it is.
pub fn is_obeyed(name: &str) -> bool {
    OBEYED.contains(&&*name.to_ascii_lowercase())
}

/// The ending of a name in small letters. Windows drops dots and blanks behind a name.
pub fn ending(path: &str) -> String {
    media::ending(path.trim_end_matches(['.', ' '])).to_ascii_lowercase()
}

/// What is to be thought of a file that is published at `path` as it is.
pub fn judge(path: &str, bytes: &[u8]) -> Verdict {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let ending = ending(path);
    if is_obeyed(&name) {
        return Verdict::Acts("for a server, which would obey it: it could send readers elsewhere");
    }
    // It tells GitHub Pages to publish a folder as it is.
    let is_mark = name == ".nojekyll" && bytes.is_empty();
    if is_mark || is_verification(path, bytes) {
        return Verdict::Fine;
    }
    // Servers run `a.php.txt` too.
    let inner = name.split('.').skip(1).filter(|part| ACTS[2].0.contains(part)).count();
    let acts = ACTS.iter().find(|(endings, _)| endings.contains(&&*ending));
    if let Some((_, why)) = acts.or_else(|| (inner > 0).then_some(&ACTS[2])) {
        return Verdict::Acts(why);
    }
    match sign(&ending) {
        Some(sign) if sign(bytes) => Verdict::Fine,
        Some(_) if bytes.is_empty() => Verdict::Differs(Some("empty")),
        Some(_) => Verdict::Differs(what(bytes)),
        None if TEXTS.contains(&&*ending) || ending.is_empty() => text(&ending, bytes),
        None => Verdict::Unknown,
    }
}

/// How files of an ending begin that are no text.
pub fn sign(ending: &str) -> Option<Sign> {
    BINARY.iter().find(|(endings, _)| endings.contains(&ending)).map(|(_, sign)| *sign)
}

/// A text must not be taken for a page or a drawing by a browser that is not told what it is.
fn text(ending: &str, bytes: &[u8]) -> Verdict {
    let is_markup = matches!(ending, "xml" | "rss" | "atom" | "opml" | "svg");
    match what(bytes) {
        Some("XML") if is_markup => Verdict::Fine,
        Some(what) => Verdict::Differs(Some(what)),
        None => Verdict::Fine,
    }
}

/// What bytes are, by how browsers tell (<https://mimesniff.spec.whatwg.org/>) and by the signs that
/// the crate `infer` knows.
pub fn what(bytes: &[u8]) -> Option<&'static str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if is_avif(bytes) {
        return Some("an AVIF picture");
    }
    let found = infer::get(bytes)?;
    let named = match found.mime_type() {
        "text/html" => "a web page",
        "text/xml" => "XML",
        "image/png" => "a PNG picture",
        "image/jpeg" => "a JPEG picture",
        "image/gif" => "a GIF picture",
        "image/webp" => "a WebP picture",
        "image/tiff" => "a TIFF picture",
        "image/heif" => "a HEIC picture",
        "application/pdf" => "a PDF",
        "application/zip" => "a zip",
        "application/vnd.microsoft.portable-executable" => "a program for Windows",
        mime => match mime.split('/').next() {
            Some("image") => "a picture of another kind",
            Some("audio") => "a sound",
            Some("video") => "a film",
            Some("font") => "a font",
            // A script is known by its first line, `#!`.
            Some("text") => "a script",
            _ if mime.contains("document") || mime.contains("msword") => "a document",
            _ if mime.contains("executable") || mime.contains("dex") => "a program",
            _ => "a file of another kind",
        },
    };
    Some(named)
}

/// Whether a file only shows a search engine who the site belongs to.
pub fn is_verification(path: &str, bytes: &[u8]) -> bool {
    bytes.len() <= 1024
        && VERIFICATION.is_match(&path.to_ascii_lowercase())
        && std::str::from_utf8(bytes)
            .is_ok_and(|text| !HARMLESS.replace_all(text, "").contains(['<', '>', '&']))
}

fn is_riff(bytes: &[u8], kind: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(kind)
}

/// Whether bytes are boxes, as of MP4 (ISO/IEC 14496-12).
fn is_box(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp")
}

fn is_avif(bytes: &[u8]) -> bool {
    is_box(bytes) && matches!(bytes.get(8..12), Some(b"avif" | b"avis"))
}
