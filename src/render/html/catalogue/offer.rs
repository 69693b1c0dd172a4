//! What the filter offers: printed items by subject, and the groups to choose among.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::limits;
use crate::base::vocabulary::Taxonomy;
use crate::render::html::catalogue::cards::kind_of;
use crate::render::html::catalogue::items::{is_link_picture, rank};
use crate::render::html::links;
use crate::render::html::renderer::Renderer;
use crate::site::printed_item::{PrintSubject, PrintedItem};
use crate::site::taxonomies::Term;
use crate::theme::formats::PrintFormat;

/// Items of every language, without branches' copies and pictures for shared links.
pub(super) struct Offer<'a> {
    /// In the order of the site, each with its items as lists show them.
    pub subjects: BTreeMap<PrintSubject, Vec<&'a PrintedItem>>,
    /// Whether the site has no more subjects than the filter takes.
    pub is_complete: bool,
    /// In the order in which lists show them.
    pub formats: Vec<(&'a str, &'a PrintFormat)>,
    pub audiences: Vec<(&'a Term, BTreeSet<PrintSubject>)>,
    /// Labels of kinds, and the subjects under each.
    pub kinds: Vec<(&'a str, Vec<PrintSubject>)>,
}

impl<'a> Offer<'a> {
    pub(super) fn new(renderer: &Renderer<'a>) -> Self {
        let all = subjects(renderer);
        let is_complete = all.len() <= limits::FILTERED;
        let subjects = all.into_iter().take(limits::FILTERED).collect();
        Offer {
            formats: formats(renderer, &subjects),
            audiences: audiences(renderer, &subjects),
            kinds: kinds(renderer, &subjects),
            subjects,
            is_complete,
        }
    }

    pub(super) fn items(&self) -> impl Iterator<Item = &&'a PrintedItem> {
        self.subjects.values().flatten()
    }

    /// The place of an item's format in `formats`.
    pub(super) fn place_of_format(&self, item: &PrintedItem) -> Option<usize> {
        self.formats.iter().position(|(id, _)| *id == item.format)
    }
}

type Subjects<'a> = BTreeMap<PrintSubject, Vec<&'a PrintedItem>>;

fn subjects<'a>(renderer: &Renderer<'a>) -> Subjects<'a> {
    let print = &renderer.site.print;
    let mut subjects = Subjects::new();
    for item in renderer.printed_items {
        if item.branch.is_none() && !is_link_picture(print, &item.format) {
            subjects.entry(item.subject).or_default().push(item);
        }
    }
    for items in subjects.values_mut() {
        items.sort_by_key(|item| (rank(print, &item.format), item.language));
    }
    subjects
}

fn formats<'a>(renderer: &Renderer<'a>, subjects: &Subjects) -> Vec<(&'a str, &'a PrintFormat)> {
    let print = &renderer.site.print;
    let printed: BTreeSet<&str> = subjects.values().flatten().map(|item| &*item.format).collect();
    let mut formats: Vec<(&str, &PrintFormat)> = print
        .formats
        .iter()
        .map(|(id, format)| (&**id, format))
        .filter(|(id, _)| printed.contains(id))
        .collect();
    formats.sort_by_key(|(id, _)| rank(print, id));
    formats
}

/// The audiences with a subject, their own page among the pages for them.
fn audiences<'a>(
    renderer: &Renderer<'a>,
    subjects: &Subjects,
) -> Vec<(&'a Term, BTreeSet<PrintSubject>)> {
    let site = renderer.site;
    let audience = |term: &'a Term| {
        let own = links::audience_page(site, term);
        let pages = term.pages.iter().copied().chain(own).map(PrintSubject::Page);
        (term, pages.filter(|subject| subjects.contains_key(subject)).collect::<BTreeSet<_>>())
    };
    let audiences = site.taxonomies.of(Taxonomy::Audience).map(audience);
    audiences.filter(|(_, pages)| !pages.is_empty()).collect()
}

fn kinds<'a>(renderer: &Renderer<'a>, subjects: &Subjects) -> Vec<(&'a str, Vec<PrintSubject>)> {
    let mut kinds: Vec<(&str, Vec<PrintSubject>)> = Vec::new();
    for &subject in subjects.keys() {
        let (_, label) = kind_of(renderer, subject);
        match kinds.last_mut() {
            Some((last, of_kind)) if *last == label => of_kind.push(subject),
            _ => kinds.push((label, vec![subject])),
        }
    }
    kinds
}
