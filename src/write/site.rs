//! The next site: receives the files of a build, then takes the place of the present one.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use anyhow::{Result, bail};

use super::file::{advised, is_same};
use super::lock::Lock;
use super::next::NextFolder;
use super::output_folder::OutputFolder;
use super::stamps::Stamps;
use super::tree::{self, Contents};
use super::{next, paths};
use crate::base::artifact::{Artifact, Listing};
use crate::base::output::Output;
use crate::base::sync::lock;

/// A site with this many files or more is large. For a smaller one, replacing the whole tree takes a
/// fraction of a second.
const LARGE: usize = 1000;

/// What writing changed, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
    /// Of the files that are there now.
    pub stamps: Stamps,
}

/// The site that is being built, beside the one in the output folder.
pub struct NextSite {
    out: PathBuf,
    /// Empty until the first file is about to come.
    opened: OnceLock<Opened>,
    written: AtomicUsize,
    unchanged: AtomicUsize,
    stamps: Mutex<Stamps>,
}

struct Opened {
    /// What was in the output folder. Its files can be taken as they are where no link in it leads
    /// elsewhere.
    present: Contents,
    /// Held until the site is published or given up.
    _lock: Lock,
    folder: OutputFolder,
    next: NextFolder,
}

impl NextSite {
    /// For the output folder `out`. Nothing is touched yet.
    pub fn new(out: &Path) -> NextSite {
        NextSite {
            out: out.to_path_buf(),
            opened: OnceLock::new(),
            written: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
            stamps: Mutex::default(),
        }
    }

    /// Makes the output folder hold exactly these files, all of which were put here.
    ///
    /// An existing file that is not among them is removed, unless `keep` returns true for its path.
    /// If nothing changes, nothing is written.
    ///
    /// # Errors
    /// I/O errors. The existing site is unchanged then.
    pub fn publish(mut self, files: &Listing, keep: &dyn Fn(&str) -> bool) -> Result<Summary> {
        self.begin()?;
        let Some(opened) = self.opened.take() else { bail!("the output folder is not open") };
        let published = self.exchange(&opened, files, keep);
        if published.is_err() || files.len() < LARGE {
            opened.next.discard();
        }
        published.map_err(advised)
    }

    fn exchange(
        &self,
        opened: &Opened,
        files: &Listing,
        keep: &dyn Fn(&str) -> bool,
    ) -> Result<Summary> {
        let Opened { folder, next, present, .. } = opened;
        let mut kept = Listing::default();
        let mut removed = 0;
        for path in present.files.iter().filter(|path| !files.contains(path)) {
            if keep(path) && tree::is_file(&folder.join(path)) {
                self.stamp(next.link(path)?);
                kept.add(path.clone(), Arc::from(""));
            } else {
                removed += 1;
            }
        }
        let summary = Summary {
            written: self.written.load(Ordering::Relaxed),
            unchanged: self.unchanged.load(Ordering::Relaxed),
            removed,
            stamps: *lock(&self.stamps),
        };
        if !folder.exists() || summary.written > 0 || removed > 0 {
            next.remove_others(&|path| files.contains(path) || kept.contains(path))?;
            next.swap()?;
        }
        Ok(summary)
    }

    fn open(&self) -> Result<Opened> {
        let folder = OutputFolder::find(&self.out)?;
        let lock = Lock::take(&folder)?;
        next::recover(&folder)?;
        let next = NextFolder::open(&folder)?;
        let present = tree::contents(folder.path())?;
        Ok(Opened { present, _lock: lock, folder, next })
    }

    fn stamp(&self, stamps: Stamps) {
        let mut all = lock(&self.stamps);
        *all = all.with(stamps);
    }

    fn put_into(&self, opened: &Opened, artifact: &Artifact) -> Result<()> {
        paths::check(artifact)?;
        let Opened { present, folder, next, .. } = opened;
        let is_reusable = !present.has_link && !present.files.is_empty();
        if is_reusable && is_same(&folder.join(&artifact.path), &artifact.bytes) {
            self.stamp(next.link(&artifact.path)?);
            self.unchanged.fetch_add(1, Ordering::Relaxed);
        } else {
            self.stamp(next.write(&artifact.path, &artifact.bytes)?);
            self.written.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }
}

impl Output for NextSite {
    fn begin(&self) -> Result<()> {
        if self.opened.get().is_none() {
            let opened = self.open().map_err(advised)?;
            // Only the thread that builds begins.
            self.opened.get_or_init(|| opened);
        }
        Ok(())
    }

    fn put(&self, artifact: Artifact) -> Result<()> {
        let Some(opened) = self.opened.get() else { bail!("the output folder is not open") };
        self.put_into(opened, &artifact).map_err(advised)
    }

    fn bytes(&self, path: &str) -> Option<Arc<[u8]>> {
        let opened = self.opened.get()?;
        fs::read(opened.next.join(path)).ok().map(Arc::from)
    }
}

impl Drop for NextSite {
    /// Gives up what was not published. The spare tree of a large site stays: the next build
    /// continues with it.
    fn drop(&mut self) {
        if let Some(opened) = self.opened.take()
            && !opened.next.is_spare()
        {
            opened.next.discard();
        }
    }
}
