//! The catalogue of printed items: everything, and parts of it, as pages that need no script.

mod browse;
mod campaigns;
mod cards;
mod filter;
mod index;
pub(super) mod items;
mod offer;
mod pages;

use std::sync::Arc;

use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::vocabulary::Taxonomy;
use crate::parse::branches::Branch;
use crate::parse::campaigns::Campaign;
use crate::render::html::paginator::{Pager, paginate};
use crate::render::html::renderer::Renderer;
use crate::site::config;
use crate::site::printed_item::{PrintSubject, PrintedItem};
use crate::site::taxonomies::Term;
use items::Catalogue;

/// A file of the catalogue, in one language. What has a pager is one page of a list.
pub(super) enum CataloguePage<'a> {
    Everything(Pager<PrintSubject>),
    Audience(&'a Term, Pager<PrintSubject>),
    Subject(PrintSubject),
    /// Whether every language has it: the primary one lists more bilingual items than others.
    Format(&'a str, Pager<&'a PrintedItem>, bool),
    Campaign(&'a Campaign),
    /// The copies with a branch's imprint.
    Branch(&'a Branch, &'a Catalogue<'a>, Pager<PrintSubject>),
    /// What the script of the filter reads.
    Index,
}

/// A page with pictures shows several items of each subject, so it has fewer subjects.
const ITEMS_PER_SUBJECT: usize = 4;

/// Every page of the catalogue in a language; none where nothing was printed.
pub(super) fn pages<'a>(
    renderer: &'a Renderer<'a>,
    all_languages: &[Renderer],
) -> Vec<CataloguePage<'a>> {
    let Renderer { site, catalogue, .. } = renderer;
    let size = site.config.page_size;
    let subjects: Vec<PrintSubject> = catalogue.subjects().collect();
    let mut all: Vec<CataloguePage> =
        subjects.iter().copied().map(CataloguePage::Subject).collect();
    all.extend(paginate(subjects, size).map(CataloguePage::Everything));
    for term in site.taxonomies.of(Taxonomy::Audience) {
        let pagers = paginate(pages::subjects_for(renderer, term), size);
        all.extend(pagers.map(|pager| CataloguePage::Audience(term, pager)));
    }
    for format in site.print.formats.keys() {
        let items = |one: &Renderer| one.catalogue.in_format(format).len();
        let fewest = all_languages.iter().map(items).min().unwrap_or_default();
        all.extend(paginate(catalogue.in_format(format), size).map(|pager| {
            let is_everywhere = pager.number <= fewest.div_ceil(size);
            CataloguePage::Format(format, pager, is_everywhere)
        }));
    }
    all.extend(campaigns::campaigns(renderer).into_iter().map(CataloguePage::Campaign));
    for (branch, copies) in &renderer.branches {
        let pagers = paginate(copies.subjects().collect(), size.div_ceil(ITEMS_PER_SUBJECT));
        all.extend(pagers.map(|pager| CataloguePage::Branch(branch, copies, pager)));
    }
    if !catalogue.is_empty() {
        all.push(CataloguePage::Index);
    }
    all
}

pub(super) fn render(renderer: &Renderer, page: &CataloguePage) -> Result<Artifact, Diagnostic> {
    let made_from: Arc<str> = Arc::from(config::FILE);
    let (route, head, view) = match page {
        CataloguePage::Everything(pager) => return browse::render(renderer, pager, &made_from),
        CataloguePage::Index => return Ok(index::render(renderer, &made_from)),
        CataloguePage::Audience(term, pager) => pages::for_audience(renderer, term, pager),
        CataloguePage::Subject(subject) => pages::of_subject(renderer, *subject),
        CataloguePage::Format(format, pager, is_everywhere) => {
            pages::in_format(renderer, format, pager, *is_everywhere)
        }
        CataloguePage::Campaign(campaign) => pages::for_campaign(renderer, campaign),
        CataloguePage::Branch(branch, copies, pager) => {
            pages::of_branch(renderer, branch, copies, pager)
        }
    };
    renderer.fill("catalogue_page.html", route, &head, ("catalogue_page", &view), &made_from)
}
