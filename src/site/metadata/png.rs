//! The chunks of a PNG (W3C PNG, section 5), up to its end.

use std::io::{Read, Write};

use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc, Decompress, FlushDecompress, Status};

use super::parts::{Bytes, Refused};
use super::{exif, icc};

const SIGN: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// Bytes of a profile, when it is inflated, at most.
const PROFILE: u64 = 1 << 20;

/// Chunks that say how the picture looks, with the length of their content; 0 for one that varies.
/// Texts, times and Exif are not among them.
const KEPT: [(&[u8; 4], usize); 15] = [
    (b"IHDR", 13),
    (b"PLTE", 0),
    (b"IDAT", 0),
    (b"IEND", 0),
    (b"tRNS", 0),
    (b"gAMA", 4),
    (b"cHRM", 32),
    (b"sRGB", 1),
    (b"cICP", 4),
    (b"sBIT", 0),
    (b"bKGD", 0),
    (b"pHYs", 9),
    (b"acTL", 8),
    (b"fcTL", 26),
    (b"fdAT", 0),
];

/// The most that a chunk of a varying length may hold, where it has a most.
fn most(name: &[u8; 4]) -> usize {
    match name {
        b"PLTE" => 3 * 256,
        b"tRNS" => 256,
        b"sBIT" => 4,
        b"bKGD" => 6,
        b"IEND" => 0,
        _ => usize::MAX,
    }
}

pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut rest = Bytes(bytes);
    if bytes.is_empty() || rest.array()? != SIGN {
        return Err(Refused::Unreadable);
    }
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(SIGN);
    let mut is_animated = false;
    let mut pixels = Pixels::default();
    loop {
        let length = usize::try_from(u32::from_be_bytes(rest.array()?)).unwrap_or(usize::MAX);
        let name: [u8; 4] = rest.array()?;
        let content = rest.take(length)?;
        rest.take(4)?;
        match &name {
            b"eXIf" => {
                if let Some(turn) = exif::turn(content) {
                    return Err(Refused::Turned(turn));
                }
            }
            b"iCCP" => {
                if let Some(profile) = profile(content) {
                    chunk(&mut out, b"iCCP", &profile);
                }
                continue;
            }
            b"acTL" => is_animated = true,
            b"IDAT" => {
                let needed = pixels.needed(content);
                if needed > 0 {
                    chunk(&mut out, b"IDAT", &content[..needed]);
                }
                continue;
            }
            // Frames of what is no animation.
            b"fcTL" | b"fdAT" if !is_animated => continue,
            _ => {}
        }
        let kept = KEPT.iter().find(|(kept, _)| **kept == name);
        let is_fine = kept.is_some_and(|&(_, exact)| {
            if exact > 0 { content.len() == exact } else { content.len() <= most(&name) }
        });
        if is_fine {
            chunk(&mut out, &name, content);
        } else if name[0].is_ascii_uppercase() {
            // Without a chunk in capitals it cannot be drawn.
            return Err(Refused::Unreadable);
        }
        if name == *b"IEND" {
            return Ok(out);
        }
    }
}

/// The packed pixels, chunk by chunk: what comes after their end is no part of the picture.
struct Pixels {
    zlib: Decompress,
    has_ended: bool,
}

impl Default for Pixels {
    fn default() -> Self {
        Pixels { zlib: Decompress::new(true), has_ended: false }
    }
}

impl Pixels {
    /// How many bytes of a chunk belong to the pixels. Of a damaged one it is all: it is refused when
    /// it is opened.
    fn needed(&mut self, content: &[u8]) -> usize {
        if self.has_ended {
            return 0;
        }
        let mut buffer = vec![0; 1 << 16];
        let mut at = 0;
        while at < content.len() {
            let (read, made) = (self.zlib.total_in(), self.zlib.total_out());
            let state = self.zlib.decompress(&content[at..], &mut buffer, FlushDecompress::None);
            let step = usize::try_from(self.zlib.total_in() - read).unwrap_or(0);
            at += step;
            match state {
                Ok(Status::StreamEnd) => {
                    self.has_ended = true;
                    return at;
                }
                Ok(_) if step > 0 || self.zlib.total_out() > made => {}
                _ => return content.len(),
            }
        }
        content.len()
    }
}

/// The content of a chunk with a colour profile: name, method, and the profile, compressed.
fn profile(content: &[u8]) -> Option<Vec<u8>> {
    let end = content.iter().take(80).position(|&byte| byte == 0)?;
    let packed = content.get(end + 1..)?.strip_prefix(&[0])?;
    let mut profile = Vec::new();
    ZlibDecoder::new(packed).take(PROFILE).read_to_end(&mut profile).ok()?;
    let mut out = b"ICC\0\0".to_vec();
    let mut zlib = ZlibEncoder::new(&mut out, Compression::best());
    zlib.write_all(&icc::plain(&profile)?).ok()?;
    zlib.finish().ok()?;
    Some(out)
}

fn chunk(out: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    let mut sum = Crc::new();
    sum.update(name);
    sum.update(content);
    out.extend(u32::try_from(content.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(name);
    out.extend_from_slice(content);
    out.extend(sum.sum().to_be_bytes());
}
