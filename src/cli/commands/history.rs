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
    let commits = git(root, &["log", "--no-ext-diff", "--no-textconv", "--format=%H", "--", file])?;
    commits.lines().find_map(|commit| {
        let text = git(root, &["cat-file", "blob", &format!("{commit}:./{file}")])?;
        is_wanted(&text).then_some(text)
    })
}

/// Settings with which reading a history runs nothing, whatever the folder's own `.git/config` says:
/// no program that checks signatures, converts texts, watches files or shows pages, no hooks.
const HARMLESS: [&str; 7] = [
    "log.showSignature=false",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.sshCommand=false",
    "diff.external=",
    "protocol.allow=never",
];

fn git(root: &Path, args: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.arg("--no-pager").arg("-C").arg(root);
    for setting in HARMLESS {
        command.args(["-c", setting]);
    }
    // No object is fetched from anywhere, nothing is written, nobody is asked.
    for variable in ["GIT_NO_LAZY_FETCH", "GIT_NO_REPLACE_OBJECTS"] {
        command.env(variable, "1");
    }
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
    let output = command.args(args).output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok())?
}
