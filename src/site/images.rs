//! Which images stand beside a page, how large are they, and what do they tell besides what they show? Nothing.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::site::metadata::{self, Refused};
use crate::source::Span;

/// An image file of a page's folder.
#[derive(Clone, Debug)]
pub struct Image {
    /// The file name, as texts refer to it.
    pub name: String,
    /// Without metadata.
    pub bytes: Arc<[u8]>,
    /// In pixels.
    pub width: usize,
    pub height: usize,
    pub file: Arc<str>,
}

const FORMATS: [&str; 5] = ["png", "jpg", "jpeg", "webp", "gif"];

/// Reads the size of an image; a file that is no image a page can show becomes a diagnostic.
pub fn read(file: &Arc<str>, name: &str, bytes: &Arc<[u8]>) -> Result<Image, Diagnostic> {
    let refuse =
        |message: String, hint: &str| Diagnostic::error("bad-image", file, Span::default(), message).hint(hint);
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    if !FORMATS.contains(&extension.as_str()) {
        let message = format!("`{name}` is not a file a page may have beside it");
        return Err(refuse(
            message,
            "A page folder holds page.toml, one .md file a language, and PNG, JPEG, WebP or GIF images.",
        ));
    }
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if !plain {
        let message = format!("`{name}` cannot be the name of an image");
        return Err(refuse(message, "Use English letters, digits and hyphens: `counter-note.png`."));
    }
    let unreadable = || refuse(format!("`{name}` cannot be read as an image"), "Save it again as PNG or JPEG.");
    let stripped = metadata::strip(bytes, &extension).map_err(|reason| match reason {
        Refused::Unreadable => unreadable(),
        Refused::Turned => refuse(
            format!(
                "`{name}` lies on its side: only the camera's notes in it, which are taken out, say how to turn it"
            ),
            "Open it in a picture editor, turn it by hand, and save it.",
        ),
    })?;
    match imagesize::blob_size(bytes) {
        Ok(size) if size.width.saturating_mul(size.height) > limits::PIXELS => Err(refuse(
            format!("`{name}` has {} × {} pixels, more than any page can use", size.width, size.height),
            "Open it in a picture editor and make it smaller: 2000 pixels across are enough for a poster.",
        )),
        Ok(size) if size.width > 0 && size.height > 0 => Ok(Image {
            name: name.to_owned(),
            bytes: stripped.into(),
            width: size.width,
            height: size.height,
            file: Arc::clone(file),
        }),
        _ => Err(unreadable()),
    }
}
