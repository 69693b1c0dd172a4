//! Every example of the CommonMark specification, as a page, in search and on paper.
//!
//! The specification is the package `commonmark-spec`, which `make test` installs with the
//! browser tests.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::{Value, json};
use wuzha::base::language::Language;
use wuzha::base::output::{MemoryOutput, Output};
use wuzha::base::source::SourceFiles;
use wuzha::base::vocabulary::Kind;
use wuzha::render::print::{Job, Printer, SheetQuestion, content};
use wuzha::site::Site;
use wuzha::site::assemble::assemble;
use wuzha::theme::templates::Theme;

use crate::support::jobs::{FONTS, THEME, chain, each, job, paragraph, section, settings, sheet};
use crate::support::paper::{Paper, words_of};
use crate::support::site::{self, HTML, run};
use crate::support::tags;

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// The specification's examples, in order.
static EXAMPLES: LazyLock<Vec<Example>> = LazyLock::new(|| {
    let path = site::package().join("tests/browser/node_modules/commonmark-spec/spec.txt");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| {
        panic!("there is no {}: run the tests with `make test`, which installs it", path.display())
    });
    let fence = "`".repeat(32);
    let begin = format!("{fence} example");
    let mut examples: Vec<Example> = Vec::new();
    let mut parts: Option<Vec<String>> = None;
    for line in text.lines() {
        match parts.as_mut() {
            None if line == begin => parts = Some(vec![String::new()]),
            None => {}
            Some(_) if line == fence => {
                let [markdown, html] = &parts.take().expect("begun")[..] else {
                    panic!("Markdown and HTML")
                };
                let number = examples.len() + 1;
                examples.push(Example { number, markdown: markdown.clone(), html: html.clone() });
            }
            Some(parts) if line == "." => parts.push(String::new()),
            // The specification shows a tab as an arrow.
            Some(parts) => {
                *parts.last_mut().expect("one") += &format!("{}\n", line.replace('→', "\t"));
            }
        }
    }
    assert!(examples.len() > 600, "{} examples", examples.len());
    examples
});

impl Example {
    fn id(&self) -> String {
        format!("e{:03}", self.number)
    }

    fn has_raw_html(&self) -> bool {
        self.events().any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)))
    }

    /// The pictures of the examples are not there, and a page does not show a missing picture.
    fn has_picture(&self) -> bool {
        self.events().any(|event| matches!(event, Event::Start(Tag::Image { .. })))
    }

    fn events(&self) -> impl Iterator<Item = Event<'_>> {
        Parser::new_ext(&self.markdown, Options::empty())
    }

    /// The words in the specification.
    fn specified(&self) -> Vec<Token> {
        tokens(&self.html.replace("<br />", "<br>"))
    }

    /// The words that every output must have.
    fn words(&self) -> Vec<Token> {
        if self.has_picture() { self.specified() } else { WORDS[&self.id()].clone() }
    }
}

/// Every example is the text of a page of its own.
fn sources() -> SourceFiles {
    let mut sources = site::sources(&site::config("languages = [\"en\"]"));
    for example in EXAMPLES.iter() {
        let text = format!(
            "+++\ntitle = \"{}\"\nsummary = \"An example.\"\n+++\n\n{}",
            example.id(),
            example.markdown
        );
        sources.insert(&format!("content/pages/{}/page.toml", example.id()), &b""[..]);
        sources.insert(&format!("content/pages/{}/en.md", example.id()), text.into_bytes());
    }
    sources
}

/// The site although it has errors: most examples have links that lead nowhere.
static SITE: LazyLock<Site> = LazyLock::new(|| assemble(&sources(), None).site.expect("a site"));

/// The words of each example on its HTML page.
static WORDS: LazyLock<BTreeMap<String, Vec<Token>>> = LazyLock::new(|| {
    let sources = sources();
    let theme = Theme::load(&sources, &chain()).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let output = MemoryOutput::default();
    let take = |file| output.put(file).expect("memory");
    let wrong = wuzha::render::html::render(&SITE, &theme, &[], &take);
    let artifacts = output.into_artifacts();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let page = |example: &Example| {
        let path = format!("{}/index.html", example.id());
        let file = artifacts.get(&path).unwrap_or_else(|| panic!("no {path}"));
        let html = std::str::from_utf8(&file.bytes).expect("UTF-8");
        tags::assert_balanced(html, &path);
        (example.id(), tokens(&prose(tags::element(html, "main"))))
    };
    EXAMPLES.iter().map(page).collect()
});

/// The lead and the sections of a page.
fn prose(main: &str) -> String {
    let lead = tags::element_where(main, |tag| tag.has_class("lead")).unwrap_or("");
    let sections = tags::named(main, "section");
    let sections = sections.iter().filter(|tag| tag.has_class("section"));
    sections.fold(lead.to_owned(), |text, section| text + section.whole())
}

/// A part of a text, in the order of reading. Numbers of a list are on paper and not in HTML.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// Without spaces.
    Text(String),
    Bullet,
    Number(u64),
}

fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut at = 0;
    let push = |text: String, tokens: &mut Vec<Token>| match (words_of(&text), tokens.last_mut()) {
        (words, _) if words.is_empty() => {}
        (words, Some(Token::Text(before))) => before.push_str(&words),
        (words, _) => tokens.push(Token::Text(words)),
    };
    let tags = tags::tags(html);
    let starts = tags.iter().map(|tag| (&tag.start, tag, false));
    let ends = tags.iter().filter_map(|tag| Some((tag.end.as_ref()?, tag, true)));
    let mut marks: Vec<_> = starts.chain(ends).collect();
    marks.sort_by_key(|(place, ..)| place.start);
    for (place, tag, is_end) in marks {
        push(tags::unescape(&html[at..place.start]), &mut tokens);
        at = place.end;
        match (&*tag.name, is_end) {
            ("img", _) => push(tag.need("alt").to_owned(), &mut tokens),
            ("ol", false) => lists
                .push(Some(tag.get("start").map_or(1, |start| start.parse().expect("a number")))),
            ("ul", false) => lists.push(None),
            ("ol" | "ul", true) => drop(lists.pop()),
            ("li", false) => match lists.last_mut() {
                Some(Some(next)) => {
                    tokens.push(Token::Number(*next));
                    *next += 1;
                }
                _ => tokens.push(Token::Bullet),
            },
            _ => {}
        }
    }
    push(tags::unescape(&html[at..]), &mut tokens);
    tokens
}

/// The texts alone.
fn text_of(tokens: &[Token]) -> String {
    tokens.iter().map(|token| if let Token::Text(text) = token { text } else { "" }).collect()
}

/// Whether the laid-out text has these tokens and nothing else. Marks of lists may be drawn or
/// written.
fn says(laid_out: &str, tokens: &[Token]) -> bool {
    let Some((first, rest)) = tokens.split_first() else { return laid_out.is_empty() };
    match first {
        Token::Text(text) => laid_out.strip_prefix(&**text).is_some_and(|after| says(after, rest)),
        Token::Bullet => {
            says(laid_out.strip_prefix(['•', '‣', '–', '▪', '·', '■']).unwrap_or(laid_out), rest)
        }
        Token::Number(number) => {
            let after = laid_out.strip_prefix(&number.to_string());
            after.is_some_and(|after| {
                says(after.strip_prefix(['.', '、', '．', ')']).unwrap_or(after), rest)
            })
        }
    }
}

#[test]
fn only_examples_with_raw_html_are_raw_html_errors() {
    let built = run(sources(), HTML);
    let mut wrong = Vec::new();
    for example in EXAMPLES.iter() {
        let file = format!("content/pages/{}/en.md", example.id());
        let codes: Vec<&str> = built
            .outcome
            .diagnostics
            .iter()
            .filter(|found| *found.file == *file)
            .map(|found| found.rule.id())
            .collect();
        if codes.contains(&"raw-html") != example.has_raw_html() {
            wrong.push(format!("{}: {codes:?}\n{}", example.number, example.markdown));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(built.paths().is_empty(), "a site with errors is not built");
}

#[test]
fn every_example_page_has_the_words_of_the_specification() {
    let mut wrong = Vec::new();
    for example in
        EXAMPLES.iter().filter(|example| !example.has_raw_html() && !example.has_picture())
    {
        let (wanted, found) = (example.specified(), &WORDS[&example.id()]);
        if wanted != *found {
            wrong.push(format!(
                "{}:\n{}wanted {wanted:?}\nfound  {found:?}",
                example.number, example.markdown
            ));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_example_is_indexed_with_its_words() {
    let mut records = wuzha::render::search::records::records(&SITE, Language::PRIMARY);
    // Without those of the pages that every site has.
    records.retain(|record| record.kind != Kind::Guides);
    assert_eq!(records.len(), EXAMPLES.len());
    let by_title: BTreeMap<&str, String> = records
        .iter()
        .map(|record| {
            let sections = record.sections.iter().map(|s| format!("{} {}", s.heading, s.text));
            (&*record.title, words_of(&format!("{} {}", record.lead, sections.collect::<String>())))
        })
        .collect();
    let mut wrong = Vec::new();
    for example in EXAMPLES.iter() {
        let (wanted, found) = (text_of(&example.words()), &by_title[&*example.id()]);
        if wanted != *found {
            wrong.push(format!(
                "{}:\n{}wanted {wanted}\nfound  {found}",
                example.number, example.markdown
            ));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    let index = wuzha::render::search::index::Index::build(records).expect("an index");
    assert!(index.search("emphasis", 10).expect("an answer").total > 0);
}

/// Formats that print running text, and a section that each prints.
const FORMATS: [(&str, &str); 9] = [
    ("sheet-a4", "how"),
    ("large-print", "how"),
    ("bilingual-sheet", "how"),
    ("letter", "text"),
    ("pledge", "text"),
    ("drill-sheet", "setting"),
    ("session-plan", "aim"),
    ("handbook-a5", "how"),
    ("quiz-paper", "q1"),
];

/// How many examples are in one document.
const BATCH: usize = 110;

/// The default theme with endless paper, so that no example is split between two pages.
fn endless() -> (SourceFiles, Printer) {
    let mut sources = crate::support::jobs::sources();
    let base = sources.text(&format!("{THEME}/print/base.typ")).expect("the template");
    let paper = "set page(margin: margin, foreground: expired-mark, ..paper)";
    assert!(base.contains(paper), "base.typ sets its page in another way");
    let base = base.replace(paper, "set page(margin: margin, ..paper, height: auto)");
    // Formats of one sheet report what does not fit; here only the words matter.
    let report = "[#metadata((section: section, by: by)) <overflow>]";
    assert!(base.contains(report), "base.typ reports overflow in another way");
    let base = base.replace(report, "none");
    sources.insert(&format!("{THEME}/print/base.typ"), base.into_bytes());
    let mut settings = settings(&sources);
    for format in settings.formats.values_mut() {
        (format.pages, format.tighten) = (1000, 0);
    }
    let printer = Printer::new(settings, &sources, &chain(), Arc::clone(&FONTS));
    (sources, printer)
}

/// The blocks of an example between two marks.
fn blocks(example: &Example) -> Vec<Value> {
    let index = SITE.find(&example.id()).expect("a page");
    let document = &SITE.page(index).original().document();
    let value = |blocks: &[wuzha::base::document::Block]| match content::blocks(blocks, &|_| None) {
        Value::Array(items) => items,
        other => panic!("not a run of blocks: {other}"),
    };
    let mut out = vec![paragraph(&format!("Begin{}:", example.id()))];
    out.extend(value(&document.lead));
    for section in &document.sections {
        let heading = content::inlines(&section.heading, &|_| None);
        out.push(json!({"type": "paragraph", "content": heading}));
        out.extend(value(&section.blocks));
    }
    out.push(paragraph(&format!(":End{}", example.id())));
    out
}

/// A document of a format with the text of some examples.
fn book(format: &str, section_id: &str, examples: &[&Example]) -> Job {
    let mut job = job("en");
    job.format = format.to_owned();
    let text: Vec<Value> = examples.iter().copied().flat_map(blocks).collect();
    let data = sheet(&mut job);
    if format == "quiz-paper" {
        let [prompt, option, reason] =
            [Value::Array(text), json!([paragraph("Yes.")]), json!([paragraph("Because.")])];
        let options = vec![option.clone(), option];
        let (id, heading) = (section_id.to_owned(), "Question".to_owned());
        data.questions =
            vec![SheetQuestion { id, heading, prompt, options, reason, right: vec![1] }];
        return job;
    }
    let other = |id: &str| section(id, id, vec![paragraph("Other.")]);
    let others = [
        "prepare",
        "plan",
        "points",
        "close",
        "roles",
        "script",
        "injects",
        "checklist",
        "debrief",
        "flags",
        "do",
    ];
    let others = others.iter().chain(&["paid", "slip", "sign", "figures"]).map(|id| other(id));
    data.sections = [section(section_id, "Text", text)].into_iter().chain(others).collect();
    if ["bilingual-sheet", "handbook-a5"].contains(&format) {
        let mut member = (*job.data).clone();
        member.id = "member".to_owned();
        let data = sheet(&mut job);
        data.sections = vec![other(section_id)];
        job.others = vec![Arc::new(member)];
    }
    job
}

#[test]
fn every_example_is_printed_with_the_words_of_its_page() {
    let (sources, printer) = endless();
    let families = settings(&sources).families("en").to_vec();
    let is_printable = |example: &&Example| {
        example.markdown.chars().chain(example.html.chars()).all(|c| FONTS.covers(&families, c))
    };
    // A character that no font has would be another error.
    let examples: Vec<&Example> = EXAMPLES.iter().filter(is_printable).collect();
    assert!(examples.len() + 15 > EXAMPLES.len(), "{} of {}", examples.len(), EXAMPLES.len());
    let books: Vec<(&str, &[&Example], Job)> = FORMATS
        .iter()
        .flat_map(|&(format, section)| {
            examples
                .chunks(BATCH)
                .map(move |examples| (format, examples, book(format, section, examples)))
        })
        .collect();
    let wrong: Vec<Vec<String>> = each(&books, |(format, examples, job)| {
        let layout = match printer.lay_out(job, &sources) {
            Ok(layout) => layout,
            Err(found) => {
                return found
                    .iter()
                    .map(|found| format!("{format}: {}: {}", found.rule.id(), found.message))
                    .collect();
            }
        };
        let words = Paper::read(&layout).words();
        let fault = |example: &Example| {
            let (begin, end) = (format!("Begin{}:", example.id()), format!(":End{}", example.id()));
            let wanted = example.words();
            let found =
                words.split_once(&begin).and_then(|(_, rest)| Some(rest.split_once(&end)?.0));
            let fine = found.is_some_and(|found| says(found, &wanted));
            (!fine).then(|| {
                format!(
                    "{format}, {}:\n{}wanted {wanted:?}\nfound  {found:?}",
                    example.number, example.markdown
                )
            })
        };
        examples.iter().copied().filter_map(fault).collect()
    });
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}
