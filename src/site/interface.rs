//! Interface strings and word lists of every language: the theme's, and the site's own over them.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::base::{embedded, language};
use crate::parse::strings::{self, Strings};
use crate::parse::words::{self, WordList};
use crate::site::config::Config;

pub(super) fn read_strings(
    sources: &SourceFiles,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Strings> {
    let read = |path: &str, diagnostics: &mut Vec<Diagnostic>| {
        let text = sources.text(path)?;
        let (strings, found) = strings::parse(&Arc::from(path), text);
        diagnostics.extend(found);
        Some(strings)
    };
    config
        .languages
        .codes()
        .map(|code| {
            let own = format!("i18n/{code}.toml");
            let mut strings = Strings::new();
            // The site's own texts override the theme's, key by key, and those the texts of what the theme extends.
            let of_theme = config.theme.each(sources, &own).chain([Arc::from(&*own)]);
            of_theme.for_each(|path| strings.extend(read(&path, diagnostics).unwrap_or_default()));
            // A file that is there and cannot be read is a mistake already.
            if strings.is_empty() && !sources.contains(&own) {
                let message = format!("There are no interface strings for `{code}`");
                diagnostics.push(
                    Diagnostic::new(
                        Rule::MissingStrings,
                        &Arc::from(own),
                        Span::default(),
                        message,
                    )
                    .hint(
                        "Write this file, with `[language]` and `name = \"…\"` to begin with: then the check names every string that is missing.",
                    ),
                );
            }
            strings
        })
        .collect()
}

/// The theme's list of a language, else the built-in one, and what the site adds to it.
pub(super) fn read_words(
    sources: &SourceFiles,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<WordList> {
    let read = |code: &str| {
        let mut list = WordList::default();
        let name = |code: &str| format!("words/{code}.toml");
        let names = [name(code), name(language::primary(code))];
        let of_theme = names.iter().find_map(|name| {
            let path = config.theme.find(sources, name)?;
            Some((sources.text(&path)?, path))
        });
        let built_in = || {
            names.iter().find_map(|name| {
                Some((embedded::of_theme(name)?, Arc::from(format!("themes/default/{name}"))))
            })
        };
        let own: Arc<str> = Arc::from(format!("i18n/words.{code}.toml"));
        let own = sources.text(&own).map(|text| (text, own));
        for (text, path) in of_theme.or_else(built_in).into_iter().chain(own) {
            diagnostics.extend(words::extend(&mut list, &path, text));
        }
        list
    };
    config.languages.codes().map(read).collect()
}
