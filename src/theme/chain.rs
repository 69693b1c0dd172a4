//! The theme chain: a theme’s own folder, that of the theme it extends (`extends` in `theme.toml`),
//! and so on.
//!
//! A file replaces the one of the same path in the themes it extends, so that such a theme
//! holds only what differs. Two kinds of files hold many things and are laid over each other thing
//! by thing: `theme.toml` and `i18n/`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diagnostic;
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::parse::sink::{Sink, Spanned};
use crate::parse::table;
use crate::parse::table::TableReader;

/// The theme of a site that names none; it is built in.
pub const DEFAULT: &str = "default";

/// The templates that the program fills in. Every theme has them, of its own or from further down.
pub const TEMPLATES: [&str; 17] = [
    "home.html",
    "page.html",
    "list.html",
    "term.html",
    "taxonomy.html",
    "names.html",
    "hotlines.html",
    "now.html",
    "staff.html",
    "offline.html",
    "catalogue.html",
    "catalogue_page.html",
    "search.html",
    "check.html",
    "not_found.html",
    "short.html",
    "base.html",
];

/// Names of folders in `themes/`: the theme's own first, then what it extends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeChain(Vec<String>);

/// Paths within a theme, each with the file's path and bytes.
pub type Files<'a> = BTreeMap<&'a str, (&'a Arc<str>, &'a Arc<[u8]>)>;

impl ThemeChain {
    /// A theme that extends no other.
    pub fn alone(name: &str) -> ThemeChain {
        ThemeChain(vec![name.to_owned()])
    }

    /// The theme `name`, which `file` names at `span`, and all it extends.
    ///
    /// # Errors
    /// A theme that does not exist, and one that extends itself.
    pub fn read(
        sources: &SourceFiles,
        name: &str,
        file: &Arc<str>,
        span: Span,
    ) -> Result<ThemeChain, Diagnostic> {
        let mut names: Vec<String> = Vec::new();
        let mut next = Some((Spanned { value: name.to_owned(), span }, Arc::clone(file)));
        while let Some((Spanned { value: name, span }, file)) = next {
            if names.contains(&name) {
                let round = [&*names.join("` → `"), &name].join("` → `");
                let hint = match &*name {
                    DEFAULT => {
                        "To change the built-in theme, give yours a name of its own: `themes/mine/`."
                    }
                    _ => "Take `extends` out of one of them.",
                };
                let message = format!("The theme `{name}` extends itself: `{round}`");
                return Err(Diagnostic::new(Rule::UnknownTheme, &file, span, message).hint(hint));
            }
            let known = all(sources);
            if !known.contains(&*name) {
                let message = format!("There is no theme `{name}`");
                let hint = format!(
                    "A theme is a folder in `themes/`. {}",
                    diagnostic::allowed_hint(&name, known.iter().copied())
                );
                return Err(Diagnostic::new(Rule::UnknownTheme, &file, span, message).hint(hint));
            }
            let own = settings_of(&name);
            next = extends(sources, &own).map(|base| (base, own));
            names.push(name);
        }
        Ok(ThemeChain(names))
    }

    /// The names, the theme's own first.
    pub fn names(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The theme's own folder, `themes/mine`.
    pub fn folder(&self) -> String {
        folder_of(&self.0[0])
    }

    /// The file with a path in the theme: of several the uppermost.
    pub fn find(&self, sources: &SourceFiles, path: &str) -> Option<Arc<str>> {
        self.each(sources, path).next_back()
    }

    /// The files with a path in the theme, the lowest first: what comes later goes before it.
    pub fn each(
        &self,
        sources: &SourceFiles,
        path: &str,
    ) -> impl DoubleEndedIterator<Item = Arc<str>> {
        let path = move |name: &String| Arc::from(format!("{}/{path}", folder_of(name)));
        self.0.iter().rev().map(path).filter(|path: &Arc<str>| sources.contains(path))
    }

    /// The files in a folder of the theme, by their paths within it: of several with one path the
    /// uppermost.
    pub fn files<'a>(&self, sources: &'a SourceFiles, folder: &str) -> Files<'a> {
        let mut files = Files::new();
        for name in self.names().rev() {
            let prefix = format!("{}/{folder}", folder_of(name));
            files.extend(
                sources.under(&prefix).map(|(path, bytes)| (&path[prefix.len()..], (path, bytes))),
            );
        }
        files
    }

    /// What lies below a layer; none for the lowest.
    pub fn below(&self, name: &str) -> Option<ThemeChain> {
        let at = self.0.iter().position(|own| own == name)?;
        let below = self.0[at + 1..].to_vec();
        (!below.is_empty()).then_some(ThemeChain(below))
    }
}

/// `themes/mine`.
fn folder_of(name: &str) -> String {
    format!("themes/{name}")
}

/// A theme's file of settings.
fn settings_of(name: &str) -> Arc<str> {
    format!("{}/theme.toml", folder_of(name)).into()
}

/// The names of all themes there are.
fn all(sources: &SourceFiles) -> BTreeSet<&str> {
    sources
        .under("themes/")
        .filter_map(|(path, _)| Some(path["themes/".len()..].split_once('/')?.0))
        .collect()
}

/// The theme that a file of settings names. Mistakes in the file are reported where the rest of
/// it is read.
fn extends(sources: &SourceFiles, file: &Arc<str>) -> Option<Spanned<String>> {
    let sink = Sink::new(file, 0);
    let toml = table::parse(sources.text(file)?, &sink);
    TableReader::new(&toml, &sink).text("extends")
}
