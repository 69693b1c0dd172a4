//! The values a template sees: these structs and the texts of the interface, never the model.
//!
//! Every field of ready HTML has the type [`Html`]; templates print it with `| safe`. Everything
//! else is plain text, which Tera escapes.
//!
//! Every id that a template or a script gives begins with `_`, which no id of an author contains: a
//! heading may have any name, and never that of a part of the page around it.

mod base;
mod catalogue;
mod fixed;
mod head;
mod lists;
mod page;
mod shared;

pub use self::base::{
    AlertView, AssetView, AssetsView, BaseView, EmergencyView, LanguageView, NavItem, SiteLinks,
    SiteView,
};
pub use self::catalogue::{
    BrowseView, CampaignView, CardGroup, CataloguePageView, CatalogueView, FilterView, FormatView,
    ItemsOfPageView, KindGroup, PrintedItemView, SelectView, ValueGroup, ValueView,
};
pub use self::fixed::{
    CheckView, ChoiceView, FacetTermView, FacetView, GroupView, HomeView, LetterView, NameView,
    RegionView, SearchView,
};
pub use self::head::{AlternateView, HeadView, ImageView, LanguageLink};
pub use self::lists::{ListView, TaxonomyView};
pub use self::page::{
    ClaimView, DetailsView, OptionView, PageView, QuestionView, SectionPart, SectionView, StepView,
    TextView,
};
pub use self::shared::{
    CitationView, DateView, EntryView, HotlineView, Html, LinkView, PaginationView, PictureView,
    PrintView, SaveView, TermView, UntilView,
};
