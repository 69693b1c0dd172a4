//! The blocks of a GIF (GIF89a, appendix B), up to its trailer: without comments, plain texts and what
//! applications wrote, save how often an animation repeats.

use super::parts::{Bytes, Refused};

const IMAGE: u8 = 0x2C;
const EXTENSION: u8 = 0x21;
const TRAILER: u8 = 0x3B;
const CONTROL: u8 = 0xF9;
const APPLICATION: u8 = 0xFF;

/// What an application's block begins with that says how often to repeat.
const REPEATS: &[u8] = b"\x0bNETSCAPE2.0\x03\x01";

pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut rest = Bytes(bytes);
    if !bytes.starts_with(b"GIF87a") && !bytes.starts_with(b"GIF89a") {
        return Err(Refused::Unreadable);
    }
    let mut out = rest.take(13)?.to_vec();
    out.extend_from_slice(rest.take(colours(out[10]))?);
    let mut has_picture = false;
    loop {
        match rest.byte()? {
            TRAILER if has_picture => {
                out.push(TRAILER);
                return Ok(out);
            }
            IMAGE => {
                has_picture = true;
                let place = rest.take(9)?;
                out.push(IMAGE);
                out.extend_from_slice(place);
                out.extend_from_slice(rest.take(colours(place[8]))?);
                out.push(rest.byte()?);
                out.extend_from_slice(blocks(&mut rest)?);
            }
            EXTENSION => {
                let kind = rest.byte()?;
                let content = blocks(&mut rest)?;
                let is_kept = match kind {
                    CONTROL => content.len() == 6,
                    APPLICATION => content.starts_with(REPEATS) && content.len() == 17,
                    _ => false,
                };
                if is_kept {
                    out.extend([EXTENSION, kind]);
                    out.extend_from_slice(content);
                }
            }
            _ => return Err(Refused::Unreadable),
        }
    }
}

/// The bytes of a table of colours, as a byte of flags says.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Blocks of up to 255 bytes, with the empty one that ends them.
fn blocks<'a>(rest: &mut Bytes<'a>) -> Result<&'a [u8], Refused> {
    let start = rest.0;
    loop {
        let length = usize::from(rest.byte()?);
        rest.take(length)?;
        if length == 0 {
            return Ok(&start[..start.len() - rest.0.len()]);
        }
    }
}
