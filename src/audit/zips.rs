//! The audit of zip files: safe names, and nothing in them that may not be published.

use std::cell::Cell;
use std::io::{Cursor, Read};
use std::sync::Arc;

use zip::ZipArchive;

use super::links::short;
use crate::base::diagnostic::Diagnostic;
use crate::base::kinds::{self, Verdict};
use crate::base::limits;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// Bytes of one file of a zip that are read at most.
const LARGEST: u64 = 256 << 20;

/// How far the zips are open that a file lies in.
pub(super) struct Depth<'a> {
    /// How many lie in each other.
    pub zips: usize,
    /// The bytes of all files that were unpacked.
    pub bytes: &'a Cell<u64>,
}

impl<'a> Depth<'a> {
    /// For what lies in this one.
    pub(super) fn deeper(&self) -> Depth<'a> {
        Depth { zips: self.zips + 1, bytes: self.bytes }
    }
}

/// Checks names, and looks at the files inside, one by one, with `look_at`.
pub(super) fn open(
    file: &Arc<str>,
    bytes: &[u8],
    depth: &Depth,
    look_at: impl Fn(&str, &[u8]) -> Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let error = |rule, what: String, hint: &'static str| {
        Diagnostic::new(rule, file, Span::default(), what).hint(hint)
    };
    let again = "Build again; if it stays, take the file out of static/.";
    if depth.zips > limits::ZIPS {
        let what = format!("More than {} zips lie in each other", limits::ZIPS);
        return vec![error(Rule::MalformedOutput, what, "Pack the files themselves.")];
    }
    let mut zip = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(zip) => zip,
        Err(fault) => {
            let what = format!("This zip cannot be read: {fault}");
            return vec![error(Rule::MalformedOutput, what, again)];
        }
    };
    let mut found = Vec::new();
    if zip.has_duplicate_names() || zip.has_overlapping_entries().unwrap_or(true) {
        let what = "Two files of this zip have one name or share their bytes".to_owned();
        found.push(error(Rule::UnsafeName, what, "Give each file a name of its own."));
    }
    for index in 0..zip.len() {
        let mut entry = match zip.by_index(index) {
            Ok(entry) => entry,
            Err(fault) => {
                found.push(error(
                    Rule::MalformedOutput,
                    format!("A file of this zip cannot be read: {fault}"),
                    again,
                ));
                continue;
            }
        };
        let name = entry.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        if !is_safe(&name) || entry.is_symlink() || entry.encrypted() {
            let what = format!(
                "`{}` in this zip could be unpacked to another place, or not at all",
                short(&name)
            );
            found.push(error(
                Rule::UnsafeName,
                what,
                "Use relative names without `..`, `\\` and `:`, and ordinary files.",
            ));
            continue;
        }
        let mut content = Vec::new();
        match entry.by_ref().take(LARGEST + 1).read_to_end(&mut content) {
            Ok(read) if read as u64 <= LARGEST => {}
            _ => {
                found.push(error(
                    Rule::MalformedOutput,
                    format!("`{}` in this zip cannot be read", short(&name)),
                    again,
                ));
                continue;
            }
        }
        depth.bytes.set(depth.bytes.get().saturating_add(content.len() as u64));
        if depth.bytes.get() > limits::UNZIPPED {
            let most = limits::UNZIPPED >> 20;
            let what = format!("The files of this zip are more than {most} MiB together");
            found.push(error(Rule::MalformedOutput, what, "Pack less into one zip."));
            break;
        }
        if !entry.is_dir() {
            found.extend(look_at(&format!("{file}/{name}"), &content));
        }
    }
    found
}

/// A file in a zip that would be run or obeyed where it is unpacked. Pages and scripts are looked into:
/// a copy for a folder is a zip of such.
pub(super) fn refused(path: &str, content: &[u8]) -> Option<Diagnostic> {
    let Verdict::Acts(why) = kinds::judge(path, content) else { return None };
    if matches!(&*kinds::ending(path), "html" | "js" | "bin" | "xsl" | "gz" | "br") {
        return None;
    }
    let what = format!("A file in this zip is {why}");
    let hint = "Take it out of the zip.";
    Some(Diagnostic::new(Rule::ActiveContent, &Arc::from(path), Span::default(), what).hint(hint))
}

/// Whether a name unpacks to a place below the folder, on every system.
fn is_safe(name: &str) -> bool {
    let name = name.strip_suffix('/').unwrap_or(name);
    let is_plain = |c: char| !c.is_control() && !matches!(c, '\\' | ':');
    name.chars().all(is_plain) && name.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
