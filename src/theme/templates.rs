//! A theme’s templates and static files, ready to use.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha384};
use tera::{Context, Kwargs, State, Tera, Value};

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::digest::Digest;
use crate::base::older_engines;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::base::url;
use crate::theme::chain::{TEMPLATES, ThemeChain};
use crate::theme::signs::Signs;
use crate::theme::{scripts, styles};

/// A theme, loaded.
pub struct Theme {
    chain: ThemeChain,
    /// Templates are called `<layer>/<path>`, and found by the path alone in the uppermost layer
    /// that has it.
    tera: Tera,
    /// Names of the templates that are filled in once a language, as `shared/help.html`.
    shared: Vec<String>,
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
/// The folder of the templates that are filled in once a language.
const SHARED: &str = "shared/";
/// The one script that is not published as it is: `src/publish/service_worker.rs` adds the list of
/// what it keeps.
const WORKER: &str = "worker";

impl Theme {
    /// Loads a theme with all it extends.
    pub fn load(sources: &SourceFiles, chain: &ThemeChain) -> Result<Theme, Vec<Diagnostic>> {
        let mut diagnostics = Vec::new();
        let tera = load_templates(sources, chain, &mut diagnostics);
        let Published { style, scripts, worker, files } =
            load_static(sources, chain, &mut diagnostics);
        let folder = format!("templates/{SHARED}");
        let shared =
            chain.files(sources, &folder).into_keys().map(|name| format!("{SHARED}{name}"));
        let shared = shared.collect();
        let theme = Theme { chain: chain.clone(), tera, shared, style, scripts, worker, files };
        if diagnostics.is_empty() { Ok(theme) } else { Err(diagnostics) }
    }

    /// Fills in a template; a mistake in the template becomes a diagnostic at its file.
    pub fn render(&self, template: &str, context: &Context) -> Result<Vec<u8>, Diagnostic> {
        let mut out = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(template, context, &mut out) {
            Ok(()) => Ok(out),
            Err(error) => Err(template_error(&self.chain, template, &error)),
        }
    }

    /// Fills in what all pages of a language share, the templates in `shared/`, as one value: ready
    /// HTML by the names of the files without their ending, `{{ shared.help }}`.
    pub fn shared(&self, context: &Context) -> Result<Value, Diagnostic> {
        let mut shared = BTreeMap::new();
        for template in &self.shared {
            let html = self.render(template, context)?;
            let html = String::from_utf8_lossy(&html);
            let name = template.trim_start_matches(SHARED);
            let name = name.strip_suffix(".html").unwrap_or(name);
            shared.insert(name.to_owned(), Value::safe_string(html.trim_end()));
        }
        Ok(Value::from_serializable(&shared))
    }

    /// The stylesheet of every page.
    pub fn style(&self) -> &Asset {
        &self.style
    }

    /// Scripts by their names: `main.js` is `main`, and so is `main/main.js`.
    pub fn scripts(&self) -> &BTreeMap<String, Asset> {
        &self.scripts
    }

    /// The script that keeps pages for reading without a network, but for the list of what it
    /// keeps.
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

/// The stylesheet and the scripts under names that carry a fingerprint, each script joined with the
/// modules it imports; everything else as it is.
fn load_static(
    sources: &SourceFiles,
    chain: &ThemeChain,
    diagnostics: &mut Vec<Diagnostic>,
) -> Published {
    let of_theme = chain.files(sources, "static/");
    let modules: scripts::Modules = of_theme
        .iter()
        .filter(|(name, _)| name.ends_with(".js"))
        .filter_map(|(&name, (path, _))| Some((name, sources.text(path)?)))
        .collect();
    let mut files = Vec::new();
    let mut published = BTreeMap::new();
    let mut worker = None;
    let mut joined = BTreeSet::new();
    match scripts::join(&modules) {
        Ok(all) => {
            for script in all {
                for &module in &script.modules {
                    let (path, _) = of_theme[module];
                    if joined.insert(module) {
                        diagnostics.extend(older_engines::unknown(
                            Rule::Theme,
                            path,
                            modules[module],
                        ));
                    }
                }
                if script.name == WORKER {
                    worker = Some(script.script);
                    continue;
                }
                let (origin, _) = of_theme[script.entry];
                let name = format!("{}.js", script.name);
                let bytes = Arc::from(script.script.into_bytes());
                let (asset, file) = fingerprinted(&name, bytes, origin);
                published.insert(script.name.to_owned(), asset);
                files.push(file);
            }
        }
        Err(wrong) => diagnostics.extend(wrong.into_iter().map(|wrong| {
            let (path, _) = of_theme[&*wrong.file];
            Diagnostic { file: Arc::clone(path), ..wrong }
        })),
    }
    let mut style = String::new();
    for (name, (path, bytes)) in of_theme {
        match name {
            part if part.starts_with(STYLES) && part.ends_with(".css") => {
                match styles::minify(path, sources.text(path).unwrap_or_default()) {
                    Ok(small) => style.push_str(&small),
                    Err(wrong) => diagnostics.push(wrong),
                }
            }
            module if joined.contains(module) => {}
            name => files.push(Artifact::new(name, Arc::clone(bytes), path)),
        }
    }
    let (style, file) = fingerprinted(
        STYLE,
        Arc::from(style.into_bytes()),
        &Arc::from(format!("{}/static/{STYLES}", chain.folder())),
    );
    files.push(file);
    Published { style, scripts: published, worker, files }
}

fn fingerprinted(name: &str, bytes: Arc<[u8]>, origin: &Arc<str>) -> (Asset, Artifact) {
    let digest = Digest::of(&bytes);
    let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
    let file = format!("assets/{stem}.{digest}.{extension}");
    let integrity = format!("sha384-{}", STANDARD.encode(Sha384::digest(&bytes)));
    (Asset { file: file.clone(), integrity }, Artifact::new(file, bytes, origin))
}

fn load_templates(
    sources: &SourceFiles,
    chain: &ThemeChain,
    diagnostics: &mut Vec<Diagnostic>,
) -> Tera {
    let mut tera = Tera::new();
    let prefixes: Vec<String> = chain.names().map(|name| format!("{name}/")).collect();
    // Addresses as people read them: `{{ head.canonical | readable }}`.
    tera.register_filter("readable", |address: &str, _: Kwargs, _: &State| {
        url::readable(address).into_owned()
    });
    tera.register_function("sign", Signs::load(sources, chain, diagnostics));
    tera.set_fallback_prefixes(prefixes).expect("no template has been added");
    let mut templates = Vec::new();
    for name in chain.names() {
        let prefix = format!("themes/{name}/templates/");
        for (path, _) in sources.under(&prefix) {
            match sources.text(path) {
                Some(text) => templates.push((format!("{name}/{}", &path[prefix.len()..]), text)),
                None => diagnostics.push(
                    Diagnostic::new(
                        Rule::Template,
                        path,
                        Span::default(),
                        "The template is not UTF-8 text",
                    )
                    .hint("Save it as UTF-8."),
                ),
            }
        }
    }
    let is_there = |name: &str| chain.find(sources, &format!("templates/{name}")).is_some();
    let missing: Vec<&str> = TEMPLATES.into_iter().filter(|name| !is_there(name)).collect();
    if !missing.is_empty() {
        let file: Arc<str> = Arc::from(format!("{}/templates/{}", chain.folder(), missing[0]));
        let message = format!("The theme has no template `{}`", missing.join("`, `"));
        let hint = "Copy it from the default theme, or extend it: `extends = \"default\"` in `theme.toml`.";
        diagnostics.push(Diagnostic::new(Rule::Theme, &file, Span::default(), message).hint(hint));
    }
    if diagnostics.is_empty()
        && let Err(error) = tera.add_raw_templates(templates)
    {
        diagnostics.push(template_error(chain, TEMPLATES[0], &error));
    }
    tera
}

/// What Tera says, at the template it says it of, or else at the one that was asked for.
fn template_error(chain: &ThemeChain, asked: &str, error: &tera::Error) -> Diagnostic {
    use tera::ErrorKind::{
        CircularExtend, CircularInclude, MissingParent, Msg, RenderingError, SyntaxError,
    };
    let (name, span, mut message) = match error.kind() {
        SyntaxError(report) | RenderingError(report) => {
            (report.filename(), Span::new(report.span().range.clone()), report.message().to_owned())
        }
        MissingParent { current: tpl, .. }
        | CircularExtend { tpl, .. }
        | CircularInclude { tpl, .. } => (&**tpl, Span::default(), error.to_string()),
        // Several mistakes as one text, each with its place behind an arrow.
        Msg(text) => {
            let place = text.split_once("--> ").and_then(|(_, place)| place.split_once(':'));
            (place.map_or(asked, |(name, _)| name), Span::default(), text.clone())
        }
        _ => (asked, Span::default(), error.to_string()),
    };
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        message.push_str(&format!(": {inner}"));
        cause = inner.source();
    }
    let of_layer =
        chain.names().find_map(|layer| Some((layer, name.strip_prefix(layer)?.strip_prefix('/')?)));
    let file: Arc<str> = match of_layer {
        Some((layer, path)) => Arc::from(format!("themes/{layer}/templates/{path}")),
        None => Arc::from(format!("{}/templates/{name}", chain.folder())),
    };
    Diagnostic::new(Rule::Template, &file, span, format!("The template failed: {}", message.trim()))
        .hint(
            "Compare it with the default theme’s template: it shows which values there are. The texts of i18n/ are in `t`.",
        )
}
