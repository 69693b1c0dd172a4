//! The pictures in an icon file: each a PNG, or a bitmap, of which nothing but pixels is there.

use super::parts::{Bytes, Refused};
use super::png;

/// Bytes of the head, and of a picture's entry.
const HEAD: usize = 6;
const ENTRY: usize = 16;

pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut rest = Bytes(bytes);
    if bytes.is_empty() || rest.array()? != [0, 0, 1, 0] {
        return Err(Refused::Unreadable);
    }
    let count = usize::from(u16::from_le_bytes(rest.array()?));
    if count == 0 {
        return Err(Refused::Unreadable);
    }
    let mut out = bytes[..HEAD].to_vec();
    let mut pictures = Vec::new();
    for _ in 0..count {
        let entry: [u8; ENTRY] = rest.array()?;
        let number = |at: usize| {
            let bytes = [entry[at], entry[at + 1], entry[at + 2], entry[at + 3]];
            usize::try_from(u32::from_le_bytes(bytes)).unwrap_or(usize::MAX)
        };
        let (length, start) = (number(8), number(12));
        let end = start.checked_add(length).ok_or(Refused::Unreadable)?;
        let picture = bytes.get(start..end).ok_or(Refused::CutOff)?;
        let picture =
            if picture.starts_with(b"\x89PNG") { png::strip(picture)? } else { picture.to_vec() };
        let at = HEAD + ENTRY * count + pictures.len();
        out.extend_from_slice(&entry[..8]);
        for number in [picture.len(), at] {
            out.extend(u32::try_from(number).map_err(|_| Refused::Unreadable)?.to_le_bytes());
        }
        pictures.extend(picture);
    }
    out.append(&mut pictures);
    Ok(out)
}
