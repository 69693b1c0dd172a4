//! `missing-logo`: a branch whose logo has no file.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::site::registers::{BRANCHES, LOGOS};

pub(crate) fn missing_logo(context: &Context) -> Vec<Diagnostic> {
    let site = context.site;
    let file: Arc<str> = Arc::from(BRANCHES);
    let logos = site.branches.iter().filter_map(|branch| branch.logo.as_ref());
    let missing = logos.filter(|logo| !site.logos.contains_key(&logo.value));
    let reports = missing.map(|logo| {
        let message = format!("There is no image `{LOGOS}{}`", logo.value);
        Diagnostic::new(Rule::MissingLogo, &file, logo.span, message)
            .hint("Put the logo there as an SVG or PNG file, or remove the line.")
    });
    reports.collect()
}
