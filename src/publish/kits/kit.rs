//! The contents of a kit: which printed items and texts belong to an audience or a campaign.

use std::collections::HashMap;

use crate::base::artifact::Artifact;
use crate::base::language::Language;
use crate::base::vocabulary::{Audience, Kind, Taxonomy, Vocabulary};
use crate::parse::campaigns::Campaign;
use crate::render::texts;
use crate::site::page::PageIndex;
use crate::site::printed_item::{PrintSubject, PrintedItem};
use crate::site::{Site, route};

/// What a kit is for.
#[derive(Clone, Copy)]
pub(super) enum Purpose<'a> {
    Audience(Audience),
    Campaign(&'a Campaign),
}

/// A kit before it is packed.
pub struct Kit<'a> {
    pub(super) purpose: Purpose<'a>,
    pub language: Language,
    /// In the order they are printed: by format, then in the order of the pages.
    pub items: Vec<&'a PrintedItem>,
    /// Texts for screens and messages, of the same pages.
    pub texts: Vec<Artifact>,
}

/// The site's own printed items, by page, format and language.
pub(super) struct ItemIndex<'a>(HashMap<(PageIndex, &'a str, Language), &'a PrintedItem>);

impl<'a> ItemIndex<'a> {
    pub(super) fn new(items: &'a [PrintedItem]) -> Self {
        let own = items.iter().filter(|item| item.branch.is_none());
        let entries = own.filter_map(|item| match item.subject {
            PrintSubject::Page(page) => Some(((page, &*item.format, item.language), item)),
            PrintSubject::Site => None,
        });
        ItemIndex(entries.collect())
    }
}

impl<'a> Kit<'a> {
    pub(super) fn gather(
        site: &Site,
        items: &ItemIndex<'a>,
        purpose: Purpose<'a>,
        language: Language,
    ) -> Kit<'a> {
        let pages = pages(site, purpose);
        let formats: Vec<&str> = match purpose {
            Purpose::Audience(_) => site.print.uses.kit.iter().map(String::as_str).collect(),
            Purpose::Campaign(campaign) => {
                campaign.formats.iter().map(|format| &*format.value).collect()
            }
        };
        let find = |format: &str, page: PageIndex| items.0.get(&(page, format, language)).copied();
        let mut gathered = Vec::new();
        for format in formats {
            let limit = if is_single(site, format) { 1 } else { pages.len() };
            gathered.extend(pages.iter().filter_map(|&page| find(format, page)).take(limit));
        }
        let texts = pages
            .iter()
            .flat_map(|&page| texts::of_page(site, site.page(page), language))
            .collect();
        Kit { purpose, language, items: gathered, texts }
    }

    /// The path of its zip.
    pub fn file(&self, site: &Site) -> String {
        route::kit_file(self.id(), site.config.languages.code(self.language))
    }

    pub(super) fn id(&self) -> &str {
        match self.purpose {
            Purpose::Audience(audience) => audience.id(),
            Purpose::Campaign(campaign) => &campaign.id.value,
        }
    }
}

/// Whether a kit has one item of a format: a branch puts up one poster and shows one code.
fn is_single(site: &Site, format: &str) -> bool {
    site.print.uses.code.as_deref() == Some(format)
        || site.print.formats.get(format).is_some_and(|format| format.paper == "a3")
}

/// The pages of a kit. For an audience: its own page first, then the pages written for it, in the
/// order of the site.
fn pages(site: &Site, purpose: Purpose) -> Vec<PageIndex> {
    match purpose {
        Purpose::Campaign(campaign) => {
            campaign.pages.iter().filter_map(|page| site.find_path(&page.value)).collect()
        }
        Purpose::Audience(audience) => {
            let term = site.taxonomies.of(Taxonomy::Audience).find(|term| term.id == audience.id());
            let mut pages: Vec<PageIndex> = term.map(|term| term.pages.clone()).unwrap_or_default();
            if let Some(own) = site.find(audience.id())
                && site.page(own).kind == Kind::Audiences
            {
                pages.retain(|&index| index != own);
                pages.insert(0, own);
            }
            pages
        }
    }
}

/// The name of a file in the kit, where the files of one format are in one folder:
/// `print/fake-police/sheet-a4.zh.pdf` becomes `sheet-a4/fake-police.zh.pdf`.
pub(super) fn name_in_kit(site: &Site, item: &PrintedItem, file: &str) -> String {
    let id = match item.subject {
        PrintSubject::Site => route::HOME_ID,
        PrintSubject::Page(index) => &site.page(index).id,
    };
    let name = file.rsplit('/').next().unwrap_or(file);
    let ending = name.strip_prefix(&item.format).unwrap_or(name);
    format!("{}/{id}{ending}", item.format)
}
