//! What may a template see? These structs, and the texts of the interface; never the model.
//!
//! Every field that holds ready HTML says so and is a [`Html`]; templates print it with `| safe`.
//! Everything else is plain text, which Tera escapes.
//!
//! Ids a template may give to parts of a page are `main`, `find`, `…-title` and `source-…` (and,
//! where no text of an author stands, any other); headings have the rest.

mod catalogue;
mod page;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

pub use self::catalogue::{
    CampaignView, CardGroup, CatalogueView, FilterView, FormView, MaterialView, PartView,
    PictureView, SelectView, StackGroup, StackView, ValueGroup, ValueView, WaysView,
};
pub use self::page::{
    CitationView, ClaimView, DetailsView, OptionView, PageView, PrintView, QuestionView, SaveView,
    SectionPart, SectionView, TextView,
};
use crate::site::dates;

/// HTML written by `html/prose.rs` (or JSON-LD by `html/structured.rs`), escaped there.
pub type Html = String;

/// The same for every page of a language: context keys `lang`, `site`, `links`, `nav`, `assets`,
/// `own_pages`, `license`, `emergency`, `alert`, `said`, `policy`; and `code`, the picture of the site's own
/// code ([`SaveView`] or null). The texts of the interface are there as `t`, nested: `t.nav.home`.
#[derive(Clone, Debug, Serialize)]
pub struct Base {
    pub lang: Lang,
    pub site: SiteView,
    pub links: Links,
    /// The main navigation.
    pub nav: Vec<NavItem>,
    /// The site's own pages: about, privacy.
    pub own_pages: Vec<LinkView>,
    /// Under which terms others may use the content; null where the site does not say.
    pub license: Option<LinkView>,
    pub assets: Assets,
    pub emergency: Emergency,
    /// The newest warning that is not over.
    pub alert: Option<AlertView>,
    /// What the search box says, as JSON for its script.
    pub said: String,
    /// What the page may load, for browsers that were not told by the host.
    pub policy: &'static str,
}

#[derive(Clone, Debug, Serialize)]
pub struct Lang {
    /// BCP 47.
    pub code: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// In its own words: “中文”.
    pub name: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    pub title: String,
    pub tagline: String,
    pub issuer: String,
}

/// Addresses of the site's fixed places, in the reader's language.
#[derive(Clone, Debug, Serialize)]
pub struct Links {
    pub home: String,
    pub search: String,
    /// Where a message can be pasted.
    pub check: String,
    pub names: String,
    pub hotlines: String,
    /// What to do while the other side is on the line.
    pub now: String,
    /// The catalogue of what is printed; null where nothing is.
    pub catalogue: Option<String>,
    pub channels: String,
    pub payments: String,
    pub audiences: String,
    pub atom: String,
    pub json_feed: String,
    /// The tip of the day, as Atom and as JSON Feed; null where there are no tips.
    pub tips_atom: Option<String>,
    pub tips_json: Option<String>,
    /// What keeps pages for reading without a network; null where the theme has no such script.
    pub worker: Option<String>,
    /// The folder of the prebuilt index, the same in every language.
    pub search_index: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// The id of the kind (`scams`) or place (`hotlines`), to mark the current one.
    pub id: String,
    pub label: String,
    pub url: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Assets {
    pub style: Asset,
    /// By name, `assets.scripts.search`: those of the theme that lie in no folder, or in one of
    /// their own name.
    pub scripts: BTreeMap<String, Asset>,
    pub icon: String,
}

/// A fingerprinted file and its digest for subresource integrity.
#[derive(Clone, Debug, Serialize)]
pub struct Asset {
    pub url: String,
    pub integrity: String,
}

/// What the “already paid?” block of every page says.
#[derive(Clone, Debug, Serialize)]
pub struct Emergency {
    pub hotlines: Vec<HotlineView>,
    /// The guide for people who have already paid.
    pub guide: Option<LinkView>,
    /// Until when the first of the hotlines holds.
    pub until: Option<UntilView>,
}

/// A warning that stands on every page until it is over.
#[derive(Clone, Debug, Serialize)]
pub struct AlertView {
    pub id: String,
    pub title: String,
    pub url: String,
    /// The language of the title.
    pub lang: String,
    pub until: UntilView,
}

/// What stands in `<head>` and around the main part: context key `head`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    /// Without the site's name.
    pub title: String,
    pub description: String,
    /// The whole canonical address; empty where the page has none (404).
    pub canonical: String,
    pub alternates: Vec<Alternate>,
    /// The whole address for readers of any other language; empty where there are no alternates.
    pub x_default: String,
    pub noindex: bool,
    /// `article` or `website`.
    pub og_type: String,
    /// Which item of the navigation is the current one.
    pub section: String,
    /// What chat apps show beside a shared link.
    pub image: Option<ImageView>,
    /// JSON-LD, ready to stand in a `<script type="application/ld+json">`; or empty.
    pub json_ld: Html,
    /// The same page in every language, the current one marked.
    pub languages: Vec<LanguageLink>,
    /// From the home page to the page itself, which comes last.
    pub breadcrumbs: Vec<LinkView>,
}

/// A picture for other programs.
#[derive(Clone, Debug, Serialize)]
pub struct ImageView {
    /// The whole address.
    pub url: String,
    /// Pixels.
    pub width: u32,
    pub height: u32,
    pub alt: String,
}

/// For `<link rel="alternate" hreflang>`: whole addresses.
#[derive(Clone, Debug, Serialize)]
pub struct Alternate {
    pub code: String,
    pub url: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct LanguageLink {
    pub code: String,
    pub name: String,
    /// Where there is little room: “中文”, “EN”.
    pub short: String,
    pub url: String,
    pub current: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    pub title: String,
    pub url: String,
    /// The language the title is in: not the reader's where the page is not translated.
    pub lang: String,
}

/// A date for machines and for people.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    pub iso: String,
    pub text: String,
}

impl DateView {
    pub fn new(format: &dates::Format, date: Date) -> Self {
        DateView { iso: date.to_string(), text: format.text(date) }
    }
}

/// Until when something holds.
#[derive(Clone, Debug, Serialize)]
pub struct UntilView {
    /// The last day.
    pub date: DateView,
    /// Whether it was over when the site was built; the reader's browser sees for itself whether
    /// it is over now.
    pub past: bool,
}

/// A page in a list.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    pub title: String,
    pub summary: String,
    pub url: String,
    pub kind: String,
    pub kind_label: String,
    /// The language of title and summary.
    pub lang: String,
    pub date: Option<DateView>,
}

/// `list.html` (a kind) and `term.html` (a word of an axis): context key `list`.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    pub title: String,
    pub intro: String,
    pub entries: Vec<EntryView>,
    /// How many pages the whole list has.
    pub total: usize,
    pub pagination: Option<Pagination>,
    /// The audience's own page, on the list of an audience.
    pub lead: Option<LinkView>,
}

/// Absent where one page holds everything.
#[derive(Clone, Debug, Serialize)]
pub struct Pagination {
    pub number: usize,
    pub count: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
}

/// `axis.html`: context key `axis`, and on the home page `channels`, `payments`, `audiences`.
#[derive(Clone, Debug, Serialize)]
pub struct AxisView {
    pub id: String,
    pub title: String,
    pub intro: String,
    pub terms: Vec<TermView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct TermView {
    pub id: String,
    pub label: String,
    pub url: String,
    pub count: usize,
}

/// `home.html`: context key `home`.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    pub channels: AxisView,
    pub payments: AxisView,
    pub audiences: AxisView,
    pub scams: Vec<EntryView>,
    pub guides: Vec<EntryView>,
    pub protocols: Vec<EntryView>,
    /// The newest few.
    pub cases: Vec<EntryView>,
    pub alerts: Vec<EntryView>,
}

/// `names.html`: context key `letters`.
#[derive(Clone, Debug, Serialize)]
pub struct LetterView {
    pub letter: String,
    pub names: Vec<NameView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct NameView {
    pub text: String,
    pub url: String,
    /// The page's title where the name is another one of it; else empty.
    pub title: String,
    /// The language of name and title.
    pub lang: String,
}

/// `hotlines.html`: context key `regions`.
#[derive(Clone, Debug, Serialize)]
pub struct RegionView {
    pub id: String,
    pub label: String,
    pub hotlines: Vec<HotlineView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct HotlineView {
    pub id: String,
    /// As people write it; empty where one reports on a web page.
    pub number: String,
    /// For `tel:`; empty where it must not be rung.
    pub dial: String,
    pub url: Option<String>,
    pub name: String,
    pub usage: String,
    pub note: String,
    pub verified_on: DateView,
    pub source: CitationView,
}

/// `short.html`, the permanent address of a page: context key `choices`, one a language.
/// This template has no language of its own: it greets in every language.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceView {
    pub code: String,
    pub dir: String,
    pub language: String,
    pub title: String,
    pub summary: String,
    pub url: String,
    /// “Read in English”, in that language.
    pub read: String,
    pub site: String,
    /// The guide for people who have already paid, in that language.
    pub guide: Option<LinkView>,
}

/// The search page.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// What it says, as JSON for its script.
    pub said: String,
    /// What an answer can be narrowed by.
    pub axes: Vec<TaxonomyChoices>,
}

/// The page where a message can be pasted.
#[derive(Clone, Debug, Serialize)]
pub struct CheckView {
    /// What it says, as JSON for its script.
    pub said: String,
}

/// The terms of an axis to choose from.
#[derive(Clone, Debug, Serialize)]
pub struct TaxonomyChoices {
    /// The name of the choice in the address: `channel`.
    pub id: String,
    pub label: String,
    pub terms: Vec<TermChoice>,
}

#[derive(Clone, Debug, Serialize)]
pub struct TermChoice {
    pub id: String,
    pub label: String,
}
