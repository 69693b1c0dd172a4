//! `stale-translation`: a translation of an older version of the original.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::site::page::{Page, State};

pub(crate) fn stale_translation(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let original = page.original();
    let readings = context.site.config.languages.iter().map(|language| page.reading(language));
    let stale = readings.filter(|reading| reading.state == State::Stale);
    let reports = stale.map(|reading| {
        let translates = reading.text.front.translates.as_ref();
        let span = translates.map_or(Span::default(), |translates| translates.span);
        let message = "The original has changed since this translation was made";
        let hint = format!(
            "Compare it with {}, update it, then write `translates = \"{}\"`.",
            original.file, original.digest
        );
        Diagnostic::new(Rule::StaleTranslation, &reading.text.file, span, message).hint(hint)
    });
    reports.collect()
}
