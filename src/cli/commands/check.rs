//! `wuzha check`: the mistakes of the site.
//!
//! The diagnostics are the answer, so they go to standard output; their number goes beside.

use std::io;
use std::path::PathBuf;

use anyhow::Result;
use jiff::Zoned;
use jiff::civil::Date;

use crate::cli::cache::{LeafletCache, Place};
use crate::cli::console::{Exit, complain, say};
use crate::cli::input::{day, site_root};
use crate::cli::report;
use crate::cli::report::{Paint, ReportFormat, counted, tally};
use crate::load;
use crate::pipeline::{Options, build};

pub struct CheckArgs {
    /// As typed.
    pub root: PathBuf,
    pub format: ReportFormat,
    pub deny_warnings: bool,
    /// Where typeset leaflets are kept; in the site's folder, if none is named.
    pub cache: Option<Place>,
    /// By which dates are judged; `SOURCE_DATE_EPOCH` or the machine's day, if none is named.
    pub today: Option<Date>,
}

pub fn run(args: &CheckArgs) -> Result<Exit> {
    let options = Options {
        today: Some(day(args.today)?.unwrap_or_else(|| Zoned::now().date())),
        ..Options::default()
    };
    let found = site_root(&args.root).and_then(|root| {
        let mut sources = load::load(&root)?;
        let cache = LeafletCache::open(args.cache.as_ref(), &root);
        let outcome = build(&sources, &options, &cache, &())?;
        cache.report();
        sources.extend(&outcome.refused);
        Ok((sources, outcome.diagnostics))
    });
    let (sources, diagnostics) = match found {
        Err(error) if args.format == ReportFormat::Json => {
            say(report::failure_json(&error) + "\n")?;
            return Err(error);
        }
        found => found?,
    };
    let paint = Paint::suits(&io::stdout());
    say(report::render(&diagnostics, &sources, args.format, paint))?;
    if !args.format.is_document() {
        let read = counted(sources.iter().count(), "file");
        complain(&format!("{} in {read}\n", tally(&diagnostics)));
    }
    let refused = args.deny_warnings && !diagnostics.is_empty();
    Ok(if refused { Exit::ContentHasErrors } else { Exit::of(&diagnostics) })
}
