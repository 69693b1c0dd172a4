//! The program as a process, and a small site in a folder of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::Value;
use tempfile::TempDir;

pub const ABOUT_ZH: &str =
    "+++\ntitle = \"关于\"\nsummary = \"关于本站。\"\n+++\n\n## 我们 {#us}\n\n你好。\n";

/// With the digest of the text above, which `wuzha check` asks for.
const ABOUT_EN: &str = "+++\ntitle = \"About\"\nsummary = \"About us.\"\n\
                        translates = \"1c1efe2c20bc\"\n+++\n\n## Us {#us}\n\nHello.\n";

/// A small complete site of one page, `pages/about`.
pub struct Site {
    folder: TempDir,
}

impl Site {
    pub fn new() -> Self {
        let site = Site { folder: tempfile::tempdir().expect("a temporary folder") };
        site.put(
            "wuzha.toml",
            "base_url = \"https://example.org\"\nlanguages = [\"zh\", \"en\"]\n\
             [title]\nzh = \"样站\"\nen = \"Sample\"\n[tagline]\nzh = \"样站\"\nen = \"Sample\"\n\
             [issuer]\nzh = \"样站\"\nen = \"Sample\"\n",
        );
        site.put("content/pages/about/page.toml", "reviewed_on = 2026-11-21\n");
        site.put("content/pages/about/zh.md", ABOUT_ZH);
        site.put("content/pages/about/en.md", ABOUT_EN);
        site
    }

    /// The same with a cache in which every sheet is typeset, so that builds are quick.
    pub fn with_cache() -> Self {
        static CACHE: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
            let site = Site::new();
            site.run(&["build", "--quiet"]).assert_quiet();
            tree(&site.root().join(".wuzha"))
        });
        let site = Site::new();
        for (path, bytes) in &*CACHE {
            put(site.root(), &format!(".wuzha/{path}"), bytes);
        }
        site
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn put(&self, path: &str, text: impl AsRef<[u8]>) {
        put(self.root(), path, text);
    }

    /// Makes an error on line 2 of `page.toml`.
    pub fn break_it(&self) {
        self.put(
            "content/pages/about/page.toml",
            "reviewed_on = 2026-11-21\nchanels = [\"phone\"]\n",
        );
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        run(&mut wuzha(self.root(), args))
    }

    /// The files of the built site.
    pub fn built(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.root().join("public"))
    }
}

/// The program in a folder, with its output piped.
pub fn wuzha(root: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wuzha"));
    command
        .args(args)
        .current_dir(root)
        .env_remove("NO_COLOR")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Exit code and output of a process that has ended.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Ran {
    /// Fails unless the process ended with 0.
    pub fn assert_success(&self) {
        assert_eq!(self.code, Some(0), "{}", self.err);
    }

    /// Fails unless the process ended with 0 and wrote nothing to standard error.
    pub fn assert_quiet(&self) {
        assert_eq!((self.code, &*self.err), (Some(0), ""));
    }
}

pub fn run(command: &mut Command) -> Ran {
    Ran::from(command.output().expect("the process runs"))
}

/// The items of a JSON array.
pub fn json(text: &str) -> Vec<Value> {
    match serde_json::from_str(text) {
        Ok(Value::Array(items)) => items,
        other => panic!("not a JSON array: {other:?} in {text:?}"),
    }
}

/// Writes a file and the folders above it.
pub fn put(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

/// Every file below a folder with its bytes, by path; nothing where there is no folder.
pub fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    if root.is_dir() {
        walk(root, root, &mut files);
    }
    files
}

fn walk(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("inside").to_string_lossy();
            files.insert(name.replace('\\', "/"), fs::read(&path).expect("a file"));
        }
    }
}
