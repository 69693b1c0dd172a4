//! The sitemap: every page that search engines may list, with its other languages.

use std::io;

use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::base::artifact::Artifact;
use crate::base::language::Language;
use crate::base::limits;
use crate::base::vocabulary::{Kind, Taxonomy, Vocabulary};
use crate::site::Site;
use crate::site::route::{Choice, Route};

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// `has_catalogue`: whether anything was printed to be listed.
pub(super) fn render(site: &Site, has_catalogue: bool) -> Vec<Artifact> {
    let places = places(site, has_catalogue);
    // Larger sites get an index of files.
    let per_file = (limits::SITEMAP_ADDRESSES / site.config.languages.len()).max(1);
    let files: Vec<Vec<u8>> =
        places.chunks(per_file).map(|chunk| document(|w| address_set(w, site, chunk))).collect();
    let name = site.routes.file(Route::Sitemap, Language::PRIMARY);
    let mut files = files.into_iter();
    if let (1, Some(only)) = (files.len(), files.as_slice().first()) {
        return vec![Artifact::new(name, only.clone(), &site.config.file)];
    }
    let names: Vec<String> =
        (1..=files.len()).map(|number| format!("sitemap-{number}.xml")).collect();
    let index = document(|writer| index(writer, site, &names));
    let mut artifacts = vec![Artifact::new(name, index, &site.config.file)];
    artifacts.extend(
        names
            .into_iter()
            .zip(files.by_ref())
            .map(|(name, file)| Artifact::new(name, file, &site.config.file)),
    );
    artifacts
}

/// Something with an address in several languages.
struct Place<'a> {
    route: Route<'a>,
    languages: Vec<Language>,
    modified: Option<Date>,
}

fn places(site: &Site, has_catalogue: bool) -> Vec<Place<'_>> {
    let every: Vec<Language> = site.config.languages.iter().collect();
    let catalogue = has_catalogue.then_some(Route::Catalogue(Choice::Everything, 1));
    let fixed = [Route::Home, Route::Now, Route::Check, Route::Hotlines, Route::Names, Route::Staff]
        .into_iter()
        .chain(catalogue);
    let kinds = Kind::ALL
        .iter()
        .filter(|&&kind| kind != Kind::Pages && site.of_kind(kind).next().is_some());
    let axes = Taxonomy::ALL.iter().map(|&axis| Route::Taxonomy(axis));
    let terms = site.taxonomies.iter().map(|term| Route::Term(term.taxonomy, term.id, 1));
    let lists = fixed.chain(kinds.map(|&kind| Route::List(kind, 1))).chain(axes).chain(terms);
    let mut places: Vec<Place> =
        lists.map(|route| Place { route, languages: every.clone(), modified: None }).collect();
    places.extend(site.pages.iter().map(|page| Place {
        route: Route::Page(page.kind, &page.id),
        languages:
            every.iter().copied().filter(|&language| page.text(language).is_some()).collect(),
        modified: page.facts.modified(),
    }));
    places
}

type Out = Writer<Vec<u8>>;

fn document(write: impl FnOnce(&mut Out) -> io::Result<()>) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new());
    writer
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))
        .and_then(|()| write(&mut writer))
        .expect("writing to memory cannot fail");
    let mut out = writer.into_inner();
    out.push(b'\n');
    out
}

fn address_set(writer: &mut Out, site: &Site, places: &[Place]) -> io::Result<()> {
    writer
        .create_element("urlset")
        .with_attribute(("xmlns", NAMESPACE))
        .with_attribute(("xmlns:xhtml", "http://www.w3.org/1999/xhtml"))
        .write_inner_content(|writer| {
            for place in places {
                for &language in &place.languages {
                    address(writer, site, place, language)?;
                }
            }
            Ok(())
        })?;
    Ok(())
}

fn address(writer: &mut Out, site: &Site, place: &Place, language: Language) -> io::Result<()> {
    writer.create_element("url").write_inner_content(|writer| {
        text(writer, "loc", &site.routes.url(place.route, language))?;
        if let Some(modified) = place.modified {
            text(writer, "lastmod", &modified.to_string())?;
        }
        for &other in &place.languages {
            alternate(
                writer,
                site.config.languages.code(other),
                &site.routes.url(place.route, other),
            )?;
        }
        alternate(writer, "x-default", &site.routes.url(place.route, Language::PRIMARY))
    })?;
    Ok(())
}

fn alternate(writer: &mut Out, code: &str, url: &str) -> io::Result<()> {
    writer
        .create_element("xhtml:link")
        .with_attribute(("rel", "alternate"))
        .with_attribute(("hreflang", code))
        .with_attribute(("href", url))
        .write_empty()?;
    Ok(())
}

fn index(writer: &mut Out, site: &Site, names: &[String]) -> io::Result<()> {
    writer
        .create_element("sitemapindex")
        .with_attribute(("xmlns", NAMESPACE))
        .write_inner_content(|writer| {
            names.iter().try_for_each(|name| {
                let url = site.routes.file_url(name);
                writer
                    .create_element("sitemap")
                    .write_inner_content(|writer| text(writer, "loc", &url))?;
                Ok(())
            })
        })?;
    Ok(())
}

fn text(writer: &mut Out, name: &str, content: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(content))?;
    Ok(())
}
