//! `repeated-page-id`: a page with the id of the home page.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::check::context::Context;
use crate::site::route::HOME_ID;

pub(crate) fn repeated_page_id(context: &Context) -> Vec<Diagnostic> {
    let Some(index) = context.site.find(HOME_ID) else { return Vec::new() };
    let page = context.site.page(index);
    let message = format!("`{HOME_ID}` is the short address of the site itself");
    let (file, span) = (&page.facts_file, Span::default());
    vec![
        Diagnostic::new(Rule::RepeatedPageId, file, span, message)
            .hint("Give the folder of the page another name."),
    ]
}
