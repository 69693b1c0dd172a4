//! Standard output and standard error, and how a command ends.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Write};

use anyhow::{Context, Result};

use crate::base::diagnostic::{self, Diagnostic, Unlisted};
use crate::base::rules::Rule;
use crate::base::source::SourceFiles;
use crate::cli::report::{self, Paint, ReportFormat};

/// How a command shows what it was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OutputFormat {
    /// For a person.
    #[default]
    Human,
    /// For programs.
    Json,
}

/// How a command ended; failures of files, network or system are errors instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Fine,
    ContentHasErrors,
}

impl Exit {
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        if diagnostic::has_errors(diagnostics) { Exit::ContentHasErrors } else { Exit::Fine }
    }
}

/// Prints what was asked for. A reader that has seen enough, such as `head`, is no failure.
pub(super) fn say(text: impl AsRef<[u8]>) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_ref()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to standard output")
        }
        _ => Ok(()),
    }
}

/// Writes to standard error. A failure is ignored: the exit code still reports the result.
pub(super) fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Reports diagnostics that came instead of an answer.
pub(super) fn refuse(diagnostics: &[Diagnostic], sources: &SourceFiles) -> Exit {
    complain_of(diagnostics, sources);
    Exit::of(diagnostics)
}

/// As many warnings of a rule are shown beside a result; nobody reads more there.
pub(super) const MOST_WARNINGS: usize = 10;

/// Prints diagnostics for a person, with their number, on standard error.
pub(super) fn complain_of(diagnostics: &[Diagnostic], sources: &SourceFiles) {
    let (none, paint) = (Unlisted::new(), Paint::suits(&io::stderr()));
    complain(&shown(diagnostics, &none, sources, paint));
}

/// Diagnostics as they are shown beside a result: every error, the first warnings of each rule, and
/// their number, with those that are not listed. Empty where there are none.
pub(super) fn shown(
    diagnostics: &[Diagnostic],
    unlisted: &Unlisted,
    sources: &SourceFiles,
    paint: Paint,
) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let mut warnings: BTreeMap<Rule, usize> = BTreeMap::new();
    let is_shown = |found: &&Diagnostic| {
        let count = warnings.entry(found.rule).or_default();
        *count += usize::from(!found.is_error());
        *count <= MOST_WARNINGS || found.is_error()
    };
    let shown: Vec<Diagnostic> = diagnostics.iter().filter(is_shown).cloned().collect();
    for (&rule, more) in unlisted {
        *warnings.entry(rule).or_default() += more;
    }
    let mut text = report::render(&shown, sources, ReportFormat::Human, paint);
    for (rule, more) in
        warnings.iter().map(|(rule, count)| (rule, count.saturating_sub(MOST_WARNINGS)))
    {
        if more > 0 {
            text.push_str(&format!(
                "{} of {rule}; `wuzha check` lists them all\n",
                report::counted(more, "more warning")
            ));
        }
    }
    format!("{text}{}\n", report::tally(diagnostics, unlisted.values().sum()))
}
