//! Page folders, `content/<kind>/<id>/`: their files, read as a page in every language.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::digest::{Digest, Hasher};
use crate::base::language::Language;
use crate::base::limits;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::base::vocabulary::{Kind, Vocabulary};
use crate::parse::table::is_id;
use crate::parse::{facts, front_matter, markdown};
use crate::site::config::Config;
use crate::site::images;
use crate::site::page::{Page, Text};
use crate::site::registers::{BRANCHES, CAMPAIGNS, HOTLINES, is_logo};
use crate::site::utf8::utf8;

const CONTENT: &str = "content/";
const FACTS: &str = "page.toml";

/// A folder `content/<kind>/<id>/` and the files in it.
pub struct PageFolder<'a> {
    pub(super) kind: Kind,
    pub(super) id: &'a str,
    files: BTreeMap<&'a str, (&'a Arc<str>, &'a Arc<[u8]>)>,
}

impl PageFolder<'_> {
    pub fn path(&self) -> String {
        format!("{}/{}", self.kind.id(), self.id)
    }

    /// The path a file of the folder has or would have.
    fn file(&self, name: &str) -> Arc<str> {
        Arc::from(format!("{CONTENT}{}/{name}", self.path()))
    }
}

/// The folder of one page.
pub fn folder<'a>(sources: &'a SourceFiles, kind: Kind, id: &'a str) -> PageFolder<'a> {
    let under = format!("{CONTENT}{}/{id}/", kind.id());
    let files = sources.under(&under).map(|(path, bytes)| (&path[under.len()..], (path, bytes)));
    PageFolder { kind, id, files: files.filter(|(name, _)| !name.contains('/')).collect() }
}

/// The kind and the id of the page that a file belongs to.
pub fn page_of(path: &str) -> Option<(Kind, &str)> {
    match path.strip_prefix(CONTENT)?.split('/').collect::<Vec<_>>()[..] {
        [kind, id, _] => Some((Kind::from_id(kind)?, id)),
        _ => None,
    }
}

pub fn folders<'a>(
    sources: &'a SourceFiles,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<PageFolder<'a>> {
    let folder =
        |names: &[&str]| -> Arc<str> { Arc::from(format!("{CONTENT}{}", names.join("/"))) };
    let mut folders: BTreeMap<(Kind, &str), PageFolder> = BTreeMap::new();
    for (path, bytes) in sources.under(CONTENT) {
        let parts: Vec<&str> = path[CONTENT.len()..].split('/').collect();
        match parts[..] {
            [_] if [HOTLINES, BRANCHES, CAMPAIGNS].contains(&&**path) => {}
            ["branches", name] if is_logo(name) => {}
            [kind, id, name] => match (Kind::from_id(kind), is_id(id)) {
                (Some(kind), true) => {
                    let new = || PageFolder { kind, id, files: BTreeMap::new() };
                    folders.entry((kind, id)).or_insert_with(new).files.insert(name, (path, bytes));
                }
                // Both are said of the folder, so that its files together are one mistake.
                (None, _) => diagnostics.push(
                    Diagnostic::new(
                        Rule::UnknownKind,
                        &folder(&[kind]),
                        Span::default(),
                        format!("`content/{kind}/` is not a kind of page"),
                    )
                    .hint(diagnostic::allowed_hint(kind, Kind::ids())),
                ),
                (_, false) => diagnostics.push(
                    Diagnostic::new(
                        Rule::BadId,
                        &folder(&[kind, id]),
                        Span::default(),
                        format!("`{id}` cannot be the name of a page folder"),
                    )
                    .hint(
                        "Use lower-case English words joined by hyphens: `fake-police`. The name becomes the address.",
                    ),
                ),
            },
            _ => diagnostics
                .push(Diagnostic::new(Rule::StrayFile, path, Span::default(), "This file belongs to no page").hint(
                "A page is a folder `content/<kind>/<id>/` that holds page.toml, one .md file for each language, and images.",
            )),
        }
    }
    folders.into_values().collect()
}

/// Reads a page. `kept` counts the bytes of the texts whose documents stay in memory.
pub fn read_page(
    folder: &PageFolder,
    config: &Config,
    kept: &AtomicUsize,
) -> (Option<Page>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let facts = read_facts(folder, &mut diagnostics);
    let texts: Vec<Option<Text>> = config
        .languages
        .iter()
        .map(|language| read_text(folder, config, language, kept, &mut diagnostics))
        .collect();
    let (mut page_images, mut unreadable_images) = (Vec::new(), Vec::new());
    for (name, (file, bytes)) in &folder.files {
        let language = name.strip_suffix(".md");
        let expected =
            *name == FACTS || language.is_some_and(|code| config.languages.find(code).is_some());
        if expected {
            continue;
        }
        if let Some(code) = language {
            diagnostics.push(
                Diagnostic::new(
                    Rule::UnknownLanguage,
                    file,
                    Span::default(),
                    format!("`{code}` is not a language of the site"),
                )
                .hint(diagnostic::allowed_hint(code, config.languages.codes())),
            );
            continue;
        }
        match images::read(file, name, bytes) {
            Ok(image) => page_images.push(image),
            Err(found) => {
                unreadable_images.push((*name).to_owned());
                diagnostics.push(found);
            }
        }
    }
    let source_fine = texts[Language::PRIMARY.index()].is_some();
    let page = source_fine.then(|| Page {
        kind: folder.kind,
        id: folder.id.to_owned(),
        facts_file: folder.file(FACTS),
        facts,
        texts,
        images: page_images,
        unreadable_images,
    });
    (page, diagnostics)
}

fn read_facts(folder: &PageFolder, diagnostics: &mut Vec<Diagnostic>) -> facts::Facts {
    let nothing = || facts::parse(&folder.file(FACTS), "", folder.kind).0;
    let Some((file, bytes)) = folder.files.get(FACTS) else {
        let message = "The page has no page.toml";
        diagnostics.push(
            Diagnostic::new(Rule::MissingFile, &folder.file(FACTS), Span::default(), message).hint(
                "Write one with at least `reviewed_on = 2026-01-31`; it holds the facts of a page.",
            ),
        );
        return nothing();
    };
    let Some(text) = utf8(file, bytes, diagnostics) else { return nothing() };
    let (facts, found) = facts::parse(file, text, folder.kind);
    diagnostics.extend(found);
    facts
}

fn read_text(
    folder: &PageFolder,
    config: &Config,
    language: Language,
    kept: &AtomicUsize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Text> {
    let name = format!("{}.md", config.languages.code(language));
    let Some((file, bytes)) = folder.files.get(&*name) else {
        if language.is_primary() {
            let message = format!("The page has no {name}, its text in the primary language");
            diagnostics.push(
                Diagnostic::new(Rule::MissingFile, &folder.file(&name), Span::default(), message)
                    .hint("Every page is written in the primary language first; other languages may follow."),
            );
        }
        return None;
    };
    let text = utf8(file, bytes, diagnostics)?;
    let (front, body, found) = front_matter::parse(file, text);
    diagnostics.extend(found);
    let front = front?;
    let offset = body.offset;
    let (document, found) = markdown::parse(file, &body);
    diagnostics.extend(found);
    let keep = kept.fetch_add(bytes.len(), Ordering::Relaxed) < limits::DOCUMENTS;
    Some(Text::new(file, front, digest(text), document, (bytes, offset), keep))
}

/// The digest of a source text. Line ends and blanks at the ends of lines do not count, so that an
/// editor's habits do not make translations stale.
pub fn digest(text: &str) -> Digest {
    let mut hasher = Hasher::default();
    for line in text.trim_end().lines() {
        hasher.update(line.trim_end());
        hasher.update("\n");
    }
    hasher.finish()
}
