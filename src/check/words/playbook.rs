//! `playbook`: words that may teach someone how to commit the crime.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::words::page_prose::PageProse;
use crate::parse::words::WordRule;

pub(crate) fn playbook(prose: &PageProse) -> Vec<Diagnostic> {
    let reports = prose.entries(WordRule::Playbook).map(|(_, entry, range)| {
        let (word, why) = (prose.text(range), &entry.why);
        let message = format!("`{word}` may teach someone how to commit the crime: {why}");
        Diagnostic::new(Rule::Playbook, prose.file, prose.span(range.clone()), message)
            .hint(format!("Write for example: `{}`.", entry.instead))
    });
    reports.collect()
}
