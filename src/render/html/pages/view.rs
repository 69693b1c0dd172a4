//! The values of a page's template: its text, neighbours, and what readers can take along.

use crate::base::document::plain_text;
use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Medium, Taxonomy, Vocabulary};
use crate::render::html::entry::entry;
use crate::render::html::pages::facts::{citations, claims, details};
use crate::render::html::pages::prints::{catalogue_url, prints};
use crate::render::html::renderer::Renderer;
use crate::render::html::view::{DateView, EntryView, LinkView, PageView, SectionView, StepView, TextView};
use crate::render::html::{print_files, prose};
use crate::site::page::{PageIndex, Reading, State};
use crate::site::route::Route;
use crate::site::short_texts::{ShortText, short_texts};
use crate::site::{expiry, route};

pub(super) fn page_view(renderer: &Renderer, index: PageIndex, reading: &Reading) -> PageView {
    let Renderer { site, language, ref dates, .. } = *renderer;
    let Reading { page, text, .. } = *reading;
    let _documents = page.documents();
    let facts = &page.facts;
    let prose = prose::render(site, reading, language);
    let cases_before = cases_before(&prose.sections).to_owned();
    let (first, sections) = in_reading_order(page.kind, prose.sections);
    let (cases, related) = neighbours(renderer, index);
    let (share, texts) = texts(renderer, reading);
    let picture = |format: &Option<String>| {
        print_files::picture_of_page(site, language, format.as_ref(), reading)
    };
    let roles = facts.impersonates.iter().map(|role| renderer.label("role", role.id()).to_owned());
    PageView {
        id: page.id.clone(),
        kind: page.kind.id().to_owned(),
        is_material: page.kind.is_material(),
        kind_label: renderer.label("kind", page.kind.id()).to_owned(),
        title: reading.title().to_owned(),
        summary: reading.summary().to_owned(),
        aliases: text.front.aliases.iter().map(|alias| alias.value.clone()).collect(),
        lang: site.config.languages.code(reading.language).to_owned(),
        state: state_id(reading.state).to_owned(),
        original_url: site.path(index, Language::PRIMARY),
        lead: prose.lead,
        cases,
        cases_before,
        first_step: if first.is_none() { first_step(reading) } else { None },
        first,
        sections,
        footnotes: prose.footnotes,
        channels: terms(renderer, reading, Taxonomy::Channel),
        payments: terms(renderer, reading, Taxonomy::Payment),
        audiences: terms(renderer, reading, Taxonomy::Audience),
        impersonates: roles.collect(),
        details: details(renderer, &facts.details),
        date: facts.date.map(|date| DateView::new(dates, date)),
        reviewed_on: facts.reviewed_on.map(|date| DateView::new(dates, date)),
        review_by: facts.review_by.as_ref().map(|date| DateView::new(dates, date.value)),
        until: expiry::of_page(page).map(|until| renderer.until(until)),
        alert_until: expiry::of_alert(page).map(|until| renderer.until(until)),
        citations: citations(renderer, facts),
        claims: claims(renderer, facts),
        related,
        listing: listing(renderer, reading),
        previous: site.navigation.previous(index).map(|other| renderer.page_link(other)),
        next: site.navigation.next(index).map(|other| renderer.page_link(other)),
        short_url: site.routes.url(Route::Short(&page.id), language),
        prints: prints(renderer, index, reading),
        catalogue_url: catalogue_url(renderer, index),
        square: picture(&site.print.uses.square),
        code: picture(&site.print.uses.code),
        share,
        texts,
    }
}

fn state_id(state: State) -> &'static str {
    match state {
        State::Original => "original",
        State::Current => "current",
        State::Unmarked => "unmarked",
        State::Stale => "stale",
        State::Fallback => "fallback",
    }
}

/// How many other pages a page leads to: more than a few are not read.
const RELATED: usize = 3;

/// The cases of a scam, and the other related pages.
fn neighbours(renderer: &Renderer, index: PageIndex) -> (Vec<EntryView>, Vec<EntryView>) {
    let site = renderer.site;
    let has_cases = site.page(index).kind == Kind::Scams;
    let related = site.navigation.related(index);
    let (cases, others): (Vec<PageIndex>, Vec<PageIndex>) =
        related.iter().partition(|&&other| has_cases && site.page(other).kind == Kind::Cases);
    let entries = |pages: Vec<PageIndex>| pages.into_iter().map(|page| entry(renderer, page));
    (entries(cases).collect(), entries(others).take(RELATED).collect())
}

/// The section of a scam for people who worry about somebody else. Cases come before it.
const FOR_OTHERS: &str = "help";

fn cases_before(sections: &[SectionView]) -> &'static str {
    if sections.iter().any(|section| section.id == FOR_OTHERS) { FOR_OTHERS } else { "" }
}

/// What to do, and the other sections: in the same order on every page of a kind, whatever the order
/// they are written in.
fn in_reading_order(
    kind: Kind,
    mut sections: Vec<SectionView>,
) -> (Option<SectionView>, Vec<SectionView>) {
    let order = kind.first_sections();
    sections.sort_by_key(|section| {
        order.iter().position(|id| *id == section.id).unwrap_or(order.len())
    });
    let has_first =
        sections.first().is_some_and(|section| order.first().is_some_and(|id| *id == section.id));
    let others = sections.split_off(usize::from(has_first));
    (sections.pop(), others)
}

/// The section of steps.
const STEPS: &str = "do";

/// The first step of a page that does not begin with its steps.
fn first_step(reading: &Reading) -> Option<StepView> {
    let document = reading.text.document();
    let section = document.section(STEPS)?;
    Some(StepView {
        section: STEPS.to_owned(),
        title: plain_text(&section.heading),
        text: section.items().next()?.text,
    })
}

fn terms(renderer: &Renderer, reading: &Reading, taxonomy: Taxonomy) -> Vec<LinkView> {
    let term = |id: &'static str| {
        renderer.link(renderer.label(taxonomy.id(), id), Route::Term(taxonomy, id, 1))
    };
    reading.page.facts.terms(taxonomy).into_iter().map(term).collect()
}

/// On an audience's page: the pages written for that audience.
fn listing(renderer: &Renderer, reading: &Reading) -> Vec<EntryView> {
    if reading.page.kind != Kind::Audiences {
        return Vec::new();
    }
    let site = renderer.site;
    let term = site.taxonomies.of(Taxonomy::Audience).find(|term| term.id == reading.page.id);
    let pages = term.into_iter().flat_map(|term| &term.pages);
    pages
        .filter(|&&index| !std::ptr::eq(site.page(index), reading.page))
        .take(site.config.page_size)
        .map(|&index| entry(renderer, index))
        .collect()
}

/// The text for chats, and the other short texts.
fn texts(renderer: &Renderer, reading: &Reading) -> (Option<TextView>, Vec<TextView>) {
    let mut share = None;
    let mut others = Vec::new();
    for text in short_texts(renderer.site, reading) {
        let view = text_view(renderer, reading, &text);
        match text.medium() {
            Medium::Share => share = Some(view),
            _ => others.push(view),
        }
    }
    (share, others)
}

fn text_view(renderer: &Renderer, reading: &Reading, text: &ShortText) -> TextView {
    let medium = text.medium();
    let file = route::text_file(&reading.page.id, medium.file(), renderer.code());
    TextView {
        id: medium.id().to_owned(),
        label: renderer.label("text", medium.id()).to_owned(),
        text: text.text(renderer.string("text.seconds")),
        url: renderer.site.routes.file_path(&file),
    }
}
