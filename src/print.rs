//! What does a branch print? Pages of the site, typeset as PDF/UA-1.
//!
//! A [`Job`] is one page in one language in one format. It holds values only; a format is a Typst
//! template and a table of `theme.toml`, so adding one adds no code here:
//!
//! 1. [`content`] turns the document tree into values,
//! 2. [`formats`] says what a theme can print and with which fonts, [`fonts`] loads these,
//! 3. [`Printer::render`] refuses characters no font has, lays out, tightens what is too long, and exports;
//!    [`world`] is where the compiler is called.
//!
//! The same job gives the same bytes, on any machine with the same fonts; [`Printer::digest`] names
//! them before they are made, so that unchanged work can be taken from a cache.

pub mod catalog;
pub mod content;
pub mod fonts;
pub mod formats;
mod glyphs;
mod lanes;
mod qr;
mod world;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use self::fonts::Fonts;
use self::formats::{Format, Settings};
pub use self::world::Layout;
use self::world::{Compiler, Order};
use crate::artifact::Artifact;
use crate::diagnostic::{self, Diagnostic};
use crate::source::{Sources, Span};

/// One page in one language in one format.
#[derive(Clone, Debug)]
pub struct Job {
    /// `scams/fake-police`.
    pub page_id: String,
    /// BCP 47.
    pub language: String,
    /// The id of a format of the theme.
    pub format: String,
    /// The prose file, for messages.
    pub source: Arc<str>,
    pub data: Sheet,
    /// The artifact's path.
    pub output: String,
}

/// What a sheet says. Dates and addresses are formatted already.
#[derive(Clone, Debug, Serialize)]
pub struct Sheet {
    pub language: String,
    pub title: String,
    /// What kind of page it is, in a word or two.
    pub kind_label: String,
    pub summary: String,
    /// The page's sections; a format takes those it names.
    pub sections: Vec<SheetSection>,
    pub emergency: Emergency,
    /// What the QR code holds: `https://example.org/s/fake-police/`.
    pub short_url: String,
    /// The same address as a person types it: `example.org/s/fake-police`.
    pub short_url_words: String,
    pub issuer: String,
    pub reviewed_on: String,
    /// The words of the form itself, in the page's language.
    pub labels: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SheetSection {
    pub id: String,
    pub heading: String,
    /// As [`content::blocks`] gives it.
    pub content: Value,
}

/// The block for people who have already paid.
#[derive(Clone, Debug, Serialize)]
pub struct Emergency {
    pub title: String,
    pub lines: Vec<Hotline>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Hotline {
    pub number: String,
    pub name: String,
    /// When to call it.
    #[serde(rename = "use")]
    pub use_: String,
}

/// What came of a run of jobs, in their order.
#[derive(Debug, Default)]
pub struct Printed {
    pub artifacts: Vec<Artifact>,
    pub diagnostics: Vec<Diagnostic>,
    /// Path and digest of every artifact that may be kept for the next run.
    pub digests: Vec<(String, String)>,
    /// How many were typeset; the others came from the cache.
    pub typeset: usize,
}

/// Looks up the bytes made before for a digest.
pub type Cache<'a> = &'a (dyn Fn(&str) -> Option<Arc<[u8]>> + Sync);

/// A theme's formats, ready to print. One serves all pages and threads.
pub struct Printer {
    settings: Settings,
    fonts: Arc<Fonts>,
    compiler: Compiler,
    /// By format, the digest of its template and of the files templates share.
    templates: BTreeMap<String, [u8; 32]>,
    theme: String,
}

/// Part of every digest: raise it when this stage makes other bytes of the same values.
const VERSION: &str = "print 1";

impl Printer {
    /// Prepares the theme in the folder `theme` (`themes/default`); see [`load_fonts`] for the fonts.
    pub fn new(settings: Settings, sources: &Sources, theme: &str, fonts: Arc<Fonts>) -> Printer {
        let compiler = Compiler::new(sources, theme, Arc::clone(&fonts));
        let templates = settings.formats.keys().map(|id| (id.clone(), template_digest(&settings, id, sources, theme)));
        let templates = templates.collect();
        Printer { settings, fonts, compiler, templates, theme: theme.to_owned() }
    }

    /// The formats pages of a kind are printed in, with their ids.
    pub fn formats<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a Format)> {
        self.settings.formats.iter().filter(move |(_, f)| f.takes(kind)).map(|(id, f)| (id.as_str(), f))
    }

    /// Typesets jobs in parallel; what `cache` has is not typeset again. Jobs with mistakes give no artifact.
    pub fn render(&self, jobs: &[Job], sources: &Sources, cache: Cache) -> Printed {
        let outcomes = lanes::each(jobs, |job| self.print(job, sources, cache), world::forget_old_work);
        let mut printed = Printed::default();
        for (job, outcome) in jobs.iter().zip(outcomes) {
            printed.typeset += usize::from(outcome.typeset);
            if let Some(bytes) = outcome.bytes {
                printed.artifacts.push(Artifact::new(job.output.clone(), bytes, &job.source));
                // What was warned of must be warned of again, so it is not kept.
                let keep = outcome.diagnostics.is_empty();
                printed.digests.extend(keep.then(|| (job.output.clone(), outcome.digest)));
            }
            printed.diagnostics.extend(outcome.diagnostics);
        }
        diagnostic::sort(&mut printed.diagnostics);
        printed
    }

    /// A digest of everything a job's bytes depend on: text, template, fonts, compiler.
    pub fn digest(&self, job: &Job) -> String {
        let mut hash = Sha256::new();
        for part in [VERSION, world::version(), &job.page_id, &job.language, &job.format] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        if let (Some(format), Some(template)) =
            (self.settings.formats.get(&job.format), self.templates.get(&job.format))
        {
            hash.update(template);
            hash.update(self.fonts.digest(self.settings.families(&job.language)));
            hash.update(self.data(job, format, 0).to_string());
        }
        format!("{:x}", hash.finalize())
    }

    /// Lays a job out without exporting it, as tight as it must be.
    pub fn lay_out(&self, job: &Job, sources: &Sources) -> Result<Layout, Vec<Diagnostic>> {
        let format = self.format(job)?;
        self.check(job, format, sources)?;
        self.fit(job, format, |_, layout| Ok(layout))
    }

    fn print(&self, job: &Job, sources: &Sources, cache: Cache) -> Outcome {
        let digest = self.digest(job);
        if let Some(bytes) = cache(&digest) {
            return Outcome { digest, bytes: Some(bytes), diagnostics: Vec::new(), typeset: false };
        }
        match self.typeset(job, sources) {
            Ok((bytes, diagnostics)) => Outcome { digest, bytes: Some(bytes.into()), diagnostics, typeset: true },
            Err(diagnostics) => Outcome { digest, bytes: None, diagnostics, typeset: true },
        }
    }

    fn typeset(&self, job: &Job, sources: &Sources) -> Result<(Vec<u8>, Vec<Diagnostic>), Vec<Diagnostic>> {
        let format = self.format(job)?;
        self.check(job, format, sources)?;
        let identity = format!("{} {} {}", job.page_id, job.language, job.format);
        self.fit(job, format, |order, layout| {
            let bytes = self.compiler.pdf(&layout.document, &identity, order)?;
            Ok((bytes, layout.warnings))
        })
    }

    fn format(&self, job: &Job) -> Result<&Format, Vec<Diagnostic>> {
        self.settings.formats.get(&job.format).ok_or_else(|| {
            let known = self.settings.formats.keys().map(String::as_str);
            let message = format!("The theme has no print format `{}`", job.format);
            let hint = diagnostic::allowed_hint(&job.format, known);
            vec![Diagnostic::error("unknown-format", &job.source, Span::default(), message).hint(hint)]
        })
    }

    /// Lays out with the loosest setting that fits, and hands the result on.
    fn fit<T>(
        &self,
        job: &Job,
        format: &Format,
        then: impl Fn(&Order, Layout) -> Result<T, Vec<Diagnostic>>,
    ) -> Result<T, Vec<Diagnostic>> {
        let subject = format!("`{}` ({}, {})", job.page_id, job.language, job.format);
        let code = qr::svg(&job.data.short_url).ok_or_else(|| {
            let message = format!("Printing {subject}: the address `{}` is too long for a QR code", job.data.short_url);
            let hint = "Give the page a shorter id, or the site a shorter address.";
            vec![Diagnostic::error("print-failed", &job.source, Span::default(), message).hint(hint)]
        })?;
        let order = Order { template: &format.template, files: &[], origin: &job.source, subject: &subject };
        let lay_out = |step| {
            let data = self.data(job, format, step).to_string().into_bytes();
            let files = [("data.json", data), ("qr.svg", code.clone().into_bytes())];
            self.compiler.lay_out(&Order { files: &files, ..order })
        };
        // The loosest step that fits, by halving: `fits` holds what fitted last, `from..to` what is still open.
        let (mut from, mut to, mut fits) = (0, format.tighten + 1, None);
        while from < to {
            let step = (from + to) / 2;
            let layout = lay_out(step)?;
            if layout.document.pages().len() <= format.pages && layout.overflow.is_empty() {
                (to, fits) = (step, Some(layout));
            } else if step == format.tighten {
                return Err(vec![too_long(job, format, &layout)]);
            } else {
                from = step + 1;
            }
        }
        then(&order, fits.expect("the tightest step either fitted or returned an error"))
    }

    /// What the template reads as `data.json`.
    fn data(&self, job: &Job, format: &Format, step: u32) -> Value {
        let sheet = &job.data;
        let wanted = format.sections.iter().filter_map(|id| sheet.sections.iter().find(|s| s.id == *id));
        let sections: Vec<&SheetSection> = wanted.collect();
        let setting = serde_json::json!({
            "language": sheet.language, "title": sheet.title, "kind_label": sheet.kind_label, "summary": sheet.summary,
            "sections": sections, "emergency": sheet.emergency, "short_url": sheet.short_url,
            "short_url_words": sheet.short_url_words, "issuer": sheet.issuer, "reviewed_on": sheet.reviewed_on,
            "labels": sheet.labels, "fonts": self.settings.families(&job.language), "format": format, "step": step,
        });
        normalized(setting)
    }

    /// Refuses what cannot be printed whole: characters without a glyph, nesting without end.
    fn check(&self, job: &Job, format: &Format, sources: &Sources) -> Result<(), Vec<Diagnostic>> {
        let setting = glyphs::Setting {
            fonts: &self.fonts,
            families: self.settings.families(&job.language),
            language: &job.language,
            source: &job.source,
            theme: &self.theme,
        };
        let mut found = glyphs::check(&self.data(job, format, 0), &setting, sources);
        let mut printed = job.data.sections.iter().filter(|s| format.sections.contains(&s.id));
        if let Some(section) = printed.find(|s| content::depth(&s.content) > content::DEEPEST) {
            let message =
                format!("The section `{}` of `{}` is nested too deeply to be printed", section.id, job.page_id);
            let hint = format!("Use at most {} levels of lists and quotes.", content::DEEPEST / 2);
            found.push(Diagnostic::error("print-failed", &job.source, Span::default(), message).hint(hint));
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }
}

/// Loads the fonts a theme's settings name. Slow (it reads the system's font folders): do it once.
pub fn load_fonts(settings: &Settings, sources: &Sources, theme: &str) -> Result<Arc<Fonts>, Vec<Diagnostic>> {
    let file = formats::file(theme);
    let text = sources.text(&file).unwrap_or_default();
    let missing = |family: String| {
        let message = format!("The font family `{family}` is not installed");
        Diagnostic::error("missing-font", &file, formats::place_of(text, &family), message).hint(fonts::INSTALL_HINT)
    };
    let loaded = Fonts::load(settings.all_families());
    loaded.map(Arc::new).map_err(|families| families.into_iter().map(missing).collect())
}

struct Outcome {
    digest: String,
    bytes: Option<Arc<[u8]>>,
    diagnostics: Vec<Diagnostic>,
    typeset: bool,
}

/// A format's template and all files that are no other format's template: what it may import.
fn template_digest(settings: &Settings, id: &str, sources: &Sources, theme: &str) -> [u8; 32] {
    let own = &settings.formats[id].template;
    let others = |path: &str| path != own && settings.formats.values().any(|f| f.template == path);
    let mut hash = Sha256::new();
    for (path, bytes) in sources.under(&format!("{theme}/print/")) {
        let name = &path[theme.len() + 1..];
        if !others(name) {
            hash.update((name.len() as u64).to_be_bytes());
            hash.update(name);
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        }
    }
    hash.finalize().into()
}

fn too_long(job: &Job, format: &Format, layout: &Layout) -> Diagnostic {
    let (page, language, id) = (&job.page_id, &job.language, &job.format);
    let pages = layout.document.pages().len();
    let message = match &layout.overflow[..] {
        [] => format!("`{page}` ({language}) fills {pages} pages as `{id}`, which has {}", format.pages),
        parts => format!("`{page}` ({language}) does not fit on `{id}`: {}", parts.join("; ")),
    };
    let hint = format!("It is set as tightly as may be. Shorten these sections: {}.", format.sections.join(", "));
    Diagnostic::error("sheet-overflow", &job.source, Span::default(), message).hint(hint)
}

/// The same value with all its strings in composed form, which is what fonts have glyphs for.
fn normalized(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.nfc().collect()),
        Value::Array(items) => items.into_iter().map(normalized).collect(),
        Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, normalized(value))).collect(),
        other => other,
    }
}
