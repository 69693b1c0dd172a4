//! Where the files of a build go as they are made: none has to wait for the others.

use std::sync::{Arc, Mutex};

use anyhow::Result;

use crate::base::artifact::{Artifact, Artifacts};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::SourceFiles;
use crate::base::sync;

/// Receives the files of a build, in any order.
pub trait Output: Sync {
    /// Called once the site is known to have no mistakes, before the first file.
    fn begin(&self) -> Result<()> {
        Ok(())
    }

    /// Takes a file.
    fn put(&self, artifact: Artifact) -> Result<()>;

    /// The bytes of a file that was taken; `None` if they are not kept.
    fn bytes(&self, path: &str) -> Option<Arc<[u8]>>;

    /// Whether the bytes of files are kept, so that others can be made of them.
    fn keeps(&self) -> bool {
        true
    }
}

/// Keeps the files in memory.
#[derive(Default)]
pub struct MemoryOutput {
    files: Mutex<Artifacts>,
}

impl MemoryOutput {
    pub fn into_artifacts(self) -> Artifacts {
        sync::into_value(self.files)
    }
}

impl Output for MemoryOutput {
    fn put(&self, artifact: Artifact) -> Result<()> {
        sync::lock(&self.files).insert(artifact);
        Ok(())
    }

    fn bytes(&self, path: &str) -> Option<Arc<[u8]>> {
        sync::lock(&self.files).get(path).map(|file| Arc::clone(&file.bytes))
    }
}

/// Keeps the files of some paths only, for a build that is to be checked.
#[derive(Default)]
pub struct Sample {
    wanted: Vec<Arc<str>>,
    kept: MemoryOutput,
}

impl Sample {
    /// The files that diagnostics name and that are none of the sources; `None` where there are
    /// none.
    pub fn of_outputs(diagnostics: &[Diagnostic], sources: &SourceFiles) -> Option<Sample> {
        let files = diagnostics.iter().map(|found| &found.file);
        let wanted: Vec<Arc<str>> =
            files.filter(|file| !sources.contains(file)).map(Arc::clone).collect();
        (!wanted.is_empty()).then(|| Sample { wanted, kept: MemoryOutput::default() })
    }
}

impl Output for Sample {
    fn put(&self, artifact: Artifact) -> Result<()> {
        if self.wanted.iter().any(|path| **path == *artifact.path) {
            self.kept.put(artifact)?;
        }
        Ok(())
    }

    fn bytes(&self, path: &str) -> Option<Arc<[u8]>> {
        self.kept.bytes(path)
    }

    fn keeps(&self) -> bool {
        false
    }
}
