//! The collector of a build's files: each is audited as soon as it is made and passed on.

use std::sync::{Arc, Mutex, OnceLock};

use anyhow::Result;

use crate::audit::Auditor;
use crate::base::artifact::{Artifact, Listing};
use crate::base::diagnostic::{self, Diagnostic};
use crate::base::output::Output;
use crate::base::sync::{into_value, lock};
use crate::pipeline::options::Options;
use crate::publish::{folder_copy, precompress};
use crate::site::config;
use crate::write;

/// The stages that make files. Where two make a file of the same path, the first has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Print,
    Pages,
    Feeds,
    Texts,
    Files,
    Search,
    Kits,
    Host,
}

/// Takes the files of a build in any order, from any thread.
pub(super) struct Collector<'a> {
    auditor: Auditor<'a>,
    output: &'a dyn Output,
    /// What the site's addresses begin with, in a copy for a folder.
    folder: Option<&'a str>,
    precompress: bool,
    made: Mutex<Vec<Made>>,
    /// The first failure of the output; nothing is passed on after it.
    failed: OnceLock<anyhow::Error>,
}

/// A file as it is listed.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Made {
    stage: Stage,
    /// Whether an author chose the address, and so should choose another.
    is_chosen: bool,
    made_from: Arc<str>,
    path: String,
}

/// What came of a build's files.
pub(super) struct Collected {
    pub files: Listing,
    /// Files that are in each other's way, and names that no disk takes.
    pub clashes: Vec<Diagnostic>,
    /// What is wrong in the files.
    pub audited: Vec<Diagnostic>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(
        auditor: Auditor<'a>,
        output: &'a dyn Output,
        options: &Options,
        base_path: &'a str,
    ) -> Self {
        Collector {
            auditor,
            output,
            folder: options.for_folder.then_some(base_path),
            precompress: options.precompress,
            made: Mutex::default(),
            failed: OnceLock::new(),
        }
    }

    /// Takes a file.
    pub(super) fn take(&self, stage: Stage, artifact: Artifact) {
        let artifact = match self.folder {
            Some(base_path) => folder_copy::for_folder(artifact, base_path),
            None => artifact,
        };
        self.auditor.look_at(&artifact);
        if self.precompress {
            for compressed in precompress::compressed(&artifact) {
                self.auditor.look_at_compressed(&compressed, &artifact.bytes);
                self.pass_on(stage, compressed);
            }
        }
        self.pass_on(stage, artifact);
    }

    /// Takes files.
    pub(super) fn take_all(&self, stage: Stage, artifacts: impl IntoIterator<Item = Artifact>) {
        artifacts.into_iter().for_each(|artifact| self.take(stage, artifact));
    }

    /// Lists a file that is made without being needed here.
    pub(super) fn expect(&self, path: &str) {
        self.auditor.exists(path);
    }

    pub(super) fn output(&self) -> &dyn Output {
        self.output
    }

    /// The paths that are made so far, in order, without compressed files.
    pub(super) fn paths(&self) -> Vec<String> {
        let made = lock(&self.made);
        let paths = made.iter().map(|made| &made.path);
        let mut paths: Vec<String> =
            paths.filter(|path| precompress::original(path) == **path).cloned().collect();
        paths.sort_unstable();
        paths
    }

    /// # Errors
    /// The first failure of the output.
    pub(super) fn finish(self) -> Result<Collected> {
        if let Some(error) = self.failed.into_inner() {
            return Err(error);
        }
        let mut made = into_value(self.made);
        // The order in which threads were done says nothing.
        made.sort_unstable();
        let mut files = Listing::default();
        let taken = made.into_iter().filter_map(|made| files.add(made.path, made.made_from));
        let mut clashes: Vec<Diagnostic> = taken.collect();
        clashes.extend(write::faults(&files));
        diagnostic::sort(&mut clashes);
        Ok(Collected { files, clashes, audited: self.auditor.finish() })
    }

    fn pass_on(&self, stage: Stage, artifact: Artifact) {
        let made_from = Arc::clone(&artifact.made_from);
        let is_chosen = *made_from != *config::FILE;
        lock(&self.made).push(Made { stage, is_chosen, made_from, path: artifact.path.clone() });
        // A name that no disk takes is reported at the end.
        if self.failed.get().is_some() || !write::is_safe(&artifact.path) {
            return;
        }
        if let Err(error) = self.output.put(artifact) {
            self.failed.get_or_init(|| error);
        }
    }
}
