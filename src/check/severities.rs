//! `cannot-lower`: which findings may a site raise or leave out? `[rules]` in wuzha.toml.
//!
//! A site may raise a warning to an error, or switch it off. It may not lower an error, because
//! nothing right is built from a site that has one, nor switch off a rule that guards people: what
//! must stand is excepted one by one, with its reason.

use crate::base::diagnostic;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::rules::{Rule, Severities};
use crate::base::vocabulary::Level;
use crate::check::context::Context;
use crate::site::config::Config;

pub fn check(context: &Context) -> Vec<Diagnostic> {
    let config = &context.site.config;
    let mut found = Vec::new();
    for (written, level) in &config.rules {
        let name = &*written.value;
        let Some(rule) = Rule::from_id(name) else {
            let hint = diagnostic::allowed_hint(name, Rule::ALL.iter().map(|rule| rule.id()));
            let message = format!("There is no rule `{name}`");
            found.push(
                Diagnostic::new(Rule::UnknownWord, &config.file, written.span, message).hint(hint),
            );
            continue;
        };
        let guards_people = rule.guards_people();
        let reason = if guards_people && *level == Level::Off {
            "guards people and cannot be switched off"
        } else if !guards_people
            && *level != Level::Error
            && rule.severities() != Severities::Warning
        {
            "finds errors, and an error cannot be lowered"
        } else {
            continue;
        };
        let hint = if guards_people {
            "Take the line out. What must stand is written in the page.toml of its page, under `[[exceptions]]`, with a reason."
        } else {
            "Take the line out, and mend what the rule finds: `wuzha explain` says how."
        };
        found.push(
            Diagnostic::new(
                Rule::CannotLower,
                &config.file,
                written.span,
                format!("`{name}` {reason}"),
            )
            .hint(hint),
        );
    }
    found
}

/// The findings as the site wants them: warnings raised or left out.
pub fn apply(config: &Config, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let level = |found: &Diagnostic| {
        config.rules.iter().find(|(rule, _)| rule.value == found.rule.id()).map(|(_, level)| *level)
    };
    let adjusted = diagnostics.into_iter().filter_map(|found| match level(&found) {
        Some(Level::Off) if !found.is_error() => None,
        Some(Level::Error) => Some(Diagnostic { severity: Severity::Error, ..found }),
        _ => Some(found),
    });
    adjusted.collect()
}
