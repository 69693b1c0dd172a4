//! The watcher of source files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify::{Config, Event, PollWatcher, RecursiveMode, Watcher};

use crate::cli::console::complain;
use crate::load;

/// A change is taken to be over when nothing more happens for so long: an editor or git writes many
/// files at once.
const QUIET: Duration = Duration::from_millis(25);

/// But a change that does not end is not waited for.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often files are looked at where the system does not report changes.
const POLL: Duration = Duration::from_secs(2);

/// Follows the folders a site is read from; not the whole root, which may hold any number of other
/// things.
pub(super) struct Watch {
    root: PathBuf,
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
    watched: BTreeSet<&'static str>,
}

/// What has changed.
#[derive(Default)]
pub(super) struct Changes {
    /// Files of the site, and folders, relative to its root.
    pub files: BTreeSet<PathBuf>,
    /// Whether other files may have changed, too.
    pub are_more: bool,
}

impl Watch {
    /// `root` as the system names it, without links.
    pub(super) fn start(root: &Path) -> Result<Self> {
        let (sender, events) = mpsc::channel();
        let native = notify::recommended_watcher(sender.clone());
        let watcher: Box<dyn Watcher + Send> = match native {
            Ok(watcher) => Box::new(watcher),
            Err(error) => poll(&error, sender.clone())?,
        };
        let mut watch =
            Watch { root: root.to_path_buf(), watcher, events, watched: BTreeSet::new() };
        if let Err(error) = watch.follow() {
            // On Linux, the number of folders that may be watched is small by default on older
            // systems.
            watch.watcher = poll(&error, sender)?;
            watch.watched.clear();
            watch.follow().context("cannot watch the site's folders")?;
        }
        Ok(watch)
    }

    /// Returns when sources have changed and then been quiet for a moment.
    pub(super) fn wait(&mut self) -> Result<Changes> {
        let mut changes = Changes::default();
        loop {
            let event =
                self.events.recv().context("nothing watches the site's folders any more")?;
            if self.concerns(event, &mut changes) {
                break;
            }
        }
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            match self.events.recv_timeout(QUIET) {
                // Only what happens to sources puts the end off.
                Ok(event) => drop(self.concerns(event, &mut changes)),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        // A folder may have come into being, or come back.
        self.follow().context("cannot watch the site's folders")?;
        Ok(changes)
    }

    /// Whether an event may be a change to a source; if so, notes it.
    fn concerns(&mut self, event: notify::Result<Event>, changes: &mut Changes) -> bool {
        // An error means that something was missed: looking is cheap.
        let Ok(event) = event else {
            changes.are_more = true;
            return true;
        };
        if event.kind.is_access() {
            // Reading the sources is an event, too.
            return false;
        }
        let inputs: Vec<&Path> =
            event.paths.iter().filter_map(|path| path.strip_prefix(&self.root).ok()).collect();
        // A folder that was removed or replaced is no longer followed, even under its old name.
        self.watched.retain(|folder| !inputs.contains(&Path::new(folder)));
        let files = inputs.into_iter().filter(|path| load::is_input(path)).map(Path::to_path_buf);
        let before = changes.files.len();
        changes.files.extend(files);
        changes.are_more |= event.need_rescan();
        changes.are_more || changes.files.len() > before
    }

    fn follow(&mut self) -> notify::Result<()> {
        if self.watched.insert(".") {
            // Not into its folders: only its files, and folders that appear.
            self.watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        }
        for folder in load::FOLDERS {
            let path = self.root.join(folder);
            if !self.watched.contains(folder) && path.is_dir() {
                // Not followed, or no more: either is what is wanted here.
                let _ = self.watcher.unwatch(&path);
                self.watcher.watch(&path, RecursiveMode::Recursive)?;
                self.watched.insert(folder);
            }
        }
        Ok(())
    }
}

fn poll(
    error: &notify::Error,
    sender: Sender<notify::Result<Event>>,
) -> Result<Box<dyn Watcher + Send>> {
    complain(&format!("note: looking for changes every {} seconds: {error}\n", POLL.as_secs()));
    let config = Config::default().with_poll_interval(POLL);
    Ok(Box::new(PollWatcher::new(sender, config).context("cannot watch the site's folders")?))
}
