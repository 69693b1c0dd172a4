//! How does a laid-out page become a picture? PNG, one pixel a point, or a thumbnail.

use typst::utils::Scalar;
use typst_layout::Page;
use typst_render::RenderOptions;

/// The width of thumbnails in pixels: enough to tell the forms apart, on screens of two pixels a point too.
const THUMBNAIL_WIDTH: f64 = 360.0;

/// A PNG file and its size in pixels.
pub struct Picture {
    pub png: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// The page at one pixel a point.
pub fn page(page: &Page) -> Option<Picture> {
    picture(page, 1.0)
}

/// The page, small.
pub fn thumbnail(page: &Page) -> Option<Picture> {
    picture(page, THUMBNAIL_WIDTH / page.frame.width().to_pt())
}

/// `None` for a page without extent.
fn picture(page: &Page, pixels_a_point: f64) -> Option<Picture> {
    let options = RenderOptions { pixel_per_pt: Scalar::new(pixels_a_point), render_bleed: false };
    let pixmap = typst_render::render(page, &options);
    let png = pixmap.encode_png().ok()?;
    Some(Picture { png, width: pixmap.width(), height: pixmap.height() })
}
