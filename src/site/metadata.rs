//! Removal of metadata from pictures: where, when, with what and by whom they were taken. Colour
//! profiles are kept.

use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::{CHUNK_EXIF, CHUNK_VP8X, CHUNK_XMP, WebP};
use img_parts::{Bytes, ImageEXIF};

/// Why a picture cannot be published without what is written into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Its parts cannot be recognised.
    Unreadable,
    /// It lies on its side, and only its metadata says how to turn it.
    Turned,
}

/// Chunks of a PNG that say how it looks; texts, times and Exif are not among them.
const PNG_KEPT: [&[u8; 4]; 16] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP",
    b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];
/// What says in the extended header of a WebP that Exif and XMP follow.
const WEBP_FLAGS: u8 = 0x08 | 0x04;

/// The picture without metadata. `extension` says what it is, lower case.
pub fn strip(bytes: &[u8], extension: &str) -> Result<Vec<u8>, Refused> {
    let own = Bytes::copy_from_slice(bytes);
    let stripped = match extension {
        "jpg" | "jpeg" => jpeg(Jpeg::from_bytes(own).map_err(|_| Refused::Unreadable)?)?,
        "png" => png(Png::from_bytes(own).map_err(|_| Refused::Unreadable)?)?,
        "webp" => webp(WebP::from_bytes(own).map_err(|_| Refused::Unreadable)?)?,
        _ => own,
    };
    Ok(stripped.to_vec())
}

fn jpeg(mut image: Jpeg) -> Result<Bytes, Refused> {
    upright(&image)?;
    image.segments_mut().retain(|segment| match segment.marker() {
        markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        // How wide, and which colours; and whatever is no application's segment and no comment.
        markers::APP0 | markers::APP14 => true,
        markers::APP1..=markers::APP15 | markers::COM => false,
        _ => true,
    });
    Ok(image.encoder().bytes())
}

fn png(mut image: Png) -> Result<Bytes, Refused> {
    upright(&image)?;
    image.chunks_mut().retain(|chunk| PNG_KEPT.contains(&&chunk.kind()));
    Ok(image.encoder().bytes())
}

fn webp(mut image: WebP) -> Result<Bytes, Refused> {
    upright(&image)?;
    image.remove_chunks_by_id(CHUNK_EXIF);
    image.remove_chunks_by_id(CHUNK_XMP);
    for chunk in image.chunks_mut().iter_mut().filter(|chunk| chunk.id() == CHUNK_VP8X) {
        if let Some(data) = chunk.content().data() {
            let mut data = data.to_vec();
            if let Some(flags) = data.first_mut() {
                *flags &= !WEBP_FLAGS;
            }
            *chunk = RiffChunk::new(CHUNK_VP8X, RiffContent::Data(data.into()));
        }
    }
    Ok(image.encoder().bytes())
}

/// Fails for a picture that its metadata turns.
fn upright(image: &impl ImageEXIF) -> Result<(), Refused> {
    let Some(exif) =
        image.exif().and_then(|bytes| exif::Reader::new().read_raw(bytes.to_vec()).ok())
    else {
        return Ok(());
    };
    let turn = exif
        .get_field(exif::Tag::Orientation, exif::In::PRIMARY)
        .and_then(|field| field.value.get_uint(0));
    if matches!(turn, Some(2..=8)) { Err(Refused::Turned) } else { Ok(()) }
}
