//! Kits: one zip per audience or campaign with posters, leaflets, texts and instructions, for the
//! staff who print them.
//!
//! Files keep ASCII names, because a zip opened on an old office computer shows no others;
//! `README.txt` explains each of them and what to print it on.

mod kit;
mod readme;

use std::sync::Arc;

use rayon::prelude::*;

use crate::base::archive::Zip;
use crate::base::artifact::{Artifact, Artifacts};
use crate::base::language::Language;
use crate::base::vocabulary::{Audience, Taxonomy, Vocabulary};
use crate::site::printed_item::PrintedItem;
use crate::site::{Site, config, route};
use kit::{Kit, Purpose, name_in_kit};

/// One zip for every audience that has pages and every campaign, in each language.
///
/// `artifacts` holds the printed files that `items` names; `texts` are the texts for screens and
/// messages.
pub fn render(
    site: &Site,
    items: &[PrintedItem],
    artifacts: &Artifacts,
    texts: &[Artifact],
) -> anyhow::Result<Vec<Artifact>> {
    let audiences =
        site.taxonomies.of(Taxonomy::Audience).filter_map(|term| Audience::from_id(term.id));
    let purposes =
        audiences.map(Purpose::Audience).chain(site.campaigns.iter().map(Purpose::Campaign));
    let mut wanted: Vec<(Purpose, Language)> = Vec::new();
    for purpose in purposes {
        wanted.extend(site.config.languages.iter().map(|language| (purpose, language)));
    }
    let kits: Vec<Kit> = wanted
        .into_iter()
        .map(|(purpose, language)| Kit::gather(site, items, texts, purpose, language))
        .filter(|kit| !kit.items.is_empty())
        .collect();
    kits.par_iter().map(|kit| pack(site, kit, artifacts)).collect()
}

/// The zip of a kit: same files, same bytes.
fn pack(site: &Site, kit: &Kit, artifacts: &Artifacts) -> anyhow::Result<Artifact> {
    let mut zip = Zip::new();
    zip.add("README.txt", readme::text(site, kit).as_bytes())?;
    for item in &kit.items {
        for file in &item.files {
            let bytes = artifacts.get(file).map_or(&[][..], |artifact| &artifact.bytes);
            zip.add(&name_in_kit(site, item, file), bytes)?;
        }
    }
    for text in &kit.texts {
        zip.add(&text.path, &text.bytes)?;
    }
    let made_from: Arc<str> = Arc::from(config::FILE);
    let path = route::kit_file(kit.id(), site.config.languages.code(kit.language));
    Ok(Artifact::new(path, zip.finish("")?, &made_from))
}
