//! Pictures of laid-out pages: PNG, one pixel a point, or a thumbnail.

use std::collections::HashMap;

use png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError, Filter};
use typst::utils::Scalar;
use typst_layout::Page;
use typst_render::RenderOptions;

/// The width of thumbnails in pixels. A headline must be readable where the picture is shown 14 rem
/// wide on a telephone, whose screens have two pixels a point and more; 22 KB a sheet.
const THUMBNAIL_WIDTH: f64 = 480.0;

/// How far apart the shades of a thumbnail's channels are: sixteen from 0 to 255.
const THUMBNAIL_SHADE: u8 = 17;

/// zlib's level. Higher ones take twice as long to save a few per cent.
const LEVEL: u8 = 4;

/// A PNG file and its size in pixels.
pub(super) struct Picture {
    pub png: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// The page at one pixel a point.
pub(super) fn page(page: &Page) -> Option<Picture> {
    picture(page, 1.0, |shade| shade)
}

/// The page, small, in fewer shades.
pub(super) fn thumbnail(page: &Page) -> Option<Picture> {
    let pixels_a_point = THUMBNAIL_WIDTH / page.frame.width().to_pt();
    picture(page, pixels_a_point, |shade| {
        shade.saturating_add(THUMBNAIL_SHADE / 2) / THUMBNAIL_SHADE * THUMBNAIL_SHADE
    })
}

/// `None` for a page without extent. `shade` rounds the value of a channel.
fn picture(page: &Page, pixels_a_point: f64, shade: impl Fn(u8) -> u8) -> Option<Picture> {
    let options = RenderOptions { pixel_per_pt: Scalar::new(pixels_a_point), render_bleed: false };
    let pixmap = typst_render::render(page, &options);
    // Pages are opaque: the fourth byte says nothing.
    let (pixels, _) = pixmap.data().as_chunks::<4>();
    let colours =
        pixels.iter().map(|&[red, green, blue, _]| [shade(red), shade(green), shade(blue)]);
    let (width, height) = (pixmap.width(), pixmap.height());
    Some(Picture { png: encode(colours, width, height).ok()?, width, height })
}

/// As an index into a palette where the colours are few enough, which takes a third of the time and
/// space.
fn encode(
    colours: impl Iterator<Item = [u8; 3]> + Clone,
    width: u32,
    height: u32,
) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_deflate_compression(DeflateCompression::Level(LEVEL));
    encoder.set_depth(BitDepth::Eight);
    // Flat areas and letters repeat themselves better unfiltered than photographs would.
    encoder.set_filter(Filter::NoFilter);
    let data = match indexed(colours.clone()) {
        Some((palette, indices)) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(palette);
            indices
        }
        None => {
            encoder.set_color(ColorType::Rgb);
            colours.collect::<Vec<_>>().into_flattened()
        }
    };
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(bytes)
}

/// The colours in the order they are met, and each pixel's place among them; `None` where they are
/// more than 256.
fn indexed(colours: impl Iterator<Item = [u8; 3]>) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut palette = Vec::new();
    let mut places = HashMap::new();
    let mut last = None;
    let mut indices = Vec::new();
    for colour in colours {
        // Most pixels look like their neighbour.
        let place = match last {
            Some((known, place)) if known == colour => place,
            _ => match places.get(&colour) {
                Some(place) => *place,
                None => {
                    let place = u8::try_from(places.len()).ok()?;
                    places.insert(colour, place);
                    palette.extend(colour);
                    place
                }
            },
        };
        last = Some((colour, place));
        indices.push(place);
    }
    Some((palette, indices))
}
