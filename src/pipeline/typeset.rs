//! Typesetting without a site: a part of the leaflets, for the cache of a later build.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::source::SourceFiles;
use crate::check::severities;
use crate::pipeline::build;
use crate::pipeline::options::Options;
use crate::pipeline::outcome::Progress;
use crate::render::print::branches;
use crate::render::print::{Job, PrintCache};

/// Jobs that are typeset together, so that no more than their files are in memory.
const AT_ONCE: usize = 128;

/// One of several equal parts of all jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 1.
    number: u32,
    of: u32,
}

impl Shard {
    /// Everything.
    pub const WHOLE: Shard = Shard { number: 1, of: 1 };

    /// Whether a job belongs to this part.
    ///
    /// Parts go by what a job is, not by its place in a list: a new page moves no other job to
    /// another part. All branches' copies of a leaflet are in one, so that what they share is laid
    /// out there only.
    pub fn has(&self, job: &Job) -> bool {
        let mut hash = Sha256::new();
        let listed = job.listed.index().to_string();
        for part in [&*job.page_path, &job.language, &listed, &job.format] {
            hash.update(part);
            hash.update([0]);
        }
        let [a, b, c, d, e, f, g, h, ..]: [u8; 32] = hash.finalize().into();
        u64::from_be_bytes([a, b, c, d, e, f, g, h]) % u64::from(self.of)
            == u64::from(self.number - 1)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// A text is not `I/N` with I from 1 to N.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoShard;

impl fmt::Display for NoShard {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("name a part and how many there are, from `1/3` to `3/3`")
    }
}

impl std::error::Error for NoShard {}

impl FromStr for Shard {
    type Err = NoShard;

    fn from_str(text: &str) -> Result<Self, NoShard> {
        let (number, of) = text.split_once('/').ok_or(NoShard)?;
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(number) || !is_number(of) {
            return Err(NoShard);
        }
        let (number, of) = (number.parse().map_err(|_| NoShard)?, of.parse().map_err(|_| NoShard)?);
        if (1..=of).contains(&number) { Ok(Shard { number, of }) } else { Err(NoShard) }
    }
}

/// What typesetting came to.
#[derive(Debug, Default)]
pub struct Typeset {
    pub diagnostics: Vec<Diagnostic>,
    /// How many leaflets were typeset, mistakes included.
    pub typeset: usize,
    /// How many the cache had already.
    pub present: usize,
}

/// Typesets the jobs of a part that the cache does not have, and puts them there.
///
/// It stops early once `is_broken` says that the cache takes nothing more.
///
/// # Errors
/// A branch that the site does not have; mistakes are diagnostics.
pub fn typeset(
    sources: &SourceFiles,
    options: &Options,
    shard: Shard,
    cache: &dyn PrintCache,
    is_broken: &dyn Fn() -> bool,
    progress: &dyn Progress,
) -> anyhow::Result<Typeset> {
    progress.stage("reading", 0);
    let (site, mut diagnostics) = build::checked_site(sources, options);
    let mut done = Typeset::default();
    if let Some(site) = site
        && !diagnostic::has_errors(&diagnostics)
    {
        let branches = branches::chosen(&site, &options.branches)?;
        match build::printer(&site, sources) {
            Ok(printer) => {
                let mut jobs = build::all_jobs(&site, options, &branches);
                jobs.retain(|job| shard.has(job));
                progress.stage("leaflets", jobs.len() as u64);
                // One first: a cache that takes nothing is found out at once.
                let (first, others) = jobs.split_at(jobs.len().min(1));
                for jobs in std::iter::once(first).chain(others.chunks(AT_ONCE)) {
                    let run = printer.render(jobs, sources, cache);
                    done.typeset += run.typeset;
                    done.present += jobs.len() - run.typeset;
                    diagnostics.extend(severities::apply(&site.config, run.diagnostics));
                    progress.advance(jobs.len() as u64);
                    if is_broken() {
                        break;
                    }
                }
            }
            Err(mistakes) => diagnostics.extend(mistakes),
        }
    }
    diagnostic::sort(&mut diagnostics);
    Ok(Typeset { diagnostics, ..done })
}
