//! Is the program built the way it says: stages in order, outputs apart, files small, documents
//! true?

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const MAX_LINES: usize = 400;

fn package() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Rust files under a folder, by path relative to the package.
fn rust_files(folder: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    walk(&package().join(folder), &mut files);
    assert!(!files.is_empty());
    files
}

fn walk(folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name =
                path.strip_prefix(package()).expect("inside").to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read_to_string(&path).expect("UTF-8"));
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in rust_files("src").into_iter().chain(rust_files("tests")) {
        assert!(text.starts_with("//! "), "{path} does not open with `//! `");
    }
}

#[test]
fn no_file_is_longer_than_one_can_read() {
    let long: Vec<String> = rust_files("src")
        .into_iter()
        .filter(|(_, text)| text.lines().count() > MAX_LINES)
        .map(|(path, text)| format!("{path}: {} lines", text.lines().count()))
        .collect();
    assert!(long.is_empty(), "more than {MAX_LINES} lines:\n{}", long.join("\n"));
}

/// Where each module of `lib.rs` stands. The vocabulary is one place, and so is the edge: within
/// them order does not matter.
fn stages() -> BTreeMap<String, usize> {
    let text = fs::read_to_string(package().join("src/lib.rs")).expect("lib.rs");
    let (mut stages, mut place, mut in_order) = (BTreeMap::new(), 0, false);
    for line in text.lines() {
        match line {
            "// Stages, in the order of the pipeline." => in_order = true,
            "// The edge: what a person meets." => (in_order, place) = (false, place + 1),
            _ => {}
        }
        if let Some(name) = line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')) {
            place += usize::from(in_order);
            stages.insert(name.to_owned(), place);
        }
    }
    assert!(stages.len() > 15 && place > 10, "lib.rs lists its stages: {stages:?}");
    stages
}

/// The modules that a file names as `crate::…`, comments aside.
fn imports(text: &str) -> Vec<String> {
    let code: Vec<&str> =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 1;
            let end = list.find(|c: char| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                depth == 0
            });
            let list = &list[..end.expect("the braces close")];
            let mut depth = 0;
            let parts = list.split(|c: char| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                c == ',' && depth == 0
            });
            names.extend(parts.map(|part| word(part.trim())));
        } else {
            names.push(word(rest));
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// `src/site/page.rs` → `site`.
fn module(path: &str) -> &str {
    let inner = path.strip_prefix("src/").expect("a source file");
    inner.split('/').next().map_or(inner, |first| first.trim_end_matches(".rs"))
}

#[test]
fn each_stage_knows_only_what_comes_before_it() {
    let stages = stages();
    let edge = stages["cli"];
    let mut wrong = Vec::new();
    for (path, text) in rust_files("src") {
        let Some(&own) = stages.get(module(&path)) else { continue };
        for name in imports(&text) {
            match stages.get(&name) {
                Some(&other) if other > own => {
                    wrong.push(format!("{path} names `{name}`, a later stage"))
                }
                // The pipeline itself is for the edge alone.
                None if own < edge && !["Cache", "Progress"].contains(&&*name) => {
                    wrong.push(format!("{path} names `crate::{name}`"))
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn outputs_know_nothing_of_each_other() {
    const OUTPUTS: [&str; 5] = ["html", "feeds", "share", "search", "print"];
    for (path, text) in rust_files("src") {
        let own = module(&path);
        if OUTPUTS.contains(&own) {
            for name in imports(&text) {
                assert!(
                    name == own || !OUTPUTS.contains(&&*name),
                    "{path} names the output `{name}`"
                );
            }
        }
    }
}

/// What made the files must not be asked whether they are right.
#[test]
fn the_audit_knows_nothing_of_the_writers() {
    const MAY: [&str; 6] = ["audit", "artifact", "config", "diagnostic", "language", "source"];
    for (path, text) in rust_files("src") {
        if module(&path) == "audit" {
            for name in imports(&text) {
                assert!(MAY.contains(&&*name), "{path} names `{name}`");
            }
        }
    }
}

#[test]
fn only_the_ends_of_the_pipeline_touch_the_world() {
    const MAY: [&str; 5] = ["load", "write", "serve", "commands", "cli"];
    for (path, text) in rust_files("src") {
        if MAY.contains(&module(&path)) || path == "src/print/fonts.rs" {
            continue;
        }
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            for word in [
                "std::fs",
                "fs::",
                "File::open",
                "SystemTime",
                "Command::new",
                "std::net",
                "std::env",
                "env::var",
            ] {
                let own = word == "std::env" || word == "env::var";
                assert!(
                    !line.contains(word) || (own && path == "src/report.rs"),
                    "{path} touches the world: {line}"
                );
            }
        }
    }
}

#[test]
fn documents_name_only_files_that_exist() {
    const FOLDERS: [&str; 8] =
        ["src/", "tests/", "docs/", "themes/", "content/", "benches/", "i18n/", ".ci/"];
    for document in ["ARCHITECTURE.md", "README.md", "SECURITY.md", "docs/threats.md"] {
        let Ok(text) = fs::read_to_string(package().join(document)) else { continue };
        for (number, line) in text.lines().enumerate() {
            for quoted in line.split('`').skip(1).step_by(2) {
                let path = quoted.split([':', ' ', '#']).next().unwrap_or("");
                let pattern = path.contains(['*', '<', '{', '…']);
                if FOLDERS.iter().any(|folder| path.starts_with(folder)) && !pattern {
                    assert!(
                        package().join(path).exists(),
                        "{document}:{}: there is no `{path}`",
                        number + 1
                    );
                }
            }
        }
    }
}

#[test]
fn the_front_page_of_the_crate_names_its_stages() {
    let text = fs::read_to_string(package().join("src/lib.rs")).expect("lib.rs");
    let front: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
    for stage in [
        "load", "parse", "site", "check", "html", "feeds", "share", "search", "print", "audit",
        "write",
    ] {
        assert!(front.contains(&format!("[`{stage}")), "the front page does not link `{stage}`");
    }
}
