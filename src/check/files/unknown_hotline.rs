//! `unknown-hotline`: a setting or a branch that names a hotline which is not registered.
//!
//! A telephone number on paper outlives the website, so a branch has none of its own: it names an
//! entry of content/hotlines.toml.

use std::sync::Arc;

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::parse::hotlines::Hotline;
use crate::parse::table::Spanned;
use crate::site::assemble::BRANCHES;

pub(crate) fn unknown_hotline(context: &Context) -> Vec<Diagnostic> {
    let site = context.site;
    // The hotline may be an entry that could not be read, which is a mistake already.
    if !site.register_complete {
        return Vec::new();
    }
    let is_registered = |id: &Spanned<String>, has: fn(&Hotline) -> bool| {
        site.hotlines.iter().any(|hotline| hotline.id.value == id.value && has(hotline))
    };
    let allowed = |id: &Spanned<String>| {
        diagnostic::allowed_hint(&id.value, site.hotlines.iter().map(|hotline| &*hotline.id.value))
    };
    let settings = site.config.emergency.iter().filter(|id| !is_registered(id, |_| true));
    let settings = settings.map(|id| {
        let message = format!("`{}` is not the id of an entry in content/hotlines.toml", id.value);
        Diagnostic::new(Rule::UnknownHotline, &site.config.file, id.span, message).hint(allowed(id))
    });
    let file: Arc<str> = Arc::from(BRANCHES);
    let telephones = site.branches.iter().filter_map(|branch| branch.telephone.as_ref());
    let telephones = telephones.filter(|id| !is_registered(id, |hotline| hotline.number.is_some()));
    let telephones = telephones.map(|id| {
        let message = format!("`{}` is not the id of a number in content/hotlines.toml", id.value);
        let hint = format!("Only registered numbers are printed. {}", allowed(id));
        Diagnostic::new(Rule::UnknownHotline, &file, id.span, message).hint(hint)
    });
    settings.chain(telephones).collect()
}
