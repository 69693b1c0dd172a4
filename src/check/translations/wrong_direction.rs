//! `wrong-direction`: a language whose direction of writing is not that of its script.
//!
//! The direction is a string of the interface. Whoever adds Uyghur with a copy of `en.toml` copies
//! `ltr`, too.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::language::Language;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;

/// Languages that are usually written from right to left.
const FROM_RIGHT: [&str; 18] = [
    "ar", "arc", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "ks", "mzn", "nqo", "ps", "sd",
    "skr", "ug", "ur", "yi",
];

/// Scripts that are, where the name of a language says so: `kk-Arab`.
const SCRIPTS: [&str; 6] = ["arab", "hebr", "syrc", "thaa", "nkoo", "adlm"];

pub(crate) fn wrong_direction(context: &Context) -> Vec<Diagnostic> {
    let site = context.site;
    let languages = site.config.languages.iter();
    // A language without any string is another mistake.
    let known = languages.filter(|language| !site.strings[language.index()].is_empty());
    known.filter_map(|language| check_language(context, language)).collect()
}

fn check_language(context: &Context, language: Language) -> Option<Diagnostic> {
    let site = context.site;
    let code = site.config.languages.code(language);
    let written = site.string(language, "language.dir");
    let usual = if is_from_right(code) { "rtl" } else { "ltr" };
    if written == usual || written.is_empty() {
        return None;
    }
    let file: Arc<str> = Arc::from(format!("i18n/{code}.toml"));
    let text = context.sources.text(&file).unwrap_or_default();
    let key = text.match_indices("dir").map(|(at, _)| at);
    let place = key.filter(|&at| at == 0 || text[..at].ends_with('\n')).last();
    let span = place.map_or(Span::default(), |at| {
        Span::new(at..at + text[at..].lines().next().map_or(0, str::len))
    });
    let way = if usual == "rtl" { "right to left" } else { "left to right" };
    let message = format!(
        "`{code}` is usually written from {way}, and its pages are laid out as `{written}`"
    );
    let hint = format!("Write `dir = \"{usual}\"` under `[language]` in {file}.");
    Some(Diagnostic::warning(Rule::WrongDirection, &file, span, message).hint(hint))
}

fn is_from_right(code: &str) -> bool {
    let code = code.to_ascii_lowercase();
    let mut parts = code.split('-');
    let language = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4) {
        Some(script) => SCRIPTS.contains(&script),
        None => FROM_RIGHT.contains(&language),
    }
}
