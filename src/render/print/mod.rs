//! Print: pages of the site, typeset as PDF/UA-1 or drawn as pictures.
//!
//! A [`Job`] is one page in one language in one format. It holds values only; a format is a Typst
//! template and a table of `theme.toml`, so adding one adds no code here:
//!
//! 1. [`content`] turns the document tree into values, [`jobs`] says what the site prints,
//! 2. [`fonts`] loads the families the theme names,
//! 3. [`Printer::render`] refuses characters no font has, lays out, tightens what is too long, and
//!    exports; [`world`] is where the compiler is called, `picture` draws, `impose` lays two pages
//!    of a booklet on a side.
//!
//! The same job gives the same bytes, on any machine with the same fonts; [`Printer::digest`] names
//! them before they are made, so that unchanged work can be taken from a cache.

pub mod sheet;
pub mod jobs;
mod sheet_builder;
pub mod branches;
pub mod content;
mod data;
pub mod fonts;
mod bundle;
mod glyphs;
mod workers;
mod impose;
mod picture;
mod qr;
mod world;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use sha2::{Digest, Sha256};

use self::bundle::Bundle;
use self::data::data;
use self::fonts::Fonts;
pub use self::sheet::{
    Branch, Emergency, Hotline, IndexLetter, IndexName, Job, Sheet, SheetQuestion, SheetSection,
    Short,
};
use self::world::{Compiler, Conformance, Request};
pub use self::world::{Layout, Overflow};
use crate::base::artifact::Artifact;
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::base::{diagnostic, limits};
use crate::site::printed_item::{PrintedItem, THUMBNAIL, Thumbnail};
use crate::theme::chain::{Files, ThemeChain};
use crate::theme::formats;
use crate::theme::formats::{Format, PrintFormats};

/// What came of a run of jobs, in their request.
#[derive(Debug, Default)]
pub struct PrintRun {
    pub artifacts: Vec<Artifact>,
    pub items: Vec<PrintedItem>,
    pub diagnostics: Vec<Diagnostic>,
    /// Digest and bytes of everything that may be kept for the next run.
    pub kept: Vec<(String, Arc<[u8]>)>,
    /// How many were typeset; the others came from the cache.
    pub typeset: usize,
}

/// Looks up the bytes made before for a digest.
pub type Cache<'a> = &'a (dyn Fn(&str) -> Option<Arc<[u8]>> + Sync);

/// A theme's formats, ready to print. One serves all pages and threads.
pub struct Printer {
    formats: PrintFormats,
    fonts: Arc<Fonts>,
    compiler: Compiler,
    /// By format, the digest of its template and of the files templates share.
    templates: BTreeMap<String, [u8; 32]>,
    /// The theme's own folder, for messages.
    theme: String,
}

/// Part of every digest: raise it when this stage makes other bytes of the same values.
const VERSION: &str = "print 4";

impl Printer {
    /// Prepares a theme; see [`load_fonts`] for the fonts.
    pub fn new(
        formats: PrintFormats,
        sources: &SourceFiles,
        theme: &ThemeChain,
        fonts: Arc<Fonts>,
    ) -> Printer {
        let files = theme.files(sources, "print/");
        let compiler = Compiler::new(sources, &files, Arc::clone(&fonts));
        let templates =
            formats.formats.keys().map(|id| (id.clone(), template_digest(&formats, id, &files)));
        let templates = templates.collect();
        Printer { formats, fonts, compiler, templates, theme: theme.folder() }
    }

    pub fn formats(&self) -> &PrintFormats {
        &self.formats
    }

    /// Typesets jobs in parallel; what `cache` has is not typeset again. Jobs with mistakes give no
    /// artifact.
    pub fn render(&self, jobs: &[Job], sources: &SourceFiles, cache: Cache) -> PrintRun {
        let outcomes =
            workers::each(jobs, |job| self.print(job, sources, cache), world::forget_old_work);
        let mut printed = PrintRun::default();
        for (job, outcome) in jobs.iter().zip(outcomes) {
            printed.typeset += usize::from(outcome.typeset);
            if let Some(bundle) = outcome.bundle {
                // A warning must be repeated in the next build, so the result is not kept.
                if outcome.diagnostics.is_empty() {
                    printed.kept.push((outcome.digest, outcome.bytes));
                }
                printed.items.push(printed_item(job, &bundle));
                let artifact = |(ending, bytes): (String, Arc<[u8]>)| {
                    Artifact::new(format!("{}{ending}", job.output), bytes, &job.source)
                };
                printed.artifacts.extend(bundle.files.into_iter().map(artifact));
            }
            printed.diagnostics.extend(outcome.diagnostics);
        }
        diagnostic::sort(&mut printed.diagnostics);
        printed
    }

    /// A digest of everything a job's bytes depend on: text, template, fonts, compiler.
    pub fn digest(&self, job: &Job) -> String {
        let data = self.formats.formats.get(&job.format).map(|format| data(job, format));
        self.digest_of(job, data.as_ref().unwrap_or(&Value::Null))
    }

    fn digest_of(&self, job: &Job, data: &Value) -> String {
        let mut hash = Sha256::new();
        for part in [VERSION, world::version(), &job.page_path, &job.language, &job.format] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hash.update(self.templates.get(&job.format).unwrap_or(&[0; 32]));
        hash.update(self.fonts.digest(&self.families(job)));
        hash.update(data.to_string());
        hash.update(
            job.branch.iter().flat_map(|branch| &*branch.logo_bytes).copied().collect::<Vec<u8>>(),
        );
        format!("{:x}", hash.finalize())
    }

    /// Lays a job out without exporting it, as tight as it must be.
    pub fn lay_out(&self, job: &Job, sources: &SourceFiles) -> Result<Layout, Vec<Diagnostic>> {
        let format = self.format(job)?;
        let data = data(job, format);
        self.refuse_unprintable(job, &data, sources)?;
        self.fit(job, format, &data, |_, layout| Ok(layout))
    }

    fn print(&self, job: &Job, sources: &SourceFiles, cache: Cache) -> Outcome {
        let (format, data) = match self.format(job) {
            Ok(format) => (format, data(job, format)),
            Err(diagnostics) => return Outcome { diagnostics, ..Outcome::default() },
        };
        let digest = self.digest_of(job, &data);
        if let Some((bytes, bundle)) =
            cache(&digest).and_then(|bytes| Some((bytes.clone(), Bundle::from_bytes(&bytes)?)))
        {
            return Outcome {
                digest,
                bytes,
                bundle: Some(bundle),
                diagnostics: Vec::new(),
                typeset: false,
            };
        }
        match self.typeset(job, format, data, sources) {
            Ok((bundle, diagnostics)) => Outcome {
                digest,
                bytes: bundle.to_bytes().into(),
                bundle: Some(bundle),
                diagnostics,
                typeset: true,
            },
            Err(diagnostics) => {
                Outcome { digest, diagnostics, typeset: true, ..Outcome::default() }
            }
        }
    }

    fn typeset(
        &self,
        job: &Job,
        format: &Format,
        data: Value,
        sources: &SourceFiles,
    ) -> Result<(Bundle, Vec<Diagnostic>), Vec<Diagnostic>> {
        self.refuse_unprintable(job, &data, sources)?;
        self.fit(job, format, &data, |request, layout| {
            let bundle = self.export(job, format, &layout, request)?;
            Ok((bundle, layout.warnings))
        })
    }

    /// A job's files: the PDF, the pictures, the thumbnail.
    fn export(
        &self,
        job: &Job,
        format: &Format,
        layout: &Layout,
        request: &Request,
    ) -> Result<Bundle, Vec<Diagnostic>> {
        let pages = layout.document.pages();
        let failed = |what: &str| {
            let message = format!("Printing {}: {what}", request.subject);
            vec![Diagnostic::new(Rule::PrintFailed, &job.source, Span::default(), message)]
        };
        let mut bundle = Bundle { pages: pages.len() as u32, ..Bundle::default() };
        if format.output.has_pdf() {
            let branch = job.branch.as_ref().map_or("", |branch| &branch.id);
            let identity = format!("{} {} {} {branch}", job.page_path, job.language, job.format);
            let pdf = if format.booklet {
                let sides = impose::booklet(&layout.document).map_err(|why| failed(&why))?;
                bundle.pages = sides.pages().len() as u32;
                self.compiler.pdf(&sides, Conformance::Untagged, &identity, request)?
            } else {
                self.compiler.pdf(&layout.document, Conformance::PdfUa1, &identity, request)?
            };
            bundle.files.push((".pdf".to_owned(), pdf.into()));
        }
        if format.output.has_images() {
            for (number, page) in pages.iter().enumerate() {
                let picture = picture::page(page).ok_or_else(|| failed("a page has no extent"))?;
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

    /// The families a job's texts are set in.
    fn families(&self, job: &Job) -> Vec<String> {
        let sheets = std::iter::once(&job.data).chain(&job.others);
        let mut families: Vec<String> = Vec::new();
        for family in sheets.flat_map(|sheet| &sheet.fonts) {
            if !families.contains(family) {
                families.push(family.clone());
            }
        }
        families
    }

    fn format(&self, job: &Job) -> Result<&Format, Vec<Diagnostic>> {
        self.formats.formats.get(&job.format).ok_or_else(|| {
            let known = self.formats.formats.keys().map(String::as_str);
            let message = format!("The theme has no print format `{}`", job.format);
            let hint = diagnostic::allowed_hint(&job.format, known);
            vec![
                Diagnostic::new(Rule::PrintFailed, &job.source, Span::default(), message)
                    .hint(hint),
            ]
        })
    }

    /// Lays out with the loosest setting that fits, and hands the result on.
    fn fit<T>(
        &self,
        job: &Job,
        format: &Format,
        data: &Value,
        then: impl Fn(&Request, Layout) -> Result<T, Vec<Diagnostic>>,
    ) -> Result<T, Vec<Diagnostic>> {
        let subject = format!("`{}` ({}, {})", job.page_path, job.language, job.format);
        let mut files = self.files(job, &subject)?;
        files.insert("data.json".to_owned(), data.to_string().into_bytes());
        let request = Request {
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
            self.compiler.lay_out(&Request { files: &files, ..request })
        };
        let too_long = |layout: &Layout| Err(vec![too_long(job, format, layout)]);
        // The loosest step that fits, by halving: `fits` holds what fitted last, `from..to` what is
        // still open.
        let (mut from, mut to, mut fits) = (0, format.tighten + 1, None);
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
    fn files(
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
    fn refuse_unprintable(
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

fn printed_item(job: &Job, bundle: &Bundle) -> PrintedItem {
    let path = |(ending, _): &(String, Arc<[u8]>)| format!("{}{ending}", job.output);
    let (thumbnail, files) = bundle.files.split_last().expect("every job has a thumbnail, last");
    let (width, height) = bundle.thumbnail;
    PrintedItem {
        subject: job.subject,
        branch: job.branch.as_ref().map(|branch| branch.id.clone()),
        format: job.format.clone(),
        language: job.listed,
        pages: bundle.pages as usize,
        files: files.iter().map(path).collect(),
        bytes: files.first().map_or(0, |(_, bytes)| bytes.len()),
        thumbnail: Thumbnail { file: path(thumbnail), width, height },
    }
}

/// Loads the fonts a theme's formats name. Slow (it reads the system's font folders): do it once.
pub fn load_fonts(
    formats: &PrintFormats,
    sources: &SourceFiles,
    theme: &ThemeChain,
) -> Result<Arc<Fonts>, Vec<Diagnostic>> {
    let missing = |family: String| {
        let message = format!("The font family `{family}` is not installed");
        let (file, span) = formats::place_of(sources, theme, &family);
        Diagnostic::new(Rule::MissingFont, &file, span, message).hint(fonts::INSTALL_HINT)
    };
    let loaded = Fonts::load(formats.all_families());
    loaded.map(Arc::new).map_err(|families| families.into_iter().map(missing).collect())
}

#[derive(Default)]
struct Outcome {
    digest: String,
    /// The bundle as it is kept.
    bytes: Arc<[u8]>,
    bundle: Option<Bundle>,
    diagnostics: Vec<Diagnostic>,
    typeset: bool,
}

/// A format's template and all files that are no other format's template: what it may import.
fn template_digest(formats: &PrintFormats, id: &str, files: &Files) -> [u8; 32] {
    let own = &formats.formats[id].template;
    let others = |path: &str| path != own && formats.formats.values().any(|f| f.template == path);
    let mut hash = Sha256::new();
    for (name, (_, bytes)) in files {
        let name = format!("print/{name}");
        if !others(&name) {
            hash.update((name.len() as u64).to_be_bytes());
            hash.update(&name);
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        }
    }
    hash.finalize().into()
}

fn too_long(job: &Job, format: &Format, layout: &Layout) -> Diagnostic {
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
    let named: Vec<&str> = layout.overflow.iter().map(|part| &*part.section).collect();
    let sections: Vec<&str> = if named.is_empty() {
        job.data
            .sections
            .iter()
            .map(|section| &*section.id)
            .filter(|id| format.takes_section(id))
            .collect()
    } else {
        named
    };
    let hint =
        format!("It is set as tightly as possible. Shorten in the text: {}.", sections.join(", "));
    Diagnostic::new(Rule::SheetOverflow, &job.source, Span::default(), message).hint(hint)
}
