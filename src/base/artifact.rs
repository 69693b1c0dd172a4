//! What comes out: files as values, before anything is written.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Bound;
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

/// The paths of all output files, each with the source file it was made from; no two share one.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    files: BTreeMap<String, Arc<str>>,
}

impl Listing {
    /// Adds a file; one whose path is taken already becomes a diagnostic instead.
    pub fn add(&mut self, path: String, made_from: Arc<str>) -> Option<Diagnostic> {
        if let Some((other, origin)) = self.in_the_way(&path) {
            let message = format!(
                "`{path}` cannot be written beside `{other}`, which is made from `{origin}`"
            );
            let hint = "One is a file where the other needs a folder of the same name: give one of the two another address.";
            return Some(
                Diagnostic::new(Rule::DuplicateOutput, &made_from, Span::default(), message)
                    .hint(hint),
            );
        }
        match self.files.entry(path) {
            Entry::Vacant(slot) => {
                slot.insert(made_from);
                None
            }
            Entry::Occupied(taken) => {
                let message = format!("`{}` is also written by `{}`", taken.key(), taken.get());
                Some(
                    Diagnostic::new(Rule::DuplicateOutput, &made_from, Span::default(), message)
                        .hint("Give one of the two another name or address."),
                )
            }
        }
    }

    /// A file whose path would have to be a folder for `path`, or the other way round.
    fn in_the_way(&self, path: &str) -> Option<(&str, &Arc<str>)> {
        let entry = |(path, origin)| (String::as_str(path), origin);
        let above =
            path.match_indices('/').find_map(|(end, _)| self.files.get_key_value(&path[..end]));
        above.map(entry).or_else(|| self.at_or_under(path).filter(|(other, _)| *other != path))
    }

    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// What the file of this path is made from.
    pub fn origin(&self, path: &str) -> Option<&Arc<str>> {
        self.files.get(path)
    }

    /// The file of this path, or the first one in the folder of this path.
    pub fn at_or_under(&self, path: &str) -> Option<(&str, &Arc<str>)> {
        let inside = format!("{path}/");
        let entry = |(path, origin): (_, _)| (String::as_str(path), origin);
        let below =
            || self.files.range::<str, _>((Bound::Included(&*inside), Bound::Unbounded)).next();
        let own = self.files.get_key_value(path).map(entry);
        own.or_else(|| below().map(entry).filter(|(other, _)| other.starts_with(&inside)))
    }

    /// Every path with what it was made from, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Arc<str>)> {
        self.files.iter().map(|(path, origin)| (path.as_str(), origin))
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// Output files in memory, ordered by path.
#[derive(Clone, Debug, Default)]
pub struct Artifacts {
    files: BTreeMap<String, Artifact>,
}

impl Artifacts {
    /// Adds a file; it takes the place of one of the same path.
    pub fn insert(&mut self, artifact: Artifact) {
        self.files.insert(artifact.path.clone(), artifact);
    }

    pub fn get(&self, path: &str) -> Option<&Artifact> {
        self.files.get(path)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Artifact> {
        self.files.values()
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl FromIterator<Artifact> for Artifacts {
    fn from_iter<I: IntoIterator<Item = Artifact>>(artifacts: I) -> Self {
        let mut files = Artifacts::default();
        artifacts.into_iter().for_each(|artifact| files.insert(artifact));
        files
    }
}
