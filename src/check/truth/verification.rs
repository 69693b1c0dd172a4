//! Facts that were verified too long ago.
//!
//! How long each kind is valid: [`crate::site::expiry`]. Facts expire only where there is a clock:
//! `wuzha check` takes the day from `--today`, else from `SOURCE_DATE_EPOCH`, else from the
//! machine; a build never takes it from the machine, so that the same content gives the same site
//! tomorrow.

use std::sync::Arc;

use jiff::civil::Date;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::parse::sink::Spanned;
use crate::site::expiry;

/// Reports a fact, called `name` in the message, that has expired `days` days after it was
/// verified.
pub(super) fn expired(
    rule: Rule,
    context: &Context,
    file: &Arc<str>,
    name: &str,
    verified_on: &Spanned<Date>,
    days: i64,
) -> Option<Diagnostic> {
    if !context.site.is_past(expiry::after(verified_on.value, days)) {
        return None;
    }
    let message = format!(
        "{name} has expired: it was verified on {} and was valid for {days} days",
        verified_on.value
    );
    let hint = "Verify it at its source, correct it if it has changed, and update `verified_on`. \
                Until then pages show a notice, and printing them needs `--allow-expired`.";
    Some(Diagnostic::new(rule, file, verified_on.span, message).hint(hint))
}
