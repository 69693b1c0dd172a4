//! `missing-image`: an image without a file.

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::check::references::{Reference, ReferenceTarget};

pub(crate) fn missing_image(_: &Context, reference: &Reference) -> Option<Diagnostic> {
    let ReferenceTarget::Image(image, page) = reference.target else { return None };
    let file = &image.file;
    // A file that cannot be read is a mistake already.
    let exists = page.images.iter().any(|image| image.name == *file);
    if exists || page.unreadable_images.contains(file) {
        return None;
    }
    let hint = if page.images.is_empty() {
        "Put the image into the page's folder, and write only its file name.".to_owned()
    } else {
        diagnostic::allowed_hint(file, page.images.iter().map(|image| &*image.name))
    };
    let message = format!("There is no image `{file}` in the page's folder");
    Some(Diagnostic::new(Rule::MissingImage, &reference.file, reference.span, message).hint(hint))
}
