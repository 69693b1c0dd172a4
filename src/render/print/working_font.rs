//! The working font: an installed font with the characters that a site may print and without hints,
//! made once a build.
//!
//! Everything but the outlines stays as it is, and so do the numbers of the glyphs: a leaflet has the
//! same bytes whatever else the site prints. No printer needs hints, which were a sixth of the
//! outlines in a PDF; and cutting the font of a leaflet out of a small one takes less.

use read_fonts::collections::IntSet;
use read_fonts::ps::cff::dict::{Entry, entries};
use read_fonts::ps::cff::v1::Cff;
use read_fonts::ps::cff::{CffFontRef, Subfont};
use read_fonts::types::GlyphId;
use read_fonts::{FontRef, TableProvider, TopLevelTable};
use subsetter::GlyphRemapper;
use typst::foundations::Bytes;
use typst::text::Font;
use write_fonts::FontBuilder;

use super::charstring::{BLANK, Charstring};

/// A font to print with.
pub(super) struct WorkingFont {
    pub font: Font,
    /// The glyphs that it has outlines of; `None` for all of the installed font.
    glyphs: Option<IntSet<GlyphId>>,
}

impl WorkingFont {
    /// The font with all glyphs, for texts with other characters than the site's.
    pub(super) fn whole(font: Font) -> Font {
        with_outlines(&font, None).unwrap_or(font)
    }

    /// The font with these characters and all glyphs that may stand for them.
    pub(super) fn new(font: Font, characters: &IntSet<u32>) -> WorkingFont {
        let glyphs = glyphs(&font, characters);
        match glyphs.and_then(|glyphs| Some((with_outlines(&font, Some(&glyphs))?, glyphs))) {
            Some((font, glyphs)) => WorkingFont { font, glyphs: Some(glyphs) },
            None => WorkingFont { glyphs: None, font: WorkingFont::whole(font) },
        }
    }

    pub(super) fn has(&self, glyph: u16) -> bool {
        self.glyphs.as_ref().is_none_or(|glyphs| glyphs.contains(GlyphId::from(glyph)))
    }
}

/// The glyphs of characters, and those that a font may put in their place.
fn glyphs(font: &Font, characters: &IntSet<u32>) -> Option<IntSet<GlyphId>> {
    let font = FontRef::from_index(font.data(), font.index()).ok()?;
    let cmap = font.cmap().ok()?;
    let mut glyphs: IntSet<GlyphId> =
        characters.iter().filter_map(|character| cmap.map_codepoint(character)).collect();
    glyphs.insert(GlyphId::NOTDEF);
    if let Ok(gsub) = font.gsub() {
        gsub.closure_glyphs(&IntSet::all(), &mut glyphs).ok()?;
    }
    Some(glyphs)
}

/// The font with the outlines of these glyphs, or of all. `None` for a font whose outlines are not
/// those of CFF, which stays as it is.
fn with_outlines(font: &Font, wanted: Option<&IntSet<GlyphId>>) -> Option<Font> {
    let installed = FontRef::from_index(font.data(), font.index()).ok()?;
    let outlines = outlines(installed.data_for_tag(Cff::TAG)?.as_bytes(), wanted)?;
    let with = |outlines: &[u8]| {
        let mut made = FontBuilder::new();
        for record in installed.table_directory.table_records() {
            if let Some(table) = installed.data_for_tag(record.tag()) {
                made.add_raw(record.tag(), table.as_bytes());
            }
        }
        made.add_raw(Cff::TAG, outlines).build()
    };
    let mut made = with(&outlines);
    if wanted.is_some() {
        // What no glyph needs any longer is cut away.
        let mut same = GlyphRemapper::new();
        let count = installed.maxp().ok()?.num_glyphs();
        (0..count).for_each(|glyph| {
            same.remap(glyph);
        });
        let small = subsetter::subset(&made, 0, &same).ok()?;
        made = with(FontRef::new(&small).ok()?.data_for_tag(Cff::TAG)?.as_bytes());
    }
    Font::new(Bytes::new(made), 0)
}

/// A CFF table whose glyphs have no hints. It is as long as before: what it holds is where it was.
fn outlines(table: &[u8], wanted: Option<&IntSet<GlyphId>>) -> Option<Vec<u8>> {
    let cff = CffFontRef::new_cff(table, 0, None).ok()?;
    let subfonts: Vec<Subfont> =
        (0..cff.num_subfonts()).map(|index| cff.subfont(index, &[]).ok()).collect::<Option<_>>()?;
    let charstring = |glyph: GlyphId| {
        if wanted.is_some_and(|wanted| !wanted.contains(glyph)) {
            return Some(Vec::from(BLANK));
        }
        let subfont = subfonts.get(usize::from(cff.subfont_index(glyph)?))?;
        let mut outline = Charstring::default();
        let width = cff.evaluate_charstring(subfont, glyph, &[], &mut outline).ok()?;
        let width = width.filter(|_| width != subfont.default_width());
        Some(outline.finish(width.map(|width| width - subfont.nominal_width())))
    };
    let charstrings: Vec<Vec<u8>> = (0..cff.num_glyphs())
        .map(|glyph| charstring(GlyphId::new(glyph)))
        .collect::<Option<_>>()?;
    let index = index(&charstrings)?;
    let (start, room) = (place_of_charstrings(table)?, cff.charstrings().size_in_bytes().ok()?);
    let mut table = table.to_vec();
    table.get_mut(start..start + room)?.get_mut(..index.len())?.copy_from_slice(&index);
    Some(table)
}

fn place_of_charstrings(table: &[u8]) -> Option<usize> {
    let head = <Cff as read_fonts::FontRead>::read(table.into()).ok()?;
    entries(head.top_dicts().get(0).ok()?, None).find_map(|entry| match entry {
        Ok(Entry::CharstringsOffset(offset)) => Some(offset),
        _ => None,
    })
}

/// An INDEX (Adobe Technical Note 5176, section 5), with offsets of three bytes.
fn index(items: &[Vec<u8>]) -> Option<Vec<u8>> {
    let mut out = u16::try_from(items.len()).ok()?.to_be_bytes().to_vec();
    out.push(3);
    let mut offset = 1;
    for length in std::iter::once(0).chain(items.iter().map(Vec::len)) {
        offset += u32::try_from(length).ok()?;
        let [0, offset @ ..] = offset.to_be_bytes() else { return None };
        out.extend(offset);
    }
    out.extend(items.iter().flatten());
    Some(out)
}
