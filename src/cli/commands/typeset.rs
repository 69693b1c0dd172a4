//! `wuzha typeset`: fills the cache of a later build, whole or one of several equal parts.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, bail};
use jiff::civil::Date;

use crate::base::url::BaseUrl;
use crate::cli::cache::{LeafletCache, Place};
use crate::cli::commands::build::seconds;
use crate::cli::commands::progress::Bar;
use crate::cli::console::{Exit, complain_of, say};
use crate::cli::input::{day, load_site, start_threads};
use crate::cli::report::counted;
use crate::pipeline::{Options, Shard, typeset};
use crate::render::print::branches::Branches;

pub struct TypesetArgs {
    pub root: PathBuf,
    pub shard: Shard,
    /// What to fill; the site's own cache, if no place is named.
    pub cache: Option<Place>,
    pub base_url: Option<BaseUrl>,
    pub branches: Branches,
    /// The date by which expiry is judged; `SOURCE_DATE_EPOCH`'s, or none.
    pub today: Option<Date>,
    /// Whether expired pages are printed too, with a mark.
    pub allow_expired: bool,
    pub jobs: Option<usize>,
    pub quiet: bool,
}

/// # Errors
/// A place that cannot be read or written: a build can do without, this command cannot.
pub fn run(args: &TypesetArgs) -> Result<Exit> {
    start_threads(args.jobs)?;
    let start = Instant::now();
    let sources = load_site(&args.root)?;
    let options = Options {
        base_url: args.base_url.clone(),
        branches: args.branches.clone(),
        today: day(args.today)?,
        allow_expired: args.allow_expired,
        ..Options::default()
    };
    let cache = LeafletCache::to_fill(args.cache.as_ref(), &args.root);
    let bar = Bar::new(args.quiet);
    let is_broken = || cache.failure().is_some();
    let done = typeset(&sources, &options, args.shard, &cache, &is_broken, &bar);
    bar.clear();
    let done = done?;
    complain_of(&done.diagnostics, &sources);
    cache.report_damage();
    if let Some(failure) = cache.failure() {
        bail!("part {} is not all in the cache: {failure}", args.shard);
    }
    let exit = Exit::of(&done.diagnostics);
    if exit == Exit::Fine && !args.quiet {
        say(format!(
            "part {}: {} typeset, {} there already, in {}\n",
            args.shard,
            counted(done.typeset, "leaflet"),
            done.present,
            seconds(start.elapsed()),
        ))?;
    }
    Ok(exit)
}
