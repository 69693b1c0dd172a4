//! `bad-link`: a link in a form that the site does not accept.

use crate::base::diagnostic::Diagnostic;
use crate::base::document::Target;
use crate::base::rules::Rule;
use crate::base::url;
use crate::check::context::Context;
use crate::check::references::{Reference, ReferenceTarget};

pub(crate) fn bad_link(_: &Context, reference: &Reference) -> Option<Diagnostic> {
    let report = |message: String, hint: &'static str| {
        Diagnostic::new(Rule::BadLink, &reference.file, reference.span, message).hint(hint)
    };
    if let ReferenceTarget::Link(Target::Refused(url), _) = reference.target {
        let is_picture = [".png", ".jpg", ".jpeg", ".webp"].iter().any(|end| url.ends_with(end));
        let hint = if is_picture {
            "A picture begins with a half-width `!`: `![what it shows](file.png)`."
        } else {
            "Link to a page as `@/scams/fake-police`, to a section as `#flags`, or to an allowed \
             host as `https://…`."
        };
        return Some(report(format!("`{url}` is not a link that the site accepts"), hint));
    }
    match reference.address() {
        Some(address) if url::host(address).is_none() => Some(report(
            format!("`{address}` is not a complete web address"),
            "Write the scheme and the host: `https://www.gov.cn/`.",
        )),
        _ => None,
    }
}
