//! The strict reader of HTML, compared with `lol_html`.

use std::collections::BTreeSet;
use std::sync::Mutex;

use lol_html::{RewriteStrSettings, element, rewrite_str};
use wuzha::audit::tags::TagReader;

use crate::support::dice::dice;
use crate::support::rich::WHOLE;

/// Names and attributes of the elements.
type Tags = Vec<(String, Vec<(String, String)>)>;

const PIECES: [&str; 36] = [
    "<",
    ">",
    "/",
    "=",
    "\"",
    "'",
    " ",
    "\n",
    "a",
    "b",
    "&",
    "&amp;",
    "&#39;",
    "!",
    "--",
    "<!--",
    "-->",
    "<p",
    "<p>",
    "</p>",
    "<a href=",
    "\"x\"",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<svg>",
    "</svg>",
    "<textarea>",
    "</textarea>",
    "<br/>",
    "<img src=\"a\">",
    " id=b",
    "<!DOCTYPE html>",
    "<![CDATA[",
    "]]>",
];

fn strict(html: &str) -> Option<Tags> {
    let mut reader = TagReader::new(html, 0);
    let (mut found, mut attributes, mut is_out) = (Vec::new(), Vec::new(), true);
    while let Some(tag) = reader.next(&mut attributes).ok()? {
        // Where scripts run, the inside of `<noscript>` is text; the audit reads it all the same.
        is_out ^= tag.name == "noscript" && !tag.is_end;
        if !tag.is_end && (is_out || tag.name == "noscript") {
            let own =
                attributes.iter().map(|one| (one.name.to_ascii_lowercase(), one.value.to_owned()));
            found.push((tag.name.to_ascii_lowercase(), own.collect()));
        }
        is_out ^= tag.name == "noscript" && tag.is_end;
    }
    Some(found)
}

fn lenient(html: &str) -> Tags {
    let found = Mutex::new(Vec::new());
    let read = |element: &mut lol_html::html_content::Element| {
        let own = element.attributes().iter().map(|one| (one.name(), one.value()));
        found.lock().expect("one thread").push((element.tag_name(), own.collect()));
        Ok(())
    };
    let settings = RewriteStrSettings::new().append_element_content_handler(element!("*", read));
    rewrite_str(html, settings).expect("no handler fails");
    found.into_inner().expect("one thread")
}

fn first_of_each_name(mut tags: Tags) -> Tags {
    for (_, attributes) in &mut tags {
        let mut names = BTreeSet::new();
        attributes.retain(|(name, _)| names.insert(name.clone()));
    }
    tags
}

/// Whatever the strict reader accepts, `lol_html`, which accepts everything, reads the same way.
#[test]
fn the_strict_reader_agrees_with_lol_html() {
    let built = &*WHOLE;
    for (path, html) in built.pages() {
        assert_eq!(
            strict(html).unwrap_or_else(|| panic!("{path} is not read")),
            lenient(html),
            "{path}"
        );
    }
    // Pieces of markup in any order.
    let (mut dice, mut read) = (dice(1), 0);
    for _ in 0..200_000 {
        let mut html = String::new();
        for _ in 0..8 {
            html.push_str(PIECES[dice(PIECES.len())]);
        }
        if let Some(found) = strict(&html) {
            // Of two attributes of one name browsers keep the first; the audit reads both.
            assert_eq!(first_of_each_name(found), first_of_each_name(lenient(&html)), "{html:?}");
            read += 1;
        }
    }
    assert!(read > 5_000, "{read}");
}
