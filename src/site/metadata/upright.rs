//! Pictures that only a note of the camera turns upright, drawn again as they are meant: engines of
//! 2018 show the pixels as they lie.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageEncoder, ImageResult};

use super::parts::Refused;
use crate::base::pictures::{Format, decode, profile};

/// At this quality nobody sees that a photograph was saved once more.
const QUALITY: u8 = 92;

/// The picture upright; `turn` is what Exif says of it. Its format and its colour profile stay.
pub(super) fn upright(bytes: &[u8], turn: u8) -> Result<Vec<u8>, Refused> {
    let (mut first, mut frames) = (None, 0);
    decode(bytes, &mut |frame| {
        frames += 1;
        first.get_or_insert(frame);
    })
    .map_err(|_| Refused::Unreadable)?;
    let mut picture = first.filter(|_| frames == 1).ok_or(Refused::Turned(turn))?;
    picture.apply_orientation(Orientation::from_exif(turn).ok_or(Refused::Turned(turn))?);
    let picture = match (Format::of(bytes), picture) {
        (Some(Format::Jpeg), grey @ DynamicImage::ImageLuma8(_)) => grey,
        (Some(Format::Jpeg), picture) => DynamicImage::ImageRgb8(picture.into_rgb8()),
        (_, picture) => picture,
    };
    encoded(bytes, &picture).map_err(|_| Refused::Unreadable)
}

/// In the format of the original, with its colour profile where that is one for these colours.
fn encoded(original: &[u8], picture: &DynamicImage) -> ImageResult<Vec<u8>> {
    let colours: &[u8] = if picture.color().has_color() { b"RGB " } else { b"GRAY" };
    let profile = profile(original).filter(|profile| profile.get(16..20) == Some(colours));
    let mut out = Vec::new();
    match Format::of(original) {
        Some(Format::Jpeg) => {
            write(JpegEncoder::new_with_quality(&mut out, QUALITY), picture, profile)?;
        }
        Some(Format::WebP) => write(WebPEncoder::new_lossless(&mut out), picture, profile)?,
        _ => {
            let (packing, filter) = (CompressionType::Best, FilterType::Adaptive);
            let encoder = PngEncoder::new_with_quality(Cursor::new(&mut out), packing, filter);
            write(encoder, picture, profile)?;
        }
    }
    Ok(out)
}

fn write(
    mut encoder: impl ImageEncoder,
    picture: &DynamicImage,
    profile: Option<Vec<u8>>,
) -> ImageResult<()> {
    if let Some(profile) = profile {
        // A format that holds none shows the usual colours.
        let _ = encoder.set_icc_profile(profile);
    }
    picture.write_with_encoder(encoder)
}
