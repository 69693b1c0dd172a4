//! Files to audit, and what the audit reports about them.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use std::sync::Arc;

use wuzha::audit::{Bounds, Codes, audit};
use wuzha::base::artifact::{Artifact, Artifacts};
use wuzha::base::diagnostic::Diagnostic;
use wuzha::base::source::SourceFiles;
use wuzha::cli::report::{self, Paint, ReportFormat};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::site;

/// What the audit reports about some files.
pub struct Audited {
    pub found: Vec<Diagnostic>,
    pub sources: SourceFiles,
}

impl Audited {
    /// As files of a site at `https://example.org`, with what [`site::CONFIG`] allows.
    pub fn new(files: Artifacts) -> Audited {
        Audited::within(files, |_| {})
    }

    /// The same with other bounds.
    pub fn within(files: Artifacts, change: impl FnOnce(&mut Bounds)) -> Audited {
        let mut bounds = Bounds {
            base_url: site::address("https://example.org"),
            hosts: Some(site::hosts(&["www.gov.cn", ".example.net"])),
            numbers: Some(BTreeSet::from(["110".to_owned()])),
            for_folder: false,
            codes: Codes::Anywhere,
            is_made: &|_| true,
        };
        change(&mut bounds);
        let mut sources = SourceFiles::default();
        for file in files.iter() {
            sources.insert(&file.path, Arc::clone(&file.bytes));
        }
        Audited { found: audit(&files, &bounds), sources }
    }

    /// A line for each diagnostic.
    pub fn short(&self) -> String {
        report::render(&self.found, &self.sources, ReportFormat::Short, Paint::Plain)
    }

    pub fn codes(&self) -> Vec<&str> {
        self.found.iter().map(|found| found.rule.id()).collect()
    }
}

/// The files in `text`, as they would have been built. A `.png` becomes a QR code of its text, a
/// `.zip` an archive of empty files of the names in it.
pub fn outputs(text: &str) -> Artifacts {
    let files = site::files(text).into_iter().map(|(path, text)| match path.rsplit('.').next() {
        Some("png") => (path, code(text.trim())),
        Some("zip") => {
            (path, zipped(&text.lines().map(|name| (name, &b""[..])).collect::<Vec<_>>()))
        }
        _ => (path, text.into_bytes()),
    });
    artifacts(files)
}

pub fn artifacts<'a>(files: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Artifacts {
    let origin: Arc<str> = Arc::from("test");
    files.into_iter().map(|(path, bytes)| Artifact::new(path, bytes, &origin)).collect()
}

/// A QR code as a picture, eight pixels a module.
pub fn code(text: &str) -> Vec<u8> {
    const MODULE: usize = 8;
    let code = qrcode::QrCode::new(text).expect("it fits");
    let (colours, width) = (code.to_colors(), code.width());
    let side = (width + 8) * MODULE;
    let is_dark = |x: usize, y: usize| {
        let (x, y) = ((x / MODULE).wrapping_sub(4), (y / MODULE).wrapping_sub(4));
        x < width && y < width && colours[y * width + x] == qrcode::Color::Dark
    };
    let pixels: Vec<u8> =
        (0..side * side).map(|at| if is_dark(at % side, at / side) { 0 } else { 255 }).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side as u32, side as u32);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("an end");
    bytes
}

pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(*name, options).expect("a new name");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// A page that passes the audit, with `body` in it.
pub fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh\"><head><title>样页</title>\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\
         <meta name=\"robots\" content=\"noindex\"></head><body>{body}</body></html>\n"
    )
}

/// Files, one of them changed.
pub fn with_fault(
    files: &[Artifact],
    path: &str,
    change: impl FnOnce(&[u8]) -> Vec<u8>,
) -> Artifacts {
    let mut files = files.to_vec();
    let file = files.iter_mut().find(|file| file.path == path);
    let file = file.unwrap_or_else(|| panic!("there is no {path}"));
    file.bytes = change(&file.bytes).into();
    files.into_iter().collect()
}
