//! `broken-link`, `host-not-allowed`, `unknown-hotline`: TOML files that name what is not there.

use std::sync::Arc;

use crate::base::diagnostic;
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::check::links;
use crate::parse::table::Spanned;
use crate::site::page::Page;

/// References of a page's facts.
pub fn check_page(context: &Context, page: &Page) -> Vec<Diagnostic> {
    let file = &page.facts_file;
    let mut found = Vec::new();
    for page in &page.facts.related {
        found.extend(links::check_place(context, file, page.span, (&page.value, None), ""));
    }
    let urls = page.facts.citations.iter().filter_map(|source| source.url.as_ref());
    found.extend(urls.filter_map(|url| links::check_host(context, file, url.span, &url.value)));
    found
}

/// References of `wuzha.toml` and the register of hotlines.
pub fn check_site(context: &Context) -> Vec<Diagnostic> {
    let site = context.site;
    let mut found = Vec::new();
    let ids: Vec<&str> = site.hotlines.iter().map(|h| &*h.id.value).collect();
    let unknown = |id: &&Spanned<String>| site.register_complete && !ids.contains(&&*id.value);
    for id in site.config.emergency.iter().filter(unknown) {
        let message = format!("`{}` is not in content/hotlines.toml", id.value);
        found.push(
            Diagnostic::new(Rule::UnknownHotline, &site.config.file, id.span, message)
                .hint(diagnostic::allowed_hint(&id.value, ids.iter().copied())),
        );
    }
    let guide = site.config.already_paid.iter().map(|guide| (guide.span, (&*guide.value, None)));
    let license = site.config.license.iter().map(|license| (license.page.span, license.place()));
    for (span, place) in guide.chain(license) {
        found.extend(links::check_place(context, &site.config.file, span, place, ""));
    }
    let register: Arc<str> = Arc::from("content/hotlines.toml");
    let urls = site.hotlines.iter().flat_map(|h| [&h.url, &h.source_url]).flatten();
    found
        .extend(urls.filter_map(|url| links::check_host(context, &register, url.span, &url.value)));
    found
}
