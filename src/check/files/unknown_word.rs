//! `unknown-word`: the name of a rule that does not exist, in `[rules]` or `[[exceptions]]`.

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::check::exceptions::is_exceptable;

pub(crate) fn unknown_word(context: &Context) -> Vec<Diagnostic> {
    let config = &context.site.config;
    let mut diagnostics = Vec::new();
    for name in config.rules.iter().map(|(name, _)| name) {
        if Rule::from_id(&name.value).is_none() {
            let near = diagnostic::nearest(&name.value, Rule::ALL.iter().map(|rule| rule.id()));
            let near = near.map(|near| format!("Did you mean `{near}`? ")).unwrap_or_default();
            let message = format!("There is no rule `{}`", name.value);
            let hint = format!("{near}`wuzha explain` lists all rules.");
            let unknown = Diagnostic::new(Rule::UnknownWord, &config.file, name.span, message);
            diagnostics.push(unknown.hint(hint));
        }
    }
    for page in &context.site.pages {
        for name in page.facts.exceptions.iter().map(|exception| &exception.rule) {
            if !Rule::from_id(&name.value).is_some_and(is_exceptable) {
                let message = format!("`{}` is not a rule that allows exceptions", name.value);
                let allowed = Rule::ALL.iter().filter(|rule| is_exceptable(**rule));
                let hint = diagnostic::allowed_hint(&name.value, allowed.map(|rule| rule.id()));
                let (file, span) = (&page.facts_file, name.span);
                diagnostics
                    .push(Diagnostic::new(Rule::UnknownWord, file, span, message).hint(hint));
            }
        }
    }
    diagnostics
}
