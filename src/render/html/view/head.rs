//! What `<head>` and the frame of a page show: titles, addresses, languages, breadcrumbs.

use serde::Serialize;

use crate::render::html::view::shared::{Html, LinkView};

/// Context key `head`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HeadView {
    /// Without the site's name.
    pub title: String,
    pub description: String,
    /// The canonical URL; empty where the page has none (404).
    pub canonical: String,
    pub alternates: Vec<AlternateView>,
    /// The URL for readers of any other language; empty where there are no alternates.
    pub x_default: String,
    pub noindex: bool,
    /// `article` or `website`.
    pub og_type: String,
    /// The id of the current item of the navigation.
    pub section: String,
    /// The picture chat apps show beside a shared link.
    pub image: Option<ImageView>,
    /// JSON-LD for a `<script type="application/ld+json">`, or empty.
    pub json_ld: Html,
    /// The same page in every language, the current one marked.
    pub languages: Vec<LanguageLink>,
    /// From the home page to the page itself, which comes last.
    pub breadcrumbs: Vec<LinkView>,
}

/// A picture for other programs.
#[derive(Clone, Debug, Serialize)]
pub struct ImageView {
    /// With scheme and host.
    pub url: String,
    /// Pixels.
    pub width: u32,
    pub height: u32,
    pub alt: String,
}

/// For `<link rel="alternate" hreflang>`.
#[derive(Clone, Debug, Serialize)]
pub struct AlternateView {
    pub code: String,
    /// With scheme and host.
    pub url: String,
}

/// An entry of the language switch.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageLink {
    pub code: String,
    pub name: String,
    /// For small screens: “中文”, “EN”.
    pub short: String,
    pub url: String,
    pub current: bool,
}
