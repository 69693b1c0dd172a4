//! `broken-link`, `host-not-allowed`, `number-not-registered`, `bad-link`: a link that leads
//! nowhere or where it must not.
//!
//! Readers are told not to trust links. Ours lead to our own pages and to hosts somebody vouched
//! for.

use std::sync::Arc;

use crate::base::diagnostic;
use crate::base::diagnostic::Diagnostic;
use crate::base::document::{Document, InlineKind, Target};
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::url;
use crate::base::vocabulary::{Kind, Vocabulary};
use crate::check::context::Context;
use crate::site::config;
use crate::site::page::{Page, Text};

pub fn check(context: &Context, page: &Page) -> Vec<Diagnostic> {
    page.texts.iter().flatten().flat_map(|text| check_text(context, text)).collect()
}

fn check_text(context: &Context, text: &Text) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    text.document.each_inline(&mut |inline| {
        if let InlineKind::Link { target, .. } = &inline.kind {
            found.extend(check_target(context, text, target, inline.span));
        }
    });
    found
}

fn check_target(context: &Context, text: &Text, target: &Target, span: Span) -> Option<Diagnostic> {
    match target {
        Target::Internal { page: None, anchor } => {
            let anchor = anchor.as_deref().unwrap_or("");
            missing_anchor(&text.document, anchor, &text.file, span, "this page")
        }
        Target::Internal { page: Some((kind, id)), anchor } => {
            let path = format!("{kind}/{id}");
            check_place(context, &text.file, span, (&path, anchor.as_deref()), "@/")
        }
        Target::External(url) => check_host(context, &text.file, span, url),
        Target::Telephone(number) => telephone(context, text, number, span),
        Target::Refused(url) => Some(
            Diagnostic::new(Rule::BadLink, &text.file, span, format!("`{url}` is not a link this site can make")).hint(
                "Link to a page as `@/scams/fake-police`, to a section as `#flags`, to an allowed host as `https://…`.",
            ),
        ),
    }
}

/// Refuses a page, as `<kind>/<id>`, or a section of one that does not exist; `prefix` is how pages
/// are written there.
pub fn check_place(
    context: &Context,
    file: &Arc<str>,
    span: Span,
    (path, anchor): (&str, Option<&str>),
    prefix: &str,
) -> Option<Diagnostic> {
    let Some(index) = context.site.find_path(path) else {
        // A page with mistakes of its own is no second mistake here.
        return (!context.known.contains(path)).then(|| broken(context, file, span, path, prefix));
    };
    let target = context.site.page(index);
    missing_anchor(&target.original().document, anchor?, file, span, &format!("`{path}`"))
}

/// The diagnostic for a page that does not exist, with the nearest that does.
fn broken(context: &Context, file: &Arc<str>, span: Span, path: &str, prefix: &str) -> Diagnostic {
    let kind_known = path.split_once('/').is_some_and(|(kind, _)| Kind::from_id(kind).is_some());
    let hint = match diagnostic::nearest(path, context.known.iter().map(String::as_str)) {
        Some(near) => format!("Did you mean `{prefix}{near}`?"),
        None if kind_known => {
            format!(
                "There is no folder `content/{path}/`. A page that is not written yet cannot be linked."
            )
        }
        None => {
            format!("Write it as `{prefix}<kind>/<id>`, for example `{prefix}scams/fake-police`.")
        }
    };
    Diagnostic::new(Rule::BrokenLink, file, span, format!("There is no page `{path}`")).hint(hint)
}

fn missing_anchor(
    document: &Document,
    anchor: &str,
    file: &Arc<str>,
    span: Span,
    place: &str,
) -> Option<Diagnostic> {
    // A heading without an id, which is a mistake already, may be the one that is meant.
    let complete = || document.sections.iter().all(|section| !section.id.is_empty());
    (!document.anchors.contains(anchor) && complete()).then(|| {
        let ids = document.sections.iter().map(|s| &*s.id);
        Diagnostic::new(
            Rule::BrokenLink,
            file,
            span,
            format!("There is no section `#{anchor}` on {place}"),
        )
        .hint(diagnostic::allowed_hint(anchor, ids))
    })
}

/// Refuses an address on a host the site does not allow.
pub fn check_host(context: &Context, file: &Arc<str>, span: Span, url: &str) -> Option<Diagnostic> {
    match url::host(url) {
        Some(host) if context.site.config.allowed_hosts.allows(&host) => None,
        Some(host) => Some(
            Diagnostic::new(
                Rule::HostNotAllowed,
                file,
                span,
                format!("Links may not lead to `{}`", url::readable_host(&host)),
            )
            .hint(config::host_hint(&host, &context.site.config)),
        ),
        None => Some(
            Diagnostic::new(
                Rule::BadLink,
                file,
                span,
                format!("`{url}` is not a whole web address"),
            )
            .hint("Write scheme and host: `https://www.gov.cn/`."),
        ),
    }
}

fn telephone(context: &Context, text: &Text, number: &str, span: Span) -> Option<Diagnostic> {
    let registered =
        context.site.hotlines.iter().filter_map(|h| h.dial()).any(|dial| dial == number);
    (!registered && context.site.register_complete).then(|| {
        Diagnostic::new(
            Rule::NumberNotRegistered,
            &text.file,
            span,
            format!("`{number}` is not a hotline one may ring"),
        )
        .hint("Only numbers of content/hotlines.toml become links; write it with digits only: `tel:96110`.")
    })
}
