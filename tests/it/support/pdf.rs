//! What a PDF holds: tags, title, language, fonts, sizes, and where its bookmarks and links lead.

use std::sync::Arc;

use hayro_syntax::Pdf;
use hayro_syntax::object::{self, Array, Dict, Name, Object, Stream};

use crate::support::tags::unescape;

/// Fails where a PDF is not tagged, titled, in its language and with its fonts inside.
///
/// Returns the sizes of the pages.
pub fn assert_accessible(
    bytes: &[u8],
    language: &str,
    title: &str,
    place: &str,
) -> Vec<(f64, f64)> {
    let pdf = read(bytes, place);
    let (catalog, metadata) = assert_described(&pdf, language, title, place);
    assert_eq!(
        catalog.get::<Dict>("MarkInfo").and_then(|info| info.get("Marked")),
        Some(true),
        "{place}"
    );
    assert!(catalog.contains_key("StructTreeRoot"), "{place} has no structure");
    let shows_title =
        catalog.get::<Dict>("ViewerPreferences").and_then(|view| view.get("DisplayDocTitle"));
    assert_eq!(shows_title, Some(true), "{place}");
    assert!(metadata.contains("<pdfuaid:part>1</pdfuaid:part>"), "{place}: {metadata}");
    sizes(&pdf)
}

/// Fails where a booklet lacks what other PDFs have, except tags, or has tags: its pages are in the
/// order for folding, so only a printer is to read it.
///
/// Returns the sizes of the sides.
pub fn assert_booklet(bytes: &[u8], language: &str, title: &str, place: &str) -> Vec<(f64, f64)> {
    let pdf = read(bytes, place);
    let (catalog, metadata) = assert_described(&pdf, language, title, place);
    assert!(!catalog.contains_key("StructTreeRoot"), "{place} has a structure");
    assert!(!metadata.contains("pdfuaid"), "{place}: {metadata}");
    sizes(&pdf)
}

fn read(bytes: &[u8], place: &str) -> Pdf {
    Pdf::new(Arc::new(bytes.to_vec())).unwrap_or_else(|_| panic!("{place} is no PDF"))
}

fn catalog(pdf: &Pdf) -> Dict<'_> {
    pdf.xref().get(pdf.xref().root_id()).expect("a catalogue")
}

/// Checks what holds for every PDF, and returns its catalogue and its metadata.
fn assert_described<'a>(
    pdf: &'a Pdf,
    language: &str,
    title: &str,
    place: &str,
) -> (Dict<'a>, String) {
    let catalog = catalog(pdf);
    let own =
        catalog.get::<object::String>("Lang").unwrap_or_else(|| panic!("{place} has no language"));
    assert_eq!(own.as_bytes(), language.as_bytes(), "{place}");
    let metadata =
        catalog.get::<Stream>("Metadata").expect("metadata").decoded().expect("a stream");
    let metadata = String::from_utf8(metadata.to_vec()).expect("UTF-8");
    assert!(unescape(&metadata).contains(title), "{place}: no “{title}” in {metadata}");
    let has_date = metadata.contains("CreateDate") || metadata.contains("ModifyDate");
    assert!(!has_date, "{place}: {metadata}");
    assert_fonts_inside(pdf, place);
    (catalog, metadata)
}

/// Where a bookmark or link leads: the page, counted from 0, and how far to the right, in points.
pub type Target = (usize, f64);

/// The top level of the bookmarks: their titles, which must be ASCII, and where they lead.
pub fn bookmarks(bytes: &[u8]) -> Vec<(String, Target)> {
    let pdf = read(bytes, "the file");
    let mut next = catalog(&pdf).get::<Dict>("Outlines").and_then(|all| all.get::<Dict>("First"));
    let mut found = Vec::new();
    while let Some(item) = next {
        let title = item.get::<object::String>("Title").expect("a title");
        let title = String::from_utf8(title.as_bytes().to_vec()).expect("ASCII");
        found.push((title, target(&pdf, &item)));
        next = item.get("Next");
    }
    found
}

/// Where the links of a page lead that stay within the file.
pub fn inner_links(bytes: &[u8], page: usize) -> Vec<Target> {
    let pdf = read(bytes, "the file");
    let annotations = pdf.pages()[page].raw().get::<Array>("Annots").unwrap_or_default();
    let inner = annotations.iter::<Dict>().filter(|link| link.contains_key("Dest"));
    inner.map(|link| target(&pdf, &link)).collect()
}

/// Where a dictionary's `Dest` leads: `[page /XYZ left top zoom]`, or the name of that.
fn target(pdf: &Pdf, from: &Dict) -> Target {
    let place = match from.get::<Object>("Dest").expect("a target") {
        Object::String(name) => named(pdf, name.as_bytes()),
        other => other.into_array(),
    };
    let place = place.expect("a place");
    let page = place.raw_iter().next().and_then(|page| page.as_obj_ref()).expect("a page");
    let number = |id: i32| {
        pdf.pages()
            .iter()
            .position(|page| page.raw().obj_id().is_some_and(|own| own.obj_number == id))
    };
    let left = place
        .iter::<Object>()
        .nth(2)
        .and_then(hayro_syntax::object::Object::into_number)
        .expect("a number");
    (number(page.obj_number).expect("a page of the file"), left.as_f64())
}

fn named<'a>(pdf: &'a Pdf, name: &[u8]) -> Option<Array<'a>> {
    let names = catalog(pdf).get::<Dict>("Names")?.get::<Dict>("Dests")?.get::<Array>("Names")?;
    let mut names = names.iter::<Object>();
    names.find(|key| matches!(key, Object::String(key) if key.as_bytes() == name))?;
    names.next()?.into_array()
}

/// Width and height of each page in points.
pub fn page_sizes(bytes: &[u8]) -> Vec<(f64, f64)> {
    sizes(&Pdf::new(Arc::new(bytes.to_vec())).expect("a PDF"))
}

fn sizes(pdf: &Pdf) -> Vec<(f64, f64)> {
    pdf.pages().iter().map(|page| (page.media_box().width(), page.media_box().height())).collect()
}

fn assert_fonts_inside(pdf: &Pdf, place: &str) {
    let dictionaries =
        pdf.objects().into_iter().filter_map(hayro_syntax::object::Object::into_dict);
    let of_type =
        |d: &Dict, wanted: &str| d.get::<Name>("Type").is_some_and(|name| name.as_str() == wanted);
    let descriptors: Vec<Dict> = dictionaries.filter(|d| of_type(d, "FontDescriptor")).collect();
    assert!(!descriptors.is_empty(), "{place} has no font");
    for descriptor in descriptors {
        let name = descriptor.get::<Name>("FontName").expect("a name");
        assert!(name.as_str().contains('+'), "{place}: {} is not a subset", name.as_str());
        let embedded = descriptor.contains_key("FontFile3") || descriptor.contains_key("FontFile2");
        assert!(embedded, "{place}: {} is not embedded", name.as_str());
    }
}
