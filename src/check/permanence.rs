//! `printed-page-gone`: a short address that stands on paper leads nowhere.
//!
//! A leaflet hangs in a stairwell for years, and the code on it must lead to help for as long.
//! `printed.lock` knows every short address ever printed: its page is there, or another page takes
//! the address over (`redirect_from`).

use std::collections::HashSet;
use std::sync::Arc;

use crate::base::diagnostic;
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::parse::printed;
use crate::site::route::HOME_ID;

pub fn check(context: &Context) -> Vec<Diagnostic> {
    let site = context.site;
    let file: Arc<str> = Arc::from(printed::FILE);
    let taken_over = site
        .pages
        .iter()
        .flat_map(|page| &page.facts.redirect_from)
        .map(|path| path.value.trim_matches('/'));
    let taken_over: HashSet<&str> = taken_over.collect();
    let mut found = Vec::new();
    for (id, entry) in &site.printed {
        let is_there =
            id == HOME_ID || site.find(id).is_some() || taken_over.contains(&*format!("s/{id}"));
        let is_draft = site.drafts.contains(&entry.page);
        // A page that could not be read is a mistake already.
        if is_there || (!is_draft && context.known.contains(&entry.page)) {
            continue;
        }
        let state = if is_draft { "is a draft now" } else { "is gone" };
        let message = format!("`/s/{id}/` stands on paper, and its page `{}` {state}", entry.page);
        let near =
            diagnostic::nearest(id, site.pages.iter().map(|page| &*page.id)).unwrap_or("NEW");
        let hint = format!(
            "Bring the page back, or let another take its place: `wuzha redirect {id} {near}`. \
             Do not take the line out: what hangs on walls cannot be changed."
        );
        found.push(Diagnostic::new(Rule::PrintedPageGone, &file, entry.span, message).hint(hint));
    }
    found
}
