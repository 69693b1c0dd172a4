//! What does each printed form cost? Typesets the jobs of a site, format by format, fonts already
//! loaded.
//!
//! `cargo bench --bench print [-- ROOT [FORMAT]]`. Every round prints the same pages with another
//! mark in every text of theirs, so that nothing of it was laid out before; figures are medians
//! over rounds, on all processors. `ms` is processor time, which other programs do not lengthen;
//! `laid out` is the part of it that is not spent on files.
#![allow(
    clippy::cast_precision_loss,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a benchmark prints figures"
)]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use wuzha::load;
use wuzha::render::print::{Job, Printer, jobs, load_fonts};
use wuzha::site::assemble::assemble;
use wuzha::theme::formats::PrintFormats;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 5;

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
        "{:20} {:>5} {:>6} {:>10} {:>10} {:>9}",
        "format", "jobs", "pages", "ms a job", "jobs a s", "KB a job"
    );
    for format in
        settings.formats.keys().filter(|id| args.get(1).is_none_or(|wanted| wanted == *id))
    {
        let of_format: Vec<&Job> = jobs.iter().filter(|job| job.format == *format).collect();
        if of_format.is_empty() {
            continue;
        }
        // The first round reads the template; it does not count.
        let mut rounds: Vec<(Duration, usize, usize)> = (0..=ROUNDS)
            .map(|round| {
                let marked: Vec<Job> = of_format.iter().map(|job| mark(job, round)).collect();
                let start = Instant::now();
                let printed = printer.render(&marked, &sources, &());
                let time = start.elapsed();
                let pages = printed.items.iter().map(|material| material.pages).sum();
                let bytes = printed.artifacts.iter().map(|artifact| artifact.bytes.len()).sum();
                for diagnostic in printed.diagnostics.iter().take(3) {
                    eprintln!("{format}: {}", diagnostic.message);
                }
                (time, pages, bytes)
            })
            .skip(1)
            .collect();
        rounds.sort_unstable();
        let (time, pages, bytes) = rounds[ROUNDS / 2];
        let count = of_format.len();
        println!(
            "{format:20} {count:5} {:6.1} {:10.1} {:10.0} {:9.0}",
            pages as f64 / count as f64,
            millis(time) / count as f64,
            count as f64 / time.as_secs_f64(),
            bytes as f64 / 1024.0 / count as f64,
        );
    }
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
