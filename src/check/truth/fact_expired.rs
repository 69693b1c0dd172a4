//! `fact-expired`: a claim of a page that was verified too long ago.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::check::truth::verification::expired;
use crate::site::expiry;
use crate::site::page::Page;

pub(crate) fn fact_expired(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let claims = page.facts.claims.iter().filter_map(|claim| {
        let name = format!("The claim `{}`", claim.id);
        let days = expiry::days(claim.kind)?;
        expired(Rule::FactExpired, context, &page.facts_file, &name, &claim.verified_on, days)
    });
    claims.collect()
}
