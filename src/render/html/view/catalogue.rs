//! What may a template of the catalogue see? Printed things with their pictures, and the ways to
//! choose among them.

use serde::Serialize;

use crate::render::html::view::{LinkView, Pagination, PrintView, TermView};

/// `catalogue.html`, all that is printed: context key `catalogue`.
#[derive(Clone, Debug, Serialize)]
pub struct CatalogueView {
    pub title: String,
    /// Only on the first page of the list.
    pub ways: Option<WaysView>,
    pub groups: Vec<StackGroup>,
    pub pagination: Option<Pagination>,
}

/// Ways to choose without knowing what there is.
#[derive(Clone, Debug, Serialize)]
pub struct WaysView {
    /// How to print, fold and cut.
    pub help: Option<LinkView>,
    /// What the script narrows all that is printed by; null where there is too little to choose.
    pub filter: Option<FilterView>,
    /// The branches of which there are copies with their imprint.
    pub branches: Vec<LinkView>,
    /// As the year goes.
    pub campaigns: Vec<CampaignView>,
    pub audiences: Vec<TermView>,
    pub formats: Vec<FormView>,
    /// Kinds of pages that are there to be printed: letters, drills.
    pub kinds: Vec<TermView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CampaignView {
    pub title: String,
    /// “August and September”; empty where it has none.
    pub months: String,
    /// The same as numbers, `8 9`, for the script to compare with the reader's month.
    pub numbers: String,
    pub url: String,
}

/// The form that narrows all that is printed. It answers by script alone.
#[derive(Clone, Debug, Serialize)]
pub struct FilterView {
    /// The address of the site's own folder, `/`, and where below it the script finds what there
    /// is.
    pub root: String,
    pub file: String,
    /// What the script says, as JSON.
    pub said: String,
    pub selects: Vec<SelectView>,
    /// A printed thing, whose card the script fills with others.
    pub sample: MaterialView,
}

/// Something to choose by: `audience`, `page`, `format`, `paper`, `language`, `branch`.
#[derive(Clone, Debug, Serialize)]
pub struct SelectView {
    pub id: String,
    pub label: String,
    /// Under which value everything is left in, and how that is called.
    pub any: ValueView,
    /// Several where the choices stand under headings.
    pub groups: Vec<ValueGroup>,
    /// Whether all choices stand here; else the script brings them.
    pub is_whole: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct ValueGroup {
    pub label: String,
    pub choices: Vec<ValueView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ValueView {
    pub id: String,
    pub label: String,
    /// Whether it is chosen from the beginning.
    pub usual: bool,
}

/// A format, with a picture of one thing in it.
#[derive(Clone, Debug, Serialize)]
pub struct FormView {
    pub id: String,
    pub label: String,
    pub url: String,
    pub count: usize,
    pub picture: PictureView,
}

/// Pages of one kind; `site` for the site itself.
#[derive(Clone, Debug, Serialize)]
pub struct StackGroup {
    pub id: String,
    pub label: String,
    pub stacks: Vec<StackView>,
}

/// A page and what is printed of it, in short.
#[derive(Clone, Debug, Serialize)]
pub struct StackView {
    pub title: String,
    /// Where all of it stands with pictures.
    pub url: String,
    /// The language of the title and of what is printed.
    pub lang: String,
    pub prints: Vec<PrintView>,
}

/// `materials.html`, a part of the catalogue: context key `part`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PartView {
    /// `for` an audience, `of` a page, `as` a format, `kit` for a campaign, `branch` for copies
    /// with an imprint.
    pub choice: String,
    pub title: String,
    pub intro: String,
    /// Of a campaign.
    pub months: String,
    /// The id and the address of a branch.
    pub branch: String,
    pub address: String,
    /// The address of everything as one zip.
    pub zip: Option<String>,
    /// The page it is made of; the audience's own page.
    pub page: Option<LinkView>,
    /// Whether nothing of it is in the reader's language, so that the source language stands here.
    pub fallback: bool,
    pub help: Option<LinkView>,
    pub cards: Vec<CardGroup>,
    pub groups: Vec<StackGroup>,
    pub pagination: Option<Pagination>,
}

/// Printed things with their pictures; under the title of their page where the part has several.
#[derive(Clone, Debug, Serialize)]
pub struct CardGroup {
    pub page: Option<LinkView>,
    pub cards: Vec<MaterialView>,
}

/// A printed thing.
#[derive(Clone, Debug, Serialize)]
pub struct MaterialView {
    pub print: PrintView,
    /// The title of its page, and the language of the title.
    pub title: String,
    pub lang: String,
    /// Everything that is made of the page.
    pub url: String,
    /// “2 pages · 84 KB”.
    pub size: String,
    pub picture: PictureView,
    /// Where it is also there as pictures, one a page.
    pub pictures: Vec<PrintView>,
}

/// A small picture of a printed thing.
#[derive(Clone, Debug, Serialize)]
pub struct PictureView {
    pub url: String,
    /// Pixels, or another pair of numbers in the same proportion.
    pub width: u32,
    pub height: u32,
}
