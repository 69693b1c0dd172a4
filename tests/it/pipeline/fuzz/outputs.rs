//! The audit of changed files: pages, feeds, drawings, PDFs, QR codes, zips, the index.
//!
//! A case is the name of a file, a line break, and its content: text, or a character for each byte.

use std::collections::BTreeMap;
use std::sync::Arc;

use wuzha::base::artifact::{Artifact, Artifacts};

use super::targets::assert_placed;
use crate::support::audited::{Audited, zipped};
use crate::support::rich::WHOLE;

/// Larger files take too long for millions of cases.
const LARGEST: usize = 40_000;
/// How many files of a kind are seeds: the smallest.
const EACH: usize = 4;

pub const WORDS: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&#0;",
    "&amp;",
    "\"",
    "'",
    "=",
    "<a href=\"",
    "<img src=",
    "<script>",
    "</script>",
    "<style>",
    "<svg>",
    "<base href=\"//x\">",
    " id=\"main\"",
    " onload=x",
    "javascript:",
    "data:",
    "https://bad.example/",
    "//",
    "/../",
    "%2e%2e/",
    "#main",
    "url(",
    "@import",
    "\u{0}",
    "\u{FF}",
    "stream",
    "endstream",
    "obj",
    "endobj",
    "/URI",
    "/JS",
    "/Type",
    "<<",
    ">>",
    "[",
    "]",
    "R",
    "xref",
    "trailer",
    "PK\u{3}\u{4}",
    "PK\u{1}\u{2}",
    "IHDR",
    "IDAT",
    "IEND",
    "{",
    "}",
    ",",
    ":",
    "1e999",
    "\\u0000",
    "字",
    "。",
];

fn is_text(name: &str) -> bool {
    !["pdf", "png", "zip", "bin"].iter().any(|ending| name.ends_with(ending))
}

pub fn seeds() -> Vec<String> {
    let mut by_ending: BTreeMap<&str, Vec<&Artifact>> = BTreeMap::new();
    for artifact in WHOLE.artifacts.iter().filter(|artifact| artifact.bytes.len() < LARGEST) {
        by_ending.entry(artifact.path.rsplit('.').next().unwrap_or("")).or_default().push(artifact);
    }
    let mut seeds = Vec::new();
    for mut files in by_ending.into_values() {
        files.sort_by_key(|file| (file.bytes.len(), &file.path));
        seeds.extend(files.into_iter().take(EACH).map(|file| seed(&file.path, &file.bytes)));
    }
    let page = WHOLE.artifacts.get("index.html").expect("a home page");
    seeds.push(seed("kit.zip", &zipped(&[("index.html", &page.bytes), ("a/README.txt", b"110")])));
    seeds
}

fn seed(name: &str, bytes: &[u8]) -> String {
    let text = if is_text(name) {
        String::from_utf8_lossy(bytes).into_owned()
    } else {
        bytes.iter().copied().map(char::from).collect()
    };
    format!("{name}\n{text}")
}

pub fn run(cases: &[String]) {
    for case in cases {
        let (name, text) = case.split_once('\n').unwrap_or(("a.html", case));
        let bytes: Vec<u8> = if is_text(name) {
            text.as_bytes().to_vec()
        } else {
            text.chars().map(|c| c as u32 as u8).collect()
        };
        let audited = || {
            let mut files = Artifacts::default();
            files.insert(Artifact::new(name, bytes.clone(), &Arc::from("fuzz")));
            Audited::new(files)
        };
        let found = audited().found;
        assert_eq!(found, audited().found);
        // Files in a zip have places of their own.
        let own: Vec<_> = found.into_iter().filter(|found| *found.file == *name).collect();
        assert_placed(&own, |_| Some(String::from_utf8_lossy(&bytes).into_owned()));
    }
}
