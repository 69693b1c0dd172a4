//! A page's facts as its template sees them: details of its kind, citations and claims.

use crate::base::vocabulary::Vocabulary;
use crate::parse::facts::{Details, Facts};
use crate::render::html::citations::citation_view;
use crate::render::html::renderer::Renderer;
use crate::render::html::view::{CitationView, ClaimView, DateView, DetailsView};

pub(super) fn details(renderer: &Renderer, details: &Details) -> DetailsView {
    let mut view = DetailsView::default();
    match details {
        Details::Scam { official_list } => view.official_list = *official_list,
        Details::Case { provenance, loss } => {
            view.origin = Some(provenance.value.id().to_owned());
            view.loss = loss.map(|loss| renderer.label("loss", loss.id()).to_owned());
        }
        Details::Protocol { issuer, version, text_status } => {
            let languages = &renderer.site.config.languages;
            view.issuer = Some(issuer.get(languages, renderer.language).0.to_owned());
            view.version = Some(version.clone());
            view.text_status = Some(text_status.value.id().to_owned());
        }
        Details::Alert { expires_on } => {
            view.expires_on = Some(DateView::new(&renderer.dates, *expires_on));
        }
        Details::Timed { minutes } => view.minutes = minutes.as_ref().map(|minutes| minutes.value),
        Details::Quiz { .. } | Details::Plain => {}
    }
    view
}

pub(super) fn citations(renderer: &Renderer, facts: &Facts) -> Vec<CitationView> {
    let Renderer { site, language, ref dates, .. } = *renderer;
    let view = |citation| citation_view(site, language, dates, citation);
    facts.citations.iter().map(view).collect()
}

pub(super) fn claims(renderer: &Renderer, facts: &Facts) -> Vec<ClaimView> {
    let mut claims = Vec::with_capacity(facts.claims.len());
    for claim in &facts.claims {
        let (text, lang) = claim.text.get(&renderer.site.config.languages, renderer.language);
        claims.push(ClaimView {
            text: text.to_owned(),
            lang: lang.to_owned(),
            citation: claim.citation + 1,
            verified_on: DateView::new(&renderer.dates, claim.verified_on.value),
        });
    }
    claims
}
