//! `conflicting-advice`: advice that is right only beside its exception, without it.

use std::collections::BTreeSet;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::words::lexicon::MatchedPattern;
use crate::check::words::page_prose::PageProse;
use crate::check::words::prose::RunKind;

pub(crate) fn conflicting_advice(prose: &PageProse) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut seen = BTreeSet::new();
    for found in &prose.matches {
        let MatchedPattern::Conflict(number, conflict) = found.pattern else { continue };
        // Once a page: what is missing is missing everywhere. What scammers say is no advice.
        if prose.kind(&found.range) == RunKind::Said || !seen.insert(number) {
            continue;
        }
        if prose.lexicon.is_met(number, &prose.words.text) {
            continue;
        }
        let words = prose.text(&found.range);
        let message = format!("`{words}` is given without its exception: {}", conflict.why);
        let span = prose.span(found.range.clone());
        diagnostics.push(
            Diagnostic::new(Rule::ConflictingAdvice, prose.file, span, message)
                .hint(format!("Add to the same page, for example: `{}`", conflict.add)),
        );
    }
    diagnostics
}
