//! `missing-alt`: an image without words for those who cannot see it.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::check::references::{Reference, ReferenceTarget};

pub(crate) fn missing_alt(_: &Context, reference: &Reference) -> Option<Diagnostic> {
    let ReferenceTarget::Image(image, _) = reference.target else { return None };
    if !image.alt.trim().is_empty() {
        return None;
    }
    let message = "The image has no alternative text";
    let hint = "Describe what it shows in the square brackets: \
                `![A teller asks who the payee is](counter.png)`.";
    Some(Diagnostic::new(Rule::MissingAlt, &reference.file, reference.span, message).hint(hint))
}
