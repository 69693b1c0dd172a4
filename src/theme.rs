//! What does the site look like? A theme's templates and static files, ready to use.

pub mod scripts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};
use tera::{Context, Tera};

use crate::artifact::Artifact;
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};

/// A theme, loaded.
pub struct Theme {
    /// `themes/default`.
    folder: String,
    tera: Tera,
    style: Asset,
    /// By the name templates use: `search`.
    scripts: BTreeMap<String, Asset>,
    worker: Option<String>,
    files: Vec<Artifact>,
}

/// Where a fingerprinted file is published, and its digest for subresource integrity.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Relative to the output folder.
    pub file: String,
    pub integrity: String,
}

/// All of `styles/`, joined in the order of the files' names.
const STYLE: &str = "main.css";
const STYLES: &str = "styles/";
/// The one script that is not published as it is: `src/offline.rs` adds the list of what it keeps.
const WORKER: &str = "worker";

/// Templates every theme must have.
const TEMPLATES: [&str; 17] = [
    "home.html",
    "page.html",
    "list.html",
    "term.html",
    "axis.html",
    "names.html",
    "hotlines.html",
    "now.html",
    "offline.html",
    "catalogue.html",
    "materials.html",
    "search.html",
    "check.html",
    "not_found.html",
    "short.html",
    "redirect.html",
    "base.html",
];

impl Theme {
    /// Loads `themes/<name>/`.
    pub fn load(sources: &Sources, name: &str) -> Result<Theme, Vec<Diagnostic>> {
        let folder = format!("themes/{name}");
        let mut diagnostics = Vec::new();
        let tera = load_templates(sources, &folder, &mut diagnostics);
        let Published { style, scripts, worker, files } = load_static(sources, &folder, &mut diagnostics);
        let theme = Theme { folder, tera, style, scripts, worker, files };
        if diagnostics.is_empty() { Ok(theme) } else { Err(diagnostics) }
    }

    /// Fills in a template; a mistake in the template becomes a diagnostic at its file.
    pub fn render(&self, template: &str, context: &Context) -> Result<Vec<u8>, Diagnostic> {
        let mut out = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(template, context, &mut out) {
            Ok(()) => Ok(out),
            Err(error) => Err(template_error(&self.folder, template, &error)),
        }
    }

    /// The stylesheet of every page.
    pub fn style(&self) -> &Asset {
        &self.style
    }

    /// Scripts by their names: `main.js` is `main`, and so is `main/main.js`.
    pub fn scripts(&self) -> &BTreeMap<String, Asset> {
        &self.scripts
    }

    /// The script that keeps pages for reading without a network, but for the list of what it keeps.
    pub fn worker(&self) -> Option<&str> {
        self.worker.as_deref()
    }

    /// The theme's own static files, as they are published.
    pub fn files(&self) -> &[Artifact] {
        &self.files
    }
}

/// What of a theme's `static/` is published, and how templates name it.
struct Published {
    style: Asset,
    scripts: BTreeMap<String, Asset>,
    worker: Option<String>,
    files: Vec<Artifact>,
}

/// The stylesheet and the scripts under names that carry a fingerprint, each script joined with the modules it imports;
/// everything else as it is.
fn load_static(sources: &Sources, folder: &str, diagnostics: &mut Vec<Diagnostic>) -> Published {
    let prefix = format!("{folder}/static/");
    let modules: scripts::Modules = sources
        .under(&prefix)
        .filter(|(path, _)| path.ends_with(".js"))
        .filter_map(|(path, _)| Some((&path[prefix.len()..], sources.text(path)?)))
        .collect();
    let mut files = Vec::new();
    let mut published = BTreeMap::new();
    let mut worker = None;
    let mut joined = BTreeSet::new();
    for (name, entry) in scripts::entries(&modules) {
        match scripts::join(&modules, entry, &prefix) {
            Ok(script) => {
                joined.extend(script.modules);
                if name == WORKER {
                    worker = Some(script.script);
                    continue;
                }
                let origin = Arc::from(format!("{prefix}{entry}"));
                let (asset, file) =
                    fingerprinted(&format!("{name}.js"), Arc::from(script.script.into_bytes()), &origin);
                published.insert(name.to_owned(), asset);
                files.push(file);
            }
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    let mut style = Vec::new();
    for (path, bytes) in sources.under(&prefix) {
        match &path[prefix.len()..] {
            part if part.starts_with(STYLES) && part.ends_with(".css") => style.extend_from_slice(bytes),
            module if joined.contains(module) => {}
            name => files.push(Artifact::new(name, Arc::clone(bytes), path)),
        }
    }
    let (style, file) = fingerprinted(STYLE, Arc::from(style), &Arc::from(format!("{prefix}{STYLES}")));
    files.push(file);
    Published { style, scripts: published, worker, files }
}

fn fingerprinted(name: &str, bytes: Arc<[u8]>, origin: &Arc<str>) -> (Asset, Artifact) {
    let digest: String = Sha256::digest(&bytes).iter().take(6).map(|b| format!("{b:02x}")).collect();
    let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
    let file = format!("assets/{stem}.{digest}.{extension}");
    let integrity = format!("sha384-{}", STANDARD.encode(Sha384::digest(&bytes)));
    (Asset { file: file.clone(), integrity }, Artifact::new(file, bytes, origin))
}

fn load_templates(sources: &Sources, folder: &str, diagnostics: &mut Vec<Diagnostic>) -> Tera {
    let prefix = format!("{folder}/templates/");
    let mut tera = Tera::new();
    let mut templates = Vec::new();
    for (path, _) in sources.under(&prefix) {
        match sources.text(path) {
            Some(text) => templates.push((path[prefix.len()..].to_owned(), text.to_owned())),
            None => diagnostics.push(
                Diagnostic::error("template", path, Span::default(), "The template is not UTF-8 text")
                    .hint("Save it as UTF-8."),
            ),
        }
    }
    for name in TEMPLATES.iter().filter(|name| !templates.iter().any(|(own, _)| own == *name)) {
        let file: Arc<str> = Arc::from(format!("{prefix}{name}"));
        diagnostics.push(
            Diagnostic::error("theme", &file, Span::default(), format!("The theme has no template `{name}`"))
                .hint("Copy it from the default theme."),
        );
    }
    if diagnostics.is_empty()
        && let Err(error) = tera.add_raw_templates(templates)
    {
        diagnostics.push(template_error(folder, "", &error));
    }
    tera
}

fn template_error(folder: &str, template: &str, error: &tera::Error) -> Diagnostic {
    let file: Arc<str> = Arc::from(format!("{folder}/templates/{template}"));
    let mut message = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        message.push_str(&format!(": {inner}"));
        cause = inner.source();
    }
    Diagnostic::error("template", &file, Span::default(), format!("The template failed: {}", message.trim()))
        .hint("Templates see the values described in src/html/view.rs and the texts of i18n/ as `t`.")
}
