//! `unused-theme-file`: a theme that stands on another has a file, or a component, that nothing
//! asks for.
//!
//! Such a file stands for none of the theme below, so the site looks as if it were not there: its
//! name is misspelt.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::{diagnostic, language};
use crate::check::context::Context;
use crate::theme::chain::{TEMPLATES, ThemeChain};

/// `{% component mark(`.
static DEFINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\{%-?\s*component\s+([A-Za-z_][A-Za-z0-9_]*)").expect("a valid pattern")
});
/// `<mark`.
static CALLED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<([A-Za-z_][A-Za-z0-9_]*)").expect("a valid pattern"));

pub fn check(context: &Context) -> Vec<Diagnostic> {
    let theme = &context.site.config.theme;
    let texts = Texts::read(context, theme);
    let mut found = Vec::new();
    for name in theme.names() {
        // Of the lowest layer nothing is expected: it is a theme of its own.
        let Some(below) = theme.below(name) else { break };
        for (path, (file, _)) in ThemeChain::alone(name).files(context.sources, "") {
            let text = context
                .sources
                .text(file)
                .filter(|_| path.starts_with("templates/"))
                .unwrap_or_default();
            let components: Vec<_> =
                DEFINED.captures_iter(text).filter_map(|captures| captures.get(1)).collect();
            for unused in components.iter().filter(|name| !texts.called.contains(name.as_str())) {
                let name = unused.as_str();
                let hint = hint(
                    name,
                    texts.called.iter().copied(),
                    "Call it in a template, or remove it.",
                );
                let message = format!("No template calls the component `{name}`");
                found.push(
                    Diagnostic::new(
                        Rule::UnusedThemeFile,
                        file,
                        Span::new(unused.range()),
                        message,
                    )
                    .hint(hint),
                );
            }
            let is_asked_for = below.find(context.sources, path).is_some()
                || !components.is_empty()
                || has_its_place(context, path)
                || texts.name(file, path);
            if !is_asked_for {
                let there = below.files(context.sources, "");
                let hint = hint(
                    path,
                    there.keys().copied(),
                    "Give it the path of the file it is to replace, or remove it.",
                );
                let message = format!("Nothing in the theme asks for `{path}`");
                found.push(
                    Diagnostic::new(Rule::UnusedThemeFile, file, Span::default(), message)
                        .hint(hint),
                );
            }
        }
    }
    found
}

fn hint<'a>(written: &str, there: impl Iterator<Item = &'a str>, otherwise: &str) -> String {
    match diagnostic::nearest(written, there) {
        Some(near) => format!("Did you mean `{near}`? {otherwise}"),
        None => otherwise.to_owned(),
    }
}

/// Whether a file is taken because of where it lies.
fn has_its_place(context: &Context, path: &str) -> bool {
    let is_language = |file: &str| {
        let mut codes = context.site.config.languages.codes();
        file.strip_suffix(".toml")
            .is_some_and(|stem| codes.any(|code| stem == code || stem == language::primary(code)))
    };
    match path.split('/').collect::<Vec<_>>()[..] {
        ["theme.toml"] => true,
        ["templates", name] => TEMPLATES.contains(&name),
        ["i18n" | "words", name] => is_language(name),
        ["static", "styles", name] if name.ends_with(".css") => true,
        // A script of its own.
        ["static", name] if name.ends_with(".js") => true,
        ["static", folder, name] if name.strip_suffix(".js") == Some(folder) => true,
        ["static", .., name] => !name.ends_with(".js") && !name.ends_with(".css"),
        _ => false,
    }
}

/// What the files of a theme say.
struct Texts<'a> {
    texts: BTreeMap<&'a Arc<str>, &'a str>,
    /// What may be the names of components in calls.
    called: BTreeSet<&'a str>,
}

impl<'a> Texts<'a> {
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
        Texts { texts, called }
    }

    /// Whether another file names this one.
    fn name(&self, file: &Arc<str>, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.texts.iter().any(|(other, text)| *other != file && text.contains(name))
    }
}
