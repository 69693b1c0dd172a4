//! What does each command do, once the command line is understood?

pub mod audit;
pub mod build;
mod cache;
pub mod check;
pub mod exceptions;
pub mod explain;
mod history;
pub mod print;
mod progress;
pub mod redirect;
pub mod search;
pub mod serve;
pub mod translations;

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use jiff::{Timestamp, tz};

use crate::diagnostic::{self, Diagnostic};
use crate::report::{self, Format, Paint};
use crate::site::Site;
use crate::site::assemble::assemble;
use crate::source::{Sources, Span};
use crate::{config, load};

pub enum Command {
    Build(build::Settings),
    Check(check::Settings),
    Audit(audit::Settings),
    Exceptions(exceptions::Settings),
    Explain(explain::Settings),
    Search(search::Settings),
    Serve(serve::Settings),
    Print(print::Settings),
    Redirect(redirect::Settings),
    Translations(translations::Settings),
}

/// How a command shows what it was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Answer {
    /// For a person.
    #[default]
    Human,
    /// For programs.
    Json,
}

/// How a command ended; the world's failures are errors instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Fine,
    ContentHasErrors,
}

impl Exit {
    fn of(diagnostics: &[Diagnostic]) -> Self {
        if diagnostic::has_errors(diagnostics) { Exit::ContentHasErrors } else { Exit::Fine }
    }
}

pub fn run(command: Command) -> Result<Exit> {
    match command {
        Command::Build(settings) => build::run(&settings),
        Command::Check(settings) => check::run(&settings),
        Command::Audit(settings) => audit::run(&settings),
        Command::Exceptions(settings) => exceptions::run(&settings),
        Command::Explain(settings) => explain::run(&settings),
        Command::Search(settings) => search::run(&settings),
        Command::Serve(settings) => serve::run(&settings),
        Command::Print(settings) => print::run(&settings),
        Command::Redirect(settings) => redirect::run(&settings),
        Command::Translations(settings) => translations::run(&settings),
    }
}

/// The folder of a site, resolved; an error that says what to do where it is none.
pub fn site_root(folder: &Path) -> Result<PathBuf> {
    let root = folder
        .canonicalize()
        .with_context(|| format!("cannot open the folder `{}`", folder.display()))?;
    if !root.join(config::FILE).exists() {
        bail!(
            "there is no `{}` in `{}`; run the command in the site's folder, or name it with `--root`",
            config::FILE,
            root.display()
        );
    }
    Ok(root)
}

/// The day dates are judged by: the one that was named, else the one of `SOURCE_DATE_EPOCH`, in
/// UTC, else none. <https://reproducible-builds.org/specs/source-date-epoch/>
fn day(named: Option<Date>) -> Result<Option<Date>> {
    let Some(epoch) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|_| named.is_none()) else {
        return Ok(named);
    };
    let seconds = epoch.to_str().and_then(|seconds| seconds.parse().ok());
    let seconds = seconds.with_context(|| {
        format!("SOURCE_DATE_EPOCH is {}, not a number of seconds", epoch.display())
    })?;
    let time = Timestamp::from_second(seconds).context("SOURCE_DATE_EPOCH is too large")?;
    Ok(Some(time.to_zoned(tz::TimeZone::UTC).date()))
}

/// A site as far as it can be read, whatever is wrong with it; without a set-up, which is told,
/// there is none.
fn read_site(root: &Path) -> Result<Option<(Sources, Site, HashSet<String>)>> {
    let sources = load::load(root)?;
    let assembled = assemble(&sources, None);
    if assembled.site.is_none() {
        complain_of(&assembled.diagnostics, &sources);
    }
    Ok(assembled.site.map(|site| (sources, site, assembled.known)))
}

/// Prints what was asked for. A reader that has seen enough, such as `head`, is no failure.
pub fn say(text: impl AsRef<[u8]>) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_ref()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to standard output")
        }
        _ => Ok(()),
    }
}

/// Prints what went beside the answer. Where even that is impossible, the exit code still tells.
pub fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// What to do with diagnostics that came instead of an answer.
///
/// A name that only the site can tell to be wrong was typed by the one who runs the command, not by
/// an author: it is wrong usage, and there is no place in a file to show.
pub fn refuse(diagnostics: &[Diagnostic], sources: &Sources) -> Result<Exit> {
    const USAGE: [&str; 6] = [
        "unknown-page",
        "unknown-language",
        "unknown-format",
        "unknown-branch",
        "no-imprint",
        "print-refused",
    ];
    if let [Diagnostic { code, message, hint, span, .. }] = diagnostics
        && USAGE.contains(code)
        && *span == Span::default()
    {
        bail!("{message}. {hint}");
    }
    complain_of(diagnostics, sources);
    Ok(Exit::of(diagnostics))
}

/// As many warnings of a rule are shown beside a result; nobody reads more there.
const MOST_WARNINGS: usize = 10;

/// Prints diagnostics for a person, with their number, on standard error: every error, and the
/// first warnings of each rule.
pub fn complain_of(diagnostics: &[Diagnostic], sources: &Sources) {
    if diagnostics.is_empty() {
        return;
    }
    let mut warnings: BTreeMap<&str, usize> = BTreeMap::new();
    let is_shown = |found: &&Diagnostic| {
        let count = warnings.entry(found.code).or_default();
        *count += usize::from(!found.is_error());
        *count <= MOST_WARNINGS || found.is_error()
    };
    let shown: Vec<Diagnostic> = diagnostics.iter().filter(is_shown).cloned().collect();
    let mut text = report::render(&shown, sources, Format::Human, Paint::suits(&io::stderr()));
    for (code, more) in
        warnings.iter().map(|(code, count)| (code, count.saturating_sub(MOST_WARNINGS)))
    {
        if more > 0 {
            text.push_str(&format!(
                "{} of {code}; `wuzha check` lists them all\n",
                report::counted(more, "more warning")
            ));
        }
    }
    complain(&format!("{text}{}\n", report::tally(diagnostics)));
}
