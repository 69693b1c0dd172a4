//! Typesetting without a site: a part of the leaflets, for the cache of a later build.

use std::fmt;
use std::str::FromStr;
use std::sync::Mutex;

use sha2::{Digest, Sha256};

use crate::base::diagnostic::{self, Diagnostic};
use crate::base::source::SourceFiles;
use crate::base::sync::lock;
use crate::check::severities;
use crate::pipeline::build::{self, CheckedSite};
use crate::pipeline::options::Options;
use crate::pipeline::outcome::Progress;
use crate::pipeline::print::{jobs_of, printer};
use crate::render::print::branches;
use crate::render::print::jobs::JobMaker;
use crate::render::print::{Job, PrintCache};
use crate::site::printed_item::PrintSubject;

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
    is_broken: &(dyn Fn() -> bool + Sync),
    progress: &dyn Progress,
) -> anyhow::Result<Typeset> {
    progress.stage("reading", 0);
    let CheckedSite { site, mut diagnostics, .. } = build::checked_site(sources, options);
    let mut done = Typeset::default();
    if let Some(site) = site
        && !diagnostic::has_errors(&diagnostics)
    {
        let branches = branches::chosen(&site, &options.branches)?;
        match printer(&site, sources) {
            Ok(printer) => {
                let maker = JobMaker::new(&site);
                let subjects: Vec<PrintSubject> = maker.subjects().collect();
                progress.stage("leaflets", subjects.len() as u64);
                let first = Mutex::new(true);
                let parts = printer.each(&subjects, |&subject| {
                    let jobs = jobs_of(&site, &maker, subject, &branches, options);
                    let mut part = Typeset::default();
                    for job in jobs.iter().map(|one| &one.job).filter(|job| shard.has(job)) {
                        // The others wait for the first: a cache that takes nothing is found out at
                        // once.
                        let mut first = lock(&first);
                        let trial = std::mem::take(&mut *first).then_some(first);
                        if is_broken() {
                            break;
                        }
                        let printed = printer.print(job, sources, cache);
                        drop(trial);
                        part.typeset += usize::from(printed.typeset);
                        part.present += usize::from(!printed.typeset);
                        part.diagnostics.extend(printed.diagnostics);
                    }
                    progress.advance(1);
                    part
                });
                for part in parts {
                    done.typeset += part.typeset;
                    done.present += part.present;
                    diagnostics.extend(severities::apply(&site.config, part.diagnostics));
                }
            }
            Err(mistakes) => diagnostics.extend(mistakes),
        }
    }
    diagnostic::sort(&mut diagnostics);
    Ok(Typeset { diagnostics, ..done })
}
