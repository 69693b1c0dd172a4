//! A whole site in one string, built in memory.
//!
//! `-- content/pages/about/zh.md --` on a line of its own begins a file. What a test does not
//! write is small and valid: `wuzha.toml`, two hotlines, the built-in theme. In a translation
//! `{digest}` becomes the digest of the Chinese text beside it. An empty `.png` file becomes a
//! small picture.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use sha2::{Digest, Sha256};
use wuzha::base::artifact::Artifacts;
use wuzha::base::diagnostic::Diagnostic;
use wuzha::base::embedded;
use wuzha::base::source::SourceFiles;
use wuzha::base::url::{BaseUrl, Hosts};
use wuzha::cli::report::{self, Paint, ReportFormat};
use wuzha::pipeline::single::{self, SearchRequest};
use wuzha::pipeline::{Options, Outcome, Outputs};
use wuzha::render::print::MemoryCache;
use wuzha::render::search::results::SearchPage;

pub use crate::support::page::{Page, guide, page, plain, scam};
use crate::support::tags;

/// The folder of the repository, which is the shipped site too.
///
/// Cargo says where it is when it runs the tests: they may have been compiled in another folder.
pub fn package() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or(env!("CARGO_MANIFEST_DIR").into()).into()
}

pub const CONFIG: &str = r#"base_url = "https://example.org"
languages = ["zh", "en"]
emergency = ["police"]
allowed_hosts = ["www.gov.cn", ".example.net"]

[title]
zh = "样站"
en = "Sample"
[tagline]
zh = "认得出骗局"
en = "Spot the scam"
[issuer]
zh = "编辑组"
en = "The editors"
"#;

pub const HOTLINES: &str = r#"[[hotline]]
id = "police"
number = "110"
region = "mainland"
name = { zh = "报警电话", en = "Police" }
use = { zh = "钱已经转出去，马上打。", en = "Money has moved: call at once." }
verified_on = 2026-01-31
source = { title = { zh = "报案须知", en = "How to report" } }

[[hotline]]
id = "warning-sms"
number = "12381"
region = "mainland"
call = false
name = { zh = "预警短信", en = "Warning texts" }
use = { zh = "收到先停一停。", en = "If you get one, pause." }
verified_on = 2026-01-31
source = { title = { zh = "预警须知", en = "About warnings" } }
"#;

pub const HTML: Outputs = Outputs { html: true, search: false, print: false };
pub const HTML_AND_SEARCH: Outputs = Outputs { html: true, search: true, print: false };
pub const PRINT: Outputs = Outputs { html: false, search: false, print: true };
pub const HTML_AND_PRINT: Outputs = Outputs { html: true, search: false, print: true };
pub const EVERYTHING: Outputs = Outputs { html: true, search: true, print: true };

/// A site and what was built from it.
pub struct Built {
    pub sources: SourceFiles,
    pub outcome: Outcome,
    pub artifacts: Artifacts,
}

/// HTML and search of the site in `text`.
pub fn build(text: &str) -> Built {
    run(sources(text), HTML_AND_SEARCH)
}

/// HTML alone, which is quicker.
pub fn html(text: &str) -> Built {
    run(sources(text), HTML)
}

/// HTML of a site with one page, `pages/about`, in Chinese only, that consists of `markdown`.
pub fn lead(markdown: &str) -> Built {
    html(&plain("about").lead("zh", markdown).without("en").to_string())
}

pub fn run(sources: SourceFiles, outputs: Outputs) -> Built {
    run_at(sources, outputs, None)
}

/// The address of a site.
pub fn address(written: &str) -> BaseUrl {
    BaseUrl::parse(written).expect("an address")
}

/// Hosts that links may lead to.
pub fn hosts(written: &[&str]) -> Hosts {
    let mut hosts = Hosts::default();
    for host in written {
        hosts.add(host).expect("a host");
    }
    hosts
}

/// With another base URL than the one in `wuzha.toml`.
pub fn run_at(sources: SourceFiles, outputs: Outputs, base_url: Option<&str>) -> Built {
    run_with(sources, &Options { base_url: base_url.map(address), outputs, ..Options::default() })
}

pub fn run_with(sources: SourceFiles, options: &Options) -> Built {
    let (outcome, artifacts) = wuzha::pipeline::build(&sources, options, &(), &())
        .expect("errors of an author are diagnostics");
    Built { sources, outcome, artifacts }
}

/// With a cache of what was typeset before.
pub fn run_again(sources: SourceFiles, options: &Options, cache: &MemoryCache) -> Built {
    let (outcome, artifacts) = wuzha::pipeline::build(&sources, options, cache, &())
        .expect("errors of an author are diagnostics");
    Built { sources, outcome, artifacts }
}

/// The files of the site in `text`, defaults and theme included.
pub fn sources(text: &str) -> SourceFiles {
    let mut sources = SourceFiles::default();
    embedded::add_default_theme(&mut sources);
    sources.insert("wuzha.toml", CONFIG.as_bytes());
    sources.insert("content/hotlines.toml", HOTLINES.as_bytes());
    let files = files(text);
    for (path, text) in &files {
        let source =
            path.rsplit_once('/').and_then(|(folder, _)| files.get(&*format!("{folder}/zh.md")));
        let text = match source {
            Some(source) if text.contains("{digest}") => text.replace("{digest}", &digest(source)),
            _ => text.clone(),
        };
        let picture = path.ends_with(".png") && text.trim().is_empty();
        sources.insert(path, if picture { png(16, 9) } else { text.into_bytes() });
    }
    sources
}

pub fn files(text: &str) -> BTreeMap<&str, String> {
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    let mut current = None;
    for line in text.split_inclusive('\n') {
        let name = line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
        match (name, current) {
            (Some(name), _) => {
                assert!(
                    files.insert(name, String::new()).is_none(),
                    "`{name}` is in the site twice"
                );
                current = Some(name);
            }
            (None, Some(name)) => files.get_mut(name).expect("begun above").push_str(line),
            (None, None) => assert!(
                line.trim().is_empty(),
                "a site begins with `-- path --`, not with {line:?}"
            ),
        }
    }
    files
}

/// What a translation names as its original: twelve hexadecimal digits of SHA-256 over the lines,
/// without blanks at their ends.
pub fn digest(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
    let bytes = Sha256::digest(format!("{}\n", lines.join("\n")));
    bytes.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

impl Built {
    /// Fails the test where the site has an error.
    pub fn clean(self) -> Self {
        assert!(!self.has_errors(), "the site has errors:\n{}", self.diagnostics_short());
        self
    }

    pub fn has_errors(&self) -> bool {
        self.outcome.diagnostics.iter().any(wuzha::base::diagnostic::Diagnostic::is_error)
    }

    /// Fails where another build differs in a byte.
    pub fn assert_same(&self, other: &Built) {
        assert_eq!(self.paths(), other.paths());
        for path in self.paths() {
            assert!(self.bytes(path) == other.bytes(path), "{path} is not the same");
        }
        assert_eq!(self.diagnostics_short(), other.diagnostics_short());
    }

    pub fn has(&self, path: &str) -> bool {
        self.artifacts.get(path).is_some()
    }

    pub fn bytes(&self, path: &str) -> &[u8] {
        let found = self.artifacts.get(path);
        &found
            .unwrap_or_else(|| {
                panic!("no `{path}`\n{}{}", self.diagnostics_short(), self.paths().join("\n"))
            })
            .bytes
    }

    pub fn text(&self, path: &str) -> &str {
        std::str::from_utf8(self.bytes(path)).unwrap_or_else(|_| panic!("`{path}` is not UTF-8"))
    }

    pub fn html(&self, path: &str) -> &str {
        self.text(path)
    }

    /// The `<main>` of a page.
    pub fn main(&self, path: &str) -> &str {
        tags::element(self.html(path), "main")
    }

    pub fn paths(&self) -> Vec<&str> {
        self.artifacts.iter().map(|artifact| &*artifact.path).collect()
    }

    /// Every HTML file, by path.
    pub fn pages(&self) -> BTreeMap<&str, &str> {
        let html = self.paths().into_iter().filter(|path| path.ends_with(".html"));
        html.map(|path| (path, self.html(path))).collect()
    }

    /// The answer of `wuzha search` to a query, in one language.
    pub fn search(&self, language: &str, query: &str) -> SearchPage {
        let question = SearchRequest {
            query,
            language: Some(language),
            limit: 10,
            ..SearchRequest::default()
        };
        single::search(&self.sources, &question).expect("an answer").expect("no errors")
    }

    /// `file:line:column: severity[code] message`, a line each.
    pub fn diagnostics_short(&self) -> String {
        report::render(&self.outcome.diagnostics, &self.sources, ReportFormat::Short, Paint::Plain)
    }

    /// The rules that were broken, in order.
    pub fn codes(&self) -> Vec<&str> {
        self.outcome.diagnostics.iter().map(|found| found.rule.id()).collect()
    }

    /// The diagnostic; fails where there is none or another.
    pub fn only(&self) -> &Diagnostic {
        only(&self.outcome.diagnostics)
    }
}

/// The one item; fails where there is none or another.
pub fn only<T: fmt::Debug>(items: &[T]) -> &T {
    let [item] = items else { panic!("not one: {items:#?}") };
    item
}

/// Several pages as one site.
pub fn site(pages: impl IntoIterator<Item = Page>) -> String {
    pages.into_iter().map(|page| page.to_string()).collect()
}

/// The default configuration with some lines replaced or added, `base_url = …` for instance.
pub fn config(lines: &str) -> String {
    let own: Vec<&str> =
        lines.lines().filter_map(|line| line.split_once('=')).map(|(key, _)| key.trim()).collect();
    let kept = CONFIG
        .lines()
        .filter(|line| !line.split_once('=').is_some_and(|(key, _)| own.contains(&key.trim())));
    format!("-- wuzha.toml --\n{lines}\n{}\n", kept.collect::<Vec<_>>().join("\n"))
}

/// A black picture; with a width or height of 0, only its header claims that size.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    if width == 0 || height == 0 {
        let mut bytes = png(1, 1);
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        return bytes;
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&vec![0; (width * height) as usize]).expect("pixels");
    writer.finish().expect("an end");
    bytes
}

/// Width and height of a PNG file.
pub fn png_size(bytes: &[u8]) -> (u32, u32) {
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}
