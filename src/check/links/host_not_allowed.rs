//! `host-not-allowed`: a link or a citation that leads to a host outside `allowed_hosts`.

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::url;
use crate::check::context::Context;
use crate::check::references::Reference;
use crate::site::config;

pub(crate) fn host_not_allowed(context: &Context, reference: &Reference) -> Option<Diagnostic> {
    let config = &context.site.config;
    let host = url::host(reference.address()?)?;
    if config.allowed_hosts.allows(&host) {
        return None;
    }
    let message = format!("Links to `{}` are not allowed", url::readable_host(&host));
    let hint = config::host_hint(&host, config);
    Some(Diagnostic::new(Rule::HostNotAllowed, &reference.file, reference.span, message).hint(hint))
}
