//! `blame`: words that put the blame on people who were cheated.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::words::page_prose::PageProse;
use crate::check::words::prose::RunKind;
use crate::parse::words::WordRule;

pub(crate) fn blame(prose: &PageProse) -> Vec<Diagnostic> {
    let own = prose
        .entries(WordRule::Blame)
        .filter(|(_, _, range)| !matches!(prose.kind(range), RunKind::Said | RunKind::Official));
    let reports = own.map(|(_, entry, range)| {
        let message =
            format!("`{}` blames people who were cheated: {}", prose.text(range), entry.why);
        Diagnostic::new(Rule::Blame, prose.file, prose.span(range.clone()), message)
            .hint(format!("Write for example: `{}`.", entry.instead))
    });
    reports.collect()
}
