//! `unknown-hotline`: a setting or a branch that names a hotline which is not registered.
//!
//! A telephone number on paper outlives the website, so a branch has none of its own: it names an
//! entry of content/hotlines.toml.

use std::sync::Arc;

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::rules::Rule;
use crate::check::context::Context;
use crate::parse::hotlines::Hotline;
use crate::parse::sink::Spanned;
use crate::site::registers::BRANCHES;

pub(crate) fn unknown_hotline(context: &Context) -> Vec<Diagnostic> {
    let site = context.site;
    // The hotline may be an entry that could not be read, which is a mistake already.
    if !site.register_complete {
        return Vec::new();
    }
    let settings = site.config.emergency.iter().filter_map(|id| {
        let hint = unregistered(id, &mut site.hotlines.iter())?;
        let message = format!("`{}` is not the id of an entry in content/hotlines.toml", id.value);
        Some(Diagnostic::new(Rule::UnknownHotline, &site.config.file, id.span, message).hint(hint))
    });
    let file: Arc<str> = Arc::from(BRANCHES);
    let telephones = site.branches.iter().filter_map(|branch| branch.telephone.as_ref());
    let telephones = telephones.filter_map(|id| {
        // Some entries only have a web address.
        let mut numbers = site.hotlines.iter().filter(|hotline| hotline.number.is_some());
        let hint = unregistered(id, &mut numbers)?;
        let message = format!("`{}` is not the id of a number in content/hotlines.toml", id.value);
        Some(Diagnostic::new(Rule::UnknownHotline, &file, id.span, message).hint(hint))
    });
    settings.chain(telephones).collect()
}

/// A hint with the allowed ids, if this is none of them.
fn unregistered(
    id: &Spanned<String>,
    hotlines: &mut dyn Iterator<Item = &Hotline>,
) -> Option<String> {
    let ids: Vec<&str> = hotlines.map(|hotline| &*hotline.id.value).collect();
    if ids.contains(&&*id.value) { None } else { Some(diagnostic::allowed_hint(&id.value, ids)) }
}
