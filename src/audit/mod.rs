//! The audit of what was built. It opens every output with a reader of its own, knows nothing of
//! how the file was made, and reports what must not be published.
//!
//! Each file is read once. What needs two files, such as a link to a place on another page, is
//! gathered on the way and compared at the end.

pub mod address;
mod data;
mod head;
mod html;
mod links;
mod page;
mod pdf;
mod pictures;
mod styles;
pub mod tags;
mod texts;
mod twins;
mod xml;
mod zips;

use std::collections::{BTreeMap, HashSet};
use std::io::Read;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use rayon::prelude::*;

use crate::base::artifact::{Artifact, Artifacts};
use crate::base::diagnostic::Diagnostic;
use crate::base::javascript;
use crate::base::media;
use crate::base::rules::Rule;
use crate::base::source::Span;
pub use address::{Bounds, Codes};
use links::{FileIndex, Linker};
use page::HtmlPage;

/// How many of the same mistakes in different files, such as those of a template, are reported.
const SAME: usize = 5;

/// Bytes a compressed file of the search index may have when it is inflated.
const LARGEST: u64 = 256 << 20;

/// Everything that is wrong with these files, in the order of their paths.
pub fn audit(artifacts: &Artifacts, bounds: &Bounds) -> Vec<Diagnostic> {
    let files = FileIndex::new(artifacts);
    let linker = Linker { bounds, files: &files };
    let all: Vec<&Artifact> = artifacts.iter().collect();
    let is_packed = |artifact: &&Artifact| artifact.path.ends_with(".zip");
    // Files in a zip usually also exist next to it.
    let has_zip = all.iter().any(is_packed);
    let known: HashSet<&[u8]> = all
        .iter()
        .filter(|artifact| has_zip && !is_packed(artifact))
        .map(|artifact| &*artifact.bytes)
        .collect();

    let looked_at = all.par_iter().enumerate().map(|(number, artifact)| {
        match twins::original(&artifact.path).and_then(|path| artifacts.get(path)) {
            Some(original) => (
                None,
                twins::audit_compressed(
                    &Arc::from(&*artifact.path),
                    &artifact.bytes,
                    &original.bytes,
                ),
            ),
            None => look_at(&linker, number, artifact, &known),
        }
    });
    let (pages, found): (Vec<Option<HtmlPage>>, Vec<Vec<Diagnostic>>) = looked_at.unzip();
    let together = pages.par_iter().enumerate().map(|(number, page)| {
        let mut found = head::audit_alternates(&pages, number);
        found.extend(page.iter().flat_map(|page| elsewhere(page, &pages)));
        found
    });
    let together: Vec<Vec<Diagnostic>> = together.collect();
    fold(found.into_iter().chain(together).flatten().collect())
}

/// Links of a page to a place on another.
fn elsewhere(page: &HtmlPage, pages: &[Option<HtmlPage>]) -> Vec<Diagnostic> {
    let lacks = |pending: &&links::Pending| {
        // Only pages have such places: `#page=2` of a PDF is for its reader.
        pages[pending.target].as_ref().is_some_and(|target| !target.has(&pending.fragment))
    };
    let report = |pending: &links::Pending| {
        let place = pages[pending.target].as_ref().map_or("", |target| &target.file);
        links::no_anchor(&pending.fragment, &format!("`{place}`"), &page.file, pending.span)
    };
    page.pending.iter().filter(lacks).map(report).collect()
}

/// Reads one file by what its name says it is.
fn look_at<'a>(
    linker: &Linker,
    number: usize,
    artifact: &'a Artifact,
    known: &HashSet<&[u8]>,
) -> (Option<HtmlPage<'a>>, Vec<Diagnostic>) {
    let file: Arc<str> = Arc::from(&*artifact.path);
    let bytes = &artifact.bytes;
    let ending = media::ending(&file);
    let found = match ending {
        "pdf" => pdf::audit_pdf(linker, &file, bytes),
        "png" => match &linker.bounds.codes {
            Codes::Anywhere => pictures::audit_png(linker, &file, bytes, false),
            Codes::In(codes) if codes.contains(&*file) => {
                pictures::audit_png(linker, &file, bytes, true)
            }
            Codes::In(_) => Vec::new(),
        },
        "jpg" | "jpeg" | "webp" | "gif" | "ico" => Vec::new(),
        "zip" => {
            let (inside, mut found) = zips::open(&file, bytes, known);
            found.extend(
                inside.iter().flat_map(|inside| look_at(linker, usize::MAX, inside, known).1),
            );
            found
        }
        "bin" => packed(linker, &file, bytes),
        _ => match std::str::from_utf8(bytes) {
            Err(fault) => {
                let at = Span::new(fault.valid_up_to()..fault.valid_up_to());
                let hint = "Save the file as UTF-8.";
                vec![
                    Diagnostic::new(
                        Rule::MalformedOutput,
                        &file,
                        at,
                        "This file is not text in UTF-8",
                    )
                    .hint(hint),
                ]
            }
            Ok(html) if matches!(ending, "html" | "htm" | "xhtml") => {
                let (page, found) = html::audit_html(linker, &file, number, html);
                return (Some(page), found);
            }
            Ok(text) => text_file(linker, &file, ending, text),
        },
    };
    (None, found)
}

fn text_file(linker: &Linker, file: &Arc<str>, ending: &str, text: &str) -> Vec<Diagnostic> {
    let mut found = match ending {
        "xml" | "svg" | "atom" | "rss" => xml::audit_xml(linker, file, text),
        "json" | "webmanifest" => data::audit_json(linker, file, text, 0),
        "css" => styles::audit_css(linker, file, text, Span::default()),
        "txt" | "csv" => return texts::audit_text(linker, file, text),
        "js" if file.ends_with(".bin.js") => {
            return packed(linker, file, &handed_over(text));
        }
        "js" if file.ends_with(".json.js") => {
            let json = String::from_utf8_lossy(&handed_over(text)).into_owned();
            return text_file(linker, file, "json", &json);
        }
        _ if javascript::is_script(file) => {
            javascript::syntax_errors(Rule::MalformedOutput, file, text)
        }
        _ => Vec::new(),
    };
    let reported: HashSet<Span> = found.iter().map(|found| found.span).collect();
    let live = texts::live(linker, file, text).into_iter();
    found.extend(live.filter(|live| !reported.iter().any(|span| span.contains(live.span))));
    found
}

/// What a script of a folder copy holds: `wuzhaFile('…');`, in base64.
fn handed_over(script: &str) -> Vec<u8> {
    script.split('\'').nth(1).and_then(|base64| STANDARD.decode(base64).ok()).unwrap_or_default()
}

/// A part of the search index: gzip, with the words of pages among other things.
fn packed(linker: &Linker, file: &Arc<str>, bytes: &[u8]) -> Vec<Diagnostic> {
    let mut content = Vec::new();
    match GzDecoder::new(bytes).take(LARGEST + 1).read_to_end(&mut content) {
        Ok(read) if read as u64 <= LARGEST => texts::live_in_bytes(linker, file, &content),
        _ => {
            let what = "This part of the search index cannot be inflated";
            let hint = "Build again; if it stays, take the file out of static/.";
            vec![Diagnostic::new(Rule::MalformedOutput, file, Span::default(), what).hint(hint)]
        }
    }
}

/// In order, and of what is the same in many files only the first few, with how many more there
/// are.
fn fold(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    crate::base::diagnostic::sort(&mut found);
    let mut counts: BTreeMap<(Rule, String), usize> = BTreeMap::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    for one in found {
        let count = counts.entry((one.rule, one.message.clone())).or_default();
        *count += 1;
        if *count <= SAME {
            kept.push(one);
        }
    }
    for one in kept.iter_mut().rev() {
        // Reported once, with the last that is shown.
        let more = counts
            .remove(&(one.rule, one.message.clone()))
            .unwrap_or_default()
            .saturating_sub(SAME);
        if more > 0 {
            one.hint = format!("{} There are {more} more of the same.", one.hint);
        }
    }
    kept
}
