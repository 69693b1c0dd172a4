//! `repeated-id`: a campaign with the id of an audience.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::vocabulary::{Audience, Vocabulary};
use crate::check::context::Context;
use crate::site::registers::CAMPAIGNS;

pub(crate) fn repeated_id(context: &Context) -> Vec<Diagnostic> {
    let file: Arc<str> = Arc::from(CAMPAIGNS);
    let ids = context.site.campaigns.iter().map(|campaign| &campaign.id);
    let repeated = ids.filter(|id| Audience::from_id(&id.value).is_some());
    let reports = repeated.map(|id| {
        let message = format!("`{}` is the id of an audience, which has its own kit", id.value);
        Diagnostic::new(Rule::RepeatedId, &file, id.span, message)
            .hint("Give the campaign another id.")
    });
    reports.collect()
}
