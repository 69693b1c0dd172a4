//! What commands start from: the site's folder and the date.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use jiff::{Timestamp, tz};

use crate::base::source::SourceFiles;
use crate::cli::console::complain_of;
use crate::cli::state;
use crate::load;
use crate::site::assemble::{Assembled, assemble};
use crate::site::{Site, config};

/// The folder of a site, resolved; an error that says what to do where it is none.
pub(super) fn site_root(folder: &Path) -> Result<PathBuf> {
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
pub(super) fn day(named: Option<Date>) -> Result<Option<Date>> {
    // A variable that is set to nothing is as good as none.
    let epoch = std::env::var_os("SOURCE_DATE_EPOCH");
    let Some(epoch) = epoch.filter(|epoch| named.is_none() && !epoch.is_empty()) else {
        return Ok(named);
    };
    let seconds = epoch.to_str().and_then(|seconds| seconds.parse().ok());
    let seconds = seconds.with_context(|| {
        format!("SOURCE_DATE_EPOCH is {}, not a number of seconds", epoch.display())
    })?;
    let time = Timestamp::from_second(seconds).context("SOURCE_DATE_EPOCH is too large")?;
    Ok(Some(time.to_zoned(tz::TimeZone::UTC).date()))
}

/// Sets how many threads the work is shared among; one a processor, if no number is given.
pub(super) fn start_threads(count: Option<usize>) -> Result<()> {
    let Some(count) = count else { return Ok(()) };
    rayon::ThreadPoolBuilder::new()
        .num_threads(count)
        .build_global()
        .context("cannot start the threads")
}

/// Loads the files of a site, in which nothing is in the place of the program's own folder.
pub(super) fn load_site(root: &Path) -> Result<SourceFiles> {
    state::refuse_links(root)?;
    load::load(root)
}

/// Loads the site despite mistakes; `None`, after reporting, if `wuzha.toml` is unusable.
pub(super) fn read_site(root: &Path) -> Result<Option<(SourceFiles, Site, HashSet<String>)>> {
    let sources = load_site(root)?;
    let Assembled { site, known, diagnostics } = assemble(&sources, None);
    let site = site.filter(|site| site.config.is_complete);
    if site.is_none() {
        complain_of(&diagnostics, &sources);
    }
    Ok(site.map(|site| (sources, site, known)))
}
