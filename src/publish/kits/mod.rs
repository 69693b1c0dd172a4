//! Kits: one zip per audience or campaign with posters, leaflets, texts and instructions, for the
//! staff who print them.
//!
//! Files keep ASCII names, because a zip opened on an old office computer shows no others;
//! `README.txt` explains each of them and what to print it on.

mod kit;
mod readme;

use std::sync::Arc;

use anyhow::Context;

use crate::base::archive::Zip;
use crate::base::artifact::Artifact;
use crate::base::language::Language;
use crate::base::output::Output;
use crate::base::vocabulary::{Audience, Taxonomy, Vocabulary};
use crate::site::printed_item::PrintedItem;
use crate::site::{Site, config};
use kit::{ItemIndex, Purpose, name_in_kit};

pub use kit::Kit;

/// One kit for every audience that has pages and every campaign, in each language.
pub fn gather<'a>(site: &'a Site, items: &'a [PrintedItem]) -> Vec<Kit<'a>> {
    let items = ItemIndex::new(items);
    let audiences =
        site.taxonomies.of(Taxonomy::Audience).filter_map(|term| Audience::from_id(term.id));
    let purposes =
        audiences.map(Purpose::Audience).chain(site.campaigns.iter().map(Purpose::Campaign));
    let mut wanted: Vec<(Purpose, Language)> = Vec::new();
    for purpose in purposes {
        wanted.extend(site.config.languages.iter().map(|language| (purpose, language)));
    }
    wanted
        .into_iter()
        .map(|(purpose, language)| Kit::gather(site, &items, purpose, language))
        .filter(|kit| !kit.items.is_empty())
        .collect()
}

/// The zip of a kit: same files, same bytes. The printed files are read from `output`.
///
/// # Errors
/// A printed file that cannot be read back.
pub fn pack(site: &Site, kit: &Kit, output: &dyn Output) -> anyhow::Result<Artifact> {
    let mut zip = Zip::new();
    zip.add("README.txt", &readme::file(site, kit))?;
    for item in &kit.items {
        for file in &item.files {
            let bytes =
                output.bytes(file).with_context(|| format!("cannot read `{file}` again"))?;
            zip.add(&name_in_kit(site, item, file), &bytes)?;
        }
    }
    for text in &kit.texts {
        zip.add(&text.path, &text.bytes)?;
    }
    let made_from: Arc<str> = Arc::from(config::FILE);
    Ok(Artifact::new(kit.file(site), zip.finish("")?, &made_from))
}
