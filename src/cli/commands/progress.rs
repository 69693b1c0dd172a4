//! The progress bar of a build.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

use crate::pipeline::Progress;

pub(super) struct Bar(ProgressBar);

impl Bar {
    /// Draws on standard error if that is a terminal, and otherwise not at all.
    pub(super) fn new(quiet: bool) -> Self {
        if quiet || !io::stderr().is_terminal() {
            return Bar(ProgressBar::hidden());
        }
        let style = ProgressStyle::with_template("{msg:12} {bar:40} {pos}/{len}")
            .expect("the template is well-formed");
        Bar(ProgressBar::new(0).with_style(style.progress_chars("━╸ ")))
    }

    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}

impl Progress for Bar {
    fn stage(&self, name: &str, total: u64) {
        self.0.set_length(total);
        self.0.set_position(0);
        self.0.set_message(name.to_owned());
    }

    fn advance(&self, by: u64) {
        self.0.inc(by);
    }
}
