//! `wuzha check`: what is wrong with the site?
//!
//! The diagnostics are the answer, so they go to standard output; their number goes beside.

use std::io;
use std::path::PathBuf;

use anyhow::Result;
use jiff::Zoned;
use jiff::civil::Date;

use super::cache::Cache;
use super::{Exit, complain, day, say, site_root};
use crate::report::{self, Format, Paint, counted, tally};
use crate::{Options, build, load};

pub struct Settings {
    /// As typed.
    pub root: PathBuf,
    pub format: Format,
    pub deny_warnings: bool,
    /// By which dates are judged; `SOURCE_DATE_EPOCH` or the machine's day, if none is named.
    pub today: Option<Date>,
}

pub fn run(settings: &Settings) -> Result<Exit> {
    let options = Options {
        today: Some(day(settings.today)?.unwrap_or_else(|| Zoned::now().date())),
        ..Options::default()
    };
    let found = site_root(&settings.root).and_then(|root| {
        let mut sources = load::load(&root)?;
        let cache = Cache::new(&root);
        let outcome = build(&sources, &options, &|digest| cache.get(digest), &())?;
        sources.extend(&outcome.refused);
        Ok((sources, outcome.diagnostics))
    });
    let (sources, diagnostics) = match found {
        Err(error) if settings.format == Format::Json => {
            say(report::failure_json(&error) + "\n")?;
            return Err(error);
        }
        found => found?,
    };
    let paint = Paint::suits(&io::stdout());
    say(report::render(&diagnostics, &sources, settings.format, paint))?;
    if !settings.format.is_document() {
        let read = counted(sources.iter().count(), "file");
        complain(&format!("{} in {read}\n", tally(&diagnostics)));
    }
    let refused = settings.deny_warnings && !diagnostics.is_empty();
    Ok(if refused { Exit::ContentHasErrors } else { Exit::of(&diagnostics) })
}
