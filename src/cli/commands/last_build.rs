//! The record of the last build into a folder, `.wuzha/built-…`: where neither what it was made from
//! nor the folder has changed, nothing need be built.
#![allow(clippy::disallowed_methods, reason = "touches the disk, as commands may")]

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::digest::{Digest, Hasher};
use crate::base::source::SourceFiles;
use crate::cli::state;
use crate::parse::printed;
use crate::pipeline::{Counts, Options};
use crate::render::print;
use crate::write::{Stamps, Summary};

/// What a build was made from, and where its record is.
pub(super) struct LastBuild {
    root: PathBuf,
    out: PathBuf,
    /// Of the record, in `.wuzha`.
    name: String,
    /// Of everything but the sources.
    settings: String,
    /// Of the settings and the sources, but for what the build itself writes.
    made_from: OnceCell<Digest>,
}

/// What is kept of a build.
#[derive(Deserialize, Serialize)]
pub(super) struct BuildRecord {
    /// Of the sources and the settings.
    inputs: String,
    /// Of the names, sizes and times of the output files.
    outputs: String,
    pub pages: usize,
    pub languages: usize,
    pub files: usize,
    pub leaflets: usize,
    /// The warnings, as they were shown.
    pub report: String,
}

impl LastBuild {
    /// Of a site's folder, into an output folder.
    pub(super) fn new(root: &Path, out: &Path, options: &Options) -> Self {
        let out = resolved(out);
        let name = Digest::of(out.as_os_str().as_encoded_bytes());
        // Another program may make other files of the same sources.
        let program = std::env::current_exe().ok().and_then(|path| describe(&path));
        let settings = format!(
            "{program:?} {:?} {:?} {:?} {} {} {:?} {}",
            options.base_url.as_ref().map(|url| url.ascii().to_owned()),
            options.outputs,
            options.branches,
            options.for_folder,
            options.precompress,
            options.today,
            options.allow_expired,
        );
        LastBuild {
            root: root.to_path_buf(),
            name: format!("built-{name}"),
            out,
            settings,
            made_from: OnceCell::new(),
        }
    }

    /// The last build, if it would be made again as it is.
    pub(super) fn unchanged(&self, sources: &SourceFiles) -> Option<BuildRecord> {
        let record: BuildRecord =
            serde_json::from_slice(&state::read(&self.root, &self.name)?).ok()?;
        let is_same = record.inputs == self.inputs(sources)
            && Stamps::of_folder(&self.out).is_ok_and(|now| record.outputs == now.to_string());
        is_same.then_some(record)
    }

    /// Records a build of these sources. Where that fails, the next build is made in full.
    pub(super) fn record(
        &self,
        sources: &SourceFiles,
        counts: &Counts,
        summary: &Summary,
        report: &str,
    ) {
        let record = BuildRecord {
            inputs: self.inputs(sources),
            outputs: summary.stamps.to_string(),
            pages: counts.pages,
            languages: counts.languages,
            files: summary.written + summary.unchanged,
            leaflets: counts.sheets,
            report: report.to_owned(),
        };
        let Ok(bytes) = serde_json::to_vec(&record) else { return };
        let _ = state::keep(&self.root, &self.name, &bytes);
    }

    fn inputs(&self, sources: &SourceFiles) -> String {
        let made_from = self.made_from.get_or_init(|| self.made_from(sources));
        let printed = sources.bytes(printed::FILE).map(|bytes| Digest::of(bytes));
        format!("{made_from} {printed:?}")
    }

    fn made_from(&self, sources: &SourceFiles) -> Digest {
        let mut hasher = Hasher::default();
        hasher.update(print::VERSION);
        hasher.update(&self.settings);
        let files = sources.iter().filter(|(path, _)| ***path != *printed::FILE);
        let files: Vec<_> = files.collect();
        let digests: Vec<Digest> = files.par_iter().map(|(_, bytes)| Digest::of(bytes)).collect();
        for ((path, _), digest) in files.into_iter().zip(digests) {
            hasher.update(format!("{path}\0{digest}\n"));
        }
        hasher.finish()
    }
}

/// The path of a folder that may not be there yet, without links.
fn resolved(folder: &Path) -> PathBuf {
    let with_name = || {
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = fs::canonicalize(parent.unwrap_or(Path::new("."))).ok()?;
        Some(parent.join(folder.file_name()?))
    };
    let there = fs::canonicalize(folder).ok();
    there.or_else(with_name).unwrap_or_else(|| folder.to_path_buf())
}

/// The size and the time of a file.
fn describe(path: &Path) -> Option<String> {
    let there = fs::symlink_metadata(path).ok()?;
    let time = there.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("\0{} {} {}\n", there.is_file(), there.len(), time.as_nanos()))
}
