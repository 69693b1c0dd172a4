//! The service worker, with the list of what it keeps for reading without a network.
//!
//! The script is the theme's `static/worker.js`. The list is written before it, so that the file
//! changes with what it keeps and browsers fetch the new version.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::artifact::Artifact;
use crate::base::digest::Hasher;
use crate::base::language::Language;
use crate::base::output::Output;
use crate::base::vocabulary::Kind;
use crate::site::route::Route;
use crate::site::{Site, expiry, route};
use crate::theme::templates::Theme;

/// How many guides and scams are kept, the most common first.
const GUIDES: usize = 6;
const SCAMS: usize = 12;

/// What the script reads as `wuzhaCopy`. The files are addresses on this site.
#[derive(Serialize)]
struct OfflineCopy {
    /// Changes with every listed file.
    version: String,
    base: String,
    /// The last day on which the hotlines are valid.
    until: String,
    shared: Vec<String>,
    languages: BTreeMap<String, LanguageCopy>,
}

#[derive(Serialize)]
struct LanguageCopy {
    /// The home page first.
    pages: Vec<String>,
    search: Vec<String>,
    offline: String,
    hotlines: String,
}

/// The files that are listed so far, and their digest.
struct Listing<'a> {
    site: &'a Site,
    output: &'a dyn Output,
    digest: Hasher,
}

/// The script with its list; none if the theme has no such script. `index` has the files of the
/// search index in every language where these are small enough to keep on a phone.
pub fn service_worker(
    site: &Site,
    theme: &Theme,
    output: &dyn Output,
    index: &[String],
) -> Option<Artifact> {
    let script = theme.worker()?;
    let mut listing = Listing { site, output, digest: Hasher::default() };
    listing.digest.update(script);
    let assets = theme.scripts().values().chain([theme.style()]).map(|asset| &*asset.file);
    let shared = listing.addresses(assets.chain(["icon.svg"]));
    let mut languages = BTreeMap::new();
    for language in site.config.languages.iter() {
        let code = site.config.languages.code(language).to_owned();
        languages.insert(code, listing.of_language(language, index));
    }
    let until = site.hotlines.iter().map(expiry::of_hotline).min();
    let copy = OfflineCopy {
        version: listing.version(),
        base: format!("{}/", site.config.base_url.path()),
        until: until.map(|day| day.to_string()).unwrap_or_default(),
        shared,
        languages,
    };
    let copy = serde_json::to_string(&copy).expect("texts can always be written as JSON");
    let text = format!("self.wuzhaCopy = {copy};\n{script}");
    Some(Artifact::new(route::WORKER_FILE, text.into_bytes(), &site.config.file))
}

impl Listing<'_> {
    fn of_language(&mut self, language: Language, index: &[String]) -> LanguageCopy {
        let routes = &self.site.routes;
        self.add(&routes.file(Route::Offline, language));
        let mut kept = pages(self.site);
        kept.retain(|&route| self.add(&routes.file(route, language)));
        let folder = format!("search/{}/", self.site.config.languages.code(language));
        let index = index.iter().map(String::as_str).filter(|file| file.starts_with(&folder));
        LanguageCopy {
            pages: kept.into_iter().map(|route| routes.path(route, language)).collect(),
            search: self.addresses(index),
            offline: routes.path(Route::Offline, language),
            hotlines: routes.path(Route::Hotlines, language),
        }
    }

    /// The addresses of those files that exist.
    fn addresses<'f>(&mut self, files: impl Iterator<Item = &'f str>) -> Vec<String> {
        let mut addresses = Vec::new();
        for file in files {
            if self.add(file) {
                addresses.push(self.site.routes.file_path(file));
            }
        }
        addresses
    }

    /// Adds a file to the digest; returns whether it exists.
    fn add(&mut self, file: &str) -> bool {
        let Some(bytes) = self.output.bytes(file) else { return false };
        self.digest.update(file);
        self.digest.update(&bytes);
        true
    }

    fn version(self) -> String {
        self.digest.finish().to_string()
    }
}

/// The pages that a reader in trouble needs.
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
