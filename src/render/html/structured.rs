//! JSON-LD by schema.org for search engines: Article, DefinedTerm, BreadcrumbList, ContactPoint.

use memchr::memchr3;
use serde_json::{Value, json};

use crate::base::language::Language;
use crate::base::vocabulary::{Kind, Region};
use crate::parse::hotlines::Hotline;
use crate::render::html::view::{HeadView, Html, LinkView};
use crate::site::Site;
use crate::site::page::Reading;
use crate::site::route::Route;

/// A page: its article, the term it defines, and its breadcrumbs.
pub(super) fn page(site: &Site, reading: &Reading, language: Language, head: &HeadView) -> Html {
    let code = site.config.languages.code(reading.language);
    let front = &reading.text.front;
    let facts = &reading.page.facts;
    let mut article = json!({
        "@type": "Article",
        "headline": front.title.value,
        "description": front.summary.value,
        "inLanguage": code,
        "mainEntityOfPage": head.canonical,
        "publisher": organization(site, language),
    });
    if let Some(image) = &head.image {
        article["image"] = json!(image.url);
    }
    if let Some(date) = facts.date.or(facts.reviewed_on) {
        article["datePublished"] = json!(date.to_string());
    }
    if let Some(date) = facts.modified() {
        article["dateModified"] = json!(date.to_string());
    }
    let mut graph = vec![article, breadcrumbs(site, &head.breadcrumbs)];
    if reading.page.kind == Kind::Scams {
        let names: Vec<&str> = front.aliases.iter().map(|a| &*a.value).collect();
        graph.push(json!({
            "@type": "DefinedTerm",
            "name": front.title.value,
            "alternateName": names,
            "description": front.summary.value,
            "inLanguage": code,
            "url": head.canonical,
            "inDefinedTermSet": site.routes.url(Route::List(Kind::Scams, 1), language),
        }));
    }
    script(graph)
}

/// The hotlines readers may call.
pub(super) fn hotlines(site: &Site, language: Language, head: &HeadView) -> Html {
    let points: Vec<Value> =
        site.hotlines.iter().filter_map(|h| contact_point(site, language, h)).collect();
    let mut organization = organization(site, language);
    organization["contactPoint"] = json!(points);
    script(vec![organization, breadcrumbs(site, &head.breadcrumbs)])
}

/// Any other page: only its breadcrumbs.
pub(super) fn list(site: &Site, head: &HeadView) -> Html {
    script(vec![breadcrumbs(site, &head.breadcrumbs)])
}

fn contact_point(site: &Site, language: Language, hotline: &Hotline) -> Option<Value> {
    let dial = hotline.dial()?;
    let area = match hotline.region {
        Region::Mainland => "CN",
        Region::HongKong => "HK",
        Region::Singapore => "SG",
        Region::Taiwan => "TW",
        Region::UnitedKingdom => "GB",
        Region::UnitedStates => "US",
    };
    Some(json!({
        "@type": "ContactPoint",
        "telephone": dial,
        "name": hotline.name.get(&site.config.languages, language).0,
        "contactType": "emergency",
        "areaServed": area,
    }))
}

fn organization(site: &Site, language: Language) -> Value {
    json!({
        "@type": "Organization",
        "name": site.config.issuer.get(&site.config.languages, language).0,
        "url": site.routes.url(Route::Home, language),
    })
}

fn breadcrumbs(site: &Site, breadcrumbs: &[LinkView]) -> Value {
    let items: Vec<Value> = breadcrumbs
        .iter()
        .enumerate()
        .map(|(number, link)| {
            let item = site.routes.absolute(&link.url);
            json!({ "@type": "ListItem", "position": number + 1, "name": link.title, "item": item })
        })
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}

/// A graph for a `<script>`: no character in it can end the element.
fn script(graph: Vec<Value>) -> Html {
    let json = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
    if memchr3(b'<', b'>', b'&', json.as_bytes()).is_none() {
        return json;
    }
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
