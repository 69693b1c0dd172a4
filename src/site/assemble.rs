//! Assembly of the site: reads every page folder, pairs its languages, and links the pages.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use rayon::prelude::*;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::base::url::BaseUrl;
use crate::base::vocabulary::Status;
use crate::parse::conflicts::merge_conflicts;
use crate::parse::{branches, campaigns, hotlines, printed};
use crate::site::images;
use crate::site::interface::{read_signs, read_strings, read_words};
use crate::site::navigation::Navigation;
use crate::site::page::{Page, PageIndex};
use crate::site::page_folder::{PageFolder, folders, read_page};
use crate::site::registers::{BRANCHES, CAMPAIGNS, HOTLINES, logos, register};
use crate::site::route::Routes;
use crate::site::taxonomies::Taxonomies;
use crate::site::utf8::utf8;
use crate::site::{Site, config};
use crate::theme::formats::PrintFormats;

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
    let mut diagnostics = unreadable(sources);
    let is_config = |found: &Diagnostic| *found.file == *config::FILE;
    if diagnostics.iter().any(is_config) {
        return Assembled { site: None, known: HashSet::new(), diagnostics };
    }
    diagnostics.extend(unmerged(sources));
    let (config, found) = config::parse_to_judge(sources, base_url);
    diagnostics.extend(found);
    let Some(config) = config else {
        return Assembled { site: None, known: HashSet::new(), diagnostics };
    };
    let strings = read_strings(sources, &config, &mut diagnostics);
    let words = read_words(sources, &config, &mut diagnostics);
    let signs = read_signs(sources, &config, &mut diagnostics);
    let print = match PrintFormats::read(sources, &config.theme) {
        Ok(formats) => formats,
        Err(mistake) => {
            let is_known = diagnostics.iter().any(|found| found.file == mistake.file);
            diagnostics.extend((!is_known).then_some(mistake));
            PrintFormats::default()
        }
    };
    let before = diagnostics.len();
    let hotlines = register(sources, HOTLINES, hotlines::parse, &mut diagnostics);
    if !sources.contains(HOTLINES) && !config.emergency.is_empty() {
        let message =
            "There is no register of hotlines, though `emergency` in wuzha.toml names some";
        let hint = "Restore the file, or begin it with a `[[hotline]]` for each; every number that pages name is looked up in it.";
        let file = Arc::from(HOTLINES);
        diagnostics
            .push(Diagnostic::new(Rule::MissingFile, &file, Span::default(), message).hint(hint));
    }
    let register_complete = diagnostics.len() == before;
    let branches = register(sources, BRANCHES, branches::parse, &mut diagnostics);
    let campaigns = register(sources, CAMPAIGNS, campaigns::parse, &mut diagnostics);
    let printed = register(sources, printed::FILE, printed::parse, &mut diagnostics);
    let folders = folders(sources, &mut diagnostics);
    let known = folders.iter().map(PageFolder::path).collect();

    let kept = AtomicUsize::new(0);
    let read: Vec<_> = folders.par_iter().map(|folder| read_page(folder, &config, &kept)).collect();
    let mut pages = Vec::with_capacity(read.len());
    let (mut drafts, mut unread) = (BTreeSet::new(), Vec::new());
    for (folder, (page, found)) in folders.iter().zip(read) {
        diagnostics.extend(found);
        match page {
            Some(page) if page.facts.status == Status::Draft => drop(drafts.insert(page.path())),
            Some(page) => pages.push(page),
            None => unread.push((folder.kind, folder.id.to_owned())),
        }
    }
    sort(&mut pages);
    let index = index(&pages, &mut diagnostics);
    let site = Site {
        print,
        routes: Routes::new(&config),
        strings,
        words,
        signs,
        hotlines,
        register_complete,
        branches,
        logos: logos(sources),
        pictures: images::of_site(sources, &mut diagnostics),
        campaigns,
        printed,
        drafts,
        unread,
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

/// Files of the configuration and of themes that are not UTF-8 text, or hold two versions.
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

/// Files that are published as they are and hold two versions that were not merged.
fn unmerged(sources: &SourceFiles) -> Vec<Diagnostic> {
    let texts = sources.under("static/").filter_map(|(file, bytes)| {
        let text = simdutf8::basic::from_utf8(bytes).ok()?;
        Some(merge_conflicts(file, text, false))
    });
    texts.flatten().collect()
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
        if let Some(PageIndex(first)) = index.insert(page.id.clone(), PageIndex::new(number)) {
            let other = pages[first as usize].path();
            diagnostics.push(
                Diagnostic::new(Rule::RepeatedPageId, &page.facts_file, Span::default(), format!("`{other}` has the same id"))
                    .hint("An id is the page's short address `/s/<id>/`, so it must be unique over all kinds: rename one of the two folders."),
            );
        }
    }
    index
}
