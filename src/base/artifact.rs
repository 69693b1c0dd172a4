//! What comes out: files as values, before anything is written.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rules::Rule;
use crate::base::source::Span;

/// One output file.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// Relative to the output folder, with `/`: `en/scams/fake-police/index.html`.
    pub path: String,
    pub bytes: Arc<[u8]>,
    /// The source file it was made from, for messages.
    pub made_from: Arc<str>,
}

impl Artifact {
    pub fn new(path: impl Into<String>, bytes: impl Into<Arc<[u8]>>, made_from: &Arc<str>) -> Self {
        Artifact { path: path.into(), bytes: bytes.into(), made_from: Arc::clone(made_from) }
    }
}

/// All output files, ordered by path; no two share one.
#[derive(Clone, Debug, Default)]
pub struct Artifacts {
    files: BTreeMap<String, Artifact>,
}

impl Artifacts {
    /// The files of several stages; a path that is taken becomes a diagnostic.
    pub fn from_stages(
        stages: impl IntoIterator<Item = Vec<Artifact>>,
    ) -> (Artifacts, Vec<Diagnostic>) {
        Artifacts::default().with(stages.into_iter().flatten().collect())
    }

    /// These files and more; a path that is taken becomes a diagnostic.
    pub fn with(mut self, more: Vec<Artifact>) -> (Artifacts, Vec<Diagnostic>) {
        let clashes = self.extend(more);
        (self, clashes)
    }

    /// Adds files; one whose path is taken already becomes a diagnostic instead.
    pub fn extend(&mut self, artifacts: impl IntoIterator<Item = Artifact>) -> Vec<Diagnostic> {
        artifacts.into_iter().filter_map(|artifact| self.add(artifact)).collect()
    }

    fn add(&mut self, artifact: Artifact) -> Option<Diagnostic> {
        if let Some(other) = self.in_the_way(&artifact.path) {
            let message = format!(
                "`{}` cannot be written beside `{}`, which is made from `{}`",
                artifact.path, other.path, other.made_from
            );
            let hint = "One is a file where the other needs a folder of the same name: give one of the two another address.";
            return Some(
                Diagnostic::new(
                    Rule::DuplicateOutput,
                    &artifact.made_from,
                    Span::default(),
                    message,
                )
                .hint(hint),
            );
        }
        match self.files.entry(artifact.path.clone()) {
            Entry::Vacant(slot) => {
                slot.insert(artifact);
                None
            }
            Entry::Occupied(taken) => Some(
                Diagnostic::new(
                    Rule::DuplicateOutput,
                    &artifact.made_from,
                    Span::default(),
                    format!("`{}` is also written by `{}`", artifact.path, taken.get().made_from),
                )
                .hint("Give one of the two another name or address."),
            ),
        }
    }

    /// A file whose path would have to be a folder for `path`, or the other way round.
    fn in_the_way(&self, path: &str) -> Option<&Artifact> {
        let above = path.match_indices('/').find_map(|(end, _)| self.files.get(&path[..end]));
        above.or_else(|| self.at_or_under(path).filter(|other| other.path != path))
    }

    pub fn get(&self, path: &str) -> Option<&Artifact> {
        self.files.get(path)
    }

    /// The file of this path, or the first one in the folder of this path.
    pub fn at_or_under(&self, path: &str) -> Option<&Artifact> {
        let inside = format!("{path}/");
        let below = || self.files.range(inside.clone()..).next().map(|(_, other)| other);
        self.files.get(path).or_else(|| below().filter(|other| other.path.starts_with(&inside)))
    }

    pub fn iter(&self) -> impl Iterator<Item = &Artifact> {
        self.files.values()
    }

    pub fn into_values(self) -> impl Iterator<Item = Artifact> {
        self.files.into_values()
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
