//! `number-not-registered`: a link that calls a number outside content/hotlines.toml.

use crate::base::diagnostic::Diagnostic;
use crate::base::document::Target;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::check::references::{Reference, ReferenceTarget};

pub(crate) fn number_not_registered(
    context: &Context,
    reference: &Reference,
) -> Option<Diagnostic> {
    let ReferenceTarget::Link(Target::Telephone(number), _) = reference.target else {
        return None;
    };
    // The number may be in an entry that could not be read, which is a mistake already.
    if !context.site.register_complete {
        return None;
    }
    if context
        .site
        .hotlines
        .iter()
        .filter_map(crate::parse::hotlines::Hotline::dial)
        .any(|dial| dial == *number)
    {
        return None;
    }
    let message = format!("`{number}` is not registered as a hotline to call");
    let hint = "Link only to numbers of content/hotlines.toml, in digits only: `tel:96110`.";
    let (file, span) = (&reference.file, reference.span);
    Some(Diagnostic::new(Rule::NumberNotRegistered, file, span, message).hint(hint))
}
