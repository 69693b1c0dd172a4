//! What every template has: the language, the site, its fixed places, navigation and assets.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::render::html::view::shared::{HotlineView, LinkView, UntilView};

/// The same for every page of a language. Each field is a context key.
///
/// Three more keys come with them: `code`, the picture of the site's own QR code
/// ([`SaveView`](super::SaveView) or null); `t`, the texts of the interface, nested: `t.nav.home`;
/// and `shared`, the templates in `shared/`, filled in once with all of these, as ready HTML:
/// `shared.help`.
#[derive(Clone, Debug, Serialize)]
pub struct BaseView {
    pub lang: LanguageView,
    pub site: SiteView,
    pub links: SiteLinks,
    /// The main navigation.
    pub nav: Vec<NavItem>,
    /// The site's own pages: about, privacy.
    pub own_pages: Vec<LinkView>,
    /// The licence of the content; null where the site names none.
    pub license: Option<LinkView>,
    pub assets: AssetsView,
    pub emergency: EmergencyView,
    /// The newest alert that has not expired.
    pub alert: Option<AlertView>,
    /// The messages of the search box, as JSON for its script.
    pub search_messages: String,
    /// The content security policy, for hosts that do not send it as a header.
    pub policy: &'static str,
}

#[derive(Clone, Debug, Serialize)]
pub struct LanguageView {
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
pub struct SiteLinks {
    pub home: String,
    pub search: String,
    /// Where a message can be pasted.
    pub check: String,
    pub names: String,
    pub hotlines: String,
    /// What to do during the call.
    pub now: String,
    /// What is made for those who print, teach and rehearse.
    pub staff: String,
    /// The catalogue of printed items; null where nothing was printed.
    pub catalogue: Option<String>,
    pub channels: String,
    pub payments: String,
    pub audiences: String,
    /// The web app manifest.
    pub manifest: String,
    pub atom: String,
    pub json_feed: String,
    /// The tip of the day, as Atom and as JSON Feed; null where there are no tips.
    pub tips_atom: Option<String>,
    pub tips_json: Option<String>,
    /// The service worker, which keeps pages for reading offline; null where the theme has none.
    pub worker: Option<String>,
    /// The folder of the search index, the same in every language.
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
pub struct AssetsView {
    pub style: AssetView,
    /// By name, `assets.scripts.search`: the theme's scripts in no folder, or in a folder of their
    /// own name.
    pub scripts: BTreeMap<String, AssetView>,
    pub icon: String,
    pub favicon: String,
    pub touch_icon: String,
}

/// A fingerprinted file and its digest for subresource integrity.
#[derive(Clone, Debug, Serialize)]
pub struct AssetView {
    pub url: String,
    pub integrity: String,
}

/// The “already paid?” block of every page.
#[derive(Clone, Debug, Serialize)]
pub struct EmergencyView {
    pub hotlines: Vec<HotlineView>,
    /// The number for those who are unsure.
    pub ask: String,
    /// The guide for people who have already paid.
    pub guide: Option<LinkView>,
    /// When the first of the hotlines expires.
    pub until: Option<UntilView>,
}

/// An alert that is shown on every page until it expires.
#[derive(Clone, Debug, Serialize)]
pub struct AlertView {
    pub id: String,
    pub title: String,
    pub url: String,
    /// The language of the title.
    pub lang: String,
    pub until: UntilView,
}
