//! The functions that texts are tried on. None panics, each gives the same result twice, and every
//! span it names is in the text, between characters.

use std::sync::{Arc, LazyLock};

use wuzha::base::diagnostic::Diagnostic;
use wuzha::base::document::{
    Block, BlockKind, Document, Inline, InlineKind, Section, plain_blocks,
};
use wuzha::base::language::Language;
use wuzha::base::source::{SourceFiles, Span};
use wuzha::base::text::{Pace, columns};
use wuzha::base::vocabulary::{Kind, Vocabulary};
use wuzha::load::load;
use wuzha::parse::{branches, campaigns, facts, front_matter, hotlines, markdown, strings};
use wuzha::render::print::content;
use wuzha::render::search::analysis::analyse;
use wuzha::render::search::index::Index;
use wuzha::render::search::records::records;
use wuzha::site::assemble::assemble;
use wuzha::site::config;
use wuzha::site::short_texts::sentences::has_link;

use super::mutate::{MARKDOWN, TOML, WORDS};
use super::run::Target;
use super::{outputs, pages};
use crate::support::site::package;

pub const TARGETS: [Target; 9] = [
    Target {
        name: "front-matter",
        share: 190,
        seeds: || files(".md"),
        words: TOML,
        batch: 1,
        run: each_head,
    },
    Target {
        name: "markdown",
        share: 180,
        seeds: || files(".md"),
        words: MARKDOWN,
        batch: 1,
        run: each_prose,
    },
    Target {
        name: "facts",
        share: 190,
        seeds: || files("page.toml"),
        words: TOML,
        batch: 1,
        run: each_facts,
    },
    Target {
        name: "registers",
        share: 150,
        seeds: registers,
        words: TOML,
        batch: 1,
        run: each_register,
    },
    Target {
        name: "config",
        share: 50,
        seeds: || files("wuzha.toml"),
        words: TOML,
        batch: 1,
        run: each_config,
    },
    Target { name: "texts", share: 160, seeds: queries, words: WORDS, batch: 1, run: each_text },
    Target { name: "query", share: 40, seeds: queries, words: WORDS, batch: 1, run: each_query },
    Target {
        name: "pages",
        share: 20,
        seeds: pages::seeds,
        words: MARKDOWN,
        batch: 32,
        run: pages::run,
    },
    Target {
        name: "outputs",
        share: 20,
        seeds: outputs::seeds,
        words: outputs::WORDS,
        batch: 1,
        run: outputs::run,
    },
];

/// The texts whose path ends with `ending`.
fn files(ending: &str) -> Vec<String> {
    CORPUS.iter().filter(|(path, _)| path.ends_with(ending)).map(|(_, text)| text.clone()).collect()
}

/// Paths and texts of the shipped and the golden site, the corpus, and the examples of the rules.
pub static CORPUS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let mut corpus = Vec::new();
    for folder in ["", "tests/golden/site", "tests/fuzz/corpus"] {
        let sources = load(&package().join(folder)).expect("a site");
        let own = sources.iter().filter(|(path, _)| !path.contains("/static/"));
        corpus.extend(
            own.filter_map(|(path, _)| Some((path.to_string(), sources.text(path)?.to_owned()))),
        );
    }
    for rule in wuzha::base::rules::Rule::ALL {
        for example in
            rule.help().split("~~~site\n").skip(1).filter_map(|rest| rest.split("~~~\n").next())
        {
            for file in example.split("-- ").filter_map(|part| part.split_once(" --\n")) {
                corpus.push((file.0.to_owned(), file.1.to_owned()));
            }
        }
    }
    corpus
});

fn registers() -> Vec<String> {
    ["hotlines.toml", "branches.toml", "campaigns.toml", "i18n/zh.toml"]
        .into_iter()
        .flat_map(files)
        .collect()
}

/// Judged queries, and the words of titles and short texts.
fn queries() -> Vec<String> {
    let quoted =
        |text: &str| text.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let judged = include_str!("../../../search/queries.toml")
        .lines()
        .filter(|line| line.starts_with("text = "));
    let heads = CORPUS.iter().filter(|(path, _)| path.ends_with(".md"));
    let heads = heads.filter_map(|(_, text)| text.strip_prefix("+++")?.split("\n+++").next());
    judged.chain(heads).flat_map(quoted).filter(|text| !text.is_empty()).collect()
}

/// Fails where the span of a diagnostic is not in its file, or its message is empty.
pub fn assert_placed(found: &[Diagnostic], text_of: impl Fn(&str) -> Option<String>) {
    for one in found {
        let text = text_of(&one.file).unwrap_or_default();
        assert!(text.get(one.span.range()).is_some(), "{one:?} in a text of {} bytes", text.len());
        assert!(!one.message.is_empty() && !one.rule.id().is_empty());
    }
}

fn assert_of(found: &[Diagnostic], text: &str) {
    assert_placed(found, |_| Some(text.to_owned()));
}

fn file() -> Arc<str> {
    Arc::from("a")
}

fn each_head(texts: &[String]) {
    for text in texts {
        let read = || front_matter::parse(&file(), text);
        let (head, body, found) = read();
        assert_of(&found, text);
        assert_eq!(&text[body.offset..], body.text);
        let (again, _, found_again) = read();
        assert_eq!(found, found_again);
        assert_eq!(format!("{head:?}"), format!("{again:?}"));
    }
}

fn each_prose(texts: &[String]) {
    for text in texts {
        let (_, body, _) = front_matter::parse(&file(), text);
        let (document, found) = markdown::parse(&file(), &body);
        assert_of(&found, text);
        assert_eq!(
            (&document, &found),
            (&markdown::parse(&file(), &body).0, &markdown::parse(&file(), &body).1)
        );
        let place = Place { text, from: body.offset };
        place.document(&document);
        for item in document.sections.iter().flat_map(Section::items) {
            assert!(!item.text.contains('\n'));
        }
        let blocks: Vec<Block> = document.blocks().cloned().collect();
        let plain = plain_blocks(&blocks);
        let values = content::blocks(&blocks, &|_| Some("https://www.gov.cn/".to_owned()));
        let again: serde_json::Value = serde_json::from_str(&values.to_string()).expect("JSON");
        assert_eq!(values, again);
        drop(plain);
    }
}

/// The part of a text where the nodes of its document must be.
struct Place<'t> {
    text: &'t str,
    from: usize,
}

impl Place<'_> {
    fn holds(&self, span: Span) {
        let range = span.range();
        assert!(range.start >= self.from && self.text.get(range).is_some(), "{span:?}");
    }

    fn document(&self, document: &Document) {
        self.blocks(&document.lead);
        for section in &document.sections {
            self.holds(section.span);
            self.inlines(&section.heading);
            self.blocks(&section.blocks);
        }
        for note in &document.footnotes {
            self.holds(note.span);
            self.blocks(&note.blocks);
        }
    }

    fn blocks(&self, blocks: &[Block]) {
        for block in blocks {
            self.holds(block.span);
            match &block.kind {
                BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                    self.inlines(content);
                }
                BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(item)),
                BlockKind::Quote(inner) | BlockKind::Alert { blocks: inner, .. } => {
                    self.blocks(inner);
                }
                BlockKind::Table(table) => table.cells().for_each(|cell| self.inlines(cell)),
                BlockKind::Code { .. } | BlockKind::Rule => {}
            }
        }
    }

    fn inlines(&self, inlines: &[Inline]) {
        for inline in inlines {
            self.holds(inline.span);
            match &inline.kind {
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::Link { content: inner, .. } => {
                    self.inlines(inner);
                }
                _ => {}
            }
        }
    }
}

fn each_facts(texts: &[String]) {
    for text in texts {
        let kind = Kind::ALL[text.len() % Kind::ALL.len()];
        let (facts, found) = facts::parse(&file(), text, kind);
        assert_of(&found, text);
        let (again, found_again) = facts::parse(&file(), text, kind);
        assert_eq!(found, found_again);
        assert_eq!(format!("{facts:?}"), format!("{again:?}"));
    }
}

fn each_register(texts: &[String]) {
    for text in texts {
        assert_of(&hotlines::parse(&file(), text).1, text);
        for hotline in hotlines::parse(&file(), text).0 {
            let fine = |number: String| number.bytes().all(|b| b.is_ascii_digit() || b == b'+');
            assert!(hotline.dial().is_none_or(fine), "{hotline:?}");
        }
        assert_of(&branches::parse(&file(), text).1, text);
        assert_of(&campaigns::parse(&file(), text).1, text);
        assert_of(&strings::parse(&file(), text).1, text);
    }
}

fn each_config(texts: &[String]) {
    for text in texts {
        let mut sources = SourceFiles::default();
        sources.insert(config::FILE, text.as_bytes());
        let (config, found) = config::parse(&sources, None);
        // Without a byte order mark.
        assert_of(&found, sources.text(config::FILE).expect("UTF-8"));
        let Some(config) = config else {
            assert!(!found.is_empty(), "no configuration and no error");
            continue;
        };
        let (origin, path) = (config.base_url.origin(), config.base_url.path());
        assert!(path.is_empty() || path.starts_with('/'));
        assert!(!origin.contains("..") && !path.split('/').any(|part| [".", ".."].contains(&part)));
        let is_plain =
            |part: &str| part.chars().all(|c| c.is_ascii_graphic() && !"\"'<>\\".contains(c));
        assert!(is_plain(origin) && is_plain(path), "{origin}{path}");
    }
}

fn each_text(texts: &[String]) {
    for text in texts {
        let analysis = analyse(text);
        let mut last = 0;
        for token in analysis.tokens() {
            assert!(text.get(token.source.clone()).is_some_and(|own| !own.is_empty()), "{token:?}");
            assert!(!analysis.term(token).is_empty() && token.position >= last);
            last = token.position;
        }
        let terms = |analysis: &wuzha::render::search::analysis::Analysis| {
            analysis
                .tokens()
                .iter()
                .map(|token| analysis.term(token).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(terms(&analysis), terms(&analyse(text)));
        assert!(columns(text) >= text.chars().count());
        let pace = Pace::of(text);
        let _ = (pace.count(pace.time(text)), has_link(text));
    }
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let sources = load(&package().join("tests/golden/site")).expect("a site");
    let site = assemble(&sources, None).site.expect("a whole site");
    Index::build(records(&site, Language::PRIMARY)).expect("an index")
});

fn each_query(texts: &[String]) {
    for text in texts {
        let page = INDEX.search(text, 5).expect("an answer");
        assert!(page.results.len() <= page.total.min(5), "{page:?}");
        for hit in &page.results {
            assert!(hit.score.is_finite() && hit.score >= 0.0, "{hit:?}");
            let mut end = 0;
            for part in &hit.excerpt.matches {
                assert!(
                    part.start >= end && hit.excerpt.text.get(part.clone()).is_some(),
                    "{hit:?}"
                );
                end = part.end;
            }
        }
        assert!(page.results.is_sorted_by(|one, next| one.score >= next.score), "{page:?}");
        assert_eq!(page, INDEX.search(text, 5).expect("an answer"));
    }
}
