//! How does a test say what a site is? A whole site in one string, built in memory.
//!
//! `-- content/pages/about/zh.md --` on a line of its own begins a file. What a test does not say
//! is small and right: `wuzha.toml`, two hotlines, the built-in theme. In a translation `{digest}`
//! stands for the digest of the source text beside it, and a `.png` file with nothing in it for a
//! small picture.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use wuzha::base::embedded;
use wuzha::base::source::SourceFiles;
use wuzha::base::url::{BaseUrl, Hosts};
use wuzha::base::vocabulary::{Kind, Vocabulary};
use wuzha::cli::report;
use wuzha::cli::report::{Format, Paint};
use wuzha::pipeline::{Options, Outcome, Outputs};

use crate::support::tags;

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

/// The short texts of a scam that says nothing else.
const SHORT_ZH: &str = r#"[short]
led = "有人要你转账，先问问家人"
sms = "有人要你转账，先问问家人。已经转了，马上拨打110。"
atm = ["有人要你转账？", "先问问家人"]
broadcast = "有人要你转账，先问问家人。已经转了，拨打110。记住，拨打110。"
"#;

const SHORT: &str = r#"[short]
led = "Asked to pay? Ask your family first"
sms = "Asked to pay? Ask your family first. Paid? Call 110 now."
atm = ["Asked to pay?", "Ask your family first"]
broadcast = "If someone wants a transfer, ask your family first. Already paid? Call 110. That is 110."
"#;

pub const HTML: Outputs = Outputs { html: true, search: false, print: false };
pub const HTML_AND_SEARCH: Outputs = Outputs { html: true, search: true, print: false };
pub const PRINT: Outputs = Outputs { html: false, search: false, print: true };
pub const HTML_AND_PRINT: Outputs = Outputs { html: true, search: false, print: true };
pub const EVERYTHING: Outputs = Outputs { html: true, search: true, print: true };

/// A site and what came of it.
pub struct Built {
    pub sources: SourceFiles,
    pub outcome: Outcome,
}

/// HTML and search of the site in `text`.
pub fn build(text: &str) -> Built {
    run(sources(text), HTML_AND_SEARCH)
}

/// HTML alone: quicker, for tests that ask nothing else.
pub fn html(text: &str) -> Built {
    run(sources(text), HTML)
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

/// For another address than the one in `wuzha.toml`.
pub fn run_at(sources: SourceFiles, outputs: Outputs, base_url: Option<&str>) -> Built {
    run_with(sources, &Options { base_url: base_url.map(address), outputs, ..Options::default() })
}

pub fn run_with(sources: SourceFiles, options: &Options) -> Built {
    let outcome = wuzha::pipeline::build(&sources, options, &|_| None, &())
        .expect("a build never fails for an author's mistake");
    Built { sources, outcome }
}

/// With what was typeset before.
pub fn run_again(
    sources: SourceFiles,
    options: &Options,
    kept: &BTreeMap<String, Arc<[u8]>>,
) -> Built {
    let cache = |digest: &str| kept.get(digest).cloned();
    let outcome = wuzha::pipeline::build(&sources, options, &cache, &())
        .expect("a build never fails for an author's mistake");
    Built { sources, outcome }
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
                    "`{name}` stands twice in the site"
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

/// What a translation names as its source: twelve hexadecimal digits of SHA-256 over the lines,
/// without what blanks stand at their ends.
pub fn digest(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
    let bytes = Sha256::digest(format!("{}\n", lines.join("\n")));
    bytes.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

impl Built {
    /// Fails the test where the site has an error.
    pub fn clean(self) -> Self {
        let errors = self.outcome.diagnostics.iter().any(|found| found.is_error());
        assert!(!errors, "the site has errors:\n{}", self.diagnostics_short());
        self
    }

    pub fn has(&self, path: &str) -> bool {
        self.outcome.artifacts.get(path).is_some()
    }

    pub fn bytes(&self, path: &str) -> &[u8] {
        let found = self.outcome.artifacts.get(path);
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
        self.outcome.artifacts.iter().map(|artifact| &*artifact.path).collect()
    }

    /// Every HTML file, by path.
    pub fn pages(&self) -> BTreeMap<&str, &str> {
        let html = self.paths().into_iter().filter(|path| path.ends_with(".html"));
        html.map(|path| (path, self.html(path))).collect()
    }

    /// `file:line:column: severity[code] message`, a line each.
    pub fn diagnostics_short(&self) -> String {
        report::render(&self.outcome.diagnostics, &self.sources, Format::Short, Paint::Plain)
    }

    /// The rules that were broken, in order.
    pub fn codes(&self) -> Vec<&str> {
        self.outcome.diagnostics.iter().map(|found| found.rule.id()).collect()
    }
}

/// A valid page in Chinese and English, to be changed where a test needs it.
#[derive(Clone)]
pub struct Page {
    kind: Kind,
    id: String,
    facts: String,
    texts: BTreeMap<String, Text>,
}

#[derive(Clone)]
struct Text {
    title: String,
    head: String,
    lead: String,
    /// Replaces what a section says, by id; ids not required are added at the end.
    sections: Vec<(String, String)>,
}

pub fn scam(id: &str) -> Page {
    page(Kind::Scams, id)
}

pub fn guide(id: &str) -> Page {
    page(Kind::Guides, id)
}

/// A page of the site itself: it needs no sections.
pub fn plain(id: &str) -> Page {
    page(Kind::Pages, id)
}

pub fn page(kind: Kind, id: &str) -> Page {
    let facts = match kind {
        Kind::Cases => "date = 2026-01-31\norigin = \"drill\"\n",
        Kind::Alerts => "date = 2026-01-31\nreviewed_on = 2026-01-31\nexpires_on = 2026-12-31\n",
        Kind::Protocols => {
            "reviewed_on = 2026-01-31\nissuer = { zh = \"银行\", en = \"The bank\" }\nversion = \"2025\"\ntext_status = \"circulating\"\n"
        }
        Kind::Sessions => "reviewed_on = 2026-01-31\nminutes = 40\n",
        Kind::Quizzes => "reviewed_on = 2026-01-31\n[answers]\nq1 = \"b\"\n",
        _ => "reviewed_on = 2026-01-31\n",
    };
    let text = |title: String| {
        let section = |id: &&str| ((*id).to_owned(), format!("{title}: {id}."));
        let mut sections: Vec<(String, String)> =
            kind.required_sections().iter().map(section).collect();
        if kind == Kind::Quizzes {
            sections.push(("q1".to_owned(), format!("{title}?\n\n1. Yes.\n2. No.\n\n> Because.")));
        }
        Text { title, head: String::new(), lead: String::new(), sections }
    };
    let texts = [
        ("zh".to_owned(), text(format!("关于{id}"))),
        ("en".to_owned(), text(format!("About {id}"))),
    ];
    Page { kind, id: id.to_owned(), facts: facts.to_owned(), texts: texts.into() }
}

impl Page {
    /// Adds lines to `page.toml`.
    pub fn facts(mut self, lines: &str) -> Self {
        self.facts.insert_str(0, &format!("{}\n", lines.trim_end()));
        self
    }

    /// Adds lines to the front matter of a language.
    pub fn head(self, language: &str, lines: &str) -> Self {
        self.edit(language, |text| text.head.push_str(&format!("{}\n", lines.trim_end())))
    }

    pub fn title(self, language: &str, title: &str) -> Self {
        self.edit(language, |text| text.title = title.to_owned())
    }

    /// What stands before the first heading.
    pub fn lead(self, language: &str, markdown: &str) -> Self {
        self.edit(language, |text| text.lead = format!("{markdown}\n\n"))
    }

    /// What a section says; added at the end where the page has none with this id.
    pub fn section(self, language: &str, id: &str, markdown: &str) -> Self {
        self.edit(language, |text| match text.sections.iter_mut().find(|(own, _)| own == id) {
            Some((_, words)) => *words = markdown.to_owned(),
            None => text.sections.push((id.to_owned(), markdown.to_owned())),
        })
    }

    /// Takes a language away.
    pub fn without(mut self, language: &str) -> Self {
        self.texts.remove(language).expect("the page has the language");
        self
    }

    /// A language of its own accord, with the English words.
    pub fn also(mut self, language: &str) -> Self {
        let text = self.texts["en"].clone();
        self.texts.insert(language.to_owned(), text);
        self
    }

    fn edit(mut self, language: &str, change: impl FnOnce(&mut Text)) -> Self {
        change(self.texts.get_mut(language).expect("the page has the language"));
        self
    }

    fn prose(&self, language: &str, text: &Text) -> String {
        let mark = if language == "zh" { "" } else { "translates = \"{digest}\"\n" };
        // A literal string, so that a title may hold any character but an apostrophe.
        let mut prose = format!(
            "+++\ntitle = '{}'\nsummary = '{}: summary.'\n{mark}{}",
            text.title, self.id, text.head
        );
        if self.kind == Kind::Scams && !text.head.contains("short") {
            prose.push_str(if language == "zh" { SHORT_ZH } else { SHORT });
        }
        prose.push_str("+++\n\n");
        prose.push_str(&text.lead);
        for (id, words) in &text.sections {
            prose.push_str(&format!("## {id} {{#{id}}}\n\n{words}\n\n"));
        }
        prose
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let folder = format!("content/{}/{}", self.kind.id(), self.id);
        write!(f, "-- {folder}/page.toml --\n{}", self.facts)?;
        self.texts.iter().try_for_each(|(language, text)| {
            write!(f, "-- {folder}/{language}.md --\n{}", self.prose(language, text))
        })
    }
}

/// Pages, one after the other, as one site.
pub fn site(pages: impl IntoIterator<Item = Page>) -> String {
    pages.into_iter().map(|page| page.to_string()).collect()
}

/// The default set-up with other lines in front, `base_url = …` for instance.
pub fn config(lines: &str) -> String {
    let own: Vec<&str> =
        lines.lines().filter_map(|line| line.split_once('=')).map(|(key, _)| key.trim()).collect();
    let kept = CONFIG
        .lines()
        .filter(|line| !line.split_once('=').is_some_and(|(key, _)| own.contains(&key.trim())));
    format!("-- wuzha.toml --\n{lines}\n{}\n", kept.collect::<Vec<_>>().join("\n"))
}

/// A black picture; one without width or height only says so.
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
