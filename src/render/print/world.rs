//! The typesetter: from a template to a laid-out document and a PDF. No other file calls the
//! compiler.
//!
//! The compiler sees a theme's print files and the files a job hands in, all in memory: no disk, no
//! network, no packages, no clock.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use typst::diag::{FileError, FileResult, Severity, SourceDiagnostic, Warned};
use typst::foundations::{
    Bytes, Content, Datetime, Dict, Duration, Label, NativeElement, Selector, Smart, Value,
};
use typst::introspection::{Introspector, MetadataElem};
use typst::model::HeadingElem;
use typst::syntax::{DiagSpan, DiagSpanKind, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, PicoStr};
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::fonts::Fonts;
use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::{SourceFiles, Span};
use crate::theme::chain::Files;

/// The label under which a template reports text that did not fit:
/// `#metadata((section: "flags", by: "2 lines")) <overflow>`.
const OVERFLOW: &str = "overflow";

/// The compiler with a theme's print files and fonts, shared by all documents and threads.
pub(super) struct Compiler {
    library: LazyHash<Library>,
    fonts: Arc<Fonts>,
    /// With the path of each, for messages. Looked up, never listed: ids have no request of their
    /// own.
    templates: HashMap<FileId, (Arc<str>, Source)>,
    layouts: AtomicUsize,
}

/// One document to be laid out.
#[derive(Clone, Copy)]
pub(super) struct TypesetRequest<'a> {
    /// The template's path within the theme.
    pub template: &'a str,
    /// Files the template may read, by path: `data.json`.
    pub files: &'a [(String, Bytes)],
    /// The file that messages point at where they do not concern the template.
    pub origin: &'a Arc<str>,
    /// What is being printed, for messages.
    pub subject: &'a str,
}

/// Who can read a PDF.
#[derive(Clone, Copy)]
pub(super) enum Conformance {
    /// Everyone: tagged in reading order.
    PdfUa1,
    /// For a booklet, which is in the order for folding: only a printer is to read it.
    Untagged,
}

/// A laid-out document.
pub struct Layout {
    pub document: PagedDocument,
    /// What the template reported as too long.
    pub overflow: Vec<Overflow>,
    /// Compiler warnings.
    pub warnings: Vec<Diagnostic>,
}

/// A part that is too long for its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Overflow {
    /// The id of the page's section, or another name for the part.
    pub section: String,
    /// By how much, in the template's words: `2 lines`, `11 mm`.
    pub by: String,
}

impl Compiler {
    /// Takes the `.typ` files of a theme's `print/`.
    pub(super) fn new(sources: &SourceFiles, files: &Files, fonts: Arc<Fonts>) -> Compiler {
        let templates = files.iter().filter(|(name, _)| name.ends_with(".typ")).filter_map(
            |(name, (path, _))| {
                let id = file_id(&format!("print/{name}"))?;
                Some((id, (Arc::clone(path), Source::new(id, sources.text(path)?.to_owned()))))
            },
        );
        let templates = templates.collect();
        let library = LazyHash::new(Library::default());
        Compiler { library, fonts, templates, layouts: AtomicUsize::new(0) }
    }

    /// Lays a document out.
    pub(super) fn lay_out(&self, request: &TypesetRequest) -> Result<Layout, Vec<Diagnostic>> {
        self.layouts.fetch_add(1, Ordering::Relaxed);
        let mut world = JobWorld::new(self, request)?;
        let mut compiled = typst::compile::<PagedDocument>(&world);
        let is_drawn = |document: &PagedDocument| {
            document.pages().iter().all(|page| self.fonts.have_all(&page.frame))
        };
        if compiled.output.as_ref().is_ok_and(|document| !is_drawn(document)) {
            world.is_whole = true;
            compiled = typst::compile::<PagedDocument>(&world);
        }
        let Warned { output, warnings } = compiled;
        let to_diagnostics = |found: &[SourceDiagnostic]| {
            found.iter().map(|d| world.diagnostic(d)).collect::<Vec<_>>()
        };
        let document = output.map_err(|errors| to_diagnostics(&errors))?;
        let overflow = overflow(&document);
        Ok(Layout { document, overflow, warnings: to_diagnostics(&warnings) })
    }

    /// How many documents it has laid out.
    pub(super) fn layouts(&self) -> usize {
        self.layouts.load(Ordering::Relaxed)
    }

    /// Writes a document as PDF; `identity` names it for good and is not readable in the file.
    pub(super) fn pdf(
        &self,
        document: &PagedDocument,
        conformance: Conformance,
        identity: &str,
        request: &TypesetRequest,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let (standards, tagged) = match conformance {
            Conformance::PdfUa1 => (
                PdfStandards::new(&[PdfStandard::Ua_1])
                    .expect("PDF/UA-1 alone contradicts nothing"),
                true,
            ),
            Conformance::Untagged => (PdfStandards::default(), false),
        };
        let options = PdfOptions {
            ident: Smart::Custom(identity.to_owned()),
            creator: Smart::Custom(Some("wuzha".to_owned())),
            timestamp: None,
            standards,
            tagged,
            ..PdfOptions::default()
        };
        let world = JobWorld::new(self, request)?;
        typst_pdf::pdf(document, &options)
            .map_err(|errors| errors.iter().map(|d| world.diagnostic(d)).collect())
    }
}

/// The version of the compiler, which every digest must hold.
pub(super) fn version() -> &'static str {
    typst::utils::version().raw()
}

/// Forgets what the compiler remembers, except what it has used since the last call.
pub(super) fn forget_old_work() {
    typst::comemo::evict(1);
}

/// Forgets everything that the compiler remembers.
pub(super) fn forget_all() {
    typst::comemo::evict(0);
}

/// The compiler's view of one request.
struct JobWorld<'a> {
    compiler: &'a Compiler,
    request: &'a TypesetRequest<'a>,
    main: FileId,
    files: HashMap<FileId, Bytes>,
    /// Whether fonts have all their characters, and not only those of the site.
    is_whole: bool,
}

impl<'a> JobWorld<'a> {
    fn new(
        compiler: &'a Compiler,
        request: &'a TypesetRequest<'a>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let main = file_id(request.template).ok_or_else(|| {
            let message = format!("`{}` is not a path within the theme", request.template);
            vec![Diagnostic::new(Rule::PrintFailed, request.origin, Span::default(), message)]
        })?;
        let files =
            request.files.iter().filter_map(|(path, bytes)| Some((file_id(path)?, bytes.clone())));
        Ok(JobWorld { compiler, request, main, files: files.collect(), is_whole: false })
    }

    /// What the compiler says, at the template's line if it has one.
    fn diagnostic(&self, said: &SourceDiagnostic) -> Diagnostic {
        let place = self.place(said.span);
        let (file, span) =
            place.unwrap_or_else(|| (Arc::clone(self.request.origin), Span::default()));
        let message = format!("Printing {}: {}", self.request.subject, said.message);
        let mut hints: Vec<&str> = said.hints.iter().map(|hint| hint.v.as_str()).collect();
        if hints.is_empty() {
            hints.push("Correct the template, or take back the last change to it.");
        }
        let diagnostic = match said.severity {
            Severity::Error => Diagnostic::new(Rule::PrintFailed, &file, span, message),
            Severity::Warning => Diagnostic::warning(Rule::PrintFailed, &file, span, message),
        };
        diagnostic.hint(hints.join("; "))
    }

    fn place(&self, span: DiagSpan) -> Option<(Arc<str>, Span)> {
        let id = match span.get() {
            DiagSpanKind::Detached => return None,
            DiagSpanKind::Number { id, .. } | DiagSpanKind::Range { id, .. } => id,
        };
        let (path, _) = self.compiler.templates.get(&id)?;
        Some((Arc::clone(path), Span::new(self.range(span)?)))
    }
}

impl World for JobWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.compiler.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.compiler.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.compiler
            .templates
            .get(&id)
            .map(|(_, source)| source.clone())
            .ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        let fonts = &self.compiler.fonts;
        if self.is_whole { fonts.whole_font(index) } else { fonts.font(index) }
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn file_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

fn not_found(id: FileId) -> FileError {
    match id.get().root() {
        VirtualRoot::Project => {
            FileError::NotFound(PathBuf::from(id.get().vpath().get_without_slash()))
        }
        VirtualRoot::Package(_) => {
            FileError::Other(Some("print templates cannot use packages".into()))
        }
    }
}

fn overflow(document: &PagedDocument) -> Vec<Overflow> {
    let Some(label) = Label::new(PicoStr::intern(OVERFLOW)) else { return Vec::new() };
    let found = document.introspector().query(&Selector::Label(label));
    let found = found.iter().filter_map(|content| content.to_packed::<MetadataElem>());
    found.map(|metadata| to_overflow(&metadata.value)).collect()
}

/// What a template wrote; a part that belongs to no section is `text`.
fn to_overflow(value: &Value) -> Overflow {
    let fields = value.clone().cast::<Dict>().unwrap_or_default();
    let field =
        |name: &str| fields.get(name).ok().and_then(|value| value.clone().cast::<String>().ok());
    let by = field("by").or_else(|| value.clone().cast::<String>().ok());
    Overflow {
        section: field("section").unwrap_or_else(|| "text".to_owned()),
        by: by.unwrap_or_else(|| "an unknown length".to_owned()),
    }
}

/// The words of the last heading that begins within the first `pages` pages.
pub(super) fn last_heading(document: &PagedDocument, pages: usize) -> Option<String> {
    let introspector = document.introspector();
    let headings = introspector.query(&Selector::Elem(HeadingElem::ELEM, None));
    let within = |content: &Content| {
        let page =
            content.location().and_then(|at| introspector.position(at)).map(|at| at.page.get());
        page.is_some_and(|page| page <= pages)
    };
    let heading = headings.iter().rev().find(|content| within(content))?;
    heading.to_packed::<HeadingElem>().map(|heading| heading.body.plain_text().to_string())
}
