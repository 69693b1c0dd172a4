//! What can be read where there is no network? The list of what matters most, for the script that
//! keeps it.
//!
//! The script is the theme's `static/worker.js`; the list is written before it, so that the file
//! changes with what it keeps and browsers fetch the new version.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::base::artifact::{Artifact, Artifacts};
use crate::base::language::Language;
use crate::base::limits;
use crate::base::vocabulary::Kind;
use crate::site::route::Route;
use crate::site::{Site, expiry, route};
use crate::theme::templates::Theme;

/// The guides and the scams that are kept, the commonest first.
const GUIDES: usize = 6;
const SCAMS: usize = 12;

/// What the script finds as `wuzhaCopy`. Everything is an address on this site.
#[derive(Serialize)]
struct Copy {
    /// Changes with anything listed.
    version: String,
    base: String,
    /// The last day on which the hotlines hold.
    until: String,
    shared: Vec<String>,
    languages: BTreeMap<String, OfLanguage>,
}

#[derive(Serialize)]
struct OfLanguage {
    /// The home page first.
    pages: Vec<String>,
    search: Vec<String>,
    offline: String,
    hotlines: String,
}

/// The script with its list; none where the theme has no such script.
pub fn worker(site: &Site, theme: &Theme, artifacts: &Artifacts) -> Option<Artifact> {
    let script = theme.worker()?;
    let mut digest = Sha256::new();
    digest.update(script);
    let mut listed = |file: &str| {
        let artifact = artifacts.get(file)?;
        digest.update(file);
        digest.update(&artifact.bytes);
        Some(())
    };
    let assets = theme.scripts().values().chain([theme.style()]).map(|asset| &*asset.file);
    let shared = assets.chain(["icon.svg"]).filter(|file| listed(file).is_some());
    let shared = shared.map(|file| site.routes.file_path(file)).collect();
    let mut languages = BTreeMap::new();
    for language in site.config.languages.iter() {
        let routes = &site.routes;
        let path = |route| routes.path(route, language);
        let mut is_made = |route| listed(&routes.file(route, language)).is_some();
        is_made(Route::Offline);
        let pages = pages(site).into_iter().filter(|&route| is_made(route)).map(path).collect();
        let search = search(site, language, artifacts);
        let search = search.into_iter().filter(|file| listed(file).is_some());
        let of_language = OfLanguage {
            pages,
            search: search.map(|file| routes.file_path(file)).collect(),
            offline: path(Route::Offline),
            hotlines: path(Route::Hotlines),
        };
        languages.insert(site.config.languages.code(language).to_owned(), of_language);
    }
    let until = site.hotlines.iter().map(expiry::of_hotline).min();
    let version: String =
        digest.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let copy = Copy {
        version,
        base: format!("{}/", site.config.base_url.path()),
        until: until.map(|day| day.to_string()).unwrap_or_default(),
        shared,
        languages,
    };
    let copy = serde_json::to_string(&copy).expect("texts can always be written as JSON");
    let text = format!("self.wuzhaCopy = {copy};\n{script}");
    Some(Artifact::new(route::WORKER_FILE, text.into_bytes(), &site.config.file))
}

/// What a reader in trouble needs.
fn pages(site: &Site) -> Vec<Route<'_>> {
    let page = |index| {
        let page = site.page(index);
        Route::Page(page.kind, &page.id)
    };
    let fixed = [
        Route::Home,
        Route::Now,
        Route::Hotlines,
        Route::Check,
        Route::Search,
        Route::List(Kind::Scams, 1),
    ];
    let guides = site.of_kind(Kind::Guides).take(GUIDES).map(page);
    let scams = site.of_kind(Kind::Scams).take(SCAMS).map(page);
    fixed.into_iter().chain(guides).chain(scams).collect()
}

/// The index of a language, where it is no burden on a telephone.
fn search<'a>(site: &Site, language: Language, artifacts: &'a Artifacts) -> Vec<&'a str> {
    let folder = format!("search/{}/", site.config.languages.code(language));
    let files: Vec<&Artifact> =
        artifacts.iter().filter(|artifact| artifact.path.starts_with(&folder)).collect();
    let bytes: usize = files.iter().map(|artifact| artifact.bytes.len()).sum();
    if bytes > limits::OFFLINE_SEARCH {
        return Vec::new();
    }
    files.into_iter().map(|artifact| &*artifact.path).collect()
}
