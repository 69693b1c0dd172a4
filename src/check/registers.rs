//! `unknown-hotline`, `missing-logo`, `broken-link`, `repeated-id`: a branch or a campaign names
//! what is not there.
//!
//! A telephone on paper outlives the website, so a branch has none of its own: it names an entry of
//! the register.

use std::sync::Arc;

use crate::base::diagnostic;
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::base::vocabulary::{Audience, Vocabulary};
use crate::check::context::Context;
use crate::check::links;
use crate::parse::table::Spanned;
use crate::site::assemble::{BRANCHES, CAMPAIGNS};

pub fn check(context: &Context) -> Vec<Diagnostic> {
    let mut found = branches(context);
    found.extend(campaigns(context));
    found.extend(home(context));
    found
}

fn branches(context: &Context) -> Vec<Diagnostic> {
    let site = context.site;
    let file: Arc<str> = Arc::from(BRANCHES);
    let registered = |id: &str| {
        site.hotlines.iter().any(|hotline| hotline.id.value == id && hotline.number.is_some())
    };
    let unknown = |id: &&Spanned<String>| site.register_complete && !registered(&id.value);
    let mut found = Vec::new();
    for branch in &site.branches {
        if let Some(telephone) = branch.telephone.as_ref().filter(unknown) {
            let message = format!("`{}` is not a number of content/hotlines.toml", telephone.value);
            let ids = site.hotlines.iter().map(|hotline| &*hotline.id.value);
            let hint = format!(
                "Name the id of an entry: only numbers with a source and a date of review are printed. {}",
                diagnostic::allowed_hint(&telephone.value, ids)
            );
            found.push(
                Diagnostic::new(Rule::UnknownHotline, &file, telephone.span, message).hint(hint),
            );
        }
        if let Some(logo) =
            branch.logo.as_ref().filter(|logo| !site.logos.contains_key(&logo.value))
        {
            let message = format!("There is no picture `content/branches/{}`", logo.value);
            let hint = "Put the logo there as an SVG or PNG file, or take the line out.";
            found.push(Diagnostic::new(Rule::MissingLogo, &file, logo.span, message).hint(hint));
        }
    }
    found
}

fn campaigns(context: &Context) -> Vec<Diagnostic> {
    let site = context.site;
    let file: Arc<str> = Arc::from(CAMPAIGNS);
    let mut found = Vec::new();
    for campaign in &site.campaigns {
        for page in &campaign.pages {
            let place = (&*page.value, None);
            found.extend(links::check_place(context, &file, page.span, place, ""));
        }
        if Audience::from_id(&campaign.id.value).is_some() {
            let message = format!(
                "`{}` is the name of an audience, which has a kit of its own",
                campaign.id.value
            );
            let hint = "Give the campaign another id.";
            found.push(
                Diagnostic::new(Rule::RepeatedId, &file, campaign.id.span, message).hint(hint),
            );
        }
    }
    found
}

/// The site's own short address may not be a page's.
fn home(context: &Context) -> Option<Diagnostic> {
    let page = context.site.page(context.site.find(crate::site::route::HOME_ID)?);
    let message =
        format!("No page may be called `{}`: the site itself has that short address", page.id);
    let hint = "Give the folder another name.";
    Some(
        Diagnostic::new(Rule::RepeatedPageId, &page.facts_file, Span::default(), message)
            .hint(hint),
    )
}
