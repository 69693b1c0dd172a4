//! Export of a layout: the PDF, the pictures, the thumbnail.

use crate::base::diagnostic::Diagnostic;
use crate::base::narrow::to_u32;
use crate::base::rules::Rule;
use crate::base::source::Span;
use crate::render::print::bundle::Bundle;
use crate::render::print::printer::Printer;
use crate::render::print::sheet::Job;
use crate::render::print::world::{Conformance, Layout, TypesetRequest};
use crate::render::print::{impose, object_streams, picture};
use crate::site::printed_item::THUMBNAIL;
use crate::theme::formats::PrintFormat;

impl Printer {
    /// A job's files: the PDF, the pictures, the thumbnail.
    pub(super) fn export(
        &self,
        job: &Job,
        format: &PrintFormat,
        layout: &Layout,
        request: &TypesetRequest,
    ) -> Result<Bundle, Vec<Diagnostic>> {
        let pages = layout.document.pages();
        let failed = |what: &str| {
            let message = format!("Printing {}: {what}", request.subject);
            vec![Diagnostic::new(Rule::PrintFailed, &job.source, Span::default(), message)]
        };
        let mut bundle = Bundle { pages: to_u32(pages.len()), ..Bundle::default() };
        if format.output.has_pdf() {
            let branch = job.branch.as_ref().map_or("", |branch| &branch.id);
            let identity = format!("{} {} {} {branch}", job.page_path, job.language, job.format);
            let pdf = if format.booklet {
                let sides = impose::booklet(&layout.document).map_err(|why| failed(&why))?;
                bundle.pages = to_u32(sides.pages().len());
                self.compiler.pdf(&sides, Conformance::Untagged, &identity, request)?
            } else {
                self.compiler.pdf(&layout.document, Conformance::PdfUa1, &identity, request)?
            };
            let pdf = object_streams::pack(&pdf).unwrap_or(pdf);
            bundle.files.push((".pdf".to_owned(), pdf.into()));
        }
        if format.output.has_images() {
            let is_code = self.formats().uses.code.as_deref() == Some(&job.format);
            for (number, page) in pages.iter().enumerate() {
                let picture =
                    picture::page(page, is_code).ok_or_else(|| failed("a page has no extent"))?;
                let ending = if pages.len() == 1 {
                    ".png".to_owned()
                } else {
                    format!("-{:02}.png", number + 1)
                };
                bundle.files.push((ending, picture.png.into()));
            }
        }
        let small =
            pages.first().and_then(picture::thumbnail).ok_or_else(|| failed("there is no page"))?;
        bundle.thumbnail = (small.width, small.height);
        bundle.files.push((THUMBNAIL.to_owned(), small.png.into()));
        Ok(bundle)
    }
}
