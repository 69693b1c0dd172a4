//! What do the search box, the search page and the page for pasted messages say, and what can an
//! answer be narrowed by?

use std::collections::BTreeMap;

use serde_json::json;

use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Taxonomy, Vocabulary};
use crate::render::html::Renderer;
use crate::render::html::view::{CheckView, SearchView, TaxonomyChoices, TermChoice};
use crate::site::Site;

/// The texts of the box in the head of every page, for its script.
pub fn said(site: &Site, language: Language) -> String {
    let text = |key: &str| site.string(language, key);
    let said = json!({
        "results": text("search.results"),
        "found": text("search.found"),
        "more": text("search.found_more"),
        "none": text("search.none"),
        "all": text("search.all"),
        "only": text("search.only"),
    });
    said.to_string()
}

pub fn check_view(renderer: &Renderer) -> CheckView {
    let text = |key: &str| renderer.string(key);
    let said = json!({
        "likely": text("check.likely"),
        "possible": text("check.possible"),
        "faint": text("check.faint"),
        "nothing": text("check.nothing"),
        "found": text("check.found"),
        "says": text("check.says"),
        "flags": text("check.flags"),
        "words": text("check.words"),
        "do": text("check.do"),
        "read": text("check.read"),
        "perhaps": text("check.perhaps"),
        "failed": text("check.failed"),
    });
    CheckView { said: said.to_string() }
}

pub fn view(renderer: &Renderer) -> SearchView {
    let site = renderer.site;
    let label = |group: &str, id: &str| site.label(renderer.language, group, id).to_owned();
    let kinds = Kind::ALL.iter().filter(|&&kind| site.of_kind(kind).next().is_some());
    let kinds: Vec<TermChoice> = kinds
        .map(|kind| TermChoice { id: kind.id().to_owned(), label: label("kind", kind.id()) })
        .collect();
    let said = json!({
        "searching": renderer.string("search.searching"),
        "found": renderer.string("search.found"),
        "more": renderer.string("search.found_more"),
        "none": renderer.string("search.none"),
        "only": renderer.string("search.only"),
        "failed": renderer.string("search.failed"),
        "kinds": kinds.iter().map(|kind| (kind.id.as_str(), kind.label.as_str())).collect::<BTreeMap<_, _>>(),
    });
    let kinds = TaxonomyChoices {
        id: "kind".to_owned(),
        label: renderer.string("search.kind").to_owned(),
        terms: kinds,
    };
    let axis = |&axis: &Taxonomy| TaxonomyChoices {
        id: axis.id().to_owned(),
        label: label("search", axis.id()),
        terms: site
            .taxonomies
            .of(axis)
            .map(|term| TermChoice { id: term.id.to_owned(), label: label(axis.id(), term.id) })
            .collect(),
    };
    SearchView {
        said: said.to_string(),
        axes: std::iter::once(kinds).chain(Taxonomy::ALL.iter().map(axis)).collect(),
    }
}
