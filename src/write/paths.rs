//! Which output paths are safe to write on any system?

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use unicode_normalization::UnicodeNormalization;

use crate::base::artifact::{Artifact, Artifacts};
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::parse::characters;

/// The file by which an output folder is known to be ours, and so may be replaced.
pub const MARKER: &str = ".wuzha";

pub const MARKER_TEXT: &str =
    "Written by wuzha. Every build replaces this folder: keep nothing of your own in it.\n";

/// Checks every path. Routes are made in one place and are safe; this is the last door before the
/// disk.
pub fn check(artifacts: &Artifacts) -> Result<()> {
    for artifact in artifacts.iter() {
        if let Some(fault) = fault(&artifact.path) {
            let (path, origin) = (artifact.path.escape_debug(), artifact.made_from.escape_debug());
            bail!("`{path}`, made from `{origin}`, cannot be written: {fault}");
        }
    }
    Ok(())
}

/// The same as mistakes of an author, who chose the names of files; and names that many disks take
/// for one.
pub fn faults(artifacts: &Artifacts) -> Vec<Diagnostic> {
    let bad = artifacts.iter().filter_map(|artifact| {
        let message = format!(
            "`{}` cannot be the name of a file: {}",
            artifact.path.escape_debug(),
            fault(&artifact.path)?
        );
        let hint = "Rename it: letters, digits, hyphens and dots can be written everywhere.";
        Some(
            Diagnostic::new(Rule::BadPath, &artifact.made_from, Span::default(), message)
                .hint(hint),
        )
    });
    let mut found: Vec<Diagnostic> = bad.collect();
    found.extend(look_alikes(artifacts));
    found
}

/// Names that differ only in upper and lower case, or in how an accent is encoded. On Windows and
/// macOS they are one file.
fn look_alikes(artifacts: &Artifacts) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // By what such a disk makes of it, the name of a file or folder as it is written first.
    let mut spellings: BTreeMap<String, (&str, &Artifact)> = BTreeMap::new();
    for artifact in artifacts.iter().filter(|artifact| !is_simple(&artifact.path)) {
        let path = artifact.path.as_str();
        for end in path.match_indices('/').map(|(end, _)| end).chain([path.len()]) {
            let (name, folded) = (&path[..end], folded(&path[..end]));
            let other = match spellings.get(&folded) {
                Some(other) => Some(*other),
                // Nearly all names are simple, and look like no other simple one.
                None => {
                    artifacts.at_or_under(&folded).map(|other| (&other.path[..folded.len()], other))
                }
            };
            match other {
                Some((spelling, other)) if spelling != name => {
                    let message = format!(
                        "`{name}` and `{spelling}` of `{}` are one name on many disks",
                        other.made_from
                    );
                    let hint = "They differ only in upper and lower case or in how a letter is encoded; on Windows and macOS \
                                one would overwrite the other. Give one of the two another name.";
                    found.push(
                        Diagnostic::new(
                            Rule::DuplicateOutput,
                            &artifact.made_from,
                            Span::default(),
                            message,
                        )
                        .hint(hint),
                    );
                    // What stands in the folder need not be told again.
                    break;
                }
                Some(_) => {}
                None => drop(spellings.insert(folded, (name, artifact))),
            }
        }
    }
    found
}

fn is_simple(path: &str) -> bool {
    path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

fn folded(name: &str) -> String {
    name.nfd().flat_map(char::to_lowercase).nfc().collect()
}

/// Why a path cannot be written, if so.
fn fault(path: &str) -> Option<&'static str> {
    if path.starts_with('/') {
        return Some("it is absolute");
    }
    // Nearly every name is made of these alone.
    let is_plain = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
    if let Some(fault) = (!is_plain).then(|| bad_character(path)).flatten() {
        return Some(fault);
    }
    if path.split('/').any(|name| matches!(name, "" | "." | "..")) {
        return Some("a part of it is empty, `.` or `..`");
    }
    if path == MARKER || path.strip_prefix(MARKER).is_some_and(|rest| rest.starts_with('/')) {
        return Some("the name is reserved");
    }
    None
}

fn bad_character(path: &str) -> Option<&'static str> {
    if path.contains('\\') {
        return Some("it holds a backslash");
    }
    if path.chars().any(char::is_control) {
        return Some("it holds a control character");
    }
    if path.chars().any(characters::is_forbidden) {
        return Some(
            "it holds a character that cannot be shown, or that turns the order of the others round",
        );
    }
    // A drive or a stream on Windows; allowed nowhere, so that a site builds the same everywhere.
    if path.contains(':') {
        return Some("it holds a colon");
    }
    None
}
