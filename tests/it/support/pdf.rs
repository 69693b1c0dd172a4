//! What does a PDF say of itself? Enough of a reader to tell whether everybody can read the file.

use std::sync::Arc;

use hayro_syntax::Pdf;
use hayro_syntax::object::{self, Dict, Name, Stream};

/// Fails where a PDF is not tagged, titled, in its language and with its fonts inside; gives the
/// pages' sizes.
pub fn assert_accessible(
    bytes: &[u8],
    language: &str,
    title: &str,
    place: &str,
) -> Vec<(f64, f64)> {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).unwrap_or_else(|_| panic!("{place} is no PDF"));
    let jobs: Dict = pdf.xref().get(pdf.xref().root_id()).expect("a catalogue");
    let said =
        jobs.get::<object::String>("Lang").unwrap_or_else(|| panic!("{place} has no language"));
    assert_eq!(said.as_bytes(), language.as_bytes(), "{place}");
    assert_eq!(
        jobs.get::<Dict>("MarkInfo").and_then(|info| info.get("Marked")),
        Some(true),
        "{place}"
    );
    assert!(jobs.contains_key("StructTreeRoot"), "{place} has no structure");
    let shows_title =
        jobs.get::<Dict>("ViewerPreferences").and_then(|view| view.get("DisplayDocTitle"));
    assert_eq!(shows_title, Some(true), "{place}");
    let metadata = jobs.get::<Stream>("Metadata").expect("metadata").decoded().expect("a stream");
    let metadata = String::from_utf8(metadata.to_vec()).expect("UTF-8");
    assert!(metadata.contains("<pdfuaid:part>1</pdfuaid:part>"), "{place}: {metadata}");
    assert!(
        crate::support::tags::unescape(&metadata).contains(title),
        "{place}: no “{title}” in {metadata}"
    );
    assert!(
        !metadata.contains("CreateDate") && !metadata.contains("ModifyDate"),
        "{place}: {metadata}"
    );
    assert_fonts_inside(&pdf, place);
    sizes(&pdf)
}

/// Width and height of each page in points.
pub fn page_sizes(bytes: &[u8]) -> Vec<(f64, f64)> {
    sizes(&Pdf::new(Arc::new(bytes.to_vec())).expect("a PDF"))
}

fn sizes(pdf: &Pdf) -> Vec<(f64, f64)> {
    pdf.pages().iter().map(|page| (page.media_box().width(), page.media_box().height())).collect()
}

fn assert_fonts_inside(pdf: &Pdf, place: &str) {
    let dictionaries = pdf.objects().into_iter().filter_map(|object| object.into_dict());
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
