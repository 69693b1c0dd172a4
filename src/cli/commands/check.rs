//! `wuzha check`: the mistakes of the site.
//!
//! The diagnostics are the answer, so they go to standard output; their number goes beside.

use std::io;
use std::path::PathBuf;

use anyhow::Result;
use jiff::Zoned;
use jiff::civil::Date;

use crate::cli::commands::fits::{FitsRecord, not_looked_at};
use crate::cli::console::{Exit, complain, say};
use crate::cli::input::{day, load_site, site_root};
use crate::cli::report;
use crate::cli::report::{Paint, ReportFormat, counted, tally};
use crate::pipeline::{Fitting, Options, Outputs, check};

pub struct CheckArgs {
    /// As typed.
    pub root: PathBuf,
    pub format: ReportFormat,
    pub deny_warnings: bool,
    /// Lays out every leaflet that is not known to fit.
    pub print: bool,
    /// By which dates are judged; `SOURCE_DATE_EPOCH` or the machine's day, if none is named.
    pub today: Option<Date>,
}

pub fn run(args: &CheckArgs) -> Result<Exit> {
    let today = Some(day(args.today)?.unwrap_or_else(|| Zoned::now().date()));
    let found = site_root(&args.root).and_then(|root| {
        let mut sources = load_site(&root)?;
        let record = FitsRecord::new(&root);
        let options = Options {
            today,
            // What is in the index is on the pages too.
            outputs: Outputs { html: true, search: false, print: true },
            fitting: Some(Fitting { known: record.read(), all: args.print }),
            ..Options::default()
        };
        let outcome = check(&sources, &options)?;
        record.replace_all(&outcome);
        sources.extend(&outcome.refused);
        Ok((sources, outcome))
    });
    let (sources, outcome) = match found {
        Err(error) if args.format == ReportFormat::Json => {
            say(report::failure_json(&error) + "\n")?;
            return Err(error);
        }
        found => found?,
    };
    let diagnostics = &outcome.diagnostics;
    let paint = Paint::suits(&io::stdout());
    say(report::render(diagnostics, &sources, args.format, paint))?;
    if !args.format.is_document() {
        let read = counted(sources.iter().count(), "file");
        complain(&format!("{} in {read}\n", tally(diagnostics, 0)));
    }
    complain(&not_looked_at(&outcome));
    let refused = args.deny_warnings && !diagnostics.is_empty();
    Ok(if refused { Exit::ContentHasErrors } else { Exit::of(diagnostics) })
}
