//! Output paths that are safe to write on any system.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use unicode_normalization::UnicodeNormalization;

use crate::base::artifact::{Artifact, Artifacts};
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::parse::characters;

/// The file that marks an output folder as written by wuzha, which so may be replaced.
pub const MARKER: &str = ".wuzha";

pub(super) const MARKER_TEXT: &str =
    "Written by wuzha. Every build replaces this folder: keep nothing of your own in it.\n";

/// Checks every path. Routes are made in one place and are safe; this is the last check before the
/// disk.
pub(super) fn check(artifacts: &Artifacts) -> Result<()> {
    for artifact in artifacts.iter() {
        if let Some(fault) = fault(&artifact.path) {
            let (path, origin) = (artifact.path.escape_debug(), artifact.made_from.escape_debug());
            bail!("`{path}`, made from `{origin}`, cannot be written: {fault}");
        }
    }
    Ok(())
}

/// The same as diagnostics for the author, who chose the names of files; and names that many disks
/// do not distinguish.
pub fn faults(artifacts: &Artifacts) -> Vec<Diagnostic> {
    let bad = artifacts.iter().filter_map(|artifact| {
        let message = format!(
            "`{}` cannot be the name of a file: {}",
            artifact.path.escape_debug(),
            fault(&artifact.path)?
        );
        let hint = "Rename it: letters, digits, hyphens and dots can be written everywhere.";
        let diagnostic =
            Diagnostic::new(Rule::BadPath, &artifact.made_from, Span::default(), message);
        Some(diagnostic.hint(hint))
    });
    let mut diagnostics: Vec<Diagnostic> = bad.collect();
    diagnostics.extend(look_alikes(artifacts));
    diagnostics
}

/// Names that differ only in upper and lower case, or in how an accent is encoded. On Windows and
/// macOS they are one file.
fn look_alikes(artifacts: &Artifacts) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    // The name of a file or folder as it first occurs, by what such a disk makes of it.
    let mut spellings: BTreeMap<String, (&str, &Artifact)> = BTreeMap::new();
    for artifact in artifacts.iter().filter(|artifact| !is_simple(&artifact.path)) {
        let path = artifact.path.as_str();
        for end in path.match_indices('/').map(|(end, _)| end).chain([path.len()]) {
            let (name, folded) = (&path[..end], folded(&path[..end]));
            let other = match spellings.get(&folded) {
                Some(other) => Some(*other),
                // Nearly all names are simple, and no two simple names look alike.
                None => {
                    artifacts.at_or_under(&folded).map(|other| (&other.path[..folded.len()], other))
                }
            };
            match other {
                Some((spelling, other)) if spelling != name => {
                    diagnostics.push(look_alike(name, artifact, spelling, other));
                    // The files in the folder are not reported too.
                    break;
                }
                Some(_) => {}
                None => drop(spellings.insert(folded, (name, artifact))),
            }
        }
    }
    diagnostics
}

fn look_alike(name: &str, artifact: &Artifact, spelling: &str, other: &Artifact) -> Diagnostic {
    let message =
        format!("`{name}` and `{spelling}` of `{}` are one name on many disks", other.made_from);
    let hint = "They differ only in upper and lower case or in how a letter is encoded; on \
                Windows and macOS one would overwrite the other. Give one of the two another name.";
    Diagnostic::new(Rule::DuplicateOutput, &artifact.made_from, Span::default(), message).hint(hint)
}

fn is_simple(path: &str) -> bool {
    path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

/// A name as a disk compares it that ignores case and the encoding of accents.
fn folded(name: &str) -> String {
    name.nfd().flat_map(char::to_lowercase).nfc().collect()
}

/// Why a path cannot be written; none if it can.
fn fault(path: &str) -> Option<&'static str> {
    if path.starts_with('/') {
        return Some("it is absolute");
    }
    // Nearly every name consists of these alone.
    let is_plain = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
    if !is_plain && let Some(fault) = bad_character(path) {
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
            "it holds a character that cannot be shown, or that reverses the order of the others",
        );
    }
    // A drive or a stream on Windows; allowed nowhere, so that a site builds the same everywhere.
    if path.contains(':') {
        return Some("it holds a colon");
    }
    None
}
