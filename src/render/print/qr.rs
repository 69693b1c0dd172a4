//! QR codes of addresses.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};
use typst::foundations::Bytes;

/// What ISO/IEC 18004 asks for around a code, in modules.
const QUIET_ZONE: usize = 4;

/// A QR code as SVG: error correction level M, black on white, a quiet zone of four modules
/// included.
///
/// Black modules that touch are one rectangle, where they make one. A PDF has a code as a path, and
/// one of single modules is twice as long.
///
/// Remembered with the work of the compiler: all forms of a page show the same code.
///
/// `None` if the address is too long for any QR code.
#[comemo::memoize]
pub(super) fn svg(address: &str) -> Option<Bytes> {
    // Level M is for codes that are printed and handled.
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let size = code.width() + 2 * QUIET_ZONE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"{size}\" \
         viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path d=\""
    );
    for Rectangle { x, y, width, height } in rectangles(&code) {
        let (x, y) = (x + QUIET_ZONE, y + QUIET_ZONE);
        write!(svg, "M{x} {y}h{width}v{height}H{x}z").ok()?;
    }
    svg.push_str("\"/></svg>");
    Some(Bytes::from_string(svg))
}

struct Rectangle {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
}

/// The black modules: runs of a row, joined with equal runs below.
fn rectangles(code: &QrCode) -> Vec<Rectangle> {
    let mut all: Vec<Rectangle> = Vec::new();
    for (y, row) in code.to_colors().chunks(code.width()).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|left, right| left == right) {
            let (from, width) = (x, run.len());
            x += width;
            if run[0] == Color::Light {
                continue;
            }
            let above = |known: &&mut Rectangle| {
                known.x == from && known.width == width && known.y + known.height == y
            };
            match all.iter_mut().find(above) {
                Some(above) => above.height += 1,
                None => all.push(Rectangle { x: from, y, width, height: 1 }),
            }
        }
    }
    all
}
