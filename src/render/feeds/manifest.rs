//! The web app manifest of each language: the site on a phone's home screen, and the message check in
//! its share sheet.
//!
//! What is shared goes to the service worker as a POST, which answers it on the device (see the theme's
//! `static/worker.js`): a message never becomes part of an address, so no server sees or logs it.
//!
//! <https://www.w3.org/TR/appmanifest/>, <https://w3c.github.io/web-share-target/>

use serde_json::json;

use crate::base::artifact::Artifact;
use crate::base::language::Language;
use crate::site::Site;
use crate::site::route::Route;

/// Behind the icon while the site starts: the theme's paper by day.
const PAPER: &str = "#faf7f2";

pub(super) fn render(site: &Site) -> Vec<Artifact> {
    site.config.languages.iter().map(|language| manifest(site, language)).collect()
}

fn manifest(site: &Site, language: Language) -> Artifact {
    let routes = &site.routes;
    let (title, _) = site.config.title.get(&site.config.languages, language);
    let home = routes.path(Route::Home, language);
    let icon = |file: &str, sizes: &str, media: &str| {
        json!({ "src": routes.file_path(file), "sizes": sizes, "type": media })
    };
    let manifest = json!({
        "id": home,
        "name": title,
        "short_name": title,
        "description": site.string(language, "home.description"),
        "lang": site.config.languages.code(language),
        "dir": site.string(language, "language.dir"),
        "start_url": home,
        "scope": routes.path(Route::Home, Language::PRIMARY),
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            icon("icon-192.png", "192x192", "image/png"),
            icon("icon-512.png", "512x512", "image/png"),
            icon("icon.svg", "any", "image/svg+xml"),
        ],
        "share_target": {
            "action": routes.path(Route::Check, language),
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": { "title": "title", "text": "text", "url": "url" },
        },
    });
    let mut out = manifest.to_string().into_bytes();
    out.push(b'\n');
    Artifact::new(routes.file(Route::Manifest, language), out, &site.config.file)
}
