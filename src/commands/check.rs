//! `wuzha check`: what is wrong with the site?
//!
//! The diagnostics are the answer, so they go to standard output; their number goes beside.

use std::io;
use std::path::PathBuf;

use anyhow::Result;

use super::cache::Cache;
use super::{Exit, complain, say, site_root};
use crate::report::{self, Format, Paint, counted, tally};
use crate::{Options, check, load};

pub struct Settings {
    /// As typed.
    pub root: PathBuf,
    pub format: Format,
    pub deny_warnings: bool,
}

pub fn run(settings: &Settings) -> Result<Exit> {
    let found = site_root(&settings.root).and_then(|root| {
        let sources = load::load(&root)?;
        let cache = Cache::new(&root);
        let diagnostics = check(&sources, &Options::default(), &|digest| cache.get(digest))?;
        Ok((sources, diagnostics))
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
