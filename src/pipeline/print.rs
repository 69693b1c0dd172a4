//! The print stage of a build: every job of the site and of its branches, subject by subject.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard};

use rayon::prelude::*;

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::digest::Digest;
use crate::base::source::SourceFiles;
use crate::base::sync::lock;
use crate::parse::branches::Branch;
use crate::parse::printed::PrintedLock;
use crate::pipeline::collector::{Collector, Stage};
use crate::pipeline::fits::{Fit, FitDigests, Fits};
use crate::pipeline::options::{Fitting, Options};
use crate::pipeline::outcome::Progress;
use crate::render::print::jobs::JobMaker;
use crate::render::print::{
    Job, PrintCache, Printer, branches, by_place, load_fonts, load_fonts_to_measure,
};
use crate::site::printed_item::{PrintSubject, PrintedItem};
use crate::site::{Site, permanence};

/// What the print stage gives; empty where nothing is printed.
#[derive(Default)]
pub(super) struct Prints {
    pub diagnostics: Vec<Diagnostic>,
    /// `None` where nothing is printed in this build.
    pub items: Option<Vec<PrintedItem>>,
    pub lock: Option<PrintedLock>,
    pub kept: Vec<String>,
    /// The pages whose leaflets fit.
    pub fits: Fits,
    pub sheets: usize,
    pub typeset: usize,
    /// How many leaflets were not laid out, so that it is not known whether they fit.
    pub unknown: usize,
}

/// What was printed of one subject.
#[derive(Default)]
struct SubjectPrints {
    /// With the place of the branch, 0 for the site's own, and that among the subject's jobs.
    items: Vec<(usize, usize, PrintedItem)>,
    diagnostics: Vec<Diagnostic>,
    /// The ids of the pages whose short addresses are on paper.
    addressed: BTreeSet<String>,
    kept: Vec<String>,
    /// The digest of its leaflets, if they fit.
    fits: Option<Digest>,
    sheets: usize,
    typeset: usize,
}

/// Typesets everything that the site prints, then the copies of each branch.
pub(super) fn print(
    site: &Site,
    sources: &SourceFiles,
    options: &Options,
    branches: &[&Branch],
    cache: &dyn PrintCache,
    files: &Collector,
    progress: &dyn Progress,
) -> Prints {
    if !options.outputs.print {
        return Prints::default();
    }
    let printer = match printer(site, sources) {
        Ok(printer) => printer,
        Err(diagnostics) => return Prints { diagnostics, ..Prints::default() },
    };
    let maker = JobMaker::new(site);
    let subjects: Vec<PrintSubject> = maker.subjects().collect();
    progress.stage("leaflets", subjects.len() as u64);
    let digests = FitDigests::new(site, sources);
    // A book takes as much memory as all other leaflets together, so one is made at a time.
    let books = Mutex::new(());
    let printed = printer.each(&subjects, |&subject| {
        let mut prints = SubjectPrints::default();
        let mut book = None;
        for SubjectJob { branch, place, job } in jobs_of(site, &maker, subject, branches, options) {
            if progress.is_stopped() {
                break;
            }
            if !is_book(site, &job.format) {
                close(&printer, &mut book);
            } else if book.is_none() {
                book = Some(lock(&books));
            }
            prints.sheets += 1;
            prints.addressed.extend(job.addressed().map(str::to_owned));
            let printed = printer.print(&job, sources, cache);
            files.take_all(Stage::Print, printed.artifacts);
            prints.items.extend(printed.item.map(|item| (branch, place, item)));
            prints.diagnostics.extend(printed.diagnostics);
            prints.kept.extend(printed.kept);
            prints.typeset += usize::from(printed.typeset);
        }
        close(&printer, &mut book);
        if prints.diagnostics.is_empty() {
            prints.fits = Some(digests.of(subject));
        }
        progress.advance(1);
        prints
    });
    combined(site, printed)
}

/// Says what would be printed, and lays out what is not known to fit: all of it, or what has
/// changed, if that is little.
pub(super) fn plan(
    site: &Site,
    sources: &SourceFiles,
    fitting: &Fitting,
    files: &Collector,
) -> Prints {
    let maker = JobMaker::new(site);
    let digests = FitDigests::new(site, sources);
    let subjects: Vec<PrintSubject> = maker.subjects().collect();
    let planned: Vec<(PrintSubject, Digest, Vec<PrintedItem>)> = subjects
        .par_iter()
        .map(|&subject| (subject, digests.of(subject), maker.planned(subject)))
        .collect();
    let mut prints = Prints::default();
    let mut changed = Vec::new();
    for (subject, digest, items) in &planned {
        let leaflets = items.iter().filter(|item| !is_book(site, &item.format)).count();
        match fitting.known.get(digest) {
            Some(Fit::Fits) => prints.fits.insert(digest, Fit::Fits),
            Some(Fit::Unknown) if !fitting.all => {
                prints.fits.insert(digest, Fit::Unknown);
                prints.unknown += leaflets;
            }
            _ => changed.push((*subject, *digest, leaflets)),
        }
    }
    let count: usize = changed.iter().map(|(_, _, leaflets)| leaflets).sum();
    let look = if fitting.all {
        Some(Look::Everything)
    } else if count <= FEW {
        Some(Look::Leaflets)
    } else {
        (count <= SOME).then_some(Look::Letters)
    };
    if let Some(look) = look {
        look_at(site, sources, &maker, &changed, look, &mut prints);
    }
    if !matches!(look, Some(Look::Everything | Look::Leaflets)) {
        prints.unknown += count;
    }
    if look.is_none() {
        changed.iter().for_each(|(_, digest, _)| prints.fits.insert(digest, Fit::Unknown));
    }
    let items: Vec<PrintedItem> = planned.into_iter().flat_map(|(_, _, items)| items).collect();
    for item in &items {
        item.files.iter().chain([&item.thumbnail.file]).for_each(|file| files.expect(file));
    }
    prints.sheets = items.len();
    prints.items = Some(items);
    prints
}

/// How closely leaflets are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// All are laid out.
    Everything,
    /// All but books of many pages are.
    Leaflets,
    /// Whether there are fonts for the letters of all but books.
    Letters,
}

/// Looks at the leaflets of these subjects.
fn look_at(
    site: &Site,
    sources: &SourceFiles,
    maker: &JobMaker,
    subjects: &[(PrintSubject, Digest, usize)],
    look: Look,
    prints: &mut Prints,
) {
    if subjects.is_empty() {
        return;
    }
    let theme = &site.config.theme;
    let printer = match load_fonts_to_measure(&site.print, sources, theme) {
        Ok(fonts) => Printer::new(site.print.clone(), sources, theme, Arc::new(fonts)),
        Err(mistakes) => {
            if look != Look::Letters {
                prints.unknown += subjects.iter().map(|(_, _, leaflets)| leaflets).sum::<usize>();
            }
            return prints.diagnostics.extend(mistakes);
        }
    };
    let found = printer.each(subjects, |(subject, _, _)| {
        let jobs = maker.jobs(*subject).into_iter();
        let wanted = jobs.filter(|job| site.allow_expired || !job.is_expired());
        let wanted = wanted.filter(|job| look == Look::Everything || !is_book(site, &job.format));
        let found = wanted.flat_map(|job| match look {
            Look::Letters => printer.unprintable(&job, sources),
            Look::Everything | Look::Leaflets => printer.check(&job, sources),
        });
        found.collect::<Vec<Diagnostic>>()
    });
    for ((_, digest, _), found) in subjects.iter().zip(found) {
        if found.is_empty() {
            let fit = if look == Look::Letters { Fit::Unknown } else { Fit::Fits };
            prints.fits.insert(digest, fit);
        }
        prints.diagnostics.extend(by_place(found));
    }
}

/// Whether a format gathers other pages.
fn is_book(site: &Site, format: &str) -> bool {
    site.print.formats.get(format).is_some_and(|format| !format.members.is_empty())
}

/// How many leaflets a check lays out by itself: half a second's work.
const FEW: usize = 100;

/// How many leaflets it looks at for letters without a font: as long again.
const SOME: usize = 2000;

/// After a book, the compiler's memory is cleared before the next one may begin.
fn close(printer: &Printer, book: &mut Option<MutexGuard<()>>) {
    if book.is_some() {
        printer.forget();
        *book = None;
    }
}

/// A job of a subject.
pub(super) struct SubjectJob {
    /// The place of the branch that it is for, 0 for the site's own.
    pub branch: usize,
    /// Its place among the jobs of the subject.
    place: usize,
    pub job: Job,
}

/// The jobs of a subject. Those that share most of a layout follow each other: copies for branches,
/// a handbook and its booklet.
pub(super) fn jobs_of(
    site: &Site,
    maker: &JobMaker,
    subject: PrintSubject,
    branches: &[&Branch],
    options: &Options,
) -> Vec<SubjectJob> {
    let own = maker.jobs(subject);
    let copies = (1..).zip(branches).flat_map(|(place, branch)| {
        branches::copies(site, &own, branch).into_iter().map(move |job| (place, job))
    });
    let copies: Vec<(usize, Job)> = copies.collect();
    let all = own.into_iter().map(|job| (0, job)).chain(copies);
    let mut jobs: Vec<SubjectJob> =
        all.enumerate().map(|(place, (branch, job))| SubjectJob { branch, place, job }).collect();
    jobs.retain(|one| options.allow_expired || !one.job.is_expired());
    jobs.sort_by_cached_key(|one| {
        let format = site.print.formats.get(&one.job.format);
        let template = format.map(|format| format.template.clone());
        (one.job.language.clone(), template, one.place)
    });
    jobs
}

fn combined(site: &Site, printed: Vec<SubjectPrints>) -> Prints {
    let mut items = Vec::new();
    let mut addressed = BTreeSet::new();
    let mut prints = Prints::default();
    for of_subject in printed {
        let mut of_items = of_subject.items;
        of_items.sort_by_key(|(_, place, _)| *place);
        items.extend(of_items);
        addressed.extend(of_subject.addressed);
        prints.diagnostics.extend(by_place(of_subject.diagnostics));
        prints.kept.extend(of_subject.kept);
        of_subject.fits.iter().for_each(|digest| prints.fits.insert(digest, Fit::Fits));
        prints.sheets += of_subject.sheets;
        prints.typeset += of_subject.typeset;
    }
    // The site's own first, then branch by branch.
    items.sort_by_key(|(branch, ..)| *branch);
    diagnostic::sort(&mut prints.diagnostics);
    prints.items = Some(items.into_iter().map(|(.., item)| item).collect());
    prints.lock = Some(permanence::printed(site, addressed.iter().map(String::as_str)));
    prints
}

/// The printer of a site's theme.
pub(super) fn printer(site: &Site, sources: &SourceFiles) -> Result<Printer, Vec<Diagnostic>> {
    let theme = &site.config.theme;
    let fonts = load_fonts(&site.print, sources, theme)?;
    Ok(Printer::new(site.print.clone(), sources, theme, fonts))
}
