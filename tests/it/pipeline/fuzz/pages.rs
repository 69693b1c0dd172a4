//! Changed pages: those without errors go through every renderer, that is HTML, search, feeds,
//! texts and the values that print templates read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use wuzha::base::artifact::Artifact;
use wuzha::base::language::Language;
use wuzha::base::output::{MemoryOutput, Output};
use wuzha::base::source::SourceFiles;
use wuzha::check;
use wuzha::pipeline::Outcome;
use wuzha::render::print::jobs;
use wuzha::render::search::index::Index;
use wuzha::render::search::records::records;
use wuzha::render::{feeds, html, texts};
use wuzha::site::Site;
use wuzha::site::assemble::assemble;
use wuzha::theme::templates::Theme;

use super::targets::{CORPUS, assert_placed};
use crate::support::checks::assert_well_formed;
use crate::support::jobs::chain;
use crate::support::shards::shards;
use crate::support::site::{self, Built};
use crate::support::tags::tags;

/// The lines before the facts and the text of a page. Its kind comes first.
const PARTS: [&str; 2] = ["\n-- facts --\n", "\n-- text --\n"];

/// Every Chinese page of the corpus, without links to other pages.
pub fn seeds() -> Vec<String> {
    let text = |path: &str| CORPUS.iter().find(|(own, _)| own == path).map(|(_, text)| text);
    let prose = CORPUS.iter().filter_map(|(path, text)| Some((path.strip_suffix("/zh.md")?, text)));
    let mut seeds: Vec<String> = prose
        .filter_map(|(folder, prose)| {
            let kind = folder.strip_prefix("content/")?.split('/').next()?;
            let facts = text(&format!("{folder}/page.toml"))?;
            let needs_others =
                |line: &&str| ["related", "redirect_from"].iter().any(|key| line.starts_with(key));
            let facts: Vec<&str> = facts.lines().filter(|line| !needs_others(line)).collect();
            let prose = prose.replace("(@/", "(https://www.gov.cn/");
            Some([kind, PARTS[0], &facts.join("\n"), PARTS[1], &prose].concat())
        })
        .collect();
    seeds.sort();
    seeds.dedup();
    seeds
}

static THEME: LazyLock<Theme> = LazyLock::new(|| {
    let sources = site::sources("");
    Theme::load(&sources, &chain()).unwrap_or_else(|found| panic!("{found:?}"))
});

/// How many pages had no error, so that they were rendered.
pub static RENDERED: AtomicU64 = AtomicU64::new(0);

pub fn run(texts: &[String]) {
    let mut files = BTreeMap::new();
    for (number, text) in texts.iter().enumerate() {
        let Some((kind, rest)) = text.split_once(PARTS[0]) else { continue };
        let Some((facts, prose)) = rest.split_once(PARTS[1]) else { continue };
        if wuzha::parse::table::is_id(kind) {
            files.insert(format!("content/{kind}/p{number}"), (facts.to_owned(), prose.to_owned()));
        }
    }
    // Pages with errors are left out, then those whose errors were hidden by these.
    for _ in 0..4 {
        let sources = sources(&files);
        let assembled = assemble(&sources, None);
        let Some(site) = assembled.site else { return };
        let mut found = assembled.diagnostics;
        found.extend(check::check(&site, &sources, &assembled.known, usize::MAX).0);
        assert_placed(&found, |path| sources.text(path).map(str::to_owned));
        let bad: BTreeSet<&str> = found
            .iter()
            .filter(|one| one.is_error())
            .filter_map(|one| one.file.rsplit_once('/'))
            .map(|at| at.0)
            .collect();
        if bad.is_empty() {
            RENDERED.fetch_add(files.len() as u64, Ordering::Relaxed);
            render(&site, sources);
            return;
        }
        let count = files.len();
        files.retain(|folder, _| !bad.contains(&**folder));
        if files.len() == count {
            return;
        }
    }
}

fn sources(files: &BTreeMap<String, (String, String)>) -> SourceFiles {
    let mut sources = site::sources("");
    for (folder, (facts, prose)) in files {
        sources.insert(&format!("{folder}/page.toml"), facts.as_bytes());
        sources.insert(&format!("{folder}/zh.md"), prose.as_bytes());
    }
    sources
}

fn render(site: &Site, sources: SourceFiles) {
    let theme = &*THEME;
    let output = MemoryOutput::default();
    let made = AtomicUsize::new(0);
    let take = |artifact: Artifact| {
        made.fetch_add(1, Ordering::Relaxed);
        output.put(artifact).expect("memory");
    };
    let found = html::render(site, theme, &[], &take);
    assert!(found.is_empty(), "{found:?}");
    feeds::render(site, false).into_iter().for_each(take);
    texts::render(site, &take);
    let artifacts = output.into_artifacts();
    assert_eq!(artifacts.len(), made.into_inner(), "two files for one address");
    for artifact in artifacts.iter().filter(|artifact| artifact.path.ends_with(".xml")) {
        let mut reader = quick_xml::Reader::from_reader(&*artifact.bytes);
        let mut buffer = Vec::new();
        while !matches!(
            reader.read_event_into(&mut buffer).expect("well-formed"),
            quick_xml::events::Event::Eof
        ) {
            buffer.clear();
        }
    }
    for artifact in artifacts.iter().filter(|artifact| artifact.path.ends_with(".json")) {
        serde_json::from_slice::<serde_json::Value>(&artifact.bytes).expect("JSON");
    }
    let built = Built { sources, outcome: Outcome::default(), artifacts };
    assert_well_formed(&built);
    for (path, html) in built.pages() {
        // `x9` is in texts only.
        assert!(tags(html).iter().all(|tag| tag.name != "x9" && tag.get("x9").is_none()), "{path}");
    }
    for language in site.config.languages.iter() {
        let records = records(site, language);
        for record in &records {
            assert!(record.sections.iter().all(|section| !section.anchor.is_empty()), "{record:?}");
        }
        let index = Index::build(records).expect("an index");
        if language == Language::PRIMARY {
            shards(&index, "zh");
        }
    }
    for job in jobs::jobs(site) {
        serde_json::to_string(&job.data).expect("JSON");
    }
}
