//! The chunks of a WebP (RFC 9649, section 2.3), up to the end that its head names.

use super::parts::{Bytes, Refused};
use super::{exif, icc};

/// Bits in the extended head: a profile, Exif and XMP follow.
const HAS_PROFILE: u8 = 0x20;
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

/// The bytes of a frame of an animation before its own chunks.
const FRAME: usize = 16;

pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut rest = Bytes(bytes);
    if bytes.len() < 12 || rest.take(4)? != b"RIFF" {
        return Err(Refused::Unreadable);
    }
    let length = size(rest.array()?);
    let mut rest = Bytes(rest.take(length)?);
    if rest.take(4)? != b"WEBP" {
        return Err(Refused::Unreadable);
    }
    let mut chunks = Vec::new();
    let (mut has_picture, mut has_profile) = (false, false);
    while !rest.0.is_empty() {
        let (name, content) = next(&mut rest)?;
        match &name {
            b"EXIF" => {
                let data = content.strip_prefix(exif::SIGN).unwrap_or(content);
                if let Some(turn) = exif::turn(data) {
                    return Err(Refused::Turned(turn));
                }
            }
            b"ICCP" if !has_profile => {
                if let Some(profile) = icc::plain(content) {
                    has_profile = true;
                    chunk(&mut chunks, &name, &profile);
                }
            }
            b"VP8X" if content.len() >= 10 => chunk(&mut chunks, &name, &content[..10]),
            b"ANIM" if content.len() >= 6 => chunk(&mut chunks, &name, &content[..6]),
            b"ANMF" => {
                has_picture = true;
                chunk(&mut chunks, &name, &frame(content)?);
            }
            b"ALPH" | b"VP8 " | b"VP8L" if !has_picture => {
                has_picture = name != *b"ALPH";
                chunk(&mut chunks, &name, content);
            }
            _ => {}
        }
    }
    if !has_picture {
        return Err(Refused::Unreadable);
    }
    if chunks.starts_with(b"VP8X") {
        chunks[8] &= !(HAS_EXIF | HAS_XMP);
        if !has_profile {
            chunks[8] &= !HAS_PROFILE;
        }
    }
    let length = u32::try_from(chunks.len() + 4).map_err(|_| Refused::Unreadable)?;
    Ok([b"RIFF", &length.to_le_bytes()[..], b"WEBP", &chunks].concat())
}

/// A frame of an animation, with its picture only.
fn frame(content: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut rest = Bytes(content);
    let mut out = rest.take(FRAME)?.to_vec();
    while !rest.0.is_empty() {
        let (name, content) = next(&mut rest)?;
        if matches!(&name, b"ALPH" | b"VP8 " | b"VP8L") {
            chunk(&mut out, &name, content);
        }
    }
    Ok(out)
}

fn size(bytes: [u8; 4]) -> usize {
    usize::try_from(u32::from_le_bytes(bytes)).unwrap_or(usize::MAX)
}

fn next<'a>(rest: &mut Bytes<'a>) -> Result<([u8; 4], &'a [u8]), Refused> {
    let name = rest.array()?;
    let length = size(rest.array()?);
    let content = rest.take(length)?;
    if length % 2 == 1 && !rest.0.is_empty() {
        rest.byte()?;
    }
    Ok((name, content))
}

fn chunk(out: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    out.extend_from_slice(name);
    out.extend(u32::try_from(content.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(content);
    out.resize(out.len().next_multiple_of(2), 0);
}
