//! Assembly of the site: reads every page folder, pairs its languages, and links the pages.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::base::diagnostic::Diagnostic;
use crate::base::language::Language;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::base::url::BaseUrl;
use crate::base::vocabulary::{Kind, Status, Vocabulary};
use crate::base::{diagnostic, embedded, language};
use crate::parse::strings::Strings;
use crate::parse::table::is_id;
use crate::parse::words::WordList;
use crate::parse::{
    branches, campaigns, facts, front_matter, hotlines, markdown, printed, strings, words,
};
use crate::site::config::Config;
use crate::site::navigation::Navigation;
use crate::site::page::PageIndex;
use crate::site::page::{Page, Text};
use crate::site::route::Routes;
use crate::site::taxonomies::Taxonomies;
use crate::site::{Site, config, images};
use crate::theme::formats::PrintFormats;

const CONTENT: &str = "content/";
pub const HOTLINES: &str = "content/hotlines.toml";
pub const BRANCHES: &str = "content/branches.toml";
pub const CAMPAIGNS: &str = "content/campaigns.toml";
/// The folder of branches' logos.
pub const LOGOS: &str = "content/branches/";
const FACTS: &str = "page.toml";

/// A site, if one could be assembled, and everything found wrong on the way.
///
/// `known` holds the path of every page folder, readable or not, so that a link to a page with a
/// mistake in it is not reported as broken too.
pub struct Assembled {
    pub site: Option<Site>,
    pub known: HashSet<String>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Assembles the site.
pub fn assemble(sources: &SourceFiles, base_url: Option<&BaseUrl>) -> Assembled {
    let unreadable = unreadable(sources);
    if !unreadable.is_empty() {
        return Assembled { site: None, known: HashSet::new(), diagnostics: unreadable };
    }
    let (config, mut diagnostics) = config::parse(sources, base_url);
    let Some(config) = config else {
        return Assembled { site: None, known: HashSet::new(), diagnostics };
    };
    let strings = read_strings(sources, &config, &mut diagnostics);
    let words = read_words(sources, &config, &mut diagnostics);
    let print = match PrintFormats::read(sources, &config.theme) {
        Ok(formats) => formats,
        Err(mistake) => {
            diagnostics.push(mistake);
            PrintFormats::default()
        }
    };
    let before = diagnostics.len();
    let hotlines = register(sources, HOTLINES, hotlines::parse, &mut diagnostics);
    let register_complete = diagnostics.len() == before;
    let branches = register(sources, BRANCHES, branches::parse, &mut diagnostics);
    let campaigns = register(sources, CAMPAIGNS, campaigns::parse, &mut diagnostics);
    let printed = register(sources, printed::FILE, printed::parse, &mut diagnostics);
    let folders = folders(sources, &mut diagnostics);
    let known = folders.iter().map(Folder::path).collect();

    let read: Vec<_> = folders.par_iter().map(|folder| read_page(folder, &config)).collect();
    let mut pages = Vec::with_capacity(read.len());
    let mut drafts = BTreeSet::new();
    for (page, found) in read {
        diagnostics.extend(found);
        match page {
            Some(page) if page.facts.status == Status::Draft => drop(drafts.insert(page.path())),
            page => pages.extend(page),
        }
    }
    sort(&mut pages);
    let index = index(&pages, &mut diagnostics);
    let site = Site {
        print,
        routes: Routes::new(&config),
        strings,
        words,
        hotlines,
        register_complete,
        branches,
        logos: logos(sources),
        campaigns,
        printed,
        drafts,
        today: None,
        allow_expired: false,
        taxonomies: Taxonomies::new(&pages),
        navigation: Navigation::new(&pages, &index),
        index,
        pages,
        config,
    };
    Assembled { site: Some(site), known, diagnostics }
}

/// Files of the configuration and of themes that are not UTF-8 text. Without them nothing else can
/// be checked.
fn unreadable(sources: &SourceFiles) -> Vec<Diagnostic> {
    const TEXTS: [&str; 8] = [".toml", ".html", ".typ", ".css", ".js", ".json", ".svg", ".txt"];
    let mut found = Vec::new();
    let read =
        [config::FILE, "i18n/", "themes/"].into_iter().flat_map(|prefix| sources.under(prefix));
    for (file, bytes) in read.filter(|(file, _)| TEXTS.iter().any(|ending| file.ends_with(ending)))
    {
        utf8(file, bytes, &mut found);
    }
    found
}

/// A folder `content/<kind>/<id>/` and the files in it.
struct Folder<'a> {
    kind: Kind,
    id: &'a str,
    files: BTreeMap<&'a str, (&'a Arc<str>, &'a Arc<[u8]>)>,
}

impl Folder<'_> {
    fn path(&self) -> String {
        format!("{}/{}", self.kind.id(), self.id)
    }

    /// The path a file of the folder has or would have.
    fn file(&self, name: &str) -> Arc<str> {
        Arc::from(format!("{CONTENT}{}/{name}", self.path()))
    }
}

fn folders<'a>(sources: &'a SourceFiles, diagnostics: &mut Vec<Diagnostic>) -> Vec<Folder<'a>> {
    let folder =
        |names: &[&str]| -> Arc<str> { Arc::from(format!("{CONTENT}{}", names.join("/"))) };
    let mut folders: BTreeMap<(Kind, &str), Folder> = BTreeMap::new();
    for (path, bytes) in sources.under(CONTENT) {
        let parts: Vec<&str> = path[CONTENT.len()..].split('/').collect();
        match parts[..] {
            [_] if [HOTLINES, BRANCHES, CAMPAIGNS].contains(&&**path) => {}
            ["branches", name] if is_logo(name) => {}
            [kind, id, name] => match (Kind::from_id(kind), is_id(id)) {
                (Some(kind), true) => {
                    let new = || Folder { kind, id, files: BTreeMap::new() };
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
                "A page is a folder `content/<kind>/<id>/` that holds page.toml, one .md file a language, and images.",
            )),
        }
    }
    folders.into_values().collect()
}

fn read_page(folder: &Folder, config: &Config) -> (Option<Page>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let facts = read_facts(folder, &mut diagnostics);
    let texts: Vec<Option<Text>> = config
        .languages
        .iter()
        .map(|language| read_text(folder, config, language, &mut diagnostics))
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

fn read_facts(folder: &Folder, diagnostics: &mut Vec<Diagnostic>) -> facts::Facts {
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
    folder: &Folder,
    config: &Config,
    language: Language,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Text> {
    let name = format!("{}.md", config.languages.code(language));
    let Some((file, bytes)) = folder.files.get(&*name) else {
        if language.is_primary() {
            let message = format!("The page has no {name}, its text in the source language");
            diagnostics.push(
                Diagnostic::new(Rule::MissingFile, &folder.file(&name), Span::default(), message)
                    .hint("Every page is written in the source language first; other languages may follow."),
            );
        }
        return None;
    };
    let text = utf8(file, bytes, diagnostics)?;
    let (front, body, found) = front_matter::parse(file, text);
    diagnostics.extend(found);
    let front = front?;
    let (document, found) = markdown::parse(file, &body);
    diagnostics.extend(found);
    Some(Text { file: Arc::clone(file), front, document, digest: digest(text) })
}

fn utf8<'b>(
    file: &Arc<str>,
    bytes: &'b [u8],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<&'b str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|&&b| b == b'\n').count() + 1;
            diagnostics.push(
                Diagnostic::new(
                    Rule::NotUtf8,
                    file,
                    Span::default(),
                    format!("The file is not UTF-8 text (line {line})"),
                )
                .hint("Save it again with the encoding UTF-8."),
            );
            None
        }
    }
}

/// The digest of a source text, twelve hexadecimal digits of SHA-256. Line ends and blanks at the
/// ends of lines do not count, so that an editor's habits do not make translations stale.
pub fn digest(text: &str) -> String {
    let mut hasher = Sha256::new();
    for line in text.trim_end().lines() {
        hasher.update(line.trim_end());
        hasher.update("\n");
    }
    hasher.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// Orders pages by kind, then by `order`, then the newest first, then by id.
fn sort(pages: &mut [Page]) {
    pages.sort_by(|a, b| {
        let newest = b.facts.date.cmp(&a.facts.date);
        (a.kind, a.facts.order)
            .cmp(&(b.kind, b.facts.order))
            .then(newest)
            .then_with(|| a.id.cmp(&b.id))
    });
}

fn index(pages: &[Page], diagnostics: &mut Vec<Diagnostic>) -> HashMap<String, PageIndex> {
    let mut index = HashMap::with_capacity(pages.len());
    for (number, page) in pages.iter().enumerate() {
        if let Some(PageIndex(first)) = index.insert(page.id.clone(), PageIndex(number as u32)) {
            let other = pages[first as usize].path();
            diagnostics.push(
                Diagnostic::new(Rule::RepeatedPageId, &page.facts_file, Span::default(), format!("`{other}` has the same id"))
                    .hint("An id is the page's short address `/s/<id>/`, so it must be unique over all kinds: rename one of the two folders."),
            );
        }
    }
    index
}

fn read_strings(
    sources: &SourceFiles,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Strings> {
    let read = |path: &str, diagnostics: &mut Vec<Diagnostic>| {
        let text = sources.text(path)?;
        let (strings, found) = strings::parse(&Arc::from(path), text);
        diagnostics.extend(found);
        Some(strings)
    };
    config
        .languages
        .codes()
        .map(|code| {
            let own = format!("i18n/{code}.toml");
            let mut strings = Strings::new();
            // The site's own texts override the theme's, key by key, and those the texts of what the theme extends.
            let of_theme = config.theme.each(sources, &own).chain([Arc::from(&*own)]);
            of_theme.for_each(|path| strings.extend(read(&path, diagnostics).unwrap_or_default()));
            if strings.is_empty() {
                let message = format!("There are no interface strings for `{code}`");
                diagnostics.push(
                    Diagnostic::new(
                        Rule::MissingStrings,
                        &Arc::from(own),
                        Span::default(),
                        message,
                    )
                    .hint(
                        "Write this file: copy the theme's for another language and translate it.",
                    ),
                );
            }
            strings
        })
        .collect()
}

/// The theme's list of a language, else the built-in one, and what the site adds to it.
fn read_words(
    sources: &SourceFiles,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<WordList> {
    let read = |code: &str| {
        let mut list = WordList::default();
        let name = |code: &str| format!("words/{code}.toml");
        let names = [name(code), name(language::primary(code))];
        let of_theme = names.iter().find_map(|name| {
            let path = config.theme.find(sources, name)?;
            Some((sources.text(&path)?, path))
        });
        let built_in = || {
            names.iter().find_map(|name| {
                Some((embedded::of_theme(name)?, Arc::from(format!("themes/default/{name}"))))
            })
        };
        let own: Arc<str> = Arc::from(format!("i18n/words.{code}.toml"));
        let own = sources.text(&own).map(|text| (text, own));
        for (text, path) in of_theme.or_else(built_in).into_iter().chain(own) {
            diagnostics.extend(words::extend(&mut list, &path, text));
        }
        list
    };
    config.languages.codes().map(read).collect()
}

/// A register, one file for the whole site; empty where there is none.
fn register<T: Default>(
    sources: &SourceFiles,
    path: &str,
    parse: impl Fn(&Arc<str>, &str) -> (T, Vec<Diagnostic>),
    diagnostics: &mut Vec<Diagnostic>,
) -> T {
    let file: Arc<str> = Arc::from(path);
    let text = sources.bytes(path).and_then(|bytes| utf8(&file, bytes, diagnostics));
    let Some(text) = text else { return T::default() };
    let (entries, found) = parse(&file, text);
    diagnostics.extend(found);
    entries
}

fn is_logo(name: &str) -> bool {
    name.ends_with(".svg") || name.ends_with(".png")
}

fn logos(sources: &SourceFiles) -> BTreeMap<String, Arc<[u8]>> {
    let files = sources
        .under(LOGOS)
        .map(|(path, bytes)| (path[LOGOS.len()..].to_owned(), Arc::clone(bytes)));
    files.filter(|(name, _)| is_logo(name)).collect()
}
