//! Which output paths are safe to write on any system?

use anyhow::{Result, bail};

use crate::artifact::Artifacts;

/// The file by which an output folder is known to be ours, and so may be replaced.
pub const MARKER: &str = ".wuzha";

pub const MARKER_TEXT: &str = "Written by wuzha. Every build replaces this folder: keep nothing of your own in it.\n";

/// Checks every path. Routes are made in one place and are safe; this is the last door before the disk.
pub fn check(artifacts: &Artifacts) -> Result<()> {
    for artifact in artifacts.iter() {
        let path = artifact.path.as_str();
        if let Some(fault) = fault(path) {
            bail!("`{}`, made from `{}`, cannot be written: {fault}", path.escape_debug(), artifact.origin);
        }
    }
    Ok(())
}

/// Why a path cannot be written, if so.
fn fault(path: &str) -> Option<&'static str> {
    if path.starts_with('/') {
        return Some("it is absolute");
    }
    if path.contains('\\') {
        return Some("it holds a backslash");
    }
    if path.chars().any(char::is_control) {
        return Some("it holds a control character");
    }
    // A drive or a stream on Windows; allowed nowhere, so that a site builds the same everywhere.
    if path.contains(':') {
        return Some("it holds a colon");
    }
    if path.split('/').any(|name| matches!(name, "" | "." | "..")) {
        return Some("a part of it is empty, `.` or `..`");
    }
    if path == MARKER || path.strip_prefix(MARKER).is_some_and(|rest| rest.starts_with('/')) {
        return Some("the name is reserved");
    }
    None
}
