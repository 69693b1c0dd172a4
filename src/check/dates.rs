//! `review-overdue`, `fact-expired`, `hotline-expired`: what was true once and has not been looked
//! at since.
//!
//! How long a look holds: [`crate::site::expiry`]. Asked only where there is a clock: `wuzha check`
//! takes the day from `--today`, else from `SOURCE_DATE_EPOCH`, else from the machine; a build
//! never from the machine, so that the same content gives the same site tomorrow.

use std::sync::Arc;

use jiff::civil::Date;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::parse::table::Spanned;
use crate::site::assemble::HOTLINES;
use crate::site::expiry;
use crate::site::page::Page;

pub fn check_page(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let file = &page.facts_file;
    let mut found = Vec::new();
    if let Some(review_by) =
        page.facts.review_by.as_ref().filter(|date| context.site.is_past(date.value))
    {
        let message = format!("This page was to be reviewed by {}", review_by.value);
        let hint = "Read it against its sources, then write a new `reviewed_on` and `review_by`.";
        found.push(Diagnostic::new(Rule::ReviewOverdue, file, review_by.span, message).hint(hint));
    }
    for fact in &page.facts.claims {
        let Some(days) = expiry::days(fact.kind) else { continue };
        let what = format!("The fact `{}`", fact.id);
        found.extend(expired(Rule::FactExpired, context, file, &what, &fact.verified_on, days));
    }
    found
}

pub fn check_site(context: &Context) -> Vec<Diagnostic> {
    let file: Arc<str> = Arc::from(HOTLINES);
    let hotlines = context.site.hotlines.iter().filter_map(|hotline| {
        let what = format!("The hotline `{}`", hotline.id.value);
        expired(
            Rule::HotlineExpired,
            context,
            &file,
            &what,
            &hotline.verified_on,
            expiry::HOTLINE_DAYS,
        )
    });
    hotlines.collect()
}

fn expired(
    rule: Rule,
    context: &Context,
    file: &Arc<str>,
    what: &str,
    verified_on: &Spanned<Date>,
    days: i64,
) -> Option<Diagnostic> {
    context.site.is_past(expiry::after(verified_on.value, days)).then(|| {
        let message = format!("{what} was looked at on {}, and that holds {days} days", verified_on.value);
        Diagnostic::new(rule, file, verified_on.span, message).hint(
            "Look it up again at its source, mend it if it has changed, and write the day you looked. \
             Until then its page says so, and nothing with it is printed (`--allow-expired` prints it with a mark).",
        )
    })
}
