//! Images beside a page: their size in pixels, and their bytes without metadata.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::limits;
use crate::base::media::ending;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::site::metadata;
use crate::site::metadata::Refused;

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

const FORMATS: [&str; 4] = ["png", "jpg", "jpeg", "webp"];

/// Reads the size of an image; a file that is no image a page can show becomes a diagnostic.
pub fn read(file: &Arc<str>, name: &str, bytes: &Arc<[u8]>) -> Result<Image, Diagnostic> {
    let refuse = |message: String, hint: &'static str| {
        Diagnostic::new(Rule::BadImage, file, Span::default(), message).hint(hint)
    };
    let extension = ending(name).to_ascii_lowercase();
    if !FORMATS.contains(&extension.as_str()) {
        let message = format!("`{name}` is not a file a page may have beside it");
        return Err(refuse(
            message,
            "A page folder holds page.toml, one .md file for each language, and PNG, JPEG or WebP images.",
        ));
    }
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if !plain {
        let message = format!("`{name}` cannot be the name of an image");
        return Err(refuse(
            message,
            "Use English letters, digits and hyphens: `counter-note.png`.",
        ));
    }
    let stripped = without_metadata(file, bytes)?;
    match imagesize::blob_size(bytes) {
        Ok(size) if size.width.saturating_mul(size.height) > limits::PIXELS => Err(refuse(
            format!(
                "`{name}` has {} × {} pixels, more than any page can use",
                size.width, size.height
            ),
            "Open it in a picture editor and make it smaller: 2000 pixels across are enough for a poster.",
        )),
        Ok(size) if size.width > 0 && size.height > 0 => Ok(Image {
            name: name.to_owned(),
            bytes: stripped,
            width: size.width,
            height: size.height,
            file: Arc::clone(file),
        }),
        _ => Err(unreadable(file)),
    }
}

/// A file as it is published: a picture without the metadata that a camera wrote into it.
pub fn without_metadata(file: &Arc<str>, bytes: &Arc<[u8]>) -> Result<Arc<[u8]>, Diagnostic> {
    let extension = ending(file).to_ascii_lowercase();
    if !FORMATS.contains(&&*extension) {
        return Ok(Arc::clone(bytes));
    }
    let turned = || {
        let message = "The picture is stored on its side: only its metadata, which is removed, says how to turn it";
        Diagnostic::new(Rule::BadImage, file, Span::default(), message)
            .hint("Open it in a picture editor, turn it by hand, and save it.")
    };
    metadata::strip(bytes, &extension).map(Arc::from).map_err(|reason| match reason {
        Refused::Unreadable => unreadable(file),
        Refused::Turned => turned(),
    })
}

fn unreadable(file: &Arc<str>) -> Diagnostic {
    Diagnostic::new(Rule::BadImage, file, Span::default(), "The file cannot be read as an image")
        .hint("Save it again as PNG or JPEG.")
}
