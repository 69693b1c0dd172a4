//! `review-overdue`, `fact-expired`, `hotline-expired`: what was true once and has not been looked at since.
//!
//! A number that rings nowhere costs the minutes that count. How long a look holds: a hotline 90 days, a law 180, a statistic
//! 365. Asked only where there is a clock: `wuzha check` takes the day from `--today`, else from `SOURCE_DATE_EPOCH`, else
//! from the machine; a build has none, so that the same content gives the same site tomorrow.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::parse::table::At;
use crate::site::assemble::HOTLINES;
use crate::site::page::Page;
use crate::vocabulary::FactKind;

const HOTLINE_DAYS: i64 = 90;
const LAW_DAYS: i64 = 180;
const STATISTIC_DAYS: i64 = 365;

pub fn check_page(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let Some(today) = context.today else { return Vec::new() };
    let file = &page.facts_file;
    let mut found = Vec::new();
    if let Some(review_by) = page.facts.review_by.as_ref().filter(|date| date.value < today) {
        let message = format!("This page was to be reviewed by {}", review_by.value);
        let hint = "Read it against its sources, then write a new `reviewed_on` and `review_by`.";
        found.push(Diagnostic::warning("review-overdue", file, review_by.span, message).hint(hint));
    }
    for fact in &page.facts.facts {
        let days = match fact.kind {
            FactKind::Hotline => HOTLINE_DAYS,
            FactKind::Law => LAW_DAYS,
            FactKind::Statistic => STATISTIC_DAYS,
            FactKind::Date | FactKind::Amount => continue,
        };
        found.extend(expired("fact-expired", file, &format!("The fact `{}`", fact.id), &fact.verified_on, days, today));
    }
    found
}

pub fn check_site(context: &Context) -> Vec<Diagnostic> {
    let Some(today) = context.today else { return Vec::new() };
    let file: Arc<str> = Arc::from(HOTLINES);
    let hotlines = context.site.hotlines.iter().filter_map(|hotline| {
        let what = format!("The hotline `{}`", hotline.id.value);
        expired("hotline-expired", &file, &what, &hotline.verified_on, HOTLINE_DAYS, today)
    });
    hotlines.collect()
}

fn expired(
    code: &'static str,
    file: &Arc<str>,
    what: &str,
    verified_on: &At<Date>,
    days: i64,
    today: Date,
) -> Option<Diagnostic> {
    let holds_until = verified_on.value.checked_add(days.days()).ok()?;
    (holds_until < today).then(|| {
        let message = format!("{what} was looked at on {}, and that holds {days} days", verified_on.value);
        Diagnostic::warning(code, file, verified_on.span, message)
            .hint("Look it up again at its source, mend it if it has changed, and write the day you looked.")
    })
}
