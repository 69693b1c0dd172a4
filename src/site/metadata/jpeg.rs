//! The parts of a JPEG (ITU-T T.81, annex B), read one by one up to the end of the picture.

use super::parts::{Bytes, Refused};
use super::{exif, icc};

/// Markers: what comes after a byte `FF`.
const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
const DQT: u8 = 0xDB;
const DNL: u8 = 0xDC;
const DRI: u8 = 0xDD;
const DHT: u8 = 0xC4;
const DAC: u8 = 0xCC;
const APP0: u8 = 0xE0;
const APP1: u8 = 0xE1;
const APP2: u8 = 0xE2;
const APP14: u8 = 0xEE;

/// Begins the segments of a colour profile: then come the number of this part and of all.
const ICC: &[u8] = b"ICC_PROFILE\0";

/// The bytes that a segment can hold at most, and of a profile beside its sign.
const SEGMENT: usize = 0xFFFF - 2;
const PROFILE: usize = SEGMENT - ICC.len() - 2;

/// The frame, the tables and the scans, in their order. Of applications' segments only the density
/// of the pixels, how colours are coded and the numbers of a colour profile are kept, each written
/// again. Nothing after the end of the picture is kept.
pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut rest = Bytes(bytes);
    if rest.array()? != [0xFF, SOI] {
        return Err(Refused::Unreadable);
    }
    let mut head = Head::default();
    let mut body = Vec::with_capacity(bytes.len());
    loop {
        let marker = marker(&mut rest)?;
        if marker == EOI {
            break;
        }
        let length = usize::from(u16::from_be_bytes(rest.array()?));
        let content = rest.take(length.checked_sub(2).ok_or(Refused::Unreadable)?)?;
        match marker {
            0xE0..=0xEF => head.note(marker, content),
            0xFE => {}
            _ => {
                let needed = needed(marker, content).ok_or(Refused::Unreadable)?;
                segment(&mut body, marker, content.get(..needed).ok_or(Refused::Unreadable)?);
            }
        }
        if marker == SOS {
            let data = rest.take(scan(rest.0)?)?;
            body.extend_from_slice(data);
            head.has_scan = true;
        }
    }
    if !head.has_scan {
        return Err(Refused::Unreadable);
    }
    if let Some(turn) = head.turn {
        return Err(Refused::Turned(turn));
    }
    let mut out = vec![0xFF, SOI];
    head.write(&mut out);
    out.append(&mut body);
    out.extend([0xFF, EOI]);
    Ok(out)
}

/// The next marker; any number of `FF` may come before it.
fn marker(rest: &mut Bytes) -> Result<u8, Refused> {
    if rest.byte()? != 0xFF {
        return Err(Refused::Unreadable);
    }
    loop {
        match rest.byte()? {
            0xFF => {}
            0 => return Err(Refused::Unreadable),
            marker => return Ok(marker),
        }
    }
}

/// The length of a scan's data: up to a marker that is no restart.
fn scan(data: &[u8]) -> Result<usize, Refused> {
    let ends = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | 0xFF);
    data.windows(2).position(ends).ok_or(Refused::CutOff)
}

/// The bytes that a segment of this kind needs of its content; `None` for a kind that no browser
/// shows, or where it is too short.
fn needed(marker: u8, content: &[u8]) -> Option<usize> {
    match marker {
        DQT => tables(content, |head| 1 + 64 * (1 + usize::from(head[0] >> 4)), 1),
        DHT => tables(
            content,
            |head| 17 + head[1..17].iter().map(|&n| usize::from(n)).sum::<usize>(),
            17,
        ),
        DAC => Some(content.len() / 2 * 2),
        DRI | DNL => Some(2),
        SOS => Some(4 + 2 * usize::from(*content.first()?)),
        0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
            Some(6 + 3 * usize::from(*content.get(5)?))
        }
        _ => None,
    }
}

/// The length of all tables of a segment; what is too short for one more is none.
fn tables(content: &[u8], length: impl Fn(&[u8]) -> usize, least: usize) -> Option<usize> {
    let mut at = 0;
    while content.len() - at >= least {
        let next = at + length(&content[at..]);
        if next > content.len() {
            break;
        }
        at = next;
    }
    (at > 0).then_some(at)
}

fn segment(out: &mut Vec<u8>, marker: u8, content: &[u8]) {
    let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
    out.extend([0xFF, marker]);
    out.extend(length.to_be_bytes());
    out.extend_from_slice(content);
}

/// What is kept of the segments of applications.
#[derive(Default)]
struct Head {
    /// Version, unit and density of JFIF (ITU-T T.871).
    density: Option<[u8; 7]>,
    /// How Adobe's programs code colours: the last byte of their segment.
    transform: Option<u8>,
    turn: Option<u8>,
    /// The parts of the profile, by number.
    profile: Vec<(u8, Vec<u8>)>,
    has_scan: bool,
}

impl Head {
    fn note(&mut self, marker: u8, content: &[u8]) {
        match marker {
            APP0 if self.density.is_none() => {
                let values = content.strip_prefix(b"JFIF\0").and_then(<[u8]>::first_chunk);
                self.density = values.copied();
            }
            APP1 if self.turn.is_none() => {
                self.turn = content.strip_prefix(exif::SIGN).and_then(exif::turn);
            }
            APP2 => {
                if let Some([number, _, part @ ..]) = content.strip_prefix(ICC) {
                    self.profile.push((*number, part.to_vec()));
                }
            }
            APP14 if self.transform.is_none() => {
                let values = content.strip_prefix(b"Adobe");
                self.transform = values.and_then(|values| values.get(6)).copied();
            }
            _ => {}
        }
    }

    fn write(mut self, out: &mut Vec<u8>) {
        if let Some(density) = self.density {
            segment(out, APP0, &[b"JFIF\0", &density[..], &[0, 0]].concat());
        }
        self.profile.sort_by_key(|(number, _)| *number);
        let profile: Vec<u8> = self.profile.into_iter().flat_map(|(_, part)| part).collect();
        let profile = icc::plain(&profile).unwrap_or_default();
        let parts = profile.chunks(PROFILE);
        let count = u8::try_from(parts.len()).unwrap_or(u8::MAX);
        for (number, part) in (1..=u8::MAX).zip(parts) {
            segment(out, APP2, &[ICC, &[number, count], part].concat());
        }
        if let Some(transform) = self.transform {
            segment(out, APP14, &[b"Adobe", &[0, 100, 0, 0, 0, 0, transform][..]].concat());
        }
    }
}
