//! The printer: a theme's formats, ready to typeset jobs in parallel.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::base::artifact::Artifact;
use crate::base::diagnostic::{self, Diagnostic};
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::render::print::bundle::Bundle;
use crate::render::print::cache::PrintCache;
use crate::render::print::data::data;
use crate::render::print::fonts::{self, Fonts};
use crate::render::print::sheet::Job;
use crate::render::print::workers;
use crate::render::print::world::{self, Compiler, Layout};
use crate::site::printed_item::{PrintedItem, Thumbnail};
use crate::theme::chain::{Files, ThemeChain};
use crate::theme::formats::{self, PrintFormat, PrintFormats};

/// What came of a run of jobs, in their order.
#[derive(Debug, Default)]
pub struct PrintRun {
    pub artifacts: Vec<Artifact>,
    pub items: Vec<PrintedItem>,
    pub diagnostics: Vec<Diagnostic>,
    /// The digests of everything that the cache now holds of this run.
    pub kept: Vec<String>,
    /// How many were typeset; the others came from the cache.
    pub typeset: usize,
}

/// A theme's formats, ready to print. One serves all pages and threads.
pub struct Printer {
    formats: PrintFormats,
    pub(super) fonts: Arc<Fonts>,
    pub(super) compiler: Compiler,
    /// By format, the digest of its template and of the files templates share.
    templates: BTreeMap<String, [u8; 32]>,
    /// The theme's own folder, for messages.
    pub(super) theme: String,
}

/// Part of every digest: raise it when this stage makes other bytes of the same values.
const VERSION: &str = "print 5";

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
    pub fn render(&self, jobs: &[Job], sources: &SourceFiles, cache: &dyn PrintCache) -> PrintRun {
        let outcomes =
            workers::each(jobs, |job| self.print(job, sources, cache), world::forget_old_work);
        let mut printed = PrintRun::default();
        for (job, outcome) in jobs.iter().zip(outcomes) {
            printed.typeset += usize::from(outcome.typeset);
            if let Some(bundle) = outcome.bundle {
                if outcome.diagnostics.is_empty() {
                    printed.kept.push(outcome.digest);
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

    fn print(&self, job: &Job, sources: &SourceFiles, cache: &dyn PrintCache) -> Outcome {
        let (format, data) = match self.format(job) {
            Ok(format) => (format, data(job, format)),
            Err(diagnostics) => return Outcome { diagnostics, ..Outcome::default() },
        };
        let digest = self.digest_of(job, &data);
        if let Some(bundle) = cache.get(&digest).and_then(|bytes| Bundle::from_bytes(&bytes)) {
            return Outcome { digest, bundle: Some(bundle), ..Outcome::default() };
        }
        match self.typeset(job, format, data, sources) {
            Ok((bundle, diagnostics)) => {
                // A warning must be repeated in the next build, so the result is not kept.
                if diagnostics.is_empty() {
                    cache.put(&digest, &bundle.to_bytes().into());
                }
                Outcome { digest, bundle: Some(bundle), diagnostics, typeset: true }
            }
            Err(diagnostics) => {
                Outcome { digest, diagnostics, typeset: true, ..Outcome::default() }
            }
        }
    }

    fn typeset(
        &self,
        job: &Job,
        format: &PrintFormat,
        data: Value,
        sources: &SourceFiles,
    ) -> Result<(Bundle, Vec<Diagnostic>), Vec<Diagnostic>> {
        self.refuse_unprintable(job, &data, sources)?;
        self.fit(job, format, &data, |request, layout| {
            let bundle = self.export(job, format, &layout, request)?;
            Ok((bundle, layout.warnings))
        })
    }

    /// The families a job's texts are set in.
    pub(super) fn families(&self, job: &Job) -> Vec<String> {
        let sheets = std::iter::once(&job.data).chain(&job.others);
        let mut families: Vec<String> = Vec::new();
        for family in sheets.flat_map(|sheet| &sheet.fonts) {
            if !families.contains(family) {
                families.push(family.clone());
            }
        }
        families
    }

    fn format(&self, job: &Job) -> Result<&PrintFormat, Vec<Diagnostic>> {
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
