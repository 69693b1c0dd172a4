//! The print stage of a build: every job of the site and of its branches, subject by subject.

use std::collections::BTreeSet;

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::source::SourceFiles;
use crate::parse::branches::Branch;
use crate::parse::printed::PrintedLock;
use crate::pipeline::collector::{Collector, Stage};
use crate::pipeline::options::Options;
use crate::pipeline::outcome::Progress;
use crate::render::print::jobs::JobMaker;
use crate::render::print::{Job, PrintCache, Printer, branches, load_fonts};
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
    pub sheets: usize,
    pub typeset: usize,
}

/// What was printed of one subject.
#[derive(Default)]
struct SubjectPrints {
    /// With the place of the branch, 0 for the site's own.
    items: Vec<(usize, PrintedItem)>,
    diagnostics: Vec<Diagnostic>,
    /// The ids of the pages whose short addresses are on paper.
    addressed: BTreeSet<String>,
    kept: Vec<String>,
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
    let printed = printer.each(&subjects, |&subject| {
        let mut prints = SubjectPrints::default();
        for (branch, job) in jobs_of(site, &maker, subject, branches, options) {
            prints.sheets += 1;
            prints.addressed.extend(job.addressed().map(str::to_owned));
            let printed = printer.print(&job, sources, cache);
            files.take_all(Stage::Print, printed.artifacts);
            prints.items.extend(printed.item.map(|item| (branch, item)));
            prints.diagnostics.extend(printed.diagnostics);
            prints.kept.extend(printed.kept);
            prints.typeset += usize::from(printed.typeset);
        }
        progress.advance(1);
        prints
    });
    combined(site, printed)
}

/// The jobs of a subject, with the place of the branch that each is for: first the site's own.
fn jobs_of(
    site: &Site,
    maker: &JobMaker,
    subject: PrintSubject,
    branches: &[&Branch],
    options: &Options,
) -> Vec<(usize, Job)> {
    let own = maker.jobs(subject);
    let copies: Vec<(usize, Job)> = (1..)
        .zip(branches)
        .flat_map(|(place, branch)| {
            branches::copies(site, &own, branch).into_iter().map(move |job| (place, job))
        })
        .collect();
    let mut jobs: Vec<(usize, Job)> = own.into_iter().map(|job| (0, job)).collect();
    jobs.extend(copies);
    jobs.retain(|(_, job)| options.allow_expired || !job.is_expired());
    jobs
}

fn combined(site: &Site, printed: Vec<SubjectPrints>) -> Prints {
    let mut items = Vec::new();
    let mut addressed = BTreeSet::new();
    let mut prints = Prints::default();
    for of_subject in printed {
        items.extend(of_subject.items);
        addressed.extend(of_subject.addressed);
        prints.diagnostics.extend(of_subject.diagnostics);
        prints.kept.extend(of_subject.kept);
        prints.sheets += of_subject.sheets;
        prints.typeset += of_subject.typeset;
    }
    // The site's own first, then branch by branch.
    items.sort_by_key(|(branch, _)| *branch);
    diagnostic::sort(&mut prints.diagnostics);
    prints.items = Some(items.into_iter().map(|(_, item)| item).collect());
    prints.lock = Some(permanence::printed(site, addressed.iter().map(String::as_str)));
    prints
}

/// The printer of a site's theme.
pub(super) fn printer(site: &Site, sources: &SourceFiles) -> Result<Printer, Vec<Diagnostic>> {
    let theme = &site.config.theme;
    let fonts = load_fonts(&site.print, sources, theme)?;
    Ok(Printer::new(site.print.clone(), sources, theme, fonts))
}
