//! JSON-LD by schema.org for search engines: Article, DefinedTerm, BreadcrumbList, ContactPoint.

use std::borrow::Cow;

use memchr::memchr3;
use serde::Serialize;

use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Region};
use crate::parse::hotlines::Hotline;
use crate::render::html::view::{HeadView, Html, LinkView};
use crate::site::Site;
use crate::site::page::Reading;
use crate::site::route::Route;

/// What search engines are told of.
#[derive(Serialize)]
#[serde(tag = "@type")]
enum Thing<'a> {
    #[serde(rename_all = "camelCase")]
    Article {
        headline: &'a str,
        description: &'a str,
        in_language: &'a str,
        main_entity_of_page: &'a str,
        publisher: Box<Thing<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        image: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        date_published: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        date_modified: Option<String>,
    },
    #[serde(rename_all = "camelCase")]
    DefinedTerm {
        name: &'a str,
        alternate_name: Vec<&'a str>,
        description: &'a str,
        in_language: &'a str,
        url: &'a str,
        in_defined_term_set: String,
    },
    #[serde(rename_all = "camelCase")]
    Organization {
        name: &'a str,
        url: String,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        contact_point: Vec<Thing<'a>>,
    },
    #[serde(rename_all = "camelCase")]
    ContactPoint {
        telephone: Cow<'a, str>,
        name: &'a str,
        contact_type: &'static str,
        area_served: &'static str,
    },
    #[serde(rename_all = "camelCase")]
    BreadcrumbList {
        item_list_element: Vec<Thing<'a>>,
    },
    ListItem {
        position: usize,
        name: &'a str,
        item: String,
    },
}

#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: &'a [Thing<'a>],
}

/// A page: its article, the term it defines, and its breadcrumbs.
pub(super) fn page(site: &Site, reading: &Reading, language: Language, head: &HeadView) -> Html {
    let in_language = site.config.languages.code(reading.language);
    let front = &reading.text.front;
    let facts = &reading.page.facts;
    let article = Thing::Article {
        headline: &front.title.value,
        description: &front.summary.value,
        in_language,
        main_entity_of_page: &head.canonical,
        publisher: Box::new(organization(site, language, Vec::new())),
        image: head.image.as_ref().map(|image| &*image.url),
        date_published: facts.date.or(facts.reviewed_on).map(|date| date.to_string()),
        date_modified: facts.modified().map(|date| date.to_string()),
    };
    let mut graph = vec![article, breadcrumbs(site, &head.breadcrumbs)];
    if reading.page.kind == Kind::Scams {
        graph.push(Thing::DefinedTerm {
            name: &front.title.value,
            alternate_name: front.aliases.iter().map(|alias| &*alias.value).collect(),
            description: &front.summary.value,
            in_language,
            url: &head.canonical,
            in_defined_term_set: site.routes.url(Route::List(Kind::Scams, 1), language),
        });
    }
    script(&graph)
}

/// The hotlines readers may call.
pub(super) fn hotlines(site: &Site, language: Language, head: &HeadView) -> Html {
    let points = site.hotlines.iter().filter_map(|hotline| contact_point(site, language, hotline));
    let organization = organization(site, language, points.collect());
    script(&[organization, breadcrumbs(site, &head.breadcrumbs)])
}

/// Any other page: only its breadcrumbs.
pub(super) fn list(site: &Site, head: &HeadView) -> Html {
    script(&[breadcrumbs(site, &head.breadcrumbs)])
}

fn contact_point<'a>(
    site: &'a Site,
    language: Language,
    hotline: &'a Hotline,
) -> Option<Thing<'a>> {
    let area_served = match hotline.region {
        Region::Mainland => "CN",
        Region::HongKong => "HK",
        Region::Singapore => "SG",
        Region::Taiwan => "TW",
        Region::UnitedKingdom => "GB",
        Region::UnitedStates => "US",
    };
    let is_urgent = site.emergency().any(|urgent| urgent.id.value == hotline.id.value);
    Some(Thing::ContactPoint {
        telephone: hotline.dial()?.into(),
        name: hotline.name.get(&site.config.languages, language).0,
        // Those that every page shows for people who have just paid.
        contact_type: if is_urgent { "emergency" } else { "helpline" },
        area_served,
    })
}

fn organization<'a>(
    site: &'a Site,
    language: Language,
    contact_point: Vec<Thing<'a>>,
) -> Thing<'a> {
    Thing::Organization {
        name: site.config.issuer.get(&site.config.languages, language).0,
        url: site.routes.url(Route::Home, language),
        contact_point,
    }
}

fn breadcrumbs<'a>(site: &Site, breadcrumbs: &'a [LinkView]) -> Thing<'a> {
    let item = |(position, link): (usize, &'a LinkView)| {
        let item = site.routes.absolute(&link.url);
        Thing::ListItem { position, name: &link.title, item }
    };
    Thing::BreadcrumbList { item_list_element: (1..).zip(breadcrumbs).map(item).collect() }
}

/// A graph for a `<script>`: no character in it can end the element.
fn script(graph: &[Thing]) -> Html {
    let graph = Graph { context: "https://schema.org", graph };
    let json = serde_json::to_string(&graph).expect("names and texts are JSON");
    if memchr3(b'<', b'>', b'&', json.as_bytes()).is_none() {
        return json;
    }
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
