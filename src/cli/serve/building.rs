//! Pages and search, built in the background.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::live::Live;
use super::news::{Built, News};
use super::stop::Stop;
use crate::base::source::SourceFiles;
use crate::pipeline::{Options, preview};

/// Starts a build of the pages, which reports its result, whatever it is; returns what stops it.
pub(super) fn start(
    sources: &Arc<SourceFiles>,
    options: Options,
    live: &Arc<Live>,
    news: &Sender<News>,
) -> Stop {
    let stop = Stop::default();
    let (sources, live) = (Arc::clone(sources), Arc::clone(live));
    let (follow, news) = (stop.clone(), news.clone());
    thread::spawn(move || {
        let built = preview(&sources, &options, &follow);
        let built = built.map(|(outcome, pages, preview)| {
            let is_same = live.now().shows(&pages);
            Built { outcome, pages, preview, is_same }
        });
        // Nobody listens where the preview has ended.
        let _ = news.send(News::Built(Box::new(built)));
    });
    stop
}
