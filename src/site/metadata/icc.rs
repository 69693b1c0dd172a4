//! Colour profiles (ICC.1): their numbers without their names, authors and dates.

/// Bytes of a profile that is kept at most; those of cameras and screens have 500 to 600,000.
const LARGEST: usize = 1 << 20;

/// Length of the head, and of an entry in the table after it.
const HEAD: usize = 128;
const ENTRY: usize = 12;

/// Entries that say how colours are meant (ICC.1, 9.2); descriptions and makers are not among them.
const KEPT: [&[u8; 4]; 20] = [
    b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad",
    b"cicp", b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt", b"lumi", b"chrm",
];

/// What of the head is kept: version, class and spaces; the sign `acsp`; intent and illuminant. What
/// lies between says who made it, when and for which device.
const OF_HEAD: [std::ops::Range<usize>; 3] = [8..24, 36..40, 64..80];

/// The profile with its numbers only; `None` for what is no profile.
pub(super) fn plain(profile: &[u8]) -> Option<Vec<u8>> {
    let four = |at: usize| -> Option<usize> {
        let bytes: [u8; 4] = profile.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_be_bytes(bytes)).ok()
    };
    let is_whole = profile.len() <= LARGEST
        && profile.get(36..40)? == b"acsp"
        && (HEAD + 4..=profile.len()).contains(&four(0)?);
    if !is_whole {
        return None;
    }
    let count = four(HEAD)?.min(100);
    let mut kept: Vec<(&[u8], &[u8])> = Vec::new();
    for at in (0..count).map(|entry| HEAD + 4 + ENTRY * entry) {
        let name = profile.get(at..at + 4)?;
        let (start, length) = (four(at + 4)?, four(at + 8)?);
        let data = profile.get(start..start.checked_add(length)?)?;
        if KEPT.iter().any(|kept| *kept == name) && kept.iter().all(|(other, _)| *other != name) {
            kept.push((name, data));
        }
    }
    if kept.is_empty() {
        return None;
    }
    write(profile, &kept)
}

fn write(profile: &[u8], kept: &[(&[u8], &[u8])]) -> Option<Vec<u8>> {
    let mut out = vec![0; HEAD];
    for range in OF_HEAD {
        out[range.clone()].copy_from_slice(&profile[range]);
    }
    let number = |number: usize| u32::try_from(number).ok().map(u32::to_be_bytes);
    out.extend(number(kept.len())?);
    let mut start = HEAD + 4 + ENTRY * kept.len();
    let mut data = Vec::new();
    let mut written: Vec<(&[u8], usize)> = Vec::new();
    for (name, content) in kept {
        // Often the three curves are one.
        let at = match written.iter().find(|(other, _)| other == content) {
            Some((_, at)) => *at,
            None => {
                let at = start;
                written.push((content, at));
                data.extend_from_slice(content);
                data.resize(data.len().next_multiple_of(4), 0);
                start = HEAD + 4 + ENTRY * kept.len() + data.len();
                at
            }
        };
        out.extend_from_slice(name);
        out.extend(number(at)?);
        out.extend(number(content.len())?);
    }
    out.append(&mut data);
    let length = number(out.len())?;
    out[..4].copy_from_slice(&length);
    Some(out)
}
