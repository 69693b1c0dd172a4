//! Campaigns for which something was printed, and what they need.

use crate::parse::campaigns::Campaign;
use crate::render::html::renderer::Renderer;
use crate::render::html::view::CampaignView;
use crate::site::page::PageIndex;
use crate::site::printed_item::{PrintSubject, PrintedItem};
use crate::site::route::{Choice, Route};

/// In the order of the year; campaigns without a month last.
pub(super) fn campaigns<'r>(renderer: &Renderer<'r>) -> Vec<&'r Campaign> {
    let has_items = |campaign: &&Campaign| !items(renderer, campaign).is_empty();
    let mut campaigns: Vec<&Campaign> = renderer.site.campaigns.iter().filter(has_items).collect();
    campaigns.sort_by_key(|campaign| campaign.months.first().copied().unwrap_or(i8::MAX));
    campaigns
}

/// What a campaign needs, page by page in its order, without pages of which nothing was printed.
pub(super) fn items<'r>(
    renderer: &'r Renderer,
    campaign: &Campaign,
) -> Vec<(PageIndex, Vec<&'r PrintedItem>)> {
    let place =
        |item: &PrintedItem| campaign.formats.iter().position(|format| format.value == item.format);
    let mut pages = Vec::new();
    for index in campaign.pages.iter().filter_map(|page| renderer.site.find_path(&page.value)) {
        let Some(of_page) = renderer.catalogue.of(PrintSubject::Page(index)) else { continue };
        let mut items: Vec<&PrintedItem> =
            of_page.items.iter().copied().filter(|item| place(item).is_some()).collect();
        items.sort_by_key(|item| place(item));
        if !items.is_empty() {
            pages.push((index, items));
        }
    }
    pages
}

pub(super) fn campaign_view(renderer: &Renderer, campaign: &Campaign) -> CampaignView {
    let numbers: Vec<String> = campaign.months.iter().map(i8::to_string).collect();
    let months: Vec<String> =
        campaign.months.iter().filter_map(|&month| renderer.dates.month(month)).collect();
    CampaignView {
        title: campaign.name.get(&renderer.site.config.languages, renderer.language).0.to_owned(),
        months: renderer.site.series(renderer.language, &months),
        numbers: numbers.join(" "),
        url: renderer.path(Route::Catalogue(Choice::Kit(&campaign.id.value), 1)),
    }
}
