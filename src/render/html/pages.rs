//! One page for readers of one language.

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Medium, Taxonomy, Vocabulary};
use crate::parse::facts::{Citation, Details};
use crate::render::html::view::{
    CitationView, ClaimView, DateView, DetailsView, EntryView, Head, LinkView, PageView,
    SectionView, TextView,
};
use crate::render::html::{Renderer, base, materials, prose, structured};
use crate::site::page::PageIndex;
use crate::site::page::{Reading, State};
use crate::site::printed_item::Subject;
use crate::site::route::{Choice, Route};
use crate::site::short_texts::{ShortText, short_texts};
use crate::site::taxonomies::Term;
use crate::site::{expiry, route};

pub fn render(renderer: &Renderer, index: PageIndex) -> Result<Artifact, Diagnostic> {
    let reading = renderer.site.reading(index, renderer.language);
    let route = Route::Page(reading.page.kind, &reading.page.id);
    let head = head(renderer, index, &reading, route);
    let view = view(renderer, index, &reading);
    renderer.fill("page.html", route, &head, ("page", &view), &reading.text.file)
}

fn head(renderer: &Renderer, index: PageIndex, reading: &Reading, route: Route) -> Head {
    let site = renderer.site;
    let fallback = reading.state == State::Fallback;
    let written: Vec<Language> = site
        .config
        .languages
        .iter()
        .filter(|&language| reading.page.text(language).is_some())
        .collect();
    let mut head = Head {
        title: reading.title().to_owned(),
        description: reading.summary().to_owned(),
        canonical: site.routes.url(route, reading.language),
        alternates: if fallback { Vec::new() } else { base::alternates(site, route, &written) },
        x_default: if fallback { String::new() } else { site.routes.url(route, Language::PRIMARY) },
        noindex: fallback,
        og_type: "article".to_owned(),
        section: match reading.page.kind {
            Kind::Pages => reading.page.id.clone(),
            kind => base::section(kind).to_owned(),
        },
        image: materials::preview(renderer, Some(reading)),
        json_ld: String::new(),
        languages: base::language_links(site, renderer.language, route),
        breadcrumbs: breadcrumbs(renderer, index),
    };
    head.json_ld = structured::page(site, reading, renderer.language, &head);
    head
}

fn breadcrumbs(renderer: &Renderer, index: PageIndex) -> Vec<LinkView> {
    let kind = renderer.site.page(index).kind;
    let mut links = vec![renderer.link(renderer.string("nav.home"), Route::Home)];
    if kind != Kind::Pages {
        links.push(renderer.link(
            renderer.site.label(renderer.language, "kinds", kind.id()),
            Route::List(kind, 1),
        ));
    }
    links.push(renderer.page_link(index));
    links
}

fn view(renderer: &Renderer, index: PageIndex, reading: &Reading) -> PageView {
    let Renderer { site, language, ref dates, .. } = *renderer;
    let page = reading.page;
    let facts = &page.facts;
    let front = &reading.text.front;
    let prose = prose::render(site, reading, language);
    let is_case = |&other: &PageIndex| site.page(other).kind == Kind::Cases;
    let beside = site.navigation.related(index);
    let (share, texts): (Vec<TextView>, Vec<TextView>) =
        texts(renderer, reading).into_iter().partition(|text| text.id == Medium::Share.id());
    let share = share.into_iter().next();
    let tells_cases = page.kind == Kind::Scams;
    PageView {
        id: page.id.clone(),
        kind: page.kind.id().to_owned(),
        kind_label: site.label(language, "kind", page.kind.id()).to_owned(),
        title: front.title.value.clone(),
        summary: front.summary.value.clone(),
        aliases: front.aliases.iter().map(|alias| alias.value.clone()).collect(),
        lang: site.config.languages.code(reading.language).to_owned(),
        state: state_id(reading.state).to_owned(),
        source_url: site.path(index, Language::PRIMARY),
        lead: prose.lead,
        cases_before: if prose.sections.iter().any(|section| section.id == LOVED_ONES) {
            LOVED_ONES
        } else {
            ""
        }
        .to_owned(),
        sections: framed(page.kind, prose.sections),
        cases: beside
            .iter()
            .copied()
            .filter(|other| tells_cases && is_case(other))
            .map(|other| entry(renderer, other))
            .collect(),
        footnotes: prose.footnotes,
        channels: terms(renderer, reading, Taxonomy::Channel),
        payments: terms(renderer, reading, Taxonomy::Payment),
        audiences: terms(renderer, reading, Taxonomy::Audience),
        impersonates: facts
            .impersonates
            .iter()
            .map(|r| site.label(language, "role", r.id()).to_owned())
            .collect(),
        details: details(renderer, &facts.details),
        date: facts.date.map(|date| DateView::new(dates, date)),
        reviewed_on: facts.reviewed_on.map(|date| DateView::new(dates, date)),
        review_by: facts.review_by.as_ref().map(|date| DateView::new(dates, date.value)),
        until: expiry::of_page(page).map(|until| renderer.until(until)),
        alert_until: expiry::of_alert(page).map(|until| renderer.until(until)),
        sources: facts.citations.iter().map(|citation| citation_view(renderer, citation)).collect(),
        facts: facts
            .claims
            .iter()
            .map(|fact| {
                let (claim, lang) = fact.text.get(&site.config.languages, language);
                ClaimView {
                    claim: claim.to_owned(),
                    lang: lang.to_owned(),
                    source: fact.citation + 1,
                    verified_on: DateView::new(dates, fact.verified_on.value),
                }
            })
            .collect(),
        related: beside
            .iter()
            .copied()
            .filter(|other| !tells_cases || !is_case(other))
            .map(|other| entry(renderer, other))
            .collect(),
        listing: listing(renderer, reading),
        previous: site.navigation.previous(index).map(|other| renderer.page_link(other)),
        next: site.navigation.next(index).map(|other| renderer.page_link(other)),
        short_url: site.routes.url(Route::Short(&page.id), language),
        prints: materials::prints(renderer, index, reading),
        catalogue_url: catalogue_url(renderer, index),
        square: materials::to_save(renderer, &renderer.site.print.uses.square, reading),
        code: materials::to_save(renderer, &renderer.site.print.uses.code, reading),
        share,
        texts,
    }
}

/// The section of a scam for those who see somebody else in it.
const LOVED_ONES: &str = "help";

/// The same order on every page of a kind, whatever the order they are written in.
fn framed(kind: Kind, mut sections: Vec<SectionView>) -> Vec<SectionView> {
    let first = kind.first_sections();
    sections.sort_by_key(|section| {
        first.iter().position(|id| *id == section.id).unwrap_or(first.len())
    });
    sections
}

fn state_id(state: State) -> &'static str {
    match state {
        State::Original => "source",
        State::Current => "current",
        State::Unmarked => "unmarked",
        State::Stale => "stale",
        State::Fallback => "fallback",
    }
}

fn terms(renderer: &Renderer, reading: &Reading, axis: Taxonomy) -> Vec<LinkView> {
    let term = |id: &'static str| {
        renderer
            .link(renderer.site.label(renderer.language, axis.id(), id), Route::Term(axis, id, 1))
    };
    reading.page.facts.terms(axis).into_iter().map(term).collect()
}

fn details(renderer: &Renderer, details: &Details) -> DetailsView {
    let site = renderer.site;
    let mut view = DetailsView::default();
    match details {
        Details::Scam { official_list } => view.official_list = *official_list,
        Details::Case { provenance, loss } => {
            view.origin = Some(provenance.value.id().to_owned());
            view.loss =
                loss.map(|loss| site.label(renderer.language, "loss", loss.id()).to_owned());
        }
        Details::Protocol { issuer, version, text_status } => {
            view.issuer = Some(issuer.get(&site.config.languages, renderer.language).0.to_owned());
            view.version = Some(version.clone());
            view.text_status = Some(text_status.value.id().to_owned());
        }
        Details::Alert { expires_on } => {
            view.expires_on = Some(DateView::new(&renderer.dates, *expires_on))
        }
        Details::Timed { minutes } => view.minutes = minutes.as_ref().map(|minutes| minutes.value),
        Details::Quiz { .. } | Details::Plain => {}
    }
    view
}

fn citation_view(renderer: &Renderer, citation: &Citation) -> CitationView {
    let languages = &renderer.site.config.languages;
    let (title, lang) = citation.title.get(languages, renderer.language);
    let publisher = citation.publisher.as_ref().map(|p| p.get(languages, renderer.language).0);
    CitationView {
        title: title.to_owned(),
        lang: lang.to_owned(),
        publisher: publisher.unwrap_or("").to_owned(),
        url: citation.url.as_ref().map(|url| url.value.clone()),
        published_on: citation.published_on.map(|date| DateView::new(&renderer.dates, date)),
    }
}

/// On an audience's page: every page written for that audience.
fn listing(renderer: &Renderer, reading: &Reading) -> Vec<EntryView> {
    if reading.page.kind != Kind::Audiences {
        return Vec::new();
    }
    let term =
        renderer.site.taxonomies.of(Taxonomy::Audience).find(|term| term.id == reading.page.id);
    let pages = term.into_iter().flat_map(|term| &term.pages);
    pages
        .filter(|&&index| !std::ptr::eq(renderer.site.page(index), reading.page))
        .take(renderer.site.config.page_size)
        .map(|&index| entry(renderer, index))
        .collect()
}

/// Where everything that was printed of the page stands with pictures; of an audience's page,
/// everything for them.
fn catalogue_url(renderer: &Renderer, index: PageIndex) -> Option<String> {
    let stack = renderer.shelf.stack(Subject::Page(index))?;
    let page = renderer.site.page(index);
    let is_audience = |term: &Term| base::audience_page(renderer.site, term) == Some(index);
    let choice =
        match renderer.site.taxonomies.of(Taxonomy::Audience).find(|term| is_audience(term)) {
            Some(term) => Choice::For(term.id),
            None => Choice::Of(&page.id),
        };
    (!stack.fallback).then(|| renderer.path(Route::Catalogue(choice, 1)))
}

fn texts(renderer: &Renderer, reading: &Reading) -> Vec<TextView> {
    let site = renderer.site;
    let view = |handout: ShortText| {
        let medium = handout.medium();
        let code = site.config.languages.code(renderer.language);
        TextView {
            id: medium.id().to_owned(),
            label: site.label(renderer.language, "text", medium.id()).to_owned(),
            text: handout.text(renderer.string("text.seconds")),
            url: site.routes.file_path(&route::text_file(&reading.page.id, medium.file(), code)),
        }
    };
    short_texts(site, reading).into_iter().map(view).collect()
}

/// A page as it stands in a list.
pub fn entry(renderer: &Renderer, index: PageIndex) -> EntryView {
    let site = renderer.site;
    let reading = site.reading(index, renderer.language);
    let kind = reading.page.kind;
    EntryView {
        title: reading.title().to_owned(),
        summary: reading.summary().to_owned(),
        url: site.path(index, renderer.language),
        kind: kind.id().to_owned(),
        kind_label: site.label(renderer.language, "kind", kind.id()).to_owned(),
        lang: site.config.languages.code(reading.language).to_owned(),
        date: reading.page.facts.date.map(|date| DateView::new(&renderer.dates, date)),
    }
}
