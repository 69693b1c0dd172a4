//! `unmarked-translation`: a translation that does not name the version it was made from.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::site::page::{Page, State};

pub(crate) fn unmarked_translation(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let original = page.original();
    let readings = context.site.config.languages.iter().map(|language| page.reading(language));
    let unmarked = readings.filter(|reading| reading.state == State::Unmarked);
    let reports = unmarked.map(|reading| {
        let message = "This translation does not name the version of the original it was made from";
        let hint = format!(
            "If it matches {} as it is now, add the line `translates = \"{}\"`.",
            original.file, original.digest
        );
        let (file, span) = (&reading.text.file, reading.text.front.title.span);
        Diagnostic::new(Rule::UnmarkedTranslation, file, span, message).hint(hint)
    });
    reports.collect()
}
