//! `wuzha build`: how does a folder become a site?

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use jiff::civil::Date;

use super::cache::Cache;
use super::progress::Bar;
use super::{Exit, complain, complain_of, day, say};
use crate::parse::printed::{self, Printed};
use crate::print::branches::Branches;
use crate::report::counted;
use crate::source::Sources;
use crate::url::BaseUrl;
use crate::write::{self, Packed, Summary};
use crate::{Counts, Options, Outcome, Outputs, build, config, diagnostic, load};

pub struct Settings {
    pub root: PathBuf,
    pub out: PathBuf,
    pub base_url: Option<BaseUrl>,
    pub outputs: Outputs,
    pub branches: Branches,
    /// A copy that opens without a server.
    pub for_folder: bool,
    /// Compressed files beside the others.
    pub precompress: bool,
    /// The day by which it is judged what has come of age; `SOURCE_DATE_EPOCH`'s, or none.
    pub today: Option<Date>,
    /// Whether that is printed all the same, with a mark.
    pub allow_expired: bool,
    pub jobs: Option<usize>,
    pub quiet: bool,
}

pub fn run(settings: &Settings) -> Result<Exit> {
    if let Some(jobs) = settings.jobs {
        rayon::ThreadPoolBuilder::new()
            .num_threads(jobs)
            .build_global()
            .context("cannot start the threads")?;
    }
    let start = Instant::now();
    let mut sources = load::load(&settings.root)?;
    let read = start.elapsed();

    let outputs = &settings.outputs;
    let options = Options {
        base_url: settings.base_url.clone(),
        outputs: *outputs,
        branches: settings.branches.clone(),
        for_folder: settings.for_folder,
        precompress: settings.precompress,
        today: day(settings.today)?,
        allow_expired: settings.allow_expired,
        ..Options::default()
    };
    let cache = Cache::new(&settings.root);
    let bar = Bar::new(settings.quiet);
    let outcome = build(&sources, &options, &|digest| cache.get(digest), &bar);
    bar.clear();
    let outcome = outcome?;
    let made = start.elapsed() - read;
    sources.extend(&outcome.refused);
    complain_of(&outcome.diagnostics, &sources);
    if diagnostic::has_errors(&outcome.diagnostics) {
        complain("nothing was written\n");
        return Ok(Exit::ContentHasErrors);
    }

    if let Some(printed) = &outcome.printed {
        record(&settings.root, &sources, printed)?;
    }
    // What the others made stays: after `--only html`, yesterday's leaflets can still be
    // downloaded.
    let summary = write::write(&settings.out, &outcome.artifacts, &|path| !outputs.make(path))?;
    let packed = settings.for_folder.then(|| pack(settings, &sources)).transpose()?;
    if outputs.print {
        remember(&cache, &outcome);
    }
    if !settings.quiet {
        let total = start.elapsed();
        say(describe(&outcome.counts, &summary, [total, read, made, total - read - made]))?;
        if let Some(packed) = packed {
            let state = if packed.is_new { "written" } else { "unchanged" };
            say(format!(
                "{}: {} MB ({state})\n",
                packed.path.display(),
                packed.bytes.div_ceil(1_000_000)
            ))?;
        }
    }
    Ok(Exit::Fine)
}

/// The copy as one file, to be sent or put on a stick.
fn pack(settings: &Settings, sources: &Sources) -> Result<Packed> {
    let (config, _) = config::parse(sources, settings.base_url.as_ref());
    let config = config.context("the site that was just built has no set-up")?;
    write::pack(&settings.out, &config.folder_name())
}

/// Notes what stands on paper, before it does: an address nobody remembers would one day lead
/// nowhere.
fn record(root: &Path, sources: &Sources, now: &Printed) -> Result<()> {
    let text = printed::file(now);
    if sources.text(printed::FILE) == Some(&*text) {
        return Ok(());
    }
    let path = root.join(printed::FILE);
    write::write_file(&path, text.as_bytes())
        .context("nothing was published: what is printed must be noted there first")
}

/// A full disk or a read-only folder makes the next build slower, not this one wrong.
fn remember(cache: &Cache, outcome: &Outcome) {
    if let Err(error) = cache.replace(&outcome.kept) {
        complain(&format!("note: the next build will typeset every leaflet again: {error:#}\n"));
    }
}

/// “28 pages × 2 languages, 214 files (12 written, 202 unchanged), 24 sheets in 0.8 s (…)”.
fn describe(counts: &Counts, files: &Summary, [total, read, made, wrote]: [Duration; 4]) -> String {
    let changes =
        [(files.written, "written"), (files.unchanged, "unchanged"), (files.removed, "removed")];
    let changes: Vec<String> = changes
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let changes = if changes.is_empty() { "none written".to_owned() } else { changes.join(", ") };
    let typeset = match counts.typeset {
        _ if counts.sheets == 0 => String::new(),
        0 => " (nothing typeset: all unchanged)".to_owned(),
        typeset => format!(" ({typeset} typeset)"),
    };
    format!(
        "{} × {}, {} ({changes}), {}{typeset} in {} (read {}, made {}, wrote {})\n",
        counted(counts.pages, "page"),
        counted(counts.languages, "language"),
        counted(files.written + files.unchanged, "file"),
        counted(counts.sheets, "leaflet"),
        seconds(total),
        seconds(read),
        seconds(made),
        seconds(wrote),
    )
}

pub fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
