//! `missing-alt`, `missing-image`: an image without words for those who cannot see it, or without a
//! file.

use crate::base::diagnostic;
use crate::base::diagnostic::Diagnostic;
use crate::base::document::InlineKind;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::site::page::Page;

pub fn check(_: &Context, page: &Page) -> Vec<Diagnostic> {
    let names = || page.images.iter().map(|image| &*image.name);
    let mut found = Vec::new();
    for text in page.texts.iter().flatten() {
        text.document.each_inline(&mut |inline| {
            let InlineKind::Image(reference) = &inline.kind else { return };
            let (file, alt) = (&reference.file, &reference.alt);
            if alt.trim().is_empty() {
                found.push(
                    Diagnostic::new(
                        Rule::MissingAlt,
                        &text.file,
                        inline.span,
                        "The image has no text that stands for it",
                    )
                    .hint(
                        "Say in the square brackets what it shows: `![A teller asks who the payee is](counter.png)`.",
                    ),
                );
            }
            // A file that is there but cannot be read is a mistake already.
            let known = names().any(|name| name == file) || page.unreadable_images.contains(file);
            if !known {
                let hint = if page.images.is_empty() {
                    "Put the image into the page's folder and give its file name only.".to_owned()
                } else {
                    diagnostic::allowed_hint(file, names())
                };
                let message = format!("There is no image `{file}` beside the page");
                found.push(Diagnostic::new(Rule::MissingImage, &text.file, inline.span, message).hint(hint));
            }
        });
    }
    found
}
