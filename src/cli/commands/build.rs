//! `wuzha build`: builds the site into a folder.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use jiff::civil::Date;

use crate::base::diagnostic;
use crate::base::source::SourceFiles;
use crate::base::url::BaseUrl;
use crate::cli::cache::{LeafletCache, Place};
use crate::cli::commands::fits::{FitsRecord, not_looked_at};
use crate::cli::commands::last_build::{BuildRecord, LastBuild};
use crate::cli::commands::progress::Bar;
use crate::cli::console::{Exit, MOST_WARNINGS, complain, say, shown};
use crate::cli::input::{day, load_site, start_threads};
use crate::cli::report::{Paint, counted};
use crate::parse::printed;
use crate::parse::printed::PrintedLock;
use crate::pipeline::{Counts, Options, Outputs, build_into};
use crate::render::print::branches::Branches;
use crate::site::config;
use crate::write;
use crate::write::{NextSite, Packed, Summary};

pub struct BuildArgs {
    pub root: PathBuf,
    pub out: PathBuf,
    pub base_url: Option<BaseUrl>,
    pub outputs: Outputs,
    pub branches: Branches,
    /// A copy that opens without a server.
    pub for_folder: bool,
    /// Compressed files beside the others.
    pub precompress: bool,
    /// The date by which expiry is judged; `SOURCE_DATE_EPOCH`'s, or none.
    pub today: Option<Date>,
    /// Whether expired pages are printed too, with a mark.
    pub allow_expired: bool,
    /// Where typeset leaflets are kept; in the site's folder, if none is named.
    pub cache: Option<Place>,
    pub jobs: Option<usize>,
    pub quiet: bool,
}

pub fn run(args: &BuildArgs) -> Result<Exit> {
    start_threads(args.jobs)?;
    let start = Instant::now();
    let mut sources = load_site(&args.root)?;
    let read = start.elapsed();

    let outputs = &args.outputs;
    let fits = FitsRecord::new(&args.root);
    let options = Options {
        base_url: args.base_url.clone(),
        outputs: *outputs,
        branches: args.branches.clone(),
        for_folder: args.for_folder,
        precompress: args.precompress,
        today: day(args.today)?,
        allow_expired: args.allow_expired,
        most_warnings: Some(MOST_WARNINGS),
        known: fits.read(),
        ..Options::default()
    };
    let last = LastBuild::new(&args.root, &args.out, &options);
    // The zip of a copy is not looked at.
    if !args.for_folder
        && let Some(built) = last.unchanged(&sources)
    {
        complain(&built.report);
        if !args.quiet {
            say(describe_unchanged(&built, start.elapsed()))?;
        }
        return Ok(Exit::Fine);
    }
    let cache = LeafletCache::open(args.cache.as_ref(), &args.root);
    let bar = Bar::new(args.quiet);
    let next = NextSite::new(&args.out);
    let outcome = build_into(&sources, &options, &cache, &next, &bar);
    bar.clear();
    let outcome = outcome?;
    let made = start.elapsed() - read;
    let mut seen = sources.clone();
    seen.extend(&outcome.refused);
    let shown = |paint| shown(&outcome.diagnostics, &outcome.unlisted, &seen, paint);
    complain(&shown(Paint::suits(&io::stderr())));
    // To be shown again, wherever that is.
    let report = shown(Paint::Plain);
    drop(seen);
    if diagnostic::has_errors(&outcome.diagnostics) {
        cache.report();
        if outputs.print {
            fits.replace_all(&outcome);
        }
        complain(&not_looked_at(&outcome));
        complain("nothing was written\n");
        return Ok(Exit::ContentHasErrors);
    }

    if let Some(printed) = &outcome.printed {
        record(&args.root, &mut sources, printed)?;
    }
    // What the others made stays: after `--only html`, yesterday's leaflets can still be
    // downloaded.
    let summary = next.publish(&outcome.files, &|path| !outputs.make(path))?;
    let packed = args.for_folder.then(|| pack(args, &sources)).transpose()?;
    if outputs.print {
        fits.replace(&outcome.fits);
        cache.retain(&outcome.kept);
        cache.report();
    }
    last.record(&sources, &outcome.counts, &summary, &report);
    if !args.quiet {
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
        if let Some(note) = lead_nowhere(args) {
            complain(&note);
        }
    }
    Ok(Exit::Fine)
}

/// That pages link to what was never built here: after a first `--only html`. Once all of it was,
/// what the last build made is still there.
fn lead_nowhere(args: &BuildArgs) -> Option<String> {
    let Outputs { html, search, print } = args.outputs;
    // The folder of the search holds its page, too.
    let has_folders = |folder: &str| {
        let entries = args.out.join(folder).read_dir();
        entries.is_ok_and(|mut all| all.any(|one| one.is_ok_and(|one| one.path().is_dir())))
    };
    let mut missing = Vec::new();
    if html && !search && !has_folders("search") {
        missing.push("the search");
    }
    if html && !print && !args.out.join("print/home").exists() {
        missing.push("leaflets, codes and preview pictures");
    }
    (!missing.is_empty()).then(|| {
        format!(
            "note: pages link to what is not in {} yet: {}; `wuzha build` without `--only` makes it\n",
            args.out.display(),
            missing.join(", ")
        )
    })
}

/// The copy as one file, to be sent or put on a stick.
fn pack(args: &BuildArgs, sources: &SourceFiles) -> Result<Packed> {
    let (config, _) = config::parse(sources, args.base_url.as_ref());
    let config = config.context("the site that was just built has no configuration")?;
    write::pack(&args.out, &config.folder_name())
}

/// Records the addresses on paper before they are printed: one that is not recorded could later
/// lead nowhere.
fn record(root: &Path, sources: &mut SourceFiles, now: &PrintedLock) -> Result<()> {
    let there = sources.text(printed::FILE).unwrap_or_default();
    let text = printed::file(now, there);
    if there == text {
        return Ok(());
    }
    let path = root.join(printed::FILE);
    write::write_own_file_durably(&path, text.as_bytes())
        .context("nothing was published: printed addresses must be recorded there first")?;
    sources.insert(printed::FILE, text.into_bytes());
    Ok(())
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

/// The same of a build that nothing was left to do for.
fn describe_unchanged(built: &BuildRecord, total: Duration) -> String {
    let nothing_typeset =
        if built.leaflets == 0 { "" } else { " (nothing typeset: all unchanged)" };
    format!(
        "{} × {}, {} ({} unchanged), {}{nothing_typeset} in {}: nothing has changed since the last \
         build\n",
        counted(built.pages, "page"),
        counted(built.languages, "language"),
        counted(built.files, "file"),
        built.files,
        counted(built.leaflets, "leaflet"),
        seconds(total),
    )
}

pub fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
