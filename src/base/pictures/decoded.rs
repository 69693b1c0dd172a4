//! Pictures of pixels: what they are by their first bytes, their size, and their frames.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::grey::Grey;
use crate::base::limits;

/// Bytes of memory for one picture: four for each pixel, and as much again for what decoders keep.
const MEMORY: u64 = 8 * limits::PIXELS as u64;

/// Formats whose pixels are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Gif,
    Jpeg,
    Png,
    WebP,
}

/// Why a picture is none that can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFault {
    Empty,
    /// It is none of [`Format`].
    Unknown,
    /// More pixels than [`limits::PIXELS`], all frames of a film together: in pixels, and frames.
    Large {
        width: usize,
        height: usize,
        frames: usize,
    },
    Damaged,
}

impl Format {
    /// By the first bytes.
    pub fn of(bytes: &[u8]) -> Option<Format> {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Some(Format::Png),
            [0xFF, 0xD8, 0xFF, ..] => Some(Format::Jpeg),
            [b'G', b'I', b'F', b'8', ..] => Some(Format::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Format::WebP),
            _ => None,
        }
    }

    /// By the ending of a name, in small letters.
    pub fn of_ending(ending: &str) -> Option<Format> {
        match ending {
            "gif" => Some(Format::Gif),
            "jpg" | "jpeg" => Some(Format::Jpeg),
            "png" => Some(Format::Png),
            "webp" => Some(Format::WebP),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Format::Gif => "GIF",
            Format::Jpeg => "JPEG",
            Format::Png => "PNG",
            Format::WebP => "WebP",
        }
    }

    fn to_image(self) -> ImageFormat {
        match self {
            Format::Gif => ImageFormat::Gif,
            Format::Jpeg => ImageFormat::Jpeg,
            Format::Png => ImageFormat::Png,
            Format::WebP => ImageFormat::WebP,
        }
    }
}

/// Width and height in pixels, as stored; nothing is decoded but the head.
pub fn size(bytes: &[u8]) -> Result<(usize, usize), PictureFault> {
    let (width, height) = reader(bytes)?.into_dimensions().map_err(|_| PictureFault::Damaged)?;
    within(width, height, 1)
}

/// The colour profile of a picture that has one.
pub fn profile(bytes: &[u8]) -> Option<Vec<u8>> {
    reader(bytes).ok()?.into_decoder().ok()?.icc_profile().ok()?
}

/// Decodes a picture and hands on each frame of it; most have one.
pub fn decode(bytes: &[u8], see: &mut dyn FnMut(DynamicImage)) -> Result<(), PictureFault> {
    let (width, height) = size(bytes)?;
    let damaged = |_| PictureFault::Damaged;
    match Format::of(bytes) {
        Some(Format::Gif) => {
            let decoder = GifDecoder::new(Cursor::new(bytes)).map_err(damaged)?;
            return film(decoder, (width, height), see);
        }
        Some(Format::Png) => {
            let mut decoder = PngDecoder::new(Cursor::new(bytes)).map_err(damaged)?;
            decoder.set_limits(memory()).map_err(damaged)?;
            if decoder.is_apng().map_err(damaged)? {
                return film(decoder.apng().map_err(damaged)?, (width, height), see);
            }
        }
        Some(Format::WebP) => {
            let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(damaged)?;
            if decoder.has_animation() {
                return film(decoder, (width, height), see);
            }
        }
        _ => {}
    }
    see(reader(bytes)?.decode().map_err(damaged)?);
    Ok(())
}

/// The texts of all codes in a picture that phones read.
pub fn codes(bytes: &[u8]) -> Result<Vec<String>, PictureFault> {
    codes_by(bytes, Grey::codes_of)
}

/// The same, without looking as closely.
pub fn quick_codes(bytes: &[u8]) -> Result<Vec<String>, PictureFault> {
    codes_by(bytes, Grey::quick_codes_of)
}

fn codes_by(
    bytes: &[u8],
    read: fn(&DynamicImage) -> Vec<String>,
) -> Result<Vec<String>, PictureFault> {
    let mut codes = Vec::new();
    decode(bytes, &mut |frame| codes.extend(read(&frame)))?;
    codes.sort_unstable();
    codes.dedup();
    Ok(codes)
}

/// The frames of a film, as long as they are few.
fn film<'a>(
    decoder: impl AnimationDecoder<'a>,
    (width, height): (usize, usize),
    see: &mut dyn FnMut(DynamicImage),
) -> Result<(), PictureFault> {
    let mut count = 0;
    for frame in decoder.into_frames() {
        let frame = frame.map_err(|_| PictureFault::Damaged)?;
        count += 1;
        if width * height * count > limits::PIXELS {
            return Err(PictureFault::Large { width, height, frames: count });
        }
        see(DynamicImage::ImageRgba8(frame.into_buffer()));
    }
    if count == 0 { Err(PictureFault::Damaged) } else { Ok(()) }
}

fn reader(bytes: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, PictureFault> {
    if bytes.is_empty() {
        return Err(PictureFault::Empty);
    }
    let format = Format::of(bytes).ok_or(PictureFault::Unknown)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format.to_image());
    reader.limits(memory());
    Ok(reader)
}

fn memory() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    limits
}

fn within(width: u32, height: u32, frames: usize) -> Result<(usize, usize), PictureFault> {
    let length = |side: u32| usize::try_from(side).unwrap_or(usize::MAX);
    let (width, height) = (length(width), length(height));
    match width.saturating_mul(height) {
        0 => Err(PictureFault::Damaged),
        pixels if pixels > limits::PIXELS => Err(PictureFault::Large { width, height, frames }),
        _ => Ok((width, height)),
    }
}
