//! `cannot-lower`: a line of `[rules]` in wuzha.toml that lowers a rule which must not be lowered.
//!
//! A site may raise a warning to an error, or switch it off. It must not lower an error, because no
//! correct site is built from one that has errors, nor switch off a rule that protects people: what
//! must stay is excepted one by one, with its reason.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::{Rule, Severities};
use crate::base::vocabulary::Level;
use crate::check::context::Context;

pub(crate) fn cannot_lower(context: &Context) -> Vec<Diagnostic> {
    let config = &context.site.config;
    let mut diagnostics = Vec::new();
    for (written, level) in &config.rules {
        // An unknown name is another mistake.
        let Some(rule) = Rule::from_id(&written.value) else { continue };
        if let Some((message, hint)) = problem(rule, *level) {
            let (file, span) = (&config.file, written.span);
            diagnostics.push(Diagnostic::new(Rule::CannotLower, file, span, message).hint(hint));
        }
    }
    diagnostics
}

fn problem(rule: Rule, level: Level) -> Option<(String, String)> {
    if rule.guards_people() {
        if level != Level::Off {
            return None;
        }
        let hint = "Remove the line; what must stay is listed in the page.toml of its page, under \
                    `[[exceptions]]`, with a reason.";
        let message = format!("`{rule}` protects people and cannot be switched off");
        return Some((message, hint.to_owned()));
    }
    if level == Level::Error || rule.severities() == Severities::Warning {
        return None;
    }
    let hint =
        format!("Remove the line and fix what the rule reports: `wuzha explain {rule}` says how.");
    Some((format!("`{rule}` reports errors, which cannot be lowered"), hint))
}
