//! The documents of the repository: links, commands, examples, and their Chinese twins.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use clap::error::ErrorKind;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use walkdir::WalkDir;

use crate::support::site::package;

fn read(path: &str) -> String {
    fs::read_to_string(package().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What a test looks at in a document.
#[derive(Default)]
struct Document {
    /// Levels and words.
    headings: Vec<(u8, String)>,
    /// What each code block says it is, and its text.
    blocks: Vec<(String, String)>,
    /// Code within a sentence.
    codes: Vec<String>,
    /// Where links and pictures lead.
    links: Vec<String>,
}

fn parse(text: &str) -> Document {
    let mut document = Document::default();
    let (mut heading, mut block) = (None, None);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                heading = Some((level as u8, String::new()));
            }
            Event::End(TagEnd::Heading(_)) => document.headings.extend(heading.take()),
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                block = Some((info, String::new()));
            }
            Event::End(TagEnd::CodeBlock) => document.blocks.extend(block.take()),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                document.links.push(dest_url.to_string());
            }
            Event::Text(text) | Event::Code(text) if heading.is_some() => {
                if let Some((_, words)) = &mut heading {
                    words.push_str(&text);
                }
            }
            Event::Text(text) => {
                if let Some((_, code)) = &mut block {
                    code.push_str(&text);
                }
            }
            Event::Code(code) => document.codes.push(code.to_string()),
            _ => {}
        }
    }
    document
}

/// Every document for people, by its path: not the pages of the site, nor what tests are fed with.
fn documents() -> BTreeMap<String, Document> {
    let depths = [("", 1), ("content", 1), ("docs", 9), ("themes/default", 1)];
    let files = depths.into_iter().flat_map(|(folder, depth)| {
        WalkDir::new(package().join(folder)).max_depth(depth).into_iter().flatten()
    });
    let mut documents = BTreeMap::new();
    for file in files.filter(|file| file.path().extension().is_some_and(|ending| ending == "md")) {
        let path = file.path().strip_prefix(package()).expect("inside the package");
        let path = path.to_str().expect("UTF-8").to_owned();
        documents.insert(path.clone(), parse(&read(&path)));
    }
    assert!(documents.len() > 20, "{:?}", documents.keys());
    documents
}

/// The address that code hosts give to a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

fn is_shell(info: &str) -> bool {
    matches!(info, "sh" | "console")
}

/// The commands of a block: no comments, no prompts, one language.
fn commands(block: &str) -> Vec<String> {
    let lines = block.lines().map(|line| line.strip_prefix("$ ").unwrap_or(line));
    let bare = lines.map(|line| line.split(" #").next().unwrap_or(line).trim());
    let commands = bare.filter(|line| !line.is_empty() && !line.starts_with('#'));
    commands.map(|line| line.replace("--lang zh", "--lang en")).collect()
}

/// The words of a command, as a shell takes them apart.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut quote) = (vec![String::new()], None);
    for c in command.chars() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (' ', None) => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn both_languages_have_the_same_outline_and_the_same_commands() {
    let documents = documents();
    let chinese: Vec<&String> = documents.keys().filter(|path| path.ends_with(".zh.md")).collect();
    assert!(chinese.len() >= 6, "{chinese:?}");
    for path in chinese {
        let twin = path.replace(".zh.md", ".md");
        let (zh, en) = (&documents[path], documents.get(&twin));
        let en = en.unwrap_or_else(|| panic!("{path} has no {twin}"));
        let levels =
            |of: &Document| of.headings.iter().map(|(level, _)| *level).collect::<Vec<_>>();
        assert_eq!(levels(zh), levels(en), "{path}: the headings differ from those of {twin}");
        let examples = |of: &Document| -> Vec<(String, Vec<String>)> {
            let same = |(info, code): &(String, String)| {
                let lines = if is_shell(info) {
                    commands(code)
                } else {
                    code.lines().map(str::to_owned).collect()
                };
                (info.clone(), lines)
            };
            of.blocks.iter().map(same).collect()
        };
        assert_eq!(examples(zh), examples(en), "{path}: the examples differ from those of {twin}");
    }
}

#[test]
fn links_lead_somewhere() {
    let documents = documents();
    let mut dead = Vec::new();
    for (path, document) in &documents {
        let folder = Path::new(path).parent().expect("a folder");
        for link in &document.links {
            if link.contains("://") || link.starts_with("@/") {
                continue;
            }
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.into() } else { folder.join(file) };
            // Without `..`, so that it is found among the documents.
            let target = fs::canonicalize(package().join(target)).ok();
            let target = target.as_deref().and_then(|file| file.strip_prefix(package()).ok());
            let leads = target.is_some_and(|target| {
                let of = target.to_str().and_then(|target| documents.get(target));
                let places = of.into_iter().flat_map(|of| &of.headings);
                place.is_empty() || places.into_iter().any(|(_, words)| anchor(words) == place)
            });
            if !leads {
                dead.push(format!("{path}: {link}"));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

#[test]
fn commands_are_those_of_the_program() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (path, document) in documents() {
        let blocks = document.blocks.iter().filter(|(info, _)| is_shell(info));
        let examples = blocks.flat_map(|(_, code)| commands(code)).map(|line| (line, true));
        let names = document.codes.into_iter().map(|line| (line, false));
        let lines = examples.chain(names).filter(|(line, _)| line.starts_with("wuzha "));
        for (line, is_example) in lines {
            count += 1;
            let parsed = wuzha::cli::command().try_get_matches_from(words(&line));
            let is_fine = |error: &clap::Error| match error.kind() {
                ErrorKind::DisplayHelp => true,
                // A sentence may name a command alone.
                ErrorKind::MissingRequiredArgument => !is_example,
                _ => false,
            };
            if let Err(error) = parsed
                && !is_fine(&error)
            {
                wrong.push(format!("{path}: {line}\n{error}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 40, "{count}");
}

/// Files to copy and change, which other programs read.
#[test]
fn commands_of_examples_are_those_of_the_program() {
    let mut count = 0;
    for file in fs::read_dir(package().join("docs/examples")).expect("examples") {
        let path = file.expect("an example").path();
        let text = fs::read_to_string(&path).expect("UTF-8");
        for line in text.lines() {
            let Some((_, command)) = line.split_once("wuzha ") else { continue };
            let Some(command) = command.split(" && ").next().filter(|one| one.contains("--"))
            else {
                continue;
            };
            count += 1;
            let command = command
                .replace("$((JOB_COMPLETION_INDEX + 1))", "1")
                .replace("${{ matrix.shard }}", "1/4");
            let parsed = wuzha::cli::command()
                .try_get_matches_from([vec!["wuzha".to_owned()], words(&command)].concat());
            assert!(parsed.is_ok(), "{}: {command}\n{}", path.display(), parsed.unwrap_err());
        }
    }
    assert!(count >= 4, "{count}");
}

#[test]
fn targets_are_those_of_the_makefile() {
    let makefile = read("Makefile");
    for (path, document) in documents() {
        let blocks = document.blocks.iter().filter(|(info, _)| is_shell(info));
        let lines = blocks.flat_map(|(_, code)| commands(code)).chain(document.codes);
        for line in lines {
            let Some(target) = line.strip_prefix("make ") else { continue };
            let rule = format!("{target}:");
            assert!(
                makefile.lines().any(|line| line.starts_with(&rule)),
                "{path}: `make {target}`"
            );
        }
    }
}

#[test]
fn examples_are_well_formed() {
    for (path, document) in documents() {
        for (info, code) in &document.blocks {
            if info == "toml" {
                let parsed = code.parse::<toml::Table>();
                assert!(parsed.is_ok(), "{path}: {}\n{code}", parsed.unwrap_err());
            } else if is_shell(info) {
                let script = code.replace("$ ", "");
                let mut shell = Command::new("sh")
                    .arg("-n")
                    .stdin(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .expect("sh");
                let mut stdin = shell.stdin.take().expect("a pipe");
                stdin.write_all(script.as_bytes()).expect("written");
                drop(stdin);
                let output = shell.wait_with_output().expect("it ends");
                let said = String::from_utf8_lossy(&output.stderr);
                assert!(output.status.success(), "{path}: {said}\n{code}");
            }
        }
    }
}

/// The checks run with one version of Rust; no other is promised.
#[test]
fn one_version_of_rust_is_named_everywhere() {
    let cargo: toml::Table = read("Cargo.toml").parse().expect("TOML");
    let version = cargo["package"]["rust-version"].as_str().expect("a version");
    let toolchain: toml::Table = read("rust-toolchain.toml").parse().expect("TOML");
    assert_eq!(toolchain["toolchain"]["channel"].as_str(), Some(&*format!("{version}.0")));
    for path in ["README.md", "README.zh.md"] {
        assert!(read(path).contains(&format!("Rust {version}")), "{path}");
    }
}

/// RFC 9116 wants a date within a year. `wuzha check` asks for a review of the page that the file
/// names well before that date, and whoever reviews the page renews the file.
#[test]
fn security_txt_outlives_the_review_of_the_page_it_names() {
    let text = read("static/.well-known/security.txt");
    let field = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.unwrap_or_else(|| panic!("no {name}"))
    };
    let config: toml::Table = read("wuzha.toml").parse().expect("TOML");
    let base_url = config["base_url"].as_str().expect("an address");
    assert_eq!(field("Contact"), format!("{base_url}/about/#weakness"));
    assert_eq!(field("Canonical"), format!("{base_url}/.well-known/security.txt"));
    let day =
        |text: &str| -> Date { text.parse().unwrap_or_else(|error| panic!("{text}: {error}")) };
    let expires = day(field("Expires").strip_suffix("T00:00:00Z").expect("midnight"));
    let page: toml::Table = read("content/pages/about/page.toml").parse().expect("TOML");
    let day_of = |key: &str, later: Span| {
        let written = page[key].as_datetime().expect("a date").to_string();
        day(&written).checked_add(later).expect("a date")
    };
    assert!(expires >= day_of("review_by", 30.days()), "the reminder would come too late");
    assert!(expires <= day_of("reviewed_on", 1.year()), "more than a year after the review");
}
