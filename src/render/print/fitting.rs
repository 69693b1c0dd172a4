//! Fitting: the loosest setting with which a job fits its form, and what cannot be printed.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::base::diagnostic::Diagnostic;
use crate::base::limits;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::render::print::printer::Printer;
use crate::render::print::sheet::Job;
use crate::render::print::world::{self, Layout, TypesetRequest};
use crate::render::print::{content, glyphs, qr};
use crate::theme::formats::PrintFormat;

impl Printer {
    /// Lays out with the loosest setting that fits, from step `loosest` on, and hands the result on.
    pub(super) fn fit<T>(
        &self,
        job: &Job,
        format: &PrintFormat,
        data: &Value,
        loosest: u32,
        then: impl Fn(&TypesetRequest, Layout) -> Result<T, Vec<Diagnostic>>,
    ) -> Result<T, Vec<Diagnostic>> {
        let subject = format!("`{}` ({}, {})", job.page_path, job.language, job.format);
        let mut files = self.files(job, &subject)?;
        files.insert("data.json".to_owned(), data.to_string().into_bytes());
        let request = TypesetRequest {
            template: &format.template,
            files: &[],
            origin: &job.source,
            subject: &subject,
        };
        let mut lay_out = |step: u32| {
            // Apart from the data, so that what does not depend on it is evaluated once.
            files.insert("step.json".to_owned(), step.to_string().into_bytes());
            let files: Vec<_> =
                files.iter().map(|(path, bytes)| (&**path, bytes.clone())).collect();
            self.compiler.lay_out(&TypesetRequest { files: &files, ..request })
        };
        let too_long = |layout: &Layout| Err(vec![too_long(job, format, layout)]);
        // The loosest step that fits, by halving: `fits` holds what fitted last, `from..to` what is
        // still open.
        let (mut from, mut to, mut fits) = (loosest, format.tighten + 1, None);
        while from < to {
            let step = (from + to) / 2;
            let layout = lay_out(step)?;
            if layout.document.pages().len() <= format.pages && layout.overflow.is_empty() {
                (to, fits) = (step, Some(layout));
            } else if step < format.tighten {
                from = step + 1;
            } else if layout.overflow.is_empty() {
                // One step more: the template says what is too long, for which it must measure.
                return too_long(&lay_out(step + 1)?);
            } else {
                return too_long(&layout);
            }
        }
        then(&request, fits.expect("the tightest step either fitted or returned an error"))
    }

    /// What a template may read besides `data.json`: QR codes and the branch's logo.
    pub(super) fn files(
        &self,
        job: &Job,
        subject: &str,
    ) -> Result<BTreeMap<String, Vec<u8>>, Vec<Diagnostic>> {
        let code = |url: &str| {
            qr::svg(url).map(String::into_bytes).ok_or_else(|| {
                let message =
                    format!("Printing {subject}: the address `{url}` is too long for a QR code");
                let hint = "Give the page a shorter id, or the site a shorter address.";
                vec![
                    Diagnostic::new(Rule::PrintFailed, &job.source, Span::default(), message)
                        .hint(hint),
                ]
            })
        };
        let mut files = BTreeMap::from([("qr.svg".to_owned(), code(&job.data.short_url)?)]);
        for other in &job.others {
            files.insert(format!("qr/{}.svg", other.id), code(&other.short_url)?);
        }
        if let Some(branch) = job.branch.as_ref().filter(|branch| !branch.logo.is_empty()) {
            files
                .insert(branch.logo.trim_start_matches('/').to_owned(), branch.logo_bytes.to_vec());
        }
        Ok(files)
    }

    /// Refuses what cannot be printed whole: characters without a glyph, nesting without end.
    pub(super) fn refuse_unprintable(
        &self,
        job: &Job,
        data: &Value,
        sources: &SourceFiles,
    ) -> Result<(), Vec<Diagnostic>> {
        let setting = glyphs::Setting {
            fonts: &self.fonts,
            families: &self.families(job),
            language: &job.language,
            source: &job.source,
            theme: &self.theme,
        };
        let mut found = glyphs::missing_glyphs(data, &setting, sources);
        let sheets = std::iter::once(&job.data).chain(&job.others);
        let mut sections =
            sheets.flat_map(|sheet| sheet.sections.iter().map(move |section| (sheet, section)));
        if let Some((sheet, section)) =
            sections.find(|(_, s)| content::depth(&s.content) > limits::PRINTED_NESTING)
        {
            let message = format!(
                "The section `{}` of `{}` is nested too deeply to be printed",
                section.id, sheet.id
            );
            let hint =
                format!("Use at most {} levels of lists and quotes.", limits::PRINTED_NESTING / 2);
            found.push(
                Diagnostic::new(Rule::PrintFailed, &job.source, Span::default(), message)
                    .hint(hint),
            );
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }
}

fn too_long(job: &Job, format: &PrintFormat, layout: &Layout) -> Diagnostic {
    let (page, language, id) = (&job.page_path, &job.language, &job.format);
    let pages = layout.document.pages().len();
    let message = match &layout.overflow[..] {
        [] => {
            let heading = world::last_heading(&layout.document, format.pages);
            let place = heading.map(|heading| format!(", from “{heading}” on")).unwrap_or_default();
            format!(
                "`{page}` ({language}) fills {pages} pages as `{id}`, which has {}{place}",
                format.pages
            )
        }
        parts => {
            let parts: Vec<String> =
                parts.iter().map(|part| format!("`{}` by {}", part.section, part.by)).collect();
            format!("`{page}` ({language}) does not fit as `{id}`: {}", parts.join(", "))
        }
    };
    let sections = || job.data.sections.iter().map(|section| &*section.id);
    let quoted =
        |ids: Vec<&str>| ids.into_iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    let what = match &layout.overflow[..] {
        [] => {
            let printed = quoted(sections().filter(|id| format.takes_section(id)).collect());
            format!("one of these sections: {printed}")
        }
        [part] if sections().any(|id| id == part.section) => {
            format!("the section `{}`", part.section)
        }
        [_] => "the text".to_owned(),
        parts => {
            let named = quoted(parts.iter().map(|part| &*part.section).collect());
            format!("these sections: {named}")
        }
    };
    let hint = format!("It is already set as tightly as possible. Shorten {what}.");
    Diagnostic::new(Rule::SheetOverflow, &job.source, Span::default(), message).hint(hint)
}
