//! `strange-code`: a picture with a code for phones that does not lead to this site.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::url::BaseUrl;
use crate::check::context::Context;
use crate::site::page::Page;

/// In pictures beside a page.
pub(crate) fn strange_code(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let base_url = &context.site.config.base_url;
    page.images.iter().flat_map(|image| strange(base_url, &image.file, &image.codes)).collect()
}

/// In `static/` and in logos.
pub(crate) fn strange_codes_of_site(context: &Context) -> Vec<Diagnostic> {
    let base_url = &context.site.config.base_url;
    context.site.pictures.iter().flat_map(|(file, codes)| strange(base_url, file, codes)).collect()
}

fn strange(base_url: &BaseUrl, file: &Arc<str>, codes: &[String]) -> Vec<Diagnostic> {
    let strange = codes.iter().filter(|code| !base_url.holds(code));
    let report = |code: &String| {
        let shown: String = code.chars().filter(|c| !c.is_control()).take(100).collect();
        let message = format!("A code in this picture says `{shown}`, no address of this site");
        Diagnostic::new(Rule::StrangeCode, file, Span::default(), message).hint(
            "Codes lead only to pages of this site, since readers learn not to scan others. Cut it out, or make it unreadable.",
        )
    };
    strange.map(report).collect()
}
