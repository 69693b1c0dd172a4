//! The output folder: where it is, and whether it may be replaced.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::paths::MARKER;

/// An output folder that may be replaced. The work is done in folders beside it, so that renaming
/// is enough.
pub(super) struct OutputFolder {
    path: PathBuf,
    name: String,
}

impl OutputFolder {
    /// Resolves links and makes the parent folder.
    ///
    /// # Errors
    /// A folder that holds anything but an earlier build.
    pub(super) fn find(out: &Path) -> Result<Self> {
        let context = || format!("cannot write to `{}`", out.display());
        let path = match fs::symlink_metadata(out) {
            Ok(_) => fs::canonicalize(out).with_context(context)?,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let parent = match out.parent() {
                    Some(parent) if !parent.as_os_str().is_empty() => parent,
                    _ => Path::new("."),
                };
                let name = out
                    .file_name()
                    .with_context(|| format!("`{}` does not name a folder", out.display()))?;
                fs::create_dir_all(parent).with_context(context)?;
                fs::canonicalize(parent).with_context(context)?.join(name)
            }
            Err(error) => return Err(error).with_context(context),
        };
        let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned) else {
            bail!("`{}` cannot be an output folder; name another with `--out`", path.display());
        };
        let folder = OutputFolder { path, name };
        folder.refuse_if_foreign()?;
        Ok(folder)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn exists(&self) -> bool {
        self.path.is_dir()
    }

    pub(super) fn join(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    /// Where the next site is made.
    pub(super) fn next(&self) -> PathBuf {
        self.sibling("next")
    }

    /// Where the last site is for a moment, on systems that cannot exchange two folders in one step.
    pub(super) fn last(&self) -> PathBuf {
        self.sibling("last")
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.sibling("lock")
    }

    /// The zip of the folder.
    pub(super) fn zip(&self) -> PathBuf {
        self.path.with_file_name(format!("{}.zip", self.name))
    }

    /// Where the next zip is made.
    pub(super) fn next_zip(&self) -> PathBuf {
        self.sibling("zip")
    }

    /// A hidden sibling of the output folder: `.public.next`.
    fn sibling(&self, suffix: &str) -> PathBuf {
        self.path.with_file_name(format!(".{}.{suffix}", self.name))
    }

    fn refuse_if_foreign(&self) -> Result<()> {
        let context = || format!("cannot read `{}`", self.path.display());
        let mut entries = match fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                bail!(
                    "`{}` is a file, not a folder; name another with `--out`",
                    self.path.display()
                )
            }
            Err(error) => return Err(error).with_context(context),
        };
        let empty = entries.next().is_none();
        if !empty && !self.join(MARKER).is_file() {
            bail!(
                "`{}` holds files that wuzha did not write, and a build would remove them; \
                 empty the folder yourself or name another with `--out`",
                self.path.display()
            );
        }
        if self.join(".git").exists() {
            bail!(
                "`{}` holds a git repository, and a build would remove it; \
                 build elsewhere with `--out` and copy the files into the repository",
                self.path.display()
            );
        }
        Ok(())
    }
}
