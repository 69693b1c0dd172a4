//! References: what texts and TOML files link to, cite or show. They are gathered once, and the
//! rules about links and images look at each.

use std::sync::Arc;

use crate::base::document::{Document, ImageReference, Inline, InlineKind, Target};
use crate::base::source::Span;
use crate::parse::sink::Spanned;
use crate::site::Site;
use crate::site::page::{Outline, Page, Text};
use crate::site::registers::{CAMPAIGNS, HOTLINES};

/// A reference, and its place.
pub(super) struct Reference<'a> {
    pub file: Arc<str>,
    pub span: Span,
    pub target: ReferenceTarget<'a>,
}

/// What a reference leads to.
pub(super) enum ReferenceTarget<'a> {
    /// A link in a text of a page.
    Link(&'a Target, &'a Outline),
    /// An image in a text of a page.
    Image(&'a ImageReference, &'a Page),
    /// A page, as `<kind>/<id>` in a TOML file, and perhaps a section of it.
    PagePath(&'a str, Option<&'a str>),
    /// A web address in a TOML file.
    Address(&'a str),
}

impl Reference<'_> {
    /// The web address that it leads to.
    pub(super) fn address(&self) -> Option<&str> {
        match self.target {
            ReferenceTarget::Link(Target::External(url), _) => Some(url),
            ReferenceTarget::Address(url) => Some(url),
            _ => None,
        }
    }
}

/// The references of a page's texts, whose trees are `documents`, then those of its page.toml.
pub(super) fn of_page<'a>(page: &'a Page, documents: &'a [Arc<Document>]) -> Vec<Reference<'a>> {
    let mut references = Vec::new();
    for (text, document) in page.texts.iter().flatten().zip(documents) {
        document.each_inline(&mut |inline| references.extend(of_inline(page, text, inline)));
    }
    references.extend(page.facts.related.iter().map(|path| page_path(&page.facts_file, path)));
    let addresses = page.facts.citations.iter().filter_map(|citation| citation.url.as_ref());
    references.extend(addresses.map(|url| address(&page.facts_file, url)));
    references
}

/// The references of wuzha.toml, content/campaigns.toml and content/hotlines.toml.
pub(super) fn of_site(site: &Site) -> Vec<Reference<'_>> {
    let (campaigns, hotlines) = (Arc::from(CAMPAIGNS), Arc::from(HOTLINES));
    let config = &site.config;
    let guides = config.already_paid.iter().map(|path| page_path(&config.file, path));
    let licenses = config.license.iter().map(|license| {
        let (path, section) = license.place();
        let target = ReferenceTarget::PagePath(path, section);
        Reference { file: Arc::clone(&config.file), span: license.page.span, target }
    });
    let pages = site.campaigns.iter().flat_map(|campaign| &campaign.pages);
    let pages = pages.map(|path| page_path(&campaigns, path));
    let addresses = site.hotlines.iter().flat_map(|hotline| [&hotline.url, &hotline.source_url]);
    let addresses = addresses.flatten().map(|url| address(&hotlines, url));
    guides.chain(licenses).chain(pages).chain(addresses).collect()
}

fn of_inline<'a>(page: &'a Page, text: &'a Text, inline: &'a Inline) -> Option<Reference<'a>> {
    let target = match &inline.kind {
        InlineKind::Link { target, .. } => ReferenceTarget::Link(target, &text.outline),
        InlineKind::Image(image) => ReferenceTarget::Image(image, page),
        _ => return None,
    };
    Some(Reference { file: Arc::clone(&text.file), span: inline.span, target })
}

fn page_path<'a>(file: &Arc<str>, path: &'a Spanned<String>) -> Reference<'a> {
    let target = ReferenceTarget::PagePath(&path.value, None);
    Reference { file: Arc::clone(file), span: path.span, target }
}

fn address<'a>(file: &Arc<str>, url: &'a Spanned<String>) -> Reference<'a> {
    let target = ReferenceTarget::Address(&url.value);
    Reference { file: Arc::clone(file), span: url.span, target }
}
