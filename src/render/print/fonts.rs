//! The fonts that print uses, and the characters they have.
//!
//! Only the families a theme names are taken, from the system's font folders; whatever else is
//! installed plays no part.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use typst::text::{
    Font, FontBook, FontStretch, FontStyle, FontVariant, FontWeight, is_default_ignorable,
};
use typst::utils::LazyHash;
use typst_kit::fonts::{FontPath, FontSource, FontStore};
use unicode_normalization::UnicodeNormalization;

use crate::base::digest;

/// How fonts are installed: first the family of the default theme, then any other.
pub const INSTALL_HINT: &str = "Noto Sans CJK SC comes on Debian and Ubuntu with `apt install fonts-noto-cjk`, on Fedora \
    with `dnf install google-noto-sans-cjk-fonts`, on macOS with `brew install --cask font-noto-sans-cjk-sc`. Other Noto \
    fonts are called `fonts-noto-…`, `google-noto-…-fonts` and `font-noto-…` there. On Windows, get the font from its \
    publisher, open its file and choose “Install for all users”.";

/// The faces of the configured families, loaded.
pub struct Fonts {
    store: FontStore,
    /// By family in lower case, the digests of its files.
    digests: BTreeMap<String, Vec<[u8; 32]>>,
}

impl Fonts {
    /// Finds and loads the regular and the bold face of each family.
    ///
    /// Heavier and lighter faces are left out, so that a sheet looks the same where more of a
    /// family is installed.
    ///
    /// # Errors
    /// The families that are not installed.
    pub fn load<'a>(families: impl IntoIterator<Item = &'a str>) -> Result<Fonts, Vec<String>> {
        let wanted: BTreeSet<String> = families.into_iter().map(str::to_owned).collect();
        let paths = find(&wanted);
        let missing: Vec<String> =
            wanted.iter().filter(|f| !paths.iter().any(|(name, _)| name == *f)).cloned().collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        let loaded: Vec<_> =
            paths.into_par_iter().map(|(family, path)| (family, read(&path))).collect();
        let mut fonts = Fonts { store: FontStore::new(), digests: BTreeMap::new() };
        for (family, font) in loaded {
            // A file that was there a moment ago and cannot be read now is as good as missing.
            let Some((font, digest)) = font else { return Err(vec![family]) };
            fonts.digests.entry(family.to_lowercase()).or_default().push(digest);
            let info = font.info().clone();
            fonts.store.push((font, info));
        }
        Ok(fonts)
    }

    /// A stable text for what a list of families will draw with, in their order.
    pub fn digest(&self, families: &[String]) -> String {
        let mut hash = Sha256::new();
        for family in families {
            for digest in self.digests.get(&family.to_lowercase()).into_iter().flatten() {
                hash.update(digest);
            }
            hash.update([0]);
        }
        digest::hex(hash.finalize())
    }

    /// Whether a character can be printed, regular and bold, with one of the families.
    pub fn covers(&self, families: &[String], character: char) -> bool {
        if character.is_whitespace()
            || is_default_ignorable(character)
            || self.has(families, character)
        {
            return true;
        }
        // The shaper takes a letter with a mark apart if the font has only the parts.
        let mut parts = [character].into_iter().nfd();
        let first = parts.next();
        first != Some(character)
            && first.into_iter().chain(parts).all(|part| self.has(families, part))
    }

    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        self.store.book()
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        self.store.font(index)
    }

    fn has(&self, families: &[String], character: char) -> bool {
        let book = self.store.book();
        let in_face = |family: &str, variant| {
            let info = book.select(family, variant).and_then(|index| book.info(index));
            info.is_some_and(|info| info.coverage.contains(u32::from(character)))
        };
        FACES
            .iter()
            .all(|&variant| families.iter().any(|family| in_face(&family.to_lowercase(), variant)))
    }
}

const FACES: [FontVariant; 2] = [face(FontWeight::REGULAR), face(FontWeight::BOLD)];

const fn face(weight: FontWeight) -> FontVariant {
    FontVariant { style: FontStyle::Normal, stretch: FontStretch::NORMAL, weight }
}

/// The files of the wanted families' regular and bold faces, in a fixed order.
fn find(wanted: &BTreeSet<String>) -> Vec<(String, FontPath)> {
    let mut found: Vec<_> =
        typst_kit::fonts::system().filter(|(_, info)| wanted.contains(&info.family)).collect();
    // Of two copies of a face the same one must win, in whatever order the folders were read.
    found.sort_by(|(a, _), (b, _)| (&a.path, a.index).cmp(&(&b.path, b.index)));
    let book = FontBook::from_infos(found.iter().map(|(_, info)| info.clone()));
    let chosen: BTreeSet<usize> = wanted
        .iter()
        .flat_map(|family| {
            FACES.iter().filter_map(|&variant| book.select(&family.to_lowercase(), variant))
        })
        .collect();
    let found = found.into_iter().enumerate().filter(|(index, _)| chosen.contains(index));
    found.map(|(_, (path, info))| (info.family, path)).collect()
}

fn read(path: &FontPath) -> Option<(Font, [u8; 32])> {
    let font = path.load()?;
    let digest =
        Sha256::new().chain_update(font.index().to_be_bytes()).chain_update(font.data()).finalize();
    Some((font, digest.into()))
}
