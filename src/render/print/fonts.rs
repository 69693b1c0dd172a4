//! The fonts that print uses, and the characters they have.
//!
//! Only the families a theme names are taken, from the system's font folders; whatever else is
//! installed plays no part.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use rayon::prelude::*;
use read_fonts::collections::IntSet;
use sha2::{Digest, Sha256};
use typst::layout::{Frame, FrameItem};
use typst::text::{
    Font, FontBook, FontInfo, FontStretch, FontStyle, FontVariant, FontWeight, is_default_ignorable,
};
use typst::utils::LazyHash;
use typst_kit::fonts::{FontPath, FontSource};
use unicode_normalization::UnicodeNormalization;

use super::working_font::WorkingFont;
use crate::base::digest;
use crate::base::source::SourceFiles;

/// How fonts are installed: first the family of the default theme, then any other.
pub const INSTALL_HINT: &str = "Noto Sans CJK SC comes on Debian and Ubuntu with `apt install fonts-noto-cjk`, on Fedora \
    with `dnf install google-noto-sans-cjk-fonts`, on macOS with `brew install --cask font-noto-sans-cjk-sc`. Other Noto \
    fonts are called `fonts-noto-…`, `google-noto-…-fonts` and `font-noto-…` there. On Windows, get the font from its \
    publisher, open its file and choose “Install for all users”.";

/// The faces of the configured families, each read when it is first needed.
pub struct Fonts {
    book: LazyHash<FontBook>,
    faces: Vec<Face>,
    /// The characters that a site may print; `None` where nothing is exported.
    characters: Option<IntSet<u32>>,
    /// By family in lower case, the digests of its files.
    digests: BTreeMap<String, Vec<[u8; 32]>>,
}

impl Fonts {
    /// Finds the regular and the bold face of each family, to measure layouts with.
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
        let read: Vec<_> = paths
            .into_par_iter()
            .map(|(family, path)| (family, info_and_digest(&path), path))
            .collect();
        let (mut book, mut faces, mut digests) = (FontBook::new(), Vec::new(), BTreeMap::new());
        for (family, found, path) in read {
            // A file that was there a moment ago and cannot be read now is as good as missing.
            let Some((info, digest)) = found else { return Err(vec![family]) };
            digests.entry(family.to_lowercase()).or_insert_with(Vec::new).push(digest);
            book.push(info);
            faces.push(Face { path, working: OnceLock::new(), whole: OnceLock::new() });
        }
        Ok(Fonts { book: LazyHash::new(book), faces, characters: None, digests })
    }

    /// The same fonts to export layouts with. `sources` are those of the site, whose characters it
    /// will print; others are printed as well, but take longer.
    #[must_use]
    pub fn to_print(self, sources: &SourceFiles) -> Fonts {
        Fonts { characters: Some(characters_of(sources)), ..self }
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
        &self.book
    }

    /// A face with the characters of the site.
    pub(super) fn font(&self, index: usize) -> Option<Font> {
        let face = self.faces.get(index)?;
        let Some(characters) = &self.characters else {
            return face.whole.get_or_init(|| face.path.load()).clone();
        };
        let make = || Some(WorkingFont::new(face.path.load()?, characters));
        Some(face.working.get_or_init(make).as_ref()?.font.clone())
    }

    /// A face with all characters.
    pub(super) fn whole_font(&self, index: usize) -> Option<Font> {
        let face = self.faces.get(index)?;
        face.whole.get_or_init(|| face.path.load().map(WorkingFont::whole)).clone()
    }

    /// Whether the faces with the characters of the site have all glyphs that are drawn in a frame.
    pub(super) fn have_all(&self, frame: &Frame) -> bool {
        frame.items().all(|(_, item)| match item {
            FrameItem::Group(group) => self.have_all(&group.frame),
            FrameItem::Text(text) => {
                let is_in = |working: &&WorkingFont| {
                    std::ptr::eq(working.font.data().as_slice(), text.font.font().data().as_slice())
                };
                let mut working =
                    self.faces.iter().filter_map(|face| face.working.get()?.as_ref()).filter(is_in);
                working.all(|font| text.glyphs.iter().all(|glyph| font.has(glyph.id)))
            }
            _ => true,
        })
    }

    fn has(&self, families: &[String], character: char) -> bool {
        let book = &self.book;
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

fn info_and_digest(path: &FontPath) -> Option<(FontInfo, [u8; 32])> {
    let font = path.load()?;
    let digest =
        Sha256::new().chain_update(font.index().to_be_bytes()).chain_update(font.data()).finalize();
    Some((font.info().clone(), digest.into()))
}

/// The characters of all texts, and those that templates and the typesetter may add to them: digits
/// of lists, marks, other cases of letters, letters put together of parts.
fn characters_of(sources: &SourceFiles) -> IntSet<u32> {
    let mut characters: IntSet<u32> = IntSet::empty();
    for range in ADDED {
        characters.insert_range(range);
    }
    let mut seen = vec![false; 0x11_0000];
    let texts = sources.iter().filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok());
    texts.flat_map(str::chars).for_each(|character| seen[character as usize] = true);
    let found = (0..=u32::from(char::MAX)).zip(seen).filter(|(_, is_seen)| *is_seen);
    let found: Vec<char> = found.filter_map(|(code, _)| char::from_u32(code)).collect();
    characters.extend_unsorted(found.iter().flat_map(|c| c.nfc()).map(u32::from));
    characters.extend_unsorted(found.into_iter().map(u32::from));
    characters
}

/// Everything but Chinese, Japanese and Korean, their marks and kana, and other widths.
const ADDED: [RangeInclusive<u32>; 3] = [0..=0x2e7f, 0x3000..=0x33ff, 0xff00..=0xffef];

/// A face of a family.
struct Face {
    path: FontPath,
    working: OnceLock<Option<WorkingFont>>,
    whole: OnceLock<Option<Font>>,
}
