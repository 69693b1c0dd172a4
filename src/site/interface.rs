//! Interface strings, word lists and signs of danger of every language: the theme's, and the site's own over them.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::base::{embedded, language};
use crate::parse::signs::{self, SignList};
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
    let mut unread = Vec::new();
    let mut all: Vec<Strings> = Vec::new();
    for code in config.languages.codes() {
        let own: Arc<str> = Arc::from(format!("i18n/{code}.toml"));
        // The site's own texts override the theme's, key by key, and those the texts of what the theme extends.
        let files: Vec<Arc<str>> =
            config.theme.each(sources, &own).chain([Arc::clone(&own)]).collect();
        let mut strings = Strings::new();
        files.iter().for_each(|path| strings.extend(read(path, diagnostics).unwrap_or_default()));
        let is_unread = |found: &Diagnostic| {
            let rules = [Rule::TomlSyntax, Rule::NotUtf8, Rule::MergeConflict];
            rules.contains(&found.rule) && files.contains(&found.file)
        };
        if diagnostics.iter().any(is_unread) {
            unread.push(all.len());
        } else if strings.is_empty() {
            let message = format!("There are no interface strings for `{code}`");
            diagnostics.push(
                Diagnostic::new(Rule::MissingStrings, &own, Span::default(), message).hint(
                    "Write this file, with `[language]` and `name = \"…\"` to begin with: then the check names every string that is missing.",
                ),
            );
        }
        all.push(strings);
    }
    // What was in a file that cannot be read is not missing.
    for place in unread {
        let others: Vec<Strings> = all.clone();
        for (key, text) in others.into_iter().flatten() {
            all[place].entry(key).or_insert(text);
        }
    }
    all
}

/// The word list of every language.
pub(super) fn read_words(
    sources: &SourceFiles,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<WordList> {
    read_lists(sources, config, diagnostics, "words", words::extend)
}

/// The signs of danger of every language.
pub(super) fn read_signs(
    sources: &SourceFiles,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<SignList> {
    read_lists(sources, config, diagnostics, "danger", signs::extend)
}

/// The theme's list of each language, else the built-in one, and what the site adds to it.
fn read_lists<List: Default>(
    sources: &SourceFiles,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
    folder: &str,
    extend: fn(&mut List, &Arc<str>, &str) -> Vec<Diagnostic>,
) -> Vec<List> {
    let read = |code: &str| {
        let mut list = List::default();
        let name = |code: &str| format!("{folder}/{code}.toml");
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
        let own: Arc<str> = Arc::from(format!("i18n/{folder}.{code}.toml"));
        let own = sources.text(&own).map(|text| (text, own));
        for (text, path) in of_theme.or_else(built_in).into_iter().chain(own) {
            diagnostics.extend(extend(&mut list, &path, text));
        }
        list
    };
    config.languages.codes().map(read).collect()
}
