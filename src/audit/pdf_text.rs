//! The text of a PDF, as a reader sees it: line by line, from where the characters stand.

use hayro_cmap::BfString;
use hayro_interpret::font::Glyph;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;
use kurbo::{Affine, BezPath, Point, Rect};

/// Units of an em in the coordinates of a glyph (ISO 32000-1, 9.2.4).
const EM: f64 = 1000.0;

/// Characters further apart than this, in ems, stand in different columns.
const COLUMN: f64 = 2.0;

/// Characters of one line differ in height by less than this, in ems.
const LINE: f64 = 0.4;

/// The text of each page; a line break between lines and columns.
pub(super) fn pages(pdf: &Pdf) -> Vec<String> {
    let cache = InterpreterCache::new();
    let page = |page| {
        let nowhere = Rect::new(0.0, 0.0, 1.0, 1.0);
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, nowhere, &cache, pdf.xref(), settings);
        let mut reader = Reader::default();
        interpret_page(page, &mut context, &mut reader);
        reader.text
    };
    pdf.pages().iter().map(page).collect()
}

/// Takes the characters and leaves everything else.
#[derive(Default)]
struct Reader {
    text: String,
    /// Where the last character stands, and its size.
    last: Option<(Point, f64)>,
}

impl Device<'_> for Reader {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'_>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'_>,
        _: &GlyphDrawMode,
    ) {
        let place = transform * glyph_transform;
        let point = place * Point::ORIGIN;
        let size = (place * Point::new(EM, 0.0)).distance(point);
        if let Some((last, last_size)) = self.last {
            let em = size.max(last_size);
            let is_apart =
                (point.y - last.y).abs() > LINE * em || (point.x - last.x).abs() > COLUMN * em;
            if is_apart {
                self.text.push('\n');
            }
        }
        self.last = Some((point, size));
        match glyph.as_unicode() {
            Some(BfString::Char(c)) => self.text.push(c),
            Some(BfString::String(text)) => self.text.push_str(&text),
            // No font says what it is; nothing is read across it.
            None => self.text.push('\u{FFFD}'),
        }
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn pop_clip_path(&mut self) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}

    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
}
