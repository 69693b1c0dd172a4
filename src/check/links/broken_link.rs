//! `broken-link`: a link to a page or a section that does not exist.

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::document::Target;
use crate::base::rules::Rule;
use crate::base::vocabulary::{Kind, Vocabulary};
use crate::check::context::Context;
use crate::check::references::{Reference, ReferenceTarget};
use crate::check::texts::missing_sections;
use crate::site::page::Outline;

pub(crate) fn broken_link(context: &Context, reference: &Reference) -> Option<Diagnostic> {
    let (message, hint) = match reference.target {
        ReferenceTarget::PagePath(path, section) => missing_target(context, path, section, "")?,
        ReferenceTarget::Link(Target::Internal { page: None, anchor }, outline) => {
            missing_section(outline, anchor.as_deref().unwrap_or(""), "this page")?
        }
        ReferenceTarget::Link(Target::Internal { page: Some((kind, id)), anchor }, _) => {
            missing_target(context, &format!("{kind}/{id}"), anchor.as_deref(), "@/")?
        }
        _ => return None,
    };
    Some(Diagnostic::new(Rule::BrokenLink, &reference.file, reference.span, message).hint(hint))
}

/// Message and hint for a page, or a section of it, that does not exist; `prefix` is how the file
/// writes paths of pages.
fn missing_target(
    context: &Context,
    path: &str,
    anchor: Option<&str>,
    prefix: &str,
) -> Option<(String, String)> {
    let Some(index) = context.site.find_path(path) else {
        // A page that could not be read is a mistake already.
        let is_missing = !context.page_paths.contains(path);
        return is_missing.then(|| missing_page(context, path, prefix));
    };
    let page = context.site.page(index);
    let anchor = anchor?;
    // A section that the page must have, and lacks, is a mistake there.
    if missing_sections(page).contains(&anchor) {
        return None;
    }
    missing_section(&page.original().outline, anchor, &format!("`{path}`"))
}

fn missing_page(context: &Context, path: &str, prefix: &str) -> (String, String) {
    let has_kind = path.split_once('/').is_some_and(|(kind, _)| Kind::from_id(kind).is_some());
    let hint = match diagnostic::nearest(path, context.page_paths.iter().map(String::as_str)) {
        Some(near) => format!("Did you mean `{prefix}{near}`?"),
        None if has_kind => {
            format!("There is no folder `content/{path}/`; create the page before you link to it.")
        }
        None => {
            format!("Write it as `{prefix}<kind>/<id>`, for example `{prefix}scams/fake-police`.")
        }
    };
    (format!("There is no page `{path}`"), hint)
}

fn missing_section(outline: &Outline, anchor: &str, place: &str) -> Option<(String, String)> {
    // A heading without an id, which is a mistake already, may be the section that is meant.
    let is_complete = outline.sections.iter().all(|id| !id.is_empty());
    if outline.has_anchor(anchor) || !is_complete {
        return None;
    }
    let ids = outline.sections.iter().map(|id| &**id);
    let hint = if outline.sections.is_empty() {
        format!("Remove `#{anchor}`: the page has no sections.")
    } else {
        diagnostic::allowed_hint(anchor, ids)
    };
    Some((format!("There is no section `#{anchor}` on {place}"), hint))
}
