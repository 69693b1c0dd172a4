//! Everything that is printed from the shipped site: complete, accessible, of the right size.
//!
//! Everything is printed once, with another address than that of the site, for this file,
//! [`crate::content::sizes`] and [`crate::content::codes`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use wuzha::base::artifact::Artifact;
use wuzha::base::diagnostic::Diagnostic;
use wuzha::load::load;
use wuzha::render::print::Job;
use wuzha::theme::formats::{PrintFormat, PrintFormats};

use crate::support::jobs::{each, jobs_of};
use crate::support::paper::{Code, MM, Paper, read_code};
use crate::support::pdf::{assert_accessible, assert_booklet};
use crate::support::site::{package, png_size};

/// Another address than the one in `wuzha.toml`.
pub const ADDRESS: &str = "https://fraud.example.net/town";

/// Everything that is printed.
pub struct Shipped {
    pub settings: PrintFormats,
    pub items: Vec<Item>,
}

/// One printed item.
pub struct Item {
    pub job: Job,
    /// Its files, thumbnail last.
    pub artifacts: Vec<Artifact>,
    pub diagnostics: Vec<Diagnostic>,
    pub paper: Paper,
    /// The QR codes read from its images, in their order.
    pub codes: Vec<Option<Code>>,
}

impl Item {
    pub fn format<'s>(&self, shipped: &'s Shipped) -> &'s PrintFormat {
        &shipped.settings.formats[&self.job.format]
    }

    /// `fake-police, sheet-a4, en`.
    pub fn name(&self) -> String {
        format!("{}, {}, {}", self.job.data.id, self.job.format, listed(&self.job))
    }
}

pub static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let sources = load(&package()).expect("the site can be read");
    let (printer, mut jobs) = jobs_of(&sources, Some(ADDRESS));
    // The compiler remembers the template, so jobs of one format come one after the other.
    jobs.sort_by(|a, b| a.format.cmp(&b.format));
    let items = each(&jobs, |job| {
        let printed = printer.render(std::slice::from_ref(job), &sources, &());
        // The compiler remembers it, so that this costs little.
        let layout = printer.lay_out(job, &sources).ok();
        let paper = layout.as_ref().map(Paper::read).unwrap_or_default();
        let pages = layout.iter().flat_map(|layout| layout.document.pages()).collect::<Vec<_>>();
        let is_booklet = printer.formats().formats[&job.format].booklet;
        let images = paper.images.iter().filter(|_| !is_booklet);
        let codes = images.map(|image| read_code(pages[image.page], &image.area)).collect();
        let (artifacts, diagnostics) = (printed.artifacts, printed.diagnostics);
        Item { job: job.clone(), artifacts, diagnostics, paper, codes }
    });
    let settings = printer.formats().clone();
    Shipped { settings, items }
});

#[test]
fn everything_is_printed_without_diagnostics() {
    let found: Vec<String> = SHIPPED
        .items
        .iter()
        .flat_map(|item| &item.diagnostics)
        .map(|found| format!("{} {}: {}", found.rule.id(), found.file, found.message))
        .collect();
    assert!(found.is_empty(), "{} diagnostics:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_format_is_printed_in_every_language() {
    for id in SHIPPED.settings.formats.keys() {
        let made = SHIPPED.items.iter().filter(|item| item.job.format == *id);
        let languages: BTreeSet<&str> = made.map(|item| listed(&item.job)).collect();
        let wanted =
            if SHIPPED.settings.formats[id].bilingual { vec!["en"] } else { vec!["en", "zh"] };
        assert_eq!(languages.into_iter().collect::<Vec<_>>(), wanted, "{id}");
    }
}

/// The language that an item is listed under.
fn listed(job: &Job) -> &str {
    job.output.rsplit('.').next().unwrap_or("")
}

#[test]
fn every_pdf_is_accessible() {
    let mut checked = 0;
    for item in &SHIPPED.items {
        let pdf = item.artifacts.iter().find(|file| file.path.ends_with(".pdf"));
        let Some(pdf) = pdf else { continue };
        let language = if item.job.language == "zh" { "zh-CN" } else { "en-GB" };
        let is_booklet = item.format(&SHIPPED).booklet;
        // Whoever cannot read the booklet reads the handbook, which has the same pages.
        let assert = if is_booklet { assert_booklet } else { assert_accessible };
        assert(&pdf.bytes, language, &item.job.data.title, &pdf.path);
        checked += 1;
    }
    assert!(checked > 60, "{checked}");
}

/// The size of the paper in millimetres. `None` for images, which are measured in pixels.
fn paper_of(format: &str) -> Option<(f64, f64)> {
    Some(match format {
        "poster-a3" => (297.0, 420.0),
        "flyer-a5" | "handbook-a5" => (148.0, 210.0),
        "trifold" => (297.0, 210.0),
        // Two A5 pages.
        "handbook-a5-booklet" => (296.0, 210.0),
        "slides" | "share-card" | "share-card-square" | "qr-card" | "trifold-press" => return None,
        _ => (210.0, 297.0),
    })
}

#[test]
fn sheets_have_the_size_of_their_paper() {
    let mut wrong = Vec::new();
    for item in &SHIPPED.items {
        let Some(pdf) = item.artifacts.iter().find(|file| file.path.ends_with(".pdf")) else {
            continue;
        };
        let sizes = crate::support::pdf::page_sizes(&pdf.bytes);
        let fits =
            |(width, height): (f64, f64)| match (paper_of(&item.job.format), &*item.job.format) {
                // A quarter of a millimetre makes no difference on paper.
                (Some((w, h)), _) => {
                    (width - w * MM).abs() < 0.75 && (height - h * MM).abs() < 0.75
                }
                (None, "slides") => (width - 1920.0).abs() < 0.01 && (height - 1080.0).abs() < 0.01,
                // Three millimetres more on each side, and room for the marks.
                (None, _) => width >= 303.0 * MM - 0.1 && height >= 216.0 * MM - 0.1,
            };
        if sizes.is_empty() || !sizes.iter().copied().all(fits) {
            wrong.push(format!("{}: {sizes:?}", item.name()));
        }
    }
    assert!(wrong.is_empty(), "{} items have another size:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn images_have_the_size_of_their_format() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for item in &SHIPPED.items {
        let wanted = match &*item.job.format {
            "slides" => (1920, 1080),
            "share-card" => (1200, 630),
            "share-card-square" => (600, 600),
            "qr-card" => (720, 960),
            _ => continue,
        };
        for file in item
            .artifacts
            .iter()
            .filter(|file| file.path.ends_with(".png") && !file.path.ends_with(".thumb.png"))
        {
            *seen.entry(&item.job.format).or_default() += 1;
            if png_size(&file.bytes) != wanted {
                wrong.push(format!("{}: {:?}", file.path, png_size(&file.bytes)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(seen.len(), 4, "{seen:?}");
}

/// The most bytes of a file of a format, and of its thumbnail. Pages that are written later may have
/// longer texts, so there is a fifth to spare; fewer colours are the way to keep to it.
fn budget(format: &str) -> (usize, usize) {
    match format {
        "qr-card" => (15_000, 6_000),
        "share-card" => (26_000, 4_000),
        "share-card-square" => (14_000, 5_000),
        "slides" => (60_000, 6_000),
        // A whole book: about eight kilobytes a page of the site.
        "handbook-a5" | "handbook-a5-booklet" => (900_000, 8_000),
        "quiz-paper" => (150_000, 14_000),
        _ => (110_000, 16_000),
    }
}

#[test]
fn printed_files_are_small() {
    let mut wrong = Vec::new();
    for item in SHIPPED.items.iter().filter(|item| item.diagnostics.is_empty()) {
        let (most, small) = budget(&item.job.format);
        for file in &item.artifacts {
            let limit = if file.path.ends_with(".thumb.png") { small } else { most };
            if file.bytes.len() > limit {
                wrong.push(format!("{}: {} bytes of {limit}", file.path, file.bytes.len()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn everything_printed_of_a_page_is_small() {
    let mut pages: BTreeMap<&str, usize> = BTreeMap::new();
    for item in &SHIPPED.items {
        let bytes = item.artifacts.iter().map(|file| file.bytes.len()).sum::<usize>();
        *pages.entry(&item.job.data.id).or_default() += bytes;
    }
    // The site itself has the book of all its pages.
    let most = |id: &str| if id == "home" { 2_800_000 } else { 2_000_000 };
    let large: Vec<_> = pages.iter().filter(|&(&id, bytes)| *bytes > most(id)).collect();
    assert!(large.is_empty(), "{large:?}");
    let mean = pages.values().sum::<usize>() / pages.len();
    assert!(mean < 800_000, "{mean} bytes a page");
}

#[test]
fn thumbnails_are_small() {
    let mut sizes = Vec::new();
    for item in SHIPPED.items.iter().filter(|item| item.diagnostics.is_empty()) {
        let small = item.artifacts.last().expect("a thumbnail");
        assert!(small.path.ends_with(".thumb.png"), "{}", small.path);
        assert_eq!(png_size(&small.bytes).0, 360, "{}", small.path);
        sizes.push(small.bytes.len());
    }
    let mean = sizes.iter().sum::<usize>() / sizes.len();
    assert!(mean < 6_000, "{mean} bytes a thumbnail");
}

#[test]
fn what_is_no_stream_in_a_pdf_is_packed_into_one() {
    let count = |bytes: &[u8], words: &str| {
        bytes.windows(words.len()).filter(|found| *found == words.as_bytes()).count()
    };
    let pdfs = SHIPPED.items.iter().flat_map(|item| &item.artifacts);
    for pdf in pdfs.filter(|file| file.path.ends_with(".pdf")) {
        let streams = count(&pdf.bytes, "\nendstream\nendobj\n");
        assert_eq!(count(&pdf.bytes, "\nendobj\n"), streams, "{}", pdf.path);
        assert!(count(&pdf.bytes, "/Type/ObjStm") > 0, "{}", pdf.path);
        assert_eq!(count(&pdf.bytes, "/Type/XRef"), 1, "{}", pdf.path);
    }
}
