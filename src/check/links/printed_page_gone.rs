//! `printed-page-gone`: a printed short address that leads nowhere.
//!
//! A leaflet hangs in a stairwell for years, and the code on it must lead to help for as long.
//! `printed.lock` lists every short address ever printed: its page exists, or another page takes
//! over the address (`redirect_from`).

use std::collections::HashSet;
use std::sync::Arc;

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::parse::printed;
use crate::site::route::HOME_ID;

pub(crate) fn printed_page_gone(context: &Context) -> Vec<Diagnostic> {
    let site = context.site;
    let file: Arc<str> = Arc::from(printed::FILE);
    let taken_over = site
        .pages
        .iter()
        .flat_map(|page| &page.facts.redirect_from)
        .map(|path| path.value.trim_matches('/'));
    let taken_over: HashSet<&str> = taken_over.collect();
    let mut diagnostics = Vec::new();
    for (id, entry) in &site.printed {
        let exists =
            id == HOME_ID || site.find(id).is_some() || taken_over.contains(&*format!("s/{id}"));
        let is_draft = site.drafts.contains(&entry.page);
        // A page that could not be read is a mistake already.
        if exists || (!is_draft && context.page_paths.contains(&entry.page)) {
            continue;
        }
        let state = if is_draft { "is a draft" } else { "no longer exists" };
        let message =
            format!("`/s/{id}/` is printed on paper, but its page `{}` {state}", entry.page);
        let near =
            diagnostic::nearest(id, site.pages.iter().map(|page| &*page.id)).unwrap_or("NEW");
        let hint = format!(
            "Restore the page, or let another page take over its address: \
             `wuzha redirect {id} {near}`. Do not delete this line: what is printed cannot be \
             changed."
        );
        diagnostics
            .push(Diagnostic::new(Rule::PrintedPageGone, &file, entry.span, message).hint(hint));
    }
    diagnostics
}
