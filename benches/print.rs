//! What does each printed form cost? Typesets the jobs of a site, format by format, fonts already
//! loaded.
//!
//! `cargo bench --bench print [-- ROOT [FORMAT]]`. Every round prints the same pages with another
//! mark in every text of theirs, so that nothing of it was laid out before; figures are medians
//! over rounds, on all processors. Milliseconds a job are those of the processor, which other
//! programs do not lengthen: of the whole job, of laying it out as often as it takes, and of a copy
//! for a branch.
#![allow(
    clippy::cast_precision_loss,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a benchmark prints figures"
)]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};
use serde_json::Value;
use wuzha::base::source::SourceFiles;
use wuzha::load;
use wuzha::render::print::{Imprint, Job, Printer, jobs, load_fonts};
use wuzha::site::assemble::assemble;
use wuzha::theme::formats::PrintFormats;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 3;

/// For how many branches copies are printed of each job.
const BRANCHES: u32 = 4;

fn main() {
    // Cargo adds `--bench`.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let root = args.first().map_or(".", String::as_str);
    let sources = load::load(Path::new(root)).expect("the site can be read");
    let site = assemble(&sources, None).site.expect("the site can be assembled");
    let theme = &site.config.theme;
    let settings =
        PrintFormats::read(&sources, theme).expect("the theme's print settings can be read");

    let start = Instant::now();
    let fonts = load_fonts(&settings, &sources, theme).expect("the fonts are installed");
    println!("fonts: {:.0} ms, {} threads", millis(start.elapsed()), rayon::current_num_threads());

    let printer = Printer::new(settings.clone(), &sources, theme, fonts);
    let jobs = jobs::jobs(&site);
    println!(
        "{:20} {:>5} {:>6} {:>8} {:>8} {:>8} {:>9} {:>9} {:>9}",
        "format", "jobs", "pages", "ms", "layout", "layouts", "jobs/s", "KB", "ms/copy"
    );
    for (id, format) in
        settings.formats.iter().filter(|(id, _)| args.get(1).is_none_or(|wanted| wanted == *id))
    {
        let of_format: Vec<&Job> = jobs.iter().filter(|job| job.format == *id).collect();
        if of_format.is_empty() {
            continue;
        }
        // The first round reads the template; it does not count.
        let mut rounds: Vec<Round> = (0..=ROUNDS)
            .map(|round| Round::new(&printer, &sources, &of_format, format.imprint, round))
            .skip(1)
            .collect();
        rounds.sort_unstable_by_key(|round| round.processor);
        let round = &rounds[ROUNDS / 2];
        let count = of_format.len() as f64;
        println!(
            "{id:20} {count:5} {:6.1} {:8.1} {:8.1} {:8.2} {:9.0} {:9.0} {:9.1}",
            round.pages as f64 / count,
            millis(round.processor) / count,
            millis(round.layout) / count,
            round.layouts as f64 / count,
            count / round.elapsed.as_secs_f64(),
            round.bytes as f64 / 1024.0 / count,
            millis(round.copies) / count / f64::from(BRANCHES),
        );
    }
}

/// What the jobs of a format cost.
struct Round {
    processor: Duration,
    elapsed: Duration,
    /// The processor's time for layouts alone.
    layout: Duration,
    layouts: usize,
    /// The processor's time for the copies of all branches, after their originals.
    copies: Duration,
    pages: usize,
    bytes: usize,
}

impl Round {
    fn new(
        printer: &Printer,
        sources: &SourceFiles,
        jobs: &[&Job],
        imprint: bool,
        round: usize,
    ) -> Round {
        let marked = |round: usize| jobs.iter().map(move |job| mark(job, round));
        let before = (processor(), printer.layouts());
        let _: Vec<_> =
            marked(10 + round).map(|job| printer.lay_out(&job, sources).map(drop)).collect();
        let (layout, layouts) = (processor() - before.0, printer.layouts() - before.1);

        let marked: Vec<Job> = marked(round).collect();
        let (start, before) = (Instant::now(), processor());
        let printed = printer.render(&marked, sources, &());
        let (processor_time, elapsed) = (processor() - before, start.elapsed());
        for diagnostic in printed.diagnostics.iter().take(3) {
            eprintln!("{}", diagnostic.message);
        }

        let branches = if imprint { BRANCHES } else { 0 };
        let copies: Vec<Job> =
            marked.iter().flat_map(|job| (0..branches).map(|number| copy(job, number))).collect();
        let before = processor();
        let printed_copies = printer.render(&copies, sources, &());
        for diagnostic in printed_copies.diagnostics.iter().take(3) {
            eprintln!("{}", diagnostic.message);
        }
        Round {
            processor: processor_time,
            elapsed,
            layout,
            layouts,
            copies: processor() - before,
            pages: printed.items.iter().map(|material| material.pages).sum(),
            bytes: printed.artifacts.iter().map(|artifact| artifact.bytes.len()).sum(),
        }
    }
}

/// The job with the name and address of a branch.
fn copy(job: &Job, number: u32) -> Job {
    let imprint = Imprint {
        id: format!("branch-{number}"),
        name: format!("Branch {number}"),
        address: format!("{number} High Street"),
        telephone: format!("010 5550 {number:04}"),
        telephone_name: String::new(),
        logo: String::new(),
        logo_bytes: Arc::from([]),
    };
    Job { branch: Some(Arc::new(imprint)), ..job.clone() }
}

/// The time that all processors have spent on this program.
fn processor() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// The job with a mark of the round in every text of its own.
fn mark(job: &Job, round: usize) -> Job {
    let mut job = job.clone();
    let sheets = std::iter::once(&mut job.data).chain(&mut job.others);
    for sheet in sheets {
        let sheet = Arc::make_mut(sheet);
        let headings = sheet.sections.iter_mut().map(|section| &mut section.heading);
        let texts =
            [&mut sheet.title, &mut sheet.summary, &mut sheet.short.led, &mut sheet.short_url];
        headings.chain(texts).for_each(|text| text.push_str(&round.to_string()));
        sheet.sections.iter_mut().for_each(|section| mark_texts(&mut section.content, round));
        for question in &mut sheet.questions {
            let parts = [&mut question.prompt, &mut question.reason]
                .into_iter()
                .chain(&mut question.options);
            parts.for_each(|part| mark_texts(part, round));
        }
    }
    job
}

fn mark_texts(value: &mut Value, round: usize) {
    match value {
        Value::Array(items) => {
            for item in items {
                // A text among inlines.
                if let Value::String(text) = item {
                    text.push_str(&round.to_string());
                }
                mark_texts(item, round);
            }
        }
        Value::Object(fields) => {
            for key in ["items", "blocks", "content", "head", "rows"] {
                if let Some(inner) = fields.get_mut(key) {
                    mark_texts(inner, round);
                }
            }
        }
        _ => {}
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
