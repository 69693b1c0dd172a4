//! The audit of what was built. It opens every output with a reader of its own, knows nothing of
//! how the file was made, and reports what must not be published.
//!
//! Each file is read once, as soon as it is made.

pub mod address;
mod attributes;
mod data;
mod findings;
mod head;
mod head_tags;
mod html;
mod links;
mod office;
mod page;
mod pdf;
mod pdf_bytes;
mod pdf_text;
mod people;
mod pictures;
mod places;
mod refresh;
mod settled;
mod styles;
pub mod tags;
mod texts;
mod twins;
mod xml;
mod zips;

use std::cell::Cell;
use std::collections::{BTreeSet, HashSet};
use std::io::Read;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::base::artifact::{Artifact, Artifacts};
use crate::base::diagnostic::Diagnostic;
use crate::base::javascript;
use crate::base::kinds;
use crate::base::media;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::sync::{into_value, lock};
pub use address::{Bounds, Codes};
use findings::Findings;
use head::Pages;
use links::Linker;
use page::HtmlPage;
use places::{Known, PlaceId, Places};
use settled::Settled;
pub use twins::original;
use zips::Depth;

/// Endings of files that are XML.
const XML: [&str; 6] = ["xml", "svg", "atom", "rss", "opml", "xsl"];

/// Endings of files that are JSON.
const JSON: [&str; 3] = ["json", "webmanifest", "geojson"];

/// Bytes a compressed file of the search index may have when it is inflated.
const LARGEST: u64 = 256 << 20;

/// Looks at the files of a site, one by one and in any order, and keeps little of each: what needs
/// two files, such as a link to a place on another page, is compared at the end.
pub struct Auditor<'a> {
    bounds: &'a Bounds<'a>,
    places: Places,
    settled: Settled,
    pages: Mutex<Pages>,
    /// Contents of the files that may also be in a zip.
    known: Mutex<HashSet<Content>>,
    findings: Findings,
}

/// The SHA-256 of a file.
type Content = [u8; 32];

/// Everything that is wrong with these files, in the order of their paths.
pub fn audit(artifacts: &Artifacts, bounds: &Bounds) -> Vec<Diagnostic> {
    let auditor = Auditor::new(bounds);
    let all: Vec<&Artifact> = artifacts.iter().collect();
    let (last, first): (Vec<&Artifact>, Vec<&Artifact>) =
        all.into_iter().partition(|artifact| is_last(&artifact.path));
    for files in [first, last] {
        files.par_iter().for_each(|file| {
            match original(&file.path).and_then(|path| artifacts.get(path)) {
                Some(original) => auditor.look_at_compressed(file, &original.bytes),
                None => auditor.look_at(file),
            }
        });
    }
    auditor.finish()
}

/// Whether a file is compared with others, which must have been looked at before.
pub fn is_last(path: &str) -> bool {
    path.ends_with(".zip")
}

impl<'a> Auditor<'a> {
    pub fn new(bounds: &'a Bounds<'a>) -> Auditor<'a> {
        Auditor {
            bounds,
            places: Places::new(),
            settled: Settled::default(),
            pages: Mutex::default(),
            known: Mutex::default(),
            findings: Findings::default(),
        }
    }

    /// Looks at a file. A zip must come after the files that are also beside it.
    pub fn look_at(&self, artifact: &Artifact) {
        let file: Arc<str> = Arc::from(&*artifact.path);
        let place = self.places.add(&file);
        let (page, found) = look_at(self, Some(place), &file, &artifact.bytes);
        self.findings.extend(found);
        if let Some(page) = page {
            lock(&self.pages).insert(place, page);
        }
        if may_be_packed(&file) {
            lock(&self.known).insert(Sha256::digest(&artifact.bytes).into());
        }
    }

    /// Compares a compressed file with the one beside it.
    pub fn look_at_compressed(&self, compressed: &Artifact, original: &[u8]) {
        let file: Arc<str> = Arc::from(&*compressed.path);
        self.places.add(&file);
        self.findings.extend(twins::audit_compressed(&file, &compressed.bytes, original));
    }

    /// A file that is there and is not looked at.
    pub fn exists(&self, path: &str) {
        self.places.add(path);
    }

    /// Everything that is wrong, in the order of the paths.
    pub fn finish(self) -> Vec<Diagnostic> {
        let Auditor { bounds, places, pages, findings, .. } = self;
        let pages = into_value(pages);
        let Known { places, missing, fragments } = places.into_known();
        let path = |place: PlaceId| &*places[place.index()].0;
        if !missing.is_empty() {
            let there = places.iter().filter(|(_, is_there)| *is_there);
            let there: BTreeSet<&str> = there.map(|(path, _)| &**path).collect();
            for (place, waiting) in missing {
                for (written, at) in waiting {
                    let target = path(place);
                    findings.add(at, |at| {
                        links::missing(&written, target, &there, at).leading_to(target)
                    });
                }
            }
        }
        for (place, fragment, at) in fragments {
            // Only pages have such places: `#page=2` of a PDF is for its reader.
            if let Some(page) = pages.get(&place).filter(|page| !page.has(&fragment)) {
                let on = format!("`{}`", page.file);
                let target = path(place);
                findings.add(at, |(file, span)| {
                    links::no_anchor(&fragment, &on, &file, span).leading_to(target)
                });
            }
        }
        let address = |place| format!("{}/{}", bounds.base_url.ascii(), path(place));
        let is_there = |place: PlaceId| places[place.index()].1;
        let mut numbers: Vec<PlaceId> = pages.keys().copied().collect();
        numbers.sort_unstable();
        numbers.par_iter().for_each(|&number| {
            findings.extend(head::audit_alternates(&pages, number, is_there, address));
        });
        findings.into_diagnostics()
    }

    fn linker(&self) -> Linker<'_> {
        Linker { bounds: self.bounds, places: &self.places, settled: &self.settled }
    }

    fn is_known(&self, content: &[u8]) -> bool {
        lock(&self.known).contains::<Content>(&Sha256::digest(content).into())
    }
}

/// Whether files of this name are put into zips.
fn may_be_packed(path: &str) -> bool {
    matches!(media::ending(path), "pdf" | "png" | "txt" | "csv" | "svg")
}

/// Reads one file by what its name says it is. `place` is its own; none of one in a zip.
fn look_at(
    auditor: &Auditor,
    place: Option<PlaceId>,
    file: &Arc<str>,
    bytes: &Arc<[u8]>,
) -> (Option<HtmlPage>, Vec<Diagnostic>) {
    look_into(auditor, place, file, bytes, &Depth { zips: 1, bytes: &Cell::new(0) })
}

/// The same for a file that lies in others, as deep as that.
fn look_into(
    auditor: &Auditor,
    place: Option<PlaceId>,
    file: &Arc<str>,
    bytes: &Arc<[u8]>,
    depth: &Depth,
) -> (Option<HtmlPage>, Vec<Diagnostic>) {
    let linker = &auditor.linker();
    let ending = &*kinds::ending(file);
    if let Some(sign) = kinds::sign(ending).filter(|_| !matches!(ending, "pdf" | "zip")) {
        let found = if sign(bytes) {
            binary(auditor, file, ending, bytes, depth)
        } else {
            let hint = "Give its name the ending of what it is, or save it again.";
            let what = match kinds::what(bytes) {
                Some(is) => format!("The name of this file ends in `.{ending}`, and it is {is}"),
                None => format!("This file is not what `.{ending}` says, or it is damaged"),
            };
            vec![Diagnostic::new(Rule::MalformedOutput, file, Span::default(), what).hint(hint)]
        };
        return (None, found);
    }
    let found = match ending {
        "pdf" => pdf::audit_pdf(linker, file, bytes),
        "zip" => zips::open(file, bytes, depth, |path, content| {
            if auditor.is_known(content) {
                return Vec::new();
            }
            if let Some(found) = zips::refused(path, content) {
                return vec![found];
            }
            let (path, content) = (Arc::from(path), Arc::from(content));
            look_into(auditor, None, &path, &content, &depth.deeper()).1
        }),
        "bin" => packed(linker, file, bytes),
        _ => match simdutf8::compat::from_utf8(bytes) {
            Err(fault) => {
                let at = Span::new(fault.valid_up_to()..fault.valid_up_to());
                let hint = "If it is a text, save it as UTF-8; if not, it is of a kind that cannot be looked into.";
                let what = "This file is not text in UTF-8";
                vec![Diagnostic::new(Rule::MalformedOutput, file, at, what).hint(hint)]
            }
            Ok(_) if kinds::is_verification(file, bytes) => {
                texts::audit_text(linker, file, &String::from_utf8_lossy(bytes))
            }
            Ok(html) if matches!(ending, "html" | "htm" | "xhtml" | "xht" | "shtml") => {
                let (page, found) = html::audit_html(linker, file, place, html);
                return (Some(page), found);
            }
            Ok(text) => text_file(linker, file, ending, text),
        },
    };
    (None, found)
}

/// A file that is no text. Fonts, sounds and films hold nothing that leads elsewhere.
fn binary(
    auditor: &Auditor,
    file: &Arc<str>,
    ending: &str,
    bytes: &Arc<[u8]>,
    depth: &Depth,
) -> Vec<Diagnostic> {
    let linker = &auditor.linker();
    match ending {
        "png" | "jpg" | "jpeg" | "webp" | "gif" => match &linker.bounds.codes {
            Codes::Anywhere => pictures::audit_picture(linker, file, bytes),
            Codes::Where(is_code) if is_code(file) => pictures::audit_code(linker, file, bytes),
            Codes::Where(_) => Vec::new(),
        },
        "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" => {
            zips::open(file, bytes, depth, |path, content| {
                office::audit_part(linker, path, content)
            })
        }
        _ => Vec::new(),
    }
}

fn text_file(linker: &Linker, file: &Arc<str>, ending: &str, text: &str) -> Vec<Diagnostic> {
    let mut found = match ending {
        "svg" if matches!(linker.bounds.codes, Codes::Anywhere) => {
            let mut found = xml::audit_xml(linker, file, text);
            found.extend(pictures::audit_drawing(linker, file, text));
            found
        }
        _ if XML.contains(&ending) => xml::audit_xml(linker, file, text),
        _ if JSON.contains(&ending) => data::audit_json(linker, file, text, 0),
        "css" => styles::audit_css(linker, file, text, Span::default()),
        "txt" | "csv" => {
            let mut found = texts::audit_text(linker, file, text);
            found.extend(people::audit_text(linker, file, text));
            return found;
        }
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
    // Scripts and styles hold no words of pages; a script is as the theme has it.
    found.extend(match ending {
        "css" => Vec::new(),
        _ if javascript::is_script(file) => Vec::new(),
        _ if JSON.contains(&ending) => people::audit_json(linker, file, text),
        _ if XML.contains(&ending) => people::audit_xml(linker, file, text),
        _ => people::audit_text(linker, file, text),
    });
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
