//! The architecture as a test: layers in order, no cycles, small files, true documents.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};

use crate::support::site::package;

const MAX_LINES: usize = 400;

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
            let name = path.strip_prefix(package()).expect("inside").to_string_lossy();
            let text = fs::read_to_string(&path).expect("UTF-8");
            files.insert(name.replace('\\', "/"), text);
        }
    }
}

/// What a file of the crate names, as paths from the crate's root, and the types it makes public.
struct SourceFile {
    imports: BTreeSet<Vec<String>>,
    public_types: Vec<String>,
}

/// The files of `src`, by their module's path: `["site", "page"]`.
struct Crate {
    files: BTreeMap<Vec<String>, SourceFile>,
}

impl Crate {
    fn read() -> Crate {
        let files = rust_files("src").into_iter().filter_map(|(path, text)| {
            let module = module_of(&path)?;
            let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            let mut file = Reader { module: module.clone(), imports: BTreeSet::new() };
            file.visit_file(&syntax);
            let public_types = syntax.items.iter().filter_map(public_type).collect();
            Some((module, SourceFile { imports: file.imports, public_types }))
        });
        Crate { files: files.collect() }
    }

    /// The file that a path leads into: the longest beginning of it that is a module.
    fn file_of<'p>(&self, path: &'p [String]) -> Option<&'p [String]> {
        (1..=path.len()).rev().map(|length| &path[..length]).find(|p| self.files.contains_key(*p))
    }

    /// By file, the other files it imports from.
    fn imports(&self) -> BTreeMap<&[String], BTreeSet<&[String]>> {
        let mut graph = BTreeMap::new();
        for (module, file) in &self.files {
            let imported = file.imports.iter().filter_map(|path| self.file_of(path));
            graph.insert(
                module.as_slice(),
                imported.filter(|other| other != module).collect::<BTreeSet<_>>(),
            );
        }
        graph
    }
}

/// `src/site/page.rs` and `src/site/page/mod.rs` → `["site", "page"]`; `None` for the roots.
fn module_of(path: &str) -> Option<Vec<String>> {
    let inner = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let inner = inner.strip_suffix("/mod").unwrap_or(inner);
    (inner != "lib" && inner != "main").then(|| inner.split('/').map(str::to_owned).collect())
}

fn public_type(item: &syn::Item) -> Option<String> {
    let (visibility, name) = match item {
        syn::Item::Struct(item) => (&item.vis, &item.ident),
        syn::Item::Enum(item) => (&item.vis, &item.ident),
        syn::Item::Type(item) => (&item.vis, &item.ident),
        syn::Item::Trait(item) => (&item.vis, &item.ident),
        _ => return None,
    };
    matches!(visibility, syn::Visibility::Public(_)).then(|| name.to_string())
}

/// Collects the paths of a file that begin at the crate, at the module or at its parent.
struct Reader {
    module: Vec<String>,
    imports: BTreeSet<Vec<String>>,
}

impl Reader {
    fn add(&mut self, path: &[String]) {
        let mut absolute = match path[0].as_str() {
            "crate" => Vec::new(),
            "self" | "super" => self.module.clone(),
            // A child module, or another crate: only the former is a file.
            _ => {
                self.imports.insert([self.module.clone(), path.to_vec()].concat());
                return;
            }
        };
        for part in path {
            match part.as_str() {
                "crate" | "self" => {}
                "super" => drop(absolute.pop()),
                part => absolute.push(part.to_owned()),
            }
        }
        self.imports.insert(absolute);
    }

    fn add_tree(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.add_tree(&path.tree, &with(&path.ident)),
            syn::UseTree::Name(name) => self.add(&with(&name.ident)),
            syn::UseTree::Rename(name) => self.add(&with(&name.ident)),
            syn::UseTree::Glob(_) => self.add(before),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_tree(tree, before);
                }
            }
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_tree(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() && path.segments.len() > 1 {
            let parts: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
            self.add(&parts);
        }
        visit::visit_path(self, path);
    }
}

/// The place of each directory of `src`, from the order of `lib.rs`.
fn layers() -> BTreeMap<String, usize> {
    let text = fs::read_to_string(package().join("src/lib.rs")).expect("lib.rs");
    let modules = text.lines().filter_map(|line| line.strip_prefix("pub mod "));
    let names = modules.map(|rest| rest.trim_end_matches(';').to_owned());
    let layers: BTreeMap<String, usize> = names.zip(0..).collect();
    assert!((10..=14).contains(&layers.len()), "lib.rs lists its layers: {layers:?}");
    layers
}

#[test]
fn every_file_begins_with_what_it_holds_as_a_noun_phrase() {
    for (path, text) in rust_files("src").into_iter().chain(rust_files("tests")) {
        let Some(first) = text.lines().next().and_then(|line| line.strip_prefix("//! ")) else {
            panic!("{path} does not open with `//! `");
        };
        let sentence: Vec<&str> =
            text.lines().map_while(|line| line.strip_prefix("//! ")).collect();
        let sentence = sentence.join(" ");
        let end = sentence.find(['.', '?', ':']).unwrap_or(sentence.len());
        let is_question = sentence[end..].starts_with('?');
        assert!(!is_question, "{path} opens with a question: {first}");
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

#[test]
fn the_crate_root_is_a_short_front_page_that_links_its_stages() {
    let text = fs::read_to_string(package().join("src/lib.rs")).expect("lib.rs");
    assert!(text.lines().count() <= 100);
    let front: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
    for stage in layers().keys() {
        assert!(front.contains(&format!("[`{stage}")), "the front page does not link `{stage}`");
    }
}

#[test]
fn each_layer_imports_only_from_itself_and_earlier_ones() {
    let (layers, source) = (layers(), Crate::read());
    let mut wrong = Vec::new();
    for (file, imported) in source.imports() {
        for other in imported {
            if layers[&other[0]] > layers[&file[0]] {
                wrong.push(format!("{} imports {}", file.join("::"), other.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_imports_itself_through_others() {
    let source = Crate::read();
    let graph = source.imports();
    // Files that import nothing but files already taken away are taken away, until none is left.
    let mut left: BTreeSet<&[String]> = graph.keys().copied().collect();
    loop {
        let free: Vec<&[String]> = left
            .iter()
            .copied()
            .filter(|file| graph[file].iter().all(|other| !left.contains(other)))
            .collect();
        if free.is_empty() {
            break;
        }
        for file in free {
            left.remove(file);
        }
    }
    // Files that nothing left imports only lead into a cycle.
    while let Some(file) =
        left.iter().copied().find(|file| !left.iter().any(|other| graph[other].contains(file)))
    {
        left.remove(file);
    }
    let cycle: Vec<String> = left.iter().map(|file| file.join("::")).collect();
    assert!(cycle.is_empty(), "these files import each other: {}", cycle.join(", "));
}

#[test]
fn renderers_do_not_import_each_other() {
    let source = Crate::read();
    for (file, imported) in source.imports() {
        let [render, own, ..] = file else { continue };
        if render == "render" {
            for other in imported.iter().filter(|other| other[0] == "render") {
                assert!(other.get(1) == Some(own), "{} imports {other:?}", file.join("::"));
            }
        }
    }
}

/// What made the files must not be asked whether they are right.
#[test]
fn the_audit_imports_nothing_of_what_made_the_files() {
    let source = Crate::read();
    for (file, imported) in source.imports().into_iter().filter(|(file, _)| file[0] == "audit") {
        for other in imported {
            assert!(["audit", "base"].contains(&&*other[0]), "{file:?} imports {other:?}");
        }
    }
}

#[test]
fn no_two_public_types_have_one_name() {
    let mut owners: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, source) in Crate::read().files {
        for name in source.public_types {
            owners.entry(name).or_default().push(file.join("::"));
        }
    }
    owners.retain(|_, files| files.len() > 1);
    assert!(owners.is_empty(), "{owners:#?}");
}

#[test]
fn only_the_ends_of_the_pipeline_touch_the_world() {
    const MAY: [&str; 4] = ["src/load.rs", "src/write/", "src/cli/", "src/render/print/fonts.rs"];
    const WORLD: [&str; 8] = [
        "std::fs",
        "fs::",
        "File::open",
        "SystemTime",
        "Command::new",
        "std::net",
        "std::env",
        "env::var",
    ];
    for (path, text) in rust_files("src") {
        if MAY.iter().any(|may| path.starts_with(may)) {
            continue;
        }
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for word in WORLD {
                assert!(!line.contains(word), "{path} touches the world: {line}");
            }
        }
    }
}

#[test]
fn documents_name_only_files_that_exist() {
    // `content/`, `i18n/`, `static/` and `themes/mine/` are folders of any site.
    const FOLDERS: [&str; 6] = ["src/", "tests/", "themes/default/", "docs/", "benches/", ".ci/"];
    let mut documents = vec!["ARCHITECTURE.md".to_owned(), "README.md".to_owned()];
    documents.extend(["README.zh.md", "SECURITY.md", "CONTRIBUTING.md"].map(str::to_owned));
    for folder in ["docs", "docs/decisions"] {
        for entry in fs::read_dir(package().join(folder)).expect("a folder") {
            let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
            if name.ends_with(".md") {
                documents.push(format!("{folder}/{name}"));
            }
        }
    }
    let rustdoc = rust_files("src").into_iter().map(|(path, text)| {
        let comments = text.lines().map(|line| match line.trim_start().starts_with("//") {
            true => line,
            false => "",
        });
        (path, comments.collect::<Vec<_>>().join("\n"))
    });
    let documents = documents.into_iter().filter_map(|name| {
        let text = fs::read_to_string(package().join(&name)).ok()?;
        Some((name, text))
    });
    for (document, text) in documents.chain(rustdoc) {
        for (number, line) in text.lines().enumerate() {
            for quoted in line.split('`').skip(1).step_by(2) {
                let path = quoted.split([':', ' ', '#']).next().unwrap_or("");
                let pattern = path.contains(['*', '<', '{', '…', '[']);
                if FOLDERS.iter().any(|folder| path.starts_with(folder)) && !pattern {
                    assert!(
                        package().join(path).exists(),
                        "{document}:{}: no `{path}`",
                        number + 1
                    );
                }
            }
        }
    }
}
