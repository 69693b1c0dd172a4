//! Output paths that are safe to write on any system.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Result, bail};
use unicode_normalization::UnicodeNormalization;

use crate::base::artifact::{Artifact, Listing};
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::parse::characters;

/// The file that marks an output folder as written by wuzha, which so may be replaced.
pub const MARKER: &str = ".wuzha";

pub(super) const MARKER_TEXT: &str =
    "Written by wuzha. Every build replaces this folder: keep nothing of your own in it.\n";

/// Checks a path. Routes are made in one place and are safe; this is the last check before the
/// disk.
pub(super) fn check(artifact: &Artifact) -> Result<()> {
    if let Some(fault) = fault(&artifact.path) {
        let (path, origin) = (artifact.path.escape_debug(), artifact.made_from.escape_debug());
        bail!("`{path}`, made from `{origin}`, cannot be written: {fault}");
    }
    Ok(())
}

/// Whether a path can be written on any system.
pub fn is_safe(path: &str) -> bool {
    fault(path).is_none()
}

/// The same as diagnostics for the author, who chose the names of files; and names that many disks
/// do not distinguish.
pub fn faults(files: &Listing) -> Vec<Diagnostic> {
    let bad = files.iter().filter_map(|(path, origin)| {
        let why = fault(path)?;
        let message = format!("`{}` cannot be the name of a file: {why}", path.escape_debug());
        let hint = "Rename it: letters, digits, hyphens and dots can be written everywhere.";
        Some(Diagnostic::new(Rule::BadPath, origin, Span::default(), message).hint(hint))
    });
    let mut diagnostics: Vec<Diagnostic> = bad.collect();
    diagnostics.extend(look_alikes(files));
    diagnostics
}

/// Names that differ only in upper and lower case, or in how an accent is encoded. On Windows and
/// macOS they are one file.
fn look_alikes(files: &Listing) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    // The name of a file or folder as it first occurs, by what such a disk makes of it.
    let mut spellings: BTreeMap<String, (&str, &Arc<str>)> = BTreeMap::new();
    for (path, origin) in files.iter().filter(|(path, _)| !is_simple(path)) {
        for end in path.match_indices('/').map(|(end, _)| end).chain([path.len()]) {
            let (name, folded) = (&path[..end], folded(&path[..end]));
            let other = match spellings.get(&folded) {
                Some(other) => Some(*other),
                // Nearly all names are simple, and no two simple names look alike.
                None => {
                    files.at_or_under(&folded).map(|(path, origin)| (&path[..folded.len()], origin))
                }
            };
            match other {
                Some((spelling, other)) if spelling != name => {
                    diagnostics.push(look_alike(name, origin, spelling, other));
                    // The files in the folder are not reported too.
                    break;
                }
                Some(_) => {}
                None => drop(spellings.insert(folded, (name, origin))),
            }
        }
    }
    diagnostics
}

fn look_alike(name: &str, origin: &Arc<str>, spelling: &str, other: &str) -> Diagnostic {
    let message = format!("`{name}` and `{spelling}` of `{other}` are one name on many disks");
    let hint = "They differ only in upper and lower case or in how a letter is encoded; on \
                Windows and macOS one would overwrite the other. Give one of the two another name.";
    Diagnostic::new(Rule::DuplicateOutput, origin, Span::default(), message).hint(hint)
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
    if let Some(fault) = path.split('/').find_map(windows_fault) {
        return Some(fault);
    }
    if path == MARKER || path.strip_prefix(MARKER).is_some_and(|rest| rest.starts_with('/')) {
        return Some("the name is reserved");
    }
    None
}

/// Why Windows cannot write a name, or writes another. The copy on a USB stick is for Windows.
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
fn windows_fault(name: &str) -> Option<&'static str> {
    if name.ends_with(['.', ' ']) {
        return Some("Windows drops a full stop or a blank at the end of a name");
    }
    if is_device(name) {
        return Some("Windows has a device of this name");
    }
    // In the units in which Windows counts.
    if name.len() > LONGEST_NAME && name.encode_utf16().count() > LONGEST_NAME {
        return Some("a part of it is longer than 255 characters");
    }
    // Linux counts bytes.
    (name.len() > LONGEST_NAME).then_some("a part of it is longer than 255 bytes")
}

const LONGEST_NAME: usize = 255;

/// Names of devices, whatever comes after a full stop and in capitals or not.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let is = |device: &str| stem.eq_ignore_ascii_case(device);
    let numbered = |device: &str| {
        let number = stem.get(..device.len()).filter(|start| start.eq_ignore_ascii_case(device));
        let number = number.and_then(|_| stem.get(device.len()..));
        number.is_some_and(|number| {
            matches!(number.as_bytes(), [b'0'..=b'9']) || matches!(number, "¹" | "²" | "³")
        })
    };
    ["con", "prn", "aux", "nul", "conin$", "conout$"].into_iter().any(is)
        || ["com", "lpt"].into_iter().any(numbered)
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
    // Windows has other uses for them; allowed nowhere, so that a site builds the same everywhere.
    if path.contains(':') {
        return Some("it holds a colon");
    }
    if path.contains(['<', '>', '"', '|', '?', '*']) {
        return Some("it holds one of the characters < > \" | ? *, which Windows cannot write");
    }
    None
}
