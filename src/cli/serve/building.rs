//! Pages and search, built in the background.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

use super::live::Live;
use super::news::{Built, News};
use crate::base::source::SourceFiles;
use crate::pipeline::{Options, Progress, preview};

/// A build of the pages, stopped when this is dropped.
pub(super) struct Building {
    stopped: Arc<AtomicBool>,
}

impl Building {
    /// Starts a build, which reports its result, whatever it is.
    pub(super) fn start(
        sources: &Arc<SourceFiles>,
        options: Options,
        live: &Arc<Live>,
        news: &Sender<News>,
    ) -> Building {
        let stopped = Arc::new(AtomicBool::new(false));
        let (sources, live) = (Arc::clone(sources), Arc::clone(live));
        let (follow, news) = (Stop(Arc::clone(&stopped)), news.clone());
        thread::spawn(move || {
            let built = preview(&sources, &options, &follow);
            let built = built.map(|(outcome, pages, preview)| {
                let is_same = live.now().shows(&pages);
                Built { outcome, pages, preview, is_same }
            });
            // Nobody listens where the preview has ended.
            let _ = news.send(News::Built(Box::new(built)));
        });
        Building { stopped }
    }

    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }
}

/// Stops a build when it is told to.
pub(super) struct Stop(pub(super) Arc<AtomicBool>);

impl Progress for Stop {
    fn stage(&self, _: &str, _: u64) {}

    fn advance(&self, _: u64) {}

    fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
