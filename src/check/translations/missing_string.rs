//! `missing-string`: a string of the interface that a language lacks.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::language::Language;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::check::translations::string_keys;

pub(crate) fn missing_string(context: &Context) -> Vec<Diagnostic> {
    let site = context.site;
    let read: BTreeSet<String> = string_keys::all().into_iter().collect();
    let written = site.strings.iter().flat_map(|strings| strings.keys());
    let wanted: BTreeSet<&str> = read.iter().chain(written).map(String::as_str).collect();
    let languages = site.config.languages.iter();
    // A language without any string is another mistake.
    let known: Vec<Language> =
        languages.filter(|language| !site.strings[language.index()].is_empty()).collect();
    let misspelt = |language: &Language| misspelt(context, *language, &read);
    let (mut found, mut slips) = (Vec::new(), BTreeSet::new());
    for (key, diagnostic) in known.iter().flat_map(misspelt) {
        slips.insert(key);
        found.push(diagnostic);
    }
    let wanted = wanted.into_iter().filter(|key| !slips.contains(*key)).collect();
    found.extend(known.iter().filter_map(|&language| check_language(context, language, &wanted)));
    found
}

/// Keys that are those of the interface but for a slip, in the site's own file: no template asks for
/// them, and no other language lacks them.
fn misspelt<'a>(
    context: &'a Context,
    language: Language,
    read: &BTreeSet<String>,
) -> Vec<(&'a str, Diagnostic)> {
    let site = context.site;
    let file: Arc<str> = Arc::from(format!("i18n/{}.toml", site.config.languages.code(language)));
    let Some(text) = context.sources.text(&file) else { return Vec::new() };
    let others = || site.config.languages.iter().filter(|other| *other != language);
    let is_alone = |key: &str| others().all(|other| !site.strings[other.index()].contains_key(key));
    let own = site.strings[language.index()].keys().map(String::as_str);
    let slips = own.filter(|key| !read.contains(*key) && is_alone(key)).filter_map(|key| {
        let known = others().flat_map(|other| site.strings[other.index()].keys());
        let meant = diagnostic::nearest(key, known.map(String::as_str))?;
        let last = key.rsplit('.').next().unwrap_or(key);
        let at = text.match_indices(last).map(|(at, _)| at).find(|&at| {
            let line = text[..at].rsplit('\n').next().unwrap_or("");
            line.trim_start().chars().all(|c| c.is_alphanumeric() || "._-".contains(c))
        });
        let span = at.map_or(Span::default(), |at| Span::new(at..at + last.len()));
        let message = format!("`{key}` is not a string of the interface");
        let hint = format!("Did you mean `{meant}`?");
        Some((key, Diagnostic::new(Rule::UnknownKey, &file, span, message).hint(hint)))
    });
    slips.collect()
}

fn check_language(
    context: &Context,
    language: Language,
    wanted: &BTreeSet<&str>,
) -> Option<Diagnostic> {
    let site = context.site;
    let own = &site.strings[language.index()];
    let missing: Vec<&str> = wanted.iter().copied().filter(|key| !own.contains_key(*key)).collect();
    let message = match missing.as_slice() {
        [] => return None,
        [one] => format!("The interface string `{one}` is missing"),
        several => {
            format!("{} interface strings are missing: {}", several.len(), several.join(", "))
        }
    };
    let file: Arc<str> = Arc::from(format!("i18n/{}.toml", site.config.languages.code(language)));
    let hint = if context.sources.contains(&file) {
        "Add what is missing to this file, which overrides the strings of the theme one by one."
    } else {
        "Write this file with what is missing: it overrides the strings of the theme one by one."
    };
    Some(Diagnostic::new(Rule::MissingString, &file, Span::default(), message).hint(hint))
}
