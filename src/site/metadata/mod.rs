//! Pictures as they are published: what viewers need to draw them, and nothing else. A camera writes
//! into a picture where, when, with what and by whom it was taken, and phones hide a second picture
//! or a film behind its end. What a format's standard does not need for drawing is left out.

mod exif;
mod gif;
mod icc;
mod icon;
mod jpeg;
mod parts;
mod png;
mod upright;
mod webp;

pub use parts::Refused;

/// Endings of the pictures that are cleaned, in small letters.
pub const CLEANED: [&str; 6] = ["png", "jpg", "jpeg", "webp", "gif", "ico"];

/// The picture without metadata, and upright. `ending` says what it is, in small letters; a file of
/// another ending stays as it is.
pub fn strip(bytes: &[u8], ending: &str) -> Result<Vec<u8>, Refused> {
    match without_notes(bytes, ending) {
        Err(Refused::Turned(turn)) => without_notes(&upright::upright(bytes, turn)?, ending),
        other => other,
    }
}

/// Whether only its metadata turns a picture upright.
pub fn is_turned(bytes: &[u8], ending: &str) -> bool {
    matches!(without_notes(bytes, ending), Err(Refused::Turned(_)))
}

/// The picture without metadata, if it needs none to be upright.
fn without_notes(bytes: &[u8], ending: &str) -> Result<Vec<u8>, Refused> {
    match ending {
        "jpg" | "jpeg" => jpeg::strip(bytes),
        "png" => png::strip(bytes),
        "webp" => webp::strip(bytes),
        "gif" => gif::strip(bytes),
        "ico" => icon::strip(bytes),
        _ => Ok(bytes.to_vec()),
    }
}
