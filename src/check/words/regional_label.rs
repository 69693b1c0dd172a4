//! `regional-label`: words that link a crime to where people come from.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::words::page_prose::PageProse;
use crate::parse::words::WordRule;

pub(crate) fn regional_label(prose: &PageProse) -> Vec<Diagnostic> {
    let reports = prose.entries(WordRule::RegionalLabel).map(|(_, entry, range)| {
        let (word, why) = (prose.text(range), &entry.why);
        let message = format!("`{word}` links a crime to where people come from: {why}");
        Diagnostic::new(Rule::RegionalLabel, prose.file, prose.span(range.clone()), message)
            .hint(format!("Write for example: `{}`.", entry.instead))
    });
    reports.collect()
}
