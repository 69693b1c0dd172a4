//! Which folder is written to, and may it be?

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::paths::MARKER;

/// An output folder that is ours to replace. Its siblings are where the work is done, so that
/// renaming is enough.
pub struct Place {
    out: PathBuf,
    name: String,
}

impl Place {
    /// Resolves links and makes the parent folder; refuses a folder that holds anything but an
    /// earlier build.
    pub fn find(out: &Path) -> Result<Self> {
        let context = || format!("cannot write to `{}`", out.display());
        let out = match fs::symlink_metadata(out) {
            Ok(_) => fs::canonicalize(out).with_context(context)?,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let parent = out
                    .parent()
                    .filter(|parent| !parent.as_os_str().is_empty())
                    .unwrap_or(Path::new("."));
                let name = out
                    .file_name()
                    .with_context(|| format!("`{}` does not name a folder", out.display()))?;
                fs::create_dir_all(parent).with_context(context)?;
                fs::canonicalize(parent).with_context(context)?.join(name)
            }
            Err(error) => return Err(error).with_context(context),
        };
        let Some(name) = out.file_name().and_then(|name| name.to_str()).map(str::to_owned) else {
            bail!("`{}` cannot be an output folder; name another with `--out`", out.display());
        };
        let place = Place { out, name };
        place.refuse_if_foreign()?;
        Ok(place)
    }

    pub fn out(&self) -> &Path {
        &self.out
    }

    pub fn exists(&self) -> bool {
        self.out.is_dir()
    }

    pub fn join(&self, path: &str) -> PathBuf {
        self.out.join(path)
    }

    /// Where the next site is made.
    pub fn next(&self) -> PathBuf {
        self.sibling("next")
    }

    /// Where the last site is for a moment, on systems that cannot let two folders change places in
    /// one step.
    pub fn last(&self) -> PathBuf {
        self.sibling("last")
    }

    pub fn lock(&self) -> PathBuf {
        self.sibling("lock")
    }

    /// The folder as one file.
    pub fn zip(&self) -> PathBuf {
        self.out.with_file_name(format!("{}.zip", self.name))
    }

    /// Where the next one is made.
    pub fn next_zip(&self) -> PathBuf {
        self.sibling("zip")
    }

    /// A hidden sibling of the output folder: `.public.next`.
    fn sibling(&self, suffix: &str) -> PathBuf {
        self.out.with_file_name(format!(".{}.{suffix}", self.name))
    }

    fn refuse_if_foreign(&self) -> Result<()> {
        let context = || format!("cannot read `{}`", self.out.display());
        let mut entries = match fs::read_dir(&self.out) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                bail!("`{}` is a file, not a folder; name another with `--out`", self.out.display())
            }
            Err(error) => return Err(error).with_context(context),
        };
        let empty = entries.next().is_none();
        if !empty && !self.join(MARKER).is_file() {
            bail!(
                "`{}` holds files that wuzha did not write, and a build would remove them; \
                 empty the folder yourself or name another with `--out`",
                self.out.display()
            );
        }
        if self.join(".git").exists() {
            bail!(
                "`{}` holds a git repository, and a build would remove it; \
                 build elsewhere with `--out` and copy the files into the repository",
                self.out.display()
            );
        }
        Ok(())
    }
}
