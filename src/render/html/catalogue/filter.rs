//! The form that narrows the catalogue: its choices.

use std::collections::BTreeSet;

use crate::base::language::Language;
use crate::parse::branches::Branch;
use crate::render::html::catalogue::cards::{card, format_name, id_of, title_of};
use crate::render::html::catalogue::offer::Offer;
use crate::render::html::messages;
use crate::render::html::renderer::Renderer;
use crate::render::html::view::{FilterView, SelectView, ValueGroup, ValueView};
use crate::site::printed_item::PrintSubject;
use crate::site::route;

/// The names of choices in the address, and of their labels.
const PAGE: &str = "page";
const BRANCH: &str = "branch";

/// The most pages that the form itself lists; more of them come with the index.
const LISTED: usize = 200;

/// The form; none where nothing was printed.
pub(super) fn view(renderer: &Renderer) -> Option<FilterView> {
    let Renderer { site, language, .. } = *renderer;
    let offer = Offer::new(renderer);
    let sample = offer.items().next()?;
    let selects = [
        audiences(renderer, &offer),
        pages(renderer, &offer),
        formats(renderer, &offer),
        papers(renderer, &offer),
        languages(renderer, &offer),
        branches(renderer),
    ];
    Some(FilterView {
        root: site.routes.file_path(""),
        file: route::catalogue_index_file(renderer.code()),
        messages: messages::filter(site, language),
        selects: selects.into_iter().filter(is_choice).collect(),
        sample: card(renderer, sample),
    })
}

/// Whether there is something to choose: several values, or a branch besides none.
fn is_choice(select: &SelectView) -> bool {
    let values: usize = select.groups.iter().map(|group| group.values.len()).sum();
    match &*select.id {
        BRANCH => values > 0,
        PAGE => values > 1 || !select.is_complete,
        _ => values > 1,
    }
}

fn audiences(renderer: &Renderer, offer: &Offer) -> SelectView {
    let audience = |id: &str| value(id, renderer.label("audience", id));
    let values = offer.audiences.iter().map(|(term, _)| audience(term.id)).collect();
    select(renderer, "audience", "filter.any", vec![group("", values)])
}

fn pages(renderer: &Renderer, offer: &Offer) -> SelectView {
    let page = |&subject: &PrintSubject| {
        let (title, _) = title_of(renderer, subject);
        value(id_of(renderer, subject), &title)
    };
    let is_complete = offer.subjects.len() <= LISTED;
    let mut groups = Vec::new();
    if is_complete {
        let of_kind = |(label, subjects): &(&str, Vec<PrintSubject>)| {
            group(label, subjects.iter().map(page).collect())
        };
        groups.extend(offer.kinds.iter().map(of_kind));
    }
    SelectView { is_complete, ..select(renderer, PAGE, "filter.any", groups) }
}

fn formats(renderer: &Renderer, offer: &Offer) -> SelectView {
    let values = offer.formats.iter().map(|(id, _)| value(id, format_name(renderer, id)));
    select(renderer, "format", "filter.any", vec![group("", values.collect())])
}

fn papers(renderer: &Renderer, offer: &Offer) -> SelectView {
    let mut values: Vec<ValueView> = Vec::new();
    for (_, format) in &offer.formats {
        if values.iter().all(|value| value.id != format.paper) {
            values.push(value(&format.paper, renderer.label("paper", &format.paper)));
        }
    }
    select(renderer, "paper", "filter.any", vec![group("", values)])
}

/// The languages, the reader's own selected at first, and the pairs of bilingual items.
fn languages(renderer: &Renderer, offer: &Offer) -> SelectView {
    let languages = &renderer.site.config.languages;
    let name = |language| renderer.site.string(language, "language.name");
    let (alone, paired) = languages_of(offer);
    let has_own = alone.contains(&renderer.language);
    let mut values: Vec<ValueView> = alone
        .into_iter()
        .map(|language| ValueView {
            is_default: language == renderer.language,
            ..value(languages.code(language), name(language))
        })
        .collect();
    for second in paired {
        let both = [name(Language::PRIMARY), name(second)];
        let label = renderer
            .string("filter.bilingual")
            .replace("{both}", &renderer.site.series(renderer.language, &both));
        let id = format!("{}.{}", languages.code(Language::PRIMARY), languages.code(second));
        values.push(value(&id, &label));
    }
    let mut select = select(renderer, "language", "filter.any_language", vec![group("", values)]);
    if has_own {
        select.any = ValueView { is_default: false, id: "all".to_owned(), ..select.any };
    }
    select
}

/// The languages of items in one language, and the second languages of bilingual ones.
fn languages_of(offer: &Offer) -> (BTreeSet<Language>, BTreeSet<Language>) {
    let (mut alone, mut paired) = (BTreeSet::new(), BTreeSet::new());
    for item in offer.items() {
        let is_bilingual =
            offer.place_of_format(item).is_some_and(|place| offer.formats[place].1.bilingual);
        if is_bilingual { &mut paired } else { &mut alone }.insert(item.language);
    }
    (alone, paired)
}

fn branches(renderer: &Renderer) -> SelectView {
    let branch = |branch: &Branch| {
        let name = branch.name.get(&renderer.site.config.languages, renderer.language).0;
        value(&branch.id.value, name)
    };
    let values = renderer.branches.iter().map(|(each, _)| branch(each)).collect();
    select(renderer, BRANCH, "filter.any_branch", vec![group("", values)])
}

fn select(renderer: &Renderer, id: &str, any: &str, groups: Vec<ValueGroup>) -> SelectView {
    SelectView {
        id: id.to_owned(),
        label: renderer.label("filter", id).to_owned(),
        any: ValueView { is_default: true, ..value("", renderer.string(any)) },
        groups,
        is_complete: true,
    }
}

fn group(label: &str, values: Vec<ValueView>) -> ValueGroup {
    ValueGroup { label: label.to_owned(), values }
}

fn value(id: &str, label: &str) -> ValueView {
    ValueView { id: id.to_owned(), label: label.to_owned(), is_default: false }
}
