//! What the templates of the catalogue see: printed items with their pictures, and ways to choose.

use serde::Serialize;

use crate::render::html::view::shared::{
    LinkView, PaginationView, PictureView, PrintView, TermView,
};

/// `catalogue.html`, everything printed: context key `catalogue`.
#[derive(Clone, Debug, Serialize)]
pub struct CatalogueView {
    pub title: String,
    /// Only on the first page of the list.
    pub browse: Option<BrowseView>,
    pub groups: Vec<KindGroup>,
    pub pagination: Option<PaginationView>,
}

/// Ways to choose for people who do not know what there is.
#[derive(Clone, Debug, Serialize)]
pub struct BrowseView {
    /// How to print, fold and cut.
    pub help: Option<LinkView>,
    /// The form that narrows the catalogue; null where nothing was printed.
    pub filter: Option<FilterView>,
    /// The branches that have copies with their imprint.
    pub branches: Vec<LinkView>,
    /// In the order of the year.
    pub campaigns: Vec<CampaignView>,
    pub audiences: Vec<TermView>,
    pub formats: Vec<FormatView>,
    /// Kinds of pages made for printing and teaching: letters, drills.
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

/// The form that narrows the catalogue. It needs its script.
#[derive(Clone, Debug, Serialize)]
pub struct FilterView {
    /// The path of the site's own folder, `/`, and below it the file the script reads.
    pub root: String,
    pub file: String,
    /// JSON for its script.
    pub messages: String,
    pub selects: Vec<SelectView>,
    /// A printed item, whose card the script copies and fills in.
    pub sample: PrintedItemView,
}

/// A choice: `audience`, `page`, `format`, `paper`, `language`, `branch`.
#[derive(Clone, Debug, Serialize)]
pub struct SelectView {
    pub id: String,
    pub label: String,
    /// The value that leaves everything in.
    pub any: ValueView,
    /// Several where the values have headings.
    pub groups: Vec<ValueGroup>,
    /// Whether all values are here; if not, the script adds them.
    pub is_complete: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct ValueGroup {
    pub label: String,
    pub values: Vec<ValueView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ValueView {
    pub id: String,
    pub label: String,
    /// Whether it is selected at first.
    pub is_default: bool,
}

/// A format, with a picture of one item in it.
#[derive(Clone, Debug, Serialize)]
pub struct FormatView {
    pub id: String,
    pub label: String,
    pub url: String,
    pub count: usize,
    pub picture: PictureView,
}

/// Pages of one kind; `site` for the site itself.
#[derive(Clone, Debug, Serialize)]
pub struct KindGroup {
    pub id: String,
    pub label: String,
    pub pages: Vec<ItemsOfPageView>,
}

/// A page and the names of its printed items.
#[derive(Clone, Debug, Serialize)]
pub struct ItemsOfPageView {
    pub title: String,
    /// The page of the catalogue that shows them with pictures.
    pub url: String,
    /// The language of the title and of the items.
    pub lang: String,
    pub prints: Vec<PrintView>,
}

/// `catalogue_page.html`, a part of the catalogue: context key `catalogue_page`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CataloguePageView {
    /// `for` an audience, `of` a page, `as` a format, `kit` for a campaign, `branch` for copies
    /// with an imprint.
    pub choice: String,
    pub title: String,
    pub intro: String,
    /// Of a campaign.
    pub months: String,
    /// The id and the postal address of a branch.
    pub branch: String,
    pub address: String,
    /// The URL of the kit, one zip.
    pub zip: Option<String>,
    /// The page the items are made of; the audience's own page.
    pub page: Option<LinkView>,
    /// Whether nothing is in the reader's language, so that the primary language is shown.
    pub fallback: bool,
    pub help: Option<LinkView>,
    pub cards: Vec<CardGroup>,
    pub groups: Vec<KindGroup>,
    pub pagination: Option<PaginationView>,
}

/// Printed items with their pictures; under the title of their page where there are several pages.
#[derive(Clone, Debug, Serialize)]
pub struct CardGroup {
    pub page: Option<LinkView>,
    pub cards: Vec<PrintedItemView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct PrintedItemView {
    pub print: PrintView,
    /// The title of its page, and the language of the title.
    pub title: String,
    pub lang: String,
    /// Everything that is made of the page.
    pub url: String,
    /// “2 pages · 84 KB”.
    pub size: String,
    pub picture: PictureView,
    /// The same as pictures, one a page, where there are several.
    pub pictures: Vec<PrintView>,
}
