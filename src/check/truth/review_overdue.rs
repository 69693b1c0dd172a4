//! `review-overdue`: a page that was not reviewed in time.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::site::page::Page;

pub(crate) fn review_overdue(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let overdue = page.facts.review_by.iter().filter(|date| context.site.is_past(date.value));
    let reports = overdue.map(|date| {
        let message = format!("This page was due for review by {}", date.value);
        Diagnostic::new(Rule::ReviewOverdue, &page.facts_file, date.span, message)
            .hint("Check it against its sources, then update `reviewed_on` and `review_by`.")
    });
    reports.collect()
}
