//! How a picture is to be turned, by its Exif (CIPA DC-008): of all that cameras note, the only thing
//! that drawing it needs.

/// Begins the segment of a JPEG that holds Exif.
pub(super) const SIGN: &[u8] = b"Exif\0\0";

/// The tag `Orientation` and the kind of its value, a number of two bytes.
const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;

/// From 2 to 8; `None` for a picture that is upright, or where the Exif does not say. The data begin
/// with their byte order.
pub(super) fn turn(data: &[u8]) -> Option<u8> {
    let is_big = match data.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let two = |at: usize| -> Option<u16> {
        let pair: [u8; 2] = data.get(at..at + 2)?.try_into().ok()?;
        Some(if is_big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    };
    let four: [u8; 4] = data.get(4..8)?.try_into().ok()?;
    let first = if is_big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
    let first = usize::try_from(first).ok().filter(|&first| first < data.len())?;
    let count = usize::from(two(first)?);
    (0..count).map(|entry| first + 2 + 12 * entry).find_map(|at| {
        let is_it = two(at)? == ORIENTATION && two(at + 2)? == SHORT;
        let turn = is_it.then(|| two(at + 8)).flatten()?;
        u8::try_from(turn).ok().filter(|turn| (2..=8).contains(turn))
    })
}
