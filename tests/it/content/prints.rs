//! Is everything that is printed from what this project publishes whole, readable by everybody, and
//! of the right size?
//!
//! Everything is printed once, with another address than the site's own, for this file,
//! [`crate::content::floors`] and [`crate::content::codes`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::LazyLock;

use wuzha::base::artifact::Artifact;
use wuzha::base::diagnostic::Diagnostic;
use wuzha::load::load;
use wuzha::render::print::Job;
use wuzha::theme::formats::{Format, PrintFormats};

use crate::support::jobs::{each, jobs_of};
use crate::support::paper::{Code, MM, Paper, read_code};
use crate::support::pdf::{assert_accessible, assert_booklet};
use crate::support::site::png_size;

/// Not the one in `wuzha.toml`.
pub const ADDRESS: &str = "https://fraud.example.net/town";

/// What is printed.
pub struct Shipped {
    pub settings: PrintFormats,
    pub things: Vec<Thing>,
}

/// One printed thing.
pub struct Thing {
    pub job: Job,
    /// Its files, thumbnail last.
    pub artifacts: Vec<Artifact>,
    pub diagnostics: Vec<Diagnostic>,
    pub paper: Paper,
    /// What can be read of its pictures, in their order.
    pub codes: Vec<Option<Code>>,
}

impl Thing {
    pub fn format<'s>(&self, shipped: &'s Shipped) -> &'s Format {
        &shipped.settings.formats[&self.job.format]
    }

    /// `fake-police, sheet-a4, en`.
    pub fn name(&self) -> String {
        format!("{}, {}, {}", self.job.data.id, self.job.format, listed(&self.job))
    }
}

pub static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let sources = load(&PathBuf::from(env!("CARGO_MANIFEST_DIR"))).expect("the site can be read");
    let (printer, mut jobs) = jobs_of(&sources, Some(ADDRESS));
    // What the compiler remembers of a template helps the next job of the same format.
    jobs.sort_by(|a, b| a.format.cmp(&b.format));
    let things = each(&jobs, |job| {
        let printed = printer.render(std::slice::from_ref(job), &sources, &|_| None);
        // Remembered from a moment ago, so that it costs little.
        let layout = printer.lay_out(job, &sources).ok();
        let paper = layout.as_ref().map(Paper::read).unwrap_or_default();
        let pages = layout.iter().flat_map(|layout| layout.document.pages()).collect::<Vec<_>>();
        let is_booklet = printer.formats().formats[&job.format].booklet;
        let images = paper.images.iter().filter(|_| !is_booklet);
        let codes = images.map(|image| read_code(pages[image.page], &image.area)).collect();
        let (artifacts, diagnostics) = (printed.artifacts, printed.diagnostics);
        Thing { job: job.clone(), artifacts, diagnostics, paper, codes }
    });
    let settings = printer.formats().clone();
    Shipped { settings, things }
});

#[test]
fn everything_is_printed_without_a_word_of_complaint() {
    let complaints: Vec<String> = SHIPPED
        .things
        .iter()
        .flat_map(|thing| &thing.diagnostics)
        .map(|found| format!("{} {}: {}", found.rule.id(), found.file, found.message))
        .collect();
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn every_format_is_printed_in_every_language() {
    for id in SHIPPED.settings.formats.keys() {
        let made = SHIPPED.things.iter().filter(|thing| thing.job.format == *id);
        let languages: BTreeSet<&str> = made.map(|thing| listed(&thing.job)).collect();
        let wanted =
            if SHIPPED.settings.formats[id].bilingual { vec!["en"] } else { vec!["en", "zh"] };
        assert_eq!(languages.into_iter().collect::<Vec<_>>(), wanted, "{id}");
    }
}

/// The language a thing is listed under.
fn listed(job: &Job) -> &str {
    job.output.rsplit('.').next().unwrap_or("")
}

#[test]
fn everybody_can_read_the_files() {
    let mut checked = 0;
    for thing in &SHIPPED.things {
        let pdf = thing.artifacts.iter().find(|file| file.path.ends_with(".pdf"));
        let Some(pdf) = pdf else { continue };
        let language = if thing.job.language == "zh" { "zh-CN" } else { "en-GB" };
        let is_booklet = thing.format(&SHIPPED).booklet;
        // Whoever cannot read the booklet reads the handbook, which has the same pages.
        let assert = if is_booklet { assert_booklet } else { assert_accessible };
        assert(&pdf.bytes, language, &thing.job.data.title, &pdf.path);
        checked += 1;
    }
    assert!(checked > 60, "{checked}");
}

/// The paper in millimetres, each way of a sheet once; `None` for pictures, whose pixels count.
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
    for thing in &SHIPPED.things {
        let Some(pdf) = thing.artifacts.iter().find(|file| file.path.ends_with(".pdf")) else {
            continue;
        };
        let sizes = crate::support::pdf::page_sizes(&pdf.bytes);
        let fits =
            |(width, height): (f64, f64)| match (paper_of(&thing.job.format), &*thing.job.format) {
                // A quarter of a millimetre is what a printer does not see.
                (Some((w, h)), _) => {
                    (width - w * MM).abs() < 0.75 && (height - h * MM).abs() < 0.75
                }
                (None, "slides") => (width - 1920.0).abs() < 0.01 && (height - 1080.0).abs() < 0.01,
                // Three millimetres more on each side, and room for the marks.
                (None, _) => width >= 303.0 * MM - 0.1 && height >= 216.0 * MM - 0.1,
            };
        if sizes.is_empty() || !sizes.iter().copied().all(fits) {
            wrong.push(format!("{}: {sizes:?}", thing.name()));
        }
    }
    assert!(wrong.is_empty(), "{} have another size:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn pictures_have_the_size_that_screens_and_chats_want() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for thing in &SHIPPED.things {
        let wanted = match &*thing.job.format {
            "slides" => (1920, 1080),
            "share-card" => (1200, 630),
            "share-card-square" => (600, 600),
            "qr-card" => (900, 1200),
            _ => continue,
        };
        for file in thing
            .artifacts
            .iter()
            .filter(|file| file.path.ends_with(".png") && !file.path.ends_with(".thumb.png"))
        {
            *seen.entry(&thing.job.format).or_default() += 1;
            let limit = if thing.job.format == "slides" { usize::MAX } else { 300 * 1024 };
            if png_size(&file.bytes) != wanted || file.bytes.len() > limit {
                wrong.push(format!(
                    "{}: {:?}, {} bytes",
                    file.path,
                    png_size(&file.bytes),
                    file.bytes.len()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(seen.len(), 4, "{seen:?}");
}

#[test]
fn thumbnails_are_small() {
    for thing in SHIPPED.things.iter().filter(|thing| thing.diagnostics.is_empty()) {
        let small = thing.artifacts.last().expect("a thumbnail");
        assert!(small.path.ends_with(".thumb.png"), "{}", small.path);
        assert_eq!(png_size(&small.bytes).0, 480, "{}", small.path);
        assert!(small.bytes.len() < 100 * 1024, "{}: {} bytes", small.path, small.bytes.len());
    }
}
