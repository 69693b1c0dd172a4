//! `hotline-expired`: a hotline that was verified too long ago.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::check::truth::verification::expired;
use crate::site::expiry::HOTLINE_DAYS;
use crate::site::registers::HOTLINES;

pub(crate) fn hotline_expired(context: &Context) -> Vec<Diagnostic> {
    let file: Arc<str> = Arc::from(HOTLINES);
    let hotlines = context.site.hotlines.iter().filter_map(|hotline| {
        let name = format!("The hotline `{}`", hotline.id.value);
        expired(Rule::HotlineExpired, context, &file, &name, &hotline.verified_on, HOTLINE_DAYS)
    });
    hotlines.collect()
}
