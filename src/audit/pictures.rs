//! The audit of pictures: where the codes in them lead that phones read.

use std::io::Cursor;
use std::sync::Arc;

use png::{Decoder, Limits, Transformations};

use super::address::Address;
use super::links::{Linker, Use, short};
use crate::base::diagnostic::Diagnostic;
use crate::base::narrow::to_u8;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// Bytes of a picture that is opened at most: 64 million pixels in colour.
const LARGEST: usize = 256 << 20;

/// Reads the codes of a PNG. One that cannot be read is a fault only where the picture `must` hold
/// a code.
pub(super) fn audit_png(
    linker: &Linker,
    file: &Arc<str>,
    bytes: &[u8],
    must: bool,
) -> Vec<Diagnostic> {
    let error = |rule, what: String, hint: &'static str| {
        Diagnostic::new(rule, file, Span::default(), what).hint(hint)
    };
    let Some(picture) = Grey::read(bytes) else {
        let hint = "Save the picture again as PNG; if a build made it, remove the folder .wuzha and build again.";
        return vec![error(Rule::MalformedOutput, "This PNG cannot be read".to_owned(), hint)];
    };
    // A picture made to show a code shows it large, and half the size is read in a quarter of the
    // time.
    let quickly = if must && picture.width.min(picture.height) > 400 {
        picture.halved().codes()
    } else {
        Vec::new()
    };
    let codes = if quickly.is_empty() { picture.codes() } else { quickly };
    if codes.is_empty() && must {
        let hint = "Look at it with a phone: it is the picture that volunteers show, so it must have a code.";
        return vec![error(
            Rule::StrangeCode,
            "No code can be read in this picture".to_owned(),
            hint,
        )];
    }
    let strange = |code: String| match linker.bounds.read_plain(&code, file) {
        // Only whole addresses: a phone does not know where else it is.
        Address::Here { .. } if code.contains("://") => {
            linker.look_up_plain(&code, Use::Link, file, Span::default()).err()
        }
        _ => {
            let what = format!(
                "The code in this picture says `{}`, no address of this site",
                short(&code)
            );
            let hint =
                "Codes lead only to pages of this site, since readers learn not to scan others.";
            Some(error(Rule::StrangeCode, what, hint))
        }
    };
    codes.into_iter().filter_map(strange).collect()
}

/// A picture as grey pixels.
struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Grey {
    fn read(bytes: &[u8]) -> Option<Grey> {
        let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: LARGEST });
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().ok()?;
        let size = reader.output_buffer_size().filter(|&size| size <= LARGEST)?;
        let mut data = vec![0; size];
        let info = reader.next_frame(&mut data).ok()?;
        let channels = info.color_type.samples();
        // Transparent is white, as on a page.
        let over_white = |shade: u32, alpha: u8| {
            (shade * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255
        };
        let weigh = |pixel: &[u8]| match *pixel {
            [grey] => grey,
            [grey, alpha] => to_u8(over_white(grey.into(), alpha)),
            [red, green, blue, ref rest @ ..] => {
                let shade =
                    (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000;
                to_u8(over_white(shade, rest.first().copied().unwrap_or(255)))
            }
            [] => 255,
        };
        let pixels = data[..info.buffer_size()].chunks_exact(channels).map(weigh).collect();
        Some(Grey { width: info.width as usize, height: info.height as usize, pixels })
    }

    /// Each pixel the mean of four.
    fn halved(&self) -> Grey {
        let (width, height) = (self.width / 2, self.height / 2);
        let pixel = |x: usize, y: usize| u32::from(self.pixels[y * self.width + x]);
        let mean = |x: usize, y: usize| {
            (pixel(x, y) + pixel(x + 1, y) + pixel(x, y + 1) + pixel(x + 1, y + 1)) / 4
        };
        let row = |y: usize| (0..width).map(move |x| to_u8(mean(2 * x, 2 * y)));
        Grey { width, height, pixels: (0..height).flat_map(row).collect() }
    }

    fn codes(&self) -> Vec<String> {
        let pixel = |x: usize, y: usize| self.pixels[y * self.width + x];
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(self.width, self.height, pixel);
        image
            .detect_grids()
            .iter()
            .filter_map(|grid| grid.decode().ok())
            .map(|(_, text)| text)
            .collect()
    }
}
