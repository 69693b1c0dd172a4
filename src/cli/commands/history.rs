//! Earlier versions of a file, from git where the site’s folder is under it.
//!
//! git alone knows the format it keeps a history in, and whoever has one has git: a library that
//! reads it would be larger than the rest of the program.
#![allow(
    clippy::disallowed_methods,
    reason = "git is the one program that is asked, and only for old texts"
)]

use std::path::Path;
use std::process::Command;

/// The newest version of a file, relative to `root`, that `is_wanted`; none where there is no git
/// or no such version.
pub(super) fn find(root: &Path, file: &str, is_wanted: impl Fn(&str) -> bool) -> Option<String> {
    let commits = git(root, &["log", "--format=%H", "--", file])?;
    commits.lines().find_map(|commit| {
        let text = git(root, &["cat-file", "blob", &format!("{commit}:./{file}")])?;
        is_wanted(&text).then_some(text)
    })
}

fn git(root: &Path, args: &[&str]) -> Option<String> {
    let output = Command::new("git").arg("-C").arg(root).args(args).output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok())?
}
