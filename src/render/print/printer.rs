//! The printer: a theme's formats, ready to typeset jobs in parallel.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sha2::{Digest, Sha256};

use crate::base::artifact::Artifact;
use crate::base::diagnostic::{self, Diagnostic};
use crate::base::digest;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::render::print::bundle::Bundle;
use crate::render::print::cache::PrintCache;
use crate::render::print::data::Data;
use crate::render::print::fonts::{self, Fonts};
use crate::render::print::sheet::Job;
use crate::render::print::steps::Steps;
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
    pub(super) steps: Steps,
    /// How many pages were laid out.
    finished: AtomicUsize,
    /// The theme's own folder, for messages.
    pub(super) theme: String,
}

/// Pages laid out between two clearings of the compiler's memory, which takes megabytes for each.
const CLEAR_EVERY: usize = 6;

/// Part of every digest: raise it when this stage makes other bytes of the same values.
pub const VERSION: &str = "print 8";

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
        let steps = Steps::default();
        Printer {
            formats,
            fonts,
            compiler,
            templates,
            steps,
            finished: AtomicUsize::new(0),
            theme: theme.folder(),
        }
    }

    pub fn formats(&self) -> &PrintFormats {
        &self.formats
    }

    /// Typesets jobs in parallel; what `cache` has is not typeset again. Jobs with mistakes give no
    /// artifact.
    pub fn render(&self, jobs: &[Job], sources: &SourceFiles, cache: &dyn PrintCache) -> PrintRun {
        // Copies for branches, a handbook and its booklet: most of the layout is the same, so one
        // worker makes them one after the other.
        let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (place, job) in jobs.iter().enumerate() {
            let template = self.formats.formats.get(&job.format).map(|format| &format.template);
            groups.entry((&job.page_path, &job.language, template)).or_default().push(place);
        }
        let groups: Vec<Vec<usize>> = groups.into_values().collect();
        let print = |&place: &usize| (place, self.print(&jobs[place], sources, cache));
        let printed = self.each(&groups, |group| group.iter().map(print).collect::<Vec<_>>());
        let mut printed: Vec<(usize, Printed)> = printed.into_iter().flatten().collect();
        printed.sort_by_key(|(place, _)| *place);
        let mut run = PrintRun::default();
        for (_, printed) in printed {
            run.typeset += usize::from(printed.typeset);
            run.kept.extend(printed.kept);
            run.items.extend(printed.item);
            run.artifacts.extend(printed.artifacts);
            run.diagnostics.extend(printed.diagnostics);
        }
        diagnostic::sort(&mut run.diagnostics);
        run
    }

    /// Does `work`, which typesets, on every item, on all processors; results in the items' order.
    pub fn each<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        workers::each(items, work)
    }

    /// A digest of everything a job's bytes depend on: text, template, fonts, compiler.
    pub fn digest(&self, job: &Job) -> String {
        let format = self.formats.formats.get(&job.format);
        self.digest_of(job, format.map(|format| Data::new(job, format)).as_ref())
    }

    fn digest_of(&self, job: &Job, data: Option<&Data>) -> String {
        let mut hash = Sha256::new();
        for part in [VERSION, world::version(), &job.page_path, &job.language, &job.format] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hash.update(self.templates.get(&job.format).unwrap_or(&[0; 32]));
        hash.update(self.fonts.digest(&self.families(job)));
        if let Some(data) = data {
            hash.update(data.unbranched);
            hash.update(data.branch.to_string());
        }
        if let Some(branch) = &job.branch {
            hash.update(&branch.logo_bytes);
        }
        digest::hex(hash.finalize())
    }

    /// Lays a job out without exporting it, as tight as it must be.
    pub fn lay_out(&self, job: &Job, sources: &SourceFiles) -> Result<Layout, Vec<Diagnostic>> {
        let format = self.format(job)?;
        let data = Data::new(job, format);
        self.refuse_unprintable(job, &data, sources)?;
        self.fit(job, format, &data, |_, layout| Ok(layout))
    }

    /// What is wrong with a job as far as laying it out shows, as tightly as its format allows.
    pub fn check(&self, job: &Job, sources: &SourceFiles) -> Vec<Diagnostic> {
        let checked = self.format(job).and_then(|format| {
            let data = Data::new(job, format);
            self.refuse_unprintable(job, &data, sources)?;
            let layout = self.tightest(job, format, &data)?;
            Ok((layout.document.pages().len(), layout.warnings))
        });
        let (pages, mistakes) = checked.unwrap_or_else(|mistakes| (1, mistakes));
        self.forget_sometimes(pages);
        mistakes
    }

    /// What of a job cannot be printed, however it is laid out: letters without a font.
    pub fn unprintable(&self, job: &Job, sources: &SourceFiles) -> Vec<Diagnostic> {
        let found = self
            .format(job)
            .and_then(|format| self.refuse_unprintable(job, &Data::new(job, format), sources));
        found.err().unwrap_or_default()
    }

    /// Typesets a job, unless `cache` has it.
    pub fn print(&self, job: &Job, sources: &SourceFiles, cache: &dyn PrintCache) -> Printed {
        let (format, data) = match self.format(job) {
            Ok(format) => (format, Data::new(job, format)),
            Err(diagnostics) => return Printed { diagnostics, ..Printed::default() },
        };
        let digest = self.digest_of(job, Some(&data));
        if let Some(bundle) = cache.get(&digest).and_then(|bytes| Bundle::from_bytes(&bytes)) {
            return Printed { kept: Some(digest), ..printed(job, bundle) };
        }
        let typeset = self.typeset(job, format, data, sources);
        self.forget_sometimes(typeset.as_ref().map_or(1, |(bundle, _)| bundle.pages as usize));
        match typeset {
            // A warning must be repeated in the next build, so the result is not kept.
            Ok((bundle, diagnostics)) if !diagnostics.is_empty() => {
                Printed { diagnostics, typeset: true, ..printed(job, bundle) }
            }
            Ok((bundle, _)) => {
                cache.put(&digest, &bundle.to_bytes().into());
                Printed { kept: Some(digest), typeset: true, ..printed(job, bundle) }
            }
            Err(diagnostics) => Printed { diagnostics, typeset: true, ..Printed::default() },
        }
    }

    /// The compiler's memory is cleared now and then, beside work in progress: bounded, yet
    /// templates stay warm.
    fn forget_sometimes(&self, pages: usize) {
        let before = self.finished.fetch_add(pages.max(1), Ordering::Relaxed);
        if before / CLEAR_EVERY != (before + pages.max(1)) / CLEAR_EVERY {
            world::forget_old_work();
        }
    }

    /// Clears the compiler's memory of everything that is not in use.
    pub fn forget(&self) {
        world::forget_all();
    }

    fn typeset(
        &self,
        job: &Job,
        format: &PrintFormat,
        data: Data,
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

/// What came of a job.
#[derive(Debug, Default)]
pub struct Printed {
    pub artifacts: Vec<Artifact>,
    /// None where the job has mistakes.
    pub item: Option<PrintedItem>,
    pub diagnostics: Vec<Diagnostic>,
    /// The digest under which the cache holds it now.
    pub kept: Option<String>,
    /// Whether it was typeset; else it came from the cache.
    pub typeset: bool,
}

fn printed(job: &Job, bundle: Bundle) -> Printed {
    let item = Some(printed_item(job, &bundle));
    let artifact = |(ending, bytes): (String, Arc<[u8]>)| {
        Artifact::new(format!("{}{ending}", job.output), bytes, &job.source)
    };
    let artifacts = bundle.files.into_iter().map(artifact).collect();
    Printed { artifacts, item, ..Printed::default() }
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
    load_fonts_to_measure(formats, sources, theme).map(|fonts| Arc::new(fonts.to_print(sources)))
}

/// The same for layouts that are measured and never exported: no working fonts are made.
pub fn load_fonts_to_measure(
    formats: &PrintFormats,
    sources: &SourceFiles,
    theme: &ThemeChain,
) -> Result<Fonts, Vec<Diagnostic>> {
    let missing = |family: String| {
        let message = format!("The font family `{family}` is not installed");
        let (file, span) = formats::place_of(sources, theme, &family);
        Diagnostic::new(Rule::MissingFont, &file, span, message).hint(fonts::INSTALL_HINT)
    };
    let loaded = Fonts::load(formats.all_families());
    loaded.map_err(|families| families.into_iter().map(missing).collect())
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
