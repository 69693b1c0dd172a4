//! `stale-translation`, `unmarked-translation`: a translation older than its source, or one that
//! does not say what it was made from.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::site::page::{Page, State};

pub fn check(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let source = page.original();
    for language in context.site.config.languages.iter().skip(1) {
        let reading = page.reading(language);
        let mark = format!("`translates = \"{}\"`", source.digest);
        match reading.state {
            State::Stale => {
                let span =
                    reading.text.front.translates.as_ref().map_or(Span::default(), |t| t.span);
                let hint = format!(
                    "Compare it with {}, bring it up to date, then write {mark}.",
                    source.file
                );
                let message = "The source text has changed since this translation was made";
                found.push(
                    Diagnostic::new(Rule::StaleTranslation, &reading.text.file, span, message)
                        .hint(hint),
                );
            }
            State::Unmarked => {
                let span = reading.text.front.title.span;
                let hint =
                    format!("If it matches {} as it is now, add the line {mark}.", source.file);
                let message = "This translation does not say which source text it was made from";
                found.push(
                    Diagnostic::new(Rule::UnmarkedTranslation, &reading.text.file, span, message)
                        .hint(hint),
                );
            }
            State::Original | State::Current | State::Fallback => {}
        }
    }
    if let Some(translates) = &source.front.translates {
        let message = "The source text is not a translation";
        found.push(
            Diagnostic::new(Rule::MisplacedKey, &source.file, translates.span, message)
                .hint("Remove the line `translates`."),
        );
    }
    found
}
