//! What does a clerk take to the printer? One zip for an audience or a campaign: posters, leaflets,
//! texts, instructions.
//!
//! Files keep ASCII names, because a zip opened on an old office computer shows no others;
//! `README.txt` says in words what each of them is and what to print it on.

use std::sync::Arc;

use rayon::prelude::*;

use crate::base::archive::Zip;
use crate::base::artifact::{Artifact, Artifacts};
use crate::base::language::Language;
use crate::base::vocabulary::{Audience, Kind, Taxonomy, Vocabulary};
use crate::parse::campaigns::Campaign;
use crate::site::page::PageIndex;
use crate::site::printed_item::{PrintedItem, Subject};
use crate::site::{Site, config, route};

mod readme;

/// What a kit is for.
#[derive(Clone, Copy)]
enum For<'a> {
    Audience(Audience),
    Campaign(&'a Campaign),
}

/// A kit before it is packed.
struct Kit<'a> {
    for_: For<'a>,
    language: Language,
    /// In the order they are printed: by format, then as the pages are ordered.
    items: Vec<&'a PrintedItem>,
    /// Texts for screens and messages, of the same pages.
    texts: Vec<&'a Artifact>,
}

/// One zip for every audience that has pages and every campaign, in each language.
///
/// `made` holds the printed files that `items` names; `texts` the texts for screens and
/// messages.
pub fn render(
    site: &Site,
    items: &[PrintedItem],
    made: &Artifacts,
    texts: &[Artifact],
) -> anyhow::Result<Vec<Artifact>> {
    let audiences =
        site.taxonomies.of(Taxonomy::Audience).filter_map(|term| Audience::from_id(term.id));
    let wanted: Vec<For> =
        audiences.map(For::Audience).chain(site.campaigns.iter().map(For::Campaign)).collect();
    let pairs: Vec<(For, Language)> = wanted
        .iter()
        .flat_map(|&for_| site.config.languages.iter().map(move |language| (for_, language)))
        .collect();
    let packed: Vec<Option<Artifact>> = pairs
        .into_par_iter()
        .map(|(for_, language)| {
            let kit = Kit::gather(site, items, texts, for_, language);
            if kit.items.is_empty() { Ok(None) } else { kit.pack(site, made).map(Some) }
        })
        .collect::<anyhow::Result<_>>()?;
    Ok(packed.into_iter().flatten().collect())
}

impl<'a> Kit<'a> {
    fn gather(
        site: &Site,
        items: &'a [PrintedItem],
        texts: &'a [Artifact],
        for_: For<'a>,
        language: Language,
    ) -> Kit<'a> {
        let pages = pages(site, for_);
        let formats: Vec<&str> = match for_ {
            For::Audience(_) => site.print.uses.kit.iter().map(String::as_str).collect(),
            For::Campaign(campaign) => {
                campaign.formats.iter().map(|format| &*format.value).collect()
            }
        };
        let of = |format: &str, page: PageIndex| {
            items.iter().find(|item| {
                item.subject == Subject::Page(page)
                    && item.format == format
                    && item.branch.is_none()
                    && item.language == language
            })
        };
        let mut found: Vec<&PrintedItem> = Vec::new();
        for format in formats {
            let of_format = pages.iter().filter_map(|&page| of(format, page));
            // Every branch hangs up one poster and shows one code.
            let is_code = site.print.uses.code.as_deref() == Some(format);
            let one = site.print.formats.get(format).is_some_and(|format| format.paper == "a3")
                || is_code;
            found.extend(of_format.take(if one { 1 } else { usize::MAX }));
        }
        let code = site.config.languages.code(language);
        let of_page = |page: PageIndex| {
            let folder = route::text_folder(&site.page(page).id);
            texts.iter().filter(move |text| {
                let name = text.path.strip_prefix(&*folder);
                name.is_some_and(|name| name.split('.').nth(1) == Some(code))
            })
        };
        let texts = pages.iter().flat_map(|&page| of_page(page).collect::<Vec<_>>());
        Kit { for_, language, items: found, texts: texts.collect() }
    }

    /// The zip: same files, same bytes.
    fn pack(&self, site: &Site, made: &Artifacts) -> anyhow::Result<Artifact> {
        let mut zip = Zip::new();
        zip.add("README.txt", readme::text(site, self).as_bytes())?;
        for item in &self.items {
            for file in &item.files {
                let artifact = made.get(file);
                zip.add(
                    &name_of(site, item, file),
                    artifact.map_or(&[][..], |artifact| &artifact.bytes),
                )?;
            }
        }
        for text in &self.texts {
            zip.add(&text.path, &text.bytes)?;
        }
        let origin: Arc<str> = Arc::from(config::FILE);
        let path = route::kit_file(self.id(), site.config.languages.code(self.language));
        Ok(Artifact::new(path, zip.finish("")?, &origin))
    }

    fn id(&self) -> &str {
        match self.for_ {
            For::Audience(audience) => audience.id(),
            For::Campaign(campaign) => &campaign.id.value,
        }
    }
}

/// The pages of a kit. For an audience: its own page first, then what is handed out, in the order
/// of the site.
fn pages(site: &Site, for_: For) -> Vec<PageIndex> {
    match for_ {
        For::Campaign(campaign) => {
            campaign.pages.iter().filter_map(|page| site.find_path(&page.value)).collect()
        }
        For::Audience(audience) => {
            let term = site.taxonomies.of(Taxonomy::Audience).find(|term| term.id == audience.id());
            let mut pages: Vec<PageIndex> = term.map(|term| term.pages.clone()).unwrap_or_default();
            let own =
                site.find(audience.id()).filter(|&index| site.page(index).kind == Kind::Audiences);
            pages.retain(|&index| Some(index) != own);
            own.into_iter().chain(pages).collect()
        }
    }
}

/// `print/fake-police/sheet-a4.zh.pdf` → `sheet-a4/fake-police.zh.pdf`: all of one format lie
/// together.
fn name_of(site: &Site, item: &PrintedItem, file: &str) -> String {
    let id = match item.subject {
        Subject::Site => route::HOME_ID,
        Subject::Page(index) => &site.page(index).id,
    };
    let name = file.rsplit('/').next().unwrap_or(file);
    let ending = name.strip_prefix(&item.format).unwrap_or(name);
    format!("{}/{id}{ending}", item.format)
}
