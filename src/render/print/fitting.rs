//! Fitting: the loosest setting with which a job fits its form, and what cannot be printed.

use std::sync::Arc;

use typst::foundations::Bytes;

use crate::base::diagnostic::Diagnostic;
use crate::base::limits;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::render::print::data::Data;
use crate::render::print::printer::Printer;
use crate::render::print::sheet::Job;
use crate::render::print::steps::{self, Attempt};
use crate::render::print::world::{self, Layout, TypesetRequest};
use crate::render::print::{content, glyphs, qr};
use crate::theme::formats::PrintFormat;

impl Printer {
    /// How many layouts it has made: several for a job whose setting must be searched.
    pub fn layouts(&self) -> usize {
        self.compiler.layouts()
    }

    /// Lays out with the loosest setting that fits, and hands the result on.
    pub(super) fn fit<T>(
        &self,
        job: &Job,
        format: &PrintFormat,
        data: &Data,
        then: impl Fn(&TypesetRequest, Layout) -> Result<T, Vec<Diagnostic>>,
    ) -> Result<T, Vec<Diagnostic>> {
        // A branch's words make a text longer, never shorter.
        let least =
            if job.branch.is_some() { self.step_of_original(job, format, data)? } else { 0 };
        let subject = subject(job);
        let layout = self.loosest(job, format, data, least, &subject)?;
        then(&request(job, format, &subject, &[]), layout)
    }

    /// The layout with the tightest setting, if that fits.
    pub(super) fn tightest(
        &self,
        job: &Job,
        format: &PrintFormat,
        data: &Data,
    ) -> Result<Layout, Vec<Diagnostic>> {
        self.loosest(job, format, data, format.tighten, &subject(job))
    }

    /// The step with which the job fits without its branch.
    fn step_of_original(
        &self,
        job: &Job,
        format: &PrintFormat,
        data: &Data,
    ) -> Result<u32, Vec<Diagnostic>> {
        if format.tighten == 0 {
            return Ok(0);
        }
        if let Some(step) = self.steps.get(&data.unbranched) {
            return Ok(step);
        }
        let original = Job { branch: None, ..job.clone() };
        let data = Data::new(&original, format);
        self.loosest(&original, format, &data, 0, &subject(&original))?;
        Ok(self.steps.get(&data.unbranched).unwrap_or_default())
    }

    /// The layout with the loosest setting, from `least` on, that fits.
    fn loosest(
        &self,
        job: &Job,
        format: &PrintFormat,
        data: &Data,
        least: u32,
        subject: &str,
    ) -> Result<Layout, Vec<Diagnostic>> {
        let mut files = self.files(job, subject)?;
        files.extend(data.files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.clone())));
        let step_file = files.len();
        files.push(("step.json".to_owned(), Bytes::from_string("")));
        let mut lay_out = |step: u32| {
            files[step_file].1 = Bytes::from_string(step.to_string());
            self.compiler.lay_out(&request(job, format, subject, &files))
        };
        let start = if job.branch.is_some() { least } else { steps::likely(format, &data.sheet) };
        let found = steps::loosest::<_, Vec<Diagnostic>>((least, format.tighten), start, |step| {
            let layout = lay_out(step)?;
            let fits = layout.document.pages().len() <= format.pages && layout.overflow.is_empty();
            Ok(if fits { Attempt::Fits(layout) } else { Attempt::TooLong(layout) })
        })?;
        match found {
            Ok((step, layout)) => {
                if least == 0 && job.branch.is_none() && format.imprint {
                    self.steps.keep(data.unbranched, step);
                }
                Ok(layout)
            }
            // One step more: the template says what is too long, for which it must measure.
            Err(layout) if layout.overflow.is_empty() => {
                Err(too_long(job, format, &lay_out(format.tighten + 1)?))
            }
            Err(layout) => Err(too_long(job, format, &layout)),
        }
    }

    /// What a template may read besides `data.json`: QR codes and the branch's logo.
    pub(super) fn files(
        &self,
        job: &Job,
        subject: &str,
    ) -> Result<Vec<(String, Bytes)>, Vec<Diagnostic>> {
        let code = |url: &str| {
            qr::svg(url).ok_or_else(|| {
                let message =
                    format!("Printing {subject}: the address `{url}` is too long for a QR code");
                let hint = "Give the page a shorter id, or the site a shorter address.";
                vec![
                    Diagnostic::new(Rule::PrintFailed, &job.source, Span::default(), message)
                        .hint(hint),
                ]
            })
        };
        let mut files = vec![("qr.svg".to_owned(), code(&job.data.short_url)?)];
        for other in &job.others {
            files.push((format!("qr/{}.svg", other.id), code(&other.short_url)?));
        }
        if let Some(branch) = job.branch.as_ref().filter(|branch| !branch.logo.is_empty()) {
            let path = branch.logo.trim_start_matches('/').to_owned();
            files.push((path, Bytes::new(Arc::clone(&branch.logo_bytes))));
        }
        Ok(files)
    }

    /// Refuses what cannot be printed whole: characters without a glyph, nesting without end.
    pub(super) fn refuse_unprintable(
        &self,
        job: &Job,
        data: &Data,
        sources: &SourceFiles,
    ) -> Result<(), Vec<Diagnostic>> {
        let setting = glyphs::Setting {
            fonts: &self.fonts,
            families: &self.families(job),
            language: &job.language,
            source: &job.source,
            theme: &self.theme,
        };
        let mut found = glyphs::missing_glyphs([&data.sheet, &data.branch], &setting, sources);
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

fn subject(job: &Job) -> String {
    format!("`{}` ({}, {})", job.page_path, job.language, job.format)
}

fn request<'a>(
    job: &'a Job,
    format: &'a PrintFormat,
    subject: &'a str,
    files: &'a [(String, Bytes)],
) -> TypesetRequest<'a> {
    TypesetRequest { template: &format.template, files, origin: &job.source, subject }
}

/// What is too long, part by part, each at its place.
fn too_long(job: &Job, format: &PrintFormat, layout: &Layout) -> Vec<Diagnostic> {
    let (page, language, id) = (&job.page_path, &job.language, &job.format);
    let found = |span: Span, message: String, what: &str| {
        let hint = format!("It is already set as tightly as possible. Shorten {what}.");
        Diagnostic::new(Rule::SheetOverflow, &job.source, span, message).hint(hint)
    };
    let sections = || job.data.sections.iter().map(|section| &*section.id);
    if layout.overflow.is_empty() {
        let heading = world::last_heading(&layout.document, format.pages);
        let place = heading.map(|heading| format!(", from “{heading}” on")).unwrap_or_default();
        let message = format!(
            "`{page}` ({language}) fills {} pages as `{id}`, which has {}{place}",
            layout.document.pages().len(),
            format.pages
        );
        let printed = sections().filter(|id| format.takes_section(id));
        let printed: Vec<String> = printed.map(|id| format!("`{id}`")).collect();
        let what = format!("one of these sections: {}", printed.join(", "));
        return vec![found(Span::default(), message, &what)];
    }
    let parts = layout.overflow.iter().map(|part| {
        let section = &part.section;
        let message = format!("`{page}` ({language}){UNFIT}`{id}`: `{section}` by {}", part.by);
        let what = match &**section {
            id if sections().any(|section| section == id) => format!("the section `{id}`"),
            "title" | "summary" => format!("the {section}"),
            _ => "the text".to_owned(),
        };
        let place = job.data.places.get(section).copied().unwrap_or_default();
        found(place, message, &what)
    });
    parts.collect()
}

/// What comes before the format in a message.
const UNFIT: &str = " does not fit as ";

/// The same, with one message for one part: a title that is too long is so in many formats.
pub fn by_place(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut merged: Vec<Diagnostic> = Vec::new();
    for one in found {
        let is_same = |other: &&mut Diagnostic| {
            one.rule == Rule::SheetOverflow
                && one.span != Span::default()
                && (other.rule, &other.file, other.span) == (one.rule, &one.file, one.span)
        };
        match (merged.iter_mut().find(is_same), one.message.split_once(UNFIT)) {
            (Some(other), Some((_, what))) => {
                if !other.message.contains(what) {
                    other.message.push_str("; as ");
                    other.message.push_str(what);
                }
            }
            _ => merged.push(one),
        }
    }
    merged
}
