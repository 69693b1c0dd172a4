//! Leaflets typeset in the background.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use anyhow::Result;

use super::news::{News, Typeset};
use super::stop::Stop;
use crate::base::source::SourceFiles;
use crate::pipeline::{Options, Outputs, build};
use crate::render::print::MemoryCache;

/// A run of the typesetter, stopped when this is dropped.
pub(super) struct Typesetting {
    number: u64,
    stop: Stop,
}

impl Typesetting {
    /// Starts a run, which reports its result with its number.
    ///
    /// Leaflets carry the site's real address, not this machine's: a preview may be printed and put
    /// on a wall.
    pub(super) fn start(
        number: u64,
        sources: &Arc<SourceFiles>,
        cache: &Arc<MemoryCache>,
        news: &Sender<News>,
    ) -> Typesetting {
        let stop = Stop::default();
        let (sources, cache) = (Arc::clone(sources), Arc::clone(cache));
        let (follow, news) = (stop.clone(), news.clone());
        thread::spawn(move || {
            let outputs = Outputs { html: false, search: false, print: true };
            let options = Options { outputs, ..Options::default() };
            let typeset: Result<Typeset> = build(&sources, &options, &*cache, &follow);
            // Nobody listens where the preview has ended.
            let _ = news.send(News::Typeset(number, Box::new(typeset)));
        });
        Typesetting { number, stop }
    }

    pub(super) fn number(&self) -> u64 {
        self.number
    }
}

impl Drop for Typesetting {
    fn drop(&mut self) {
        self.stop.stop();
    }
}
