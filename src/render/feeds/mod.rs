//! Files for feed readers, crawlers and phones: Atom, JSON Feed, a tip a day, sitemap, robots.txt,
//! web app manifest.

mod feed;
mod atom;
mod json;
mod manifest;
mod sitemap;
mod tips;

use jiff::civil::Date;

use crate::base::artifact::Artifact;
use crate::base::language::Language;
use crate::base::vocabulary::Kind;
use crate::site::Site;
use crate::site::page::PageIndex;
use crate::site::route::Route;
use feed::Feed;

/// Renders the feeds of every language and the files for crawlers. `has_catalogue`: whether
/// anything was printed.
pub fn render(site: &Site, has_catalogue: bool) -> Vec<Artifact> {
    let mut artifacts = Vec::new();
    let newest = newest(site);
    for language in site.config.languages.iter() {
        let mut add = |feed: &Feed, atom, json| {
            let file = |route| site.routes.file(route, language);
            artifacts.push(Artifact::new(file(atom), atom::render(feed), &site.config.file));
            artifacts.push(Artifact::new(file(json), json::render(feed), &site.config.file));
        };
        add(&Feed::new(site, language, &newest), Route::Atom, Route::JsonFeed);
        if let Some(tips) = Feed::of_tips(site, language) {
            add(&tips, Route::TipsAtom, Route::TipsJson);
        }
    }
    artifacts.extend(manifest::render(site));
    artifacts.extend(sitemap::render(site, has_catalogue));
    let robots = format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}\n",
        site.routes.url(Route::Sitemap, Language::PRIMARY)
    );
    artifacts.push(Artifact::new("robots.txt", robots.into_bytes(), &site.config.file));
    artifacts
}

/// Pages by their newest date, the newest first; the same for every language.
fn newest(site: &Site) -> Vec<PageIndex> {
    let mut dated: Vec<(Date, PageIndex)> = site
        .indexed()
        .filter(|(_, page)| page.kind != Kind::Pages)
        .filter_map(|(index, page)| Some((page.facts.modified()?, index)))
        .collect();
    dated.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    dated.into_iter().map(|(_, index)| index).collect()
}
