//! `unused-theme-file`: a file or a component of a theme that nothing uses.
//!
//! A theme that extends another replaces its files by their paths. A file that replaces nothing is
//! ignored: most likely its name is misspelt.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use regex::{Match, Regex};

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::language;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::theme::chain::{TEMPLATES, ThemeChain};

/// `{% component mark(`.
static DEFINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\{%-?\s*component\s+([A-Za-z_][A-Za-z0-9_]*)").expect("a valid pattern")
});
/// `<mark`.
static CALLED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<([A-Za-z_][A-Za-z0-9_]*)").expect("a valid pattern"));

pub(crate) fn unused_theme_file(context: &Context) -> Vec<Diagnostic> {
    let theme = &context.site.config.theme;
    let texts = ThemeTexts::read(context, theme);
    let mut diagnostics = Vec::new();
    for name in theme.names() {
        // The last theme of the chain extends none, so its files replace nothing.
        let Some(below) = theme.below(name) else { break };
        for (path, (file, _)) in ThemeChain::alone(name).files(context.sources, "") {
            let components = components(context, file, path);
            let unused = components.iter().filter(|name| !texts.called.contains(name.as_str()));
            diagnostics.extend(unused.map(|name| unused_component(file, name, &texts)));
            let is_used = below.find(context.sources, path).is_some()
                || !components.is_empty()
                || is_taken_by_path(context, path)
                || texts.name(file, path);
            if !is_used {
                let paths = below.files(context.sources, "");
                let message = format!("Nothing in the theme uses `{path}`");
                let otherwise = "Give it the path of the file that it replaces, or remove it.";
                let hint = hint(path, paths.keys().copied(), otherwise);
                let span = Span::default();
                let unused = Diagnostic::new(Rule::UnusedThemeFile, file, span, message);
                diagnostics.push(unused.hint(hint));
            }
        }
    }
    diagnostics
}

/// The names of the components that a template defines.
fn components<'a>(context: &Context<'a>, file: &Arc<str>, path: &str) -> Vec<Match<'a>> {
    if !path.starts_with("templates/") {
        return Vec::new();
    }
    let text = context.sources.text(file).unwrap_or_default();
    DEFINED.captures_iter(text).filter_map(|captures| captures.get(1)).collect()
}

fn unused_component(file: &Arc<str>, name: &Match, texts: &ThemeTexts) -> Diagnostic {
    let message = format!("No template calls the component `{}`", name.as_str());
    let otherwise = "Call it in a template, or remove it.";
    let hint = hint(name.as_str(), texts.called.iter().copied(), otherwise);
    Diagnostic::new(Rule::UnusedThemeFile, file, Span::new(name.range()), message).hint(hint)
}

fn hint<'a>(written: &str, existing: impl Iterator<Item = &'a str>, otherwise: &str) -> String {
    match diagnostic::nearest(written, existing) {
        Some(near) => format!("Did you mean `{near}`? {otherwise}"),
        None => otherwise.to_owned(),
    }
}

/// Whether a file is used because of its path.
fn is_taken_by_path(context: &Context, path: &str) -> bool {
    let is_language = |file: &str| {
        let mut codes = context.site.config.languages.codes();
        file.strip_suffix(".toml")
            .is_some_and(|stem| codes.any(|code| stem == code || stem == language::primary(code)))
    };
    match path.split('/').collect::<Vec<_>>()[..] {
        ["theme.toml"] => true,
        ["templates", name] => TEMPLATES.contains(&name),
        ["i18n" | "words" | "danger", name] => is_language(name),
        ["signs", _, name] => name.ends_with(".svg"),
        ["static", "styles", name] if name.ends_with(".css") => true,
        // A script of its own.
        ["static", name] if name.ends_with(".js") => true,
        ["static", folder, name] if name.strip_suffix(".js") == Some(folder) => true,
        ["static", .., name] => !name.ends_with(".js") && !name.ends_with(".css"),
        _ => false,
    }
}

/// The text files of a theme.
struct ThemeTexts<'a> {
    texts: BTreeMap<&'a Arc<str>, &'a str>,
    /// Names in calls, which may be those of components.
    called: BTreeSet<&'a str>,
}

impl<'a> ThemeTexts<'a> {
    fn read(context: &Context<'a>, theme: &ThemeChain) -> Self {
        let sources = context.sources;
        let chain = theme
            .names()
            .flat_map(|name| sources.under(&format!("themes/{name}/")).collect::<Vec<_>>());
        let texts: BTreeMap<_, _> =
            chain.filter_map(|(path, _)| Some((path, sources.text(path)?))).collect();
        let templates = texts.iter().filter(|(path, _)| path.ends_with(".html"));
        let called = templates
            .flat_map(|(_, text)| {
                CALLED.captures_iter(text).filter_map(|captures| Some(captures.get(1)?.as_str()))
            })
            .collect();
        ThemeTexts { texts, called }
    }

    /// Whether another file names this one.
    fn name(&self, file: &Arc<str>, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.texts.iter().any(|(other, text)| *other != file && text.contains(name))
    }
}
