//! Pictures of laid-out pages: PNG, one pixel a point, or a thumbnail.

use std::io::Write;

use png::{ColorType, DeflateCompression, Encoder, EncodingError, Filter};
use typst::utils::Scalar;
use typst_layout::Page;
use typst_render::RenderOptions;

use super::palette::{self, Few, Indexed};

/// The width of thumbnails in pixels. A headline must be readable where the picture is shown 14 rem
/// wide on a telephone, whose screens have two pixels a point and more.
const THUMBNAIL_WIDTH: f64 = 360.0;

/// Pages: as a rule less than sixteen colours, half a byte a pixel. A white text on a coloured plate
/// covers a five-hundredth of a card. Edges of letters keep five shades.
const PAGE: Few = Few { area: 500, tolerance: 48, most: 256 };

/// Codes, which are sent from phone to phone, and slides, which are seen from afar: edges of their
/// large letters keep three shades.
const LARGE: Few = Few { tolerance: 64, ..PAGE };

/// The size in pixels from which a page is a slide, whose letters are large.
const SLIDE: f64 = 1e6;

/// Thumbnails: four colours, a quarter of a byte a pixel. They are mostly edges of small letters.
const THUMBNAIL: Few = Few { area: 50, tolerance: 48, most: 4 };

/// zlib's level. The one before is a fifth faster and gives three per cent more, the highest takes
/// three times as long to save a tenth.
const LEVEL: u8 = 6;

/// A PNG file and its size in pixels.
pub(super) struct Picture {
    pub png: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// The page at one pixel a point. `is_code` says that it is made to show a QR code.
pub(super) fn page(page: &Page, is_code: bool) -> Option<Picture> {
    let size = page.frame.size();
    let is_slide = size.x.to_pt() * size.y.to_pt() > SLIDE;
    picture(page, 1.0, if is_code || is_slide { LARGE } else { PAGE })
}

/// The page, small.
pub(super) fn thumbnail(page: &Page) -> Option<Picture> {
    picture(page, THUMBNAIL_WIDTH / page.frame.width().to_pt(), THUMBNAIL)
}

/// `None` for a page without extent.
fn picture(page: &Page, pixels_a_point: f64, few: Few) -> Option<Picture> {
    let options = RenderOptions { pixel_per_pt: Scalar::new(pixels_a_point), render_bleed: false };
    let pixmap = typst_render::render(page, &options);
    let (width, height) = (pixmap.width(), pixmap.height());
    // Pages are opaque: the fourth byte says nothing.
    let (pixels, _) = pixmap.data().as_chunks::<4>();
    let indexed = palette::index(pixels, width as usize, few);
    Some(Picture { png: encode(indexed, width, height).ok()?, width, height })
}

fn encode(picture: Indexed, width: u32, height: u32) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_deflate_compression(DeflateCompression::Level(LEVEL));
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(picture.depth);
    encoder.set_palette(picture.palette.into_flattened());
    let mut file = encoder.write_header()?;
    let mut writer = file.stream_writer_with_size(picture.packed.len())?;
    let mut above: &[u8] = &[];
    for row in picture.packed.chunks_exact(picture.row) {
        // Differences of places in a palette mean nothing, but no difference is packed well.
        writer.set_filter(if row == above { Filter::Up } else { Filter::NoFilter });
        writer.write_all(row)?;
        above = row;
    }
    writer.finish()?;
    file.finish()?;
    Ok(bytes)
}
