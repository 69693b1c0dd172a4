//! `unknown-word`: the name of a rule that does not exist, in `[rules]` or `[[exceptions]]`.

use std::sync::Arc;

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::check::exceptions::is_exceptable;
use crate::parse::table::Spanned;

pub(crate) fn unknown_word(context: &Context) -> Vec<Diagnostic> {
    let config = &context.site.config;
    let rules = config.rules.iter().map(|(name, _)| name);
    let unknown = rules.filter(|name| Rule::from_id(&name.value).is_none());
    let mut diagnostics: Vec<Diagnostic> = unknown
        .map(|name| {
            let message = format!("There is no rule `{}`", name.value);
            report(&config.file, name, message, |_| true)
        })
        .collect();
    for page in &context.site.pages {
        for name in page.facts.exceptions.iter().map(|exception| &exception.rule) {
            if !Rule::from_id(&name.value).is_some_and(is_exceptable) {
                let message = format!("`{}` is not a rule that allows exceptions", name.value);
                diagnostics.push(report(&page.facts_file, name, message, is_exceptable));
            }
        }
    }
    diagnostics
}

fn report(
    file: &Arc<str>,
    name: &Spanned<String>,
    message: String,
    is_allowed: fn(Rule) -> bool,
) -> Diagnostic {
    let allowed = Rule::ALL.iter().filter(|rule| is_allowed(**rule)).map(|rule| rule.id());
    Diagnostic::new(Rule::UnknownWord, file, name.span, message)
        .hint(diagnostic::allowed_hint(&name.value, allowed))
}
