//! Severities as the site sets them, under `[rules]` in wuzha.toml.

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::vocabulary::Level;
use crate::site::config::Config;

/// Raises warnings to errors, or removes them.
pub(crate) fn apply(config: &Config, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let level = |diagnostic: &Diagnostic| {
        let mut levels = config.rules.iter();
        levels.find(|(rule, _)| rule.value == diagnostic.rule.id()).map(|(_, level)| *level)
    };
    let adjust = |diagnostic: Diagnostic| match level(&diagnostic) {
        Some(Level::Off) if !diagnostic.is_error() => None,
        Some(Level::Error) => Some(Diagnostic { severity: Severity::Error, ..diagnostic }),
        _ => Some(diagnostic),
    };
    diagnostics.into_iter().filter_map(adjust).collect()
}
