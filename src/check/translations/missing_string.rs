//! `missing-string`: a string of the interface that a language lacks.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::language::Language;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::check::translations::string_keys;

pub(crate) fn missing_string(context: &Context) -> Vec<Diagnostic> {
    let site = context.site;
    let read = string_keys::all();
    let written = site.strings.iter().flat_map(|strings| strings.keys());
    let wanted: BTreeSet<&str> = read.iter().chain(written).map(String::as_str).collect();
    let languages = site.config.languages.iter();
    // A language without any string is another mistake.
    let known = languages.filter(|language| !site.strings[language.index()].is_empty());
    known.filter_map(|language| check_language(context, language, &wanted)).collect()
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
