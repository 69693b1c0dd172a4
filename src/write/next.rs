//! The folder beside the output folder in which the new tree is made, and their exchange.

use std::fs::{self, File};
use std::io::ErrorKind::{AlreadyExists, IsADirectory, NotADirectory, NotFound};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::output_folder::OutputFolder;
use super::own::{self, There};
use super::paths::{MARKER, MARKER_TEXT};
use super::stamps::Stamps;
use super::{sync, tree};

/// The folder in which the next site is made.
///
/// Its first contents do not matter: nothing, the files of a killed build, or the site before the
/// last.
pub(super) struct NextFolder {
    /// The output folder.
    out: PathBuf,
    /// Where the old site is for a moment.
    last: PathBuf,
    path: PathBuf,
    /// Whether it held files when it was opened.
    is_spare: bool,
}

impl NextFolder {
    /// Makes the folder, if there is none.
    pub(super) fn open(folder: &OutputFolder) -> Result<Self> {
        let path = folder.next();
        refuse_if_foreign(&path, "where the site would be prepared")?;
        let is_spare = usable_spare(&path)?;
        let next =
            NextFolder { out: folder.path().to_path_buf(), last: folder.last(), path, is_spare };
        next.make()?;
        Ok(next)
    }

    pub(super) fn is_spare(&self) -> bool {
        self.is_spare
    }

    pub(super) fn join(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    /// Makes a file with new bytes.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<Stamps> {
        let to = self.path.join(path);
        let make = || {
            let mut file = File::create_new(&to)?;
            file.write_all(bytes)?;
            Stamps::of(path, &file.metadata()?)
        };
        self.place(&to, make).with_context(|| format!("cannot write `{}`", to.display()))
    }

    /// Takes a file of the output folder as it is.
    pub(super) fn link(&self, path: &str) -> Result<Stamps> {
        let (from, to) = (self.out.join(path), self.path.join(path));
        let stamps = || Stamps::of(path, &fs::symlink_metadata(&from)?);
        if self.is_spare && is_same_file(&from, &to) {
            return Ok(stamps()?);
        }
        let link = || match fs::hard_link(&from, &to) {
            // These are dealt with; others mean that there are no links here.
            Err(error) if matches!(error.kind(), NotFound | AlreadyExists | NotADirectory) => {
                Err(error)
            }
            Err(_) => copy(&from, &to),
            linked => linked,
        };
        let kept = self.place(&to, link).and_then(|()| stamps());
        kept.with_context(|| format!("cannot keep `{}`", from.display()))
    }

    /// Makes a file where there is none, after making its folders and removing what is in the way.
    /// Files are removed, never overwritten: their bytes may be those of the current site.
    fn place<T>(&self, path: &Path, make: impl Fn() -> io::Result<T>) -> io::Result<T> {
        match make() {
            Err(error) if matches!(error.kind(), NotFound | NotADirectory) => {
                self.make_folders(path)?;
                match make() {
                    // A file of a killed build may be in a folder that was in the way.
                    Err(error) if is_in_the_way(&error) => self.place_again(path, make),
                    made => made,
                }
            }
            Err(error) if is_in_the_way(&error) => self.place_again(path, make),
            made => made,
        }
    }

    fn place_again<T>(&self, path: &Path, make: impl Fn() -> io::Result<T>) -> io::Result<T> {
        match fs::symlink_metadata(path) {
            Ok(there) if there.is_dir() => tree::remove(path)?,
            Ok(_) => fs::remove_file(path)?,
            Err(_) => {}
        }
        make()
    }

    /// Makes the folders of a file. A file that is in the place of one is removed.
    fn make_folders(&self, path: &Path) -> io::Result<()> {
        let Some(folder) = path.parent() else { return Ok(()) };
        match fs::create_dir_all(folder) {
            Err(error) if matches!(error.kind(), AlreadyExists | NotADirectory) => {
                let above = folder.ancestors().take_while(|above| above.starts_with(&self.path));
                for above in above.filter(|above| **above != *self.path) {
                    if fs::symlink_metadata(above).is_ok_and(|there| !there.is_dir()) {
                        // Another thread may be as far.
                        let _ = fs::remove_file(above);
                    }
                }
                fs::create_dir_all(folder)
            }
            made => made,
        }
    }

    /// Removes every file but the wanted ones, and the folders that are empty then.
    pub(super) fn remove_others(&self, is_wanted: &dyn Fn(&str) -> bool) -> Result<()> {
        if !self.is_spare {
            return Ok(());
        }
        for path in tree::files(&self.path) {
            let path = path?;
            if !is_wanted(&path) {
                let path = self.path.join(path);
                fs::remove_file(&path)
                    .with_context(|| format!("cannot remove `{}`", path.display()))?;
            }
        }
        tree::remove_empty_folders(&self.path)
    }

    /// Exchanges the new tree and the old one: after that, this is the old one.
    pub(super) fn swap(&self) -> Result<()> {
        let out = &self.out;
        let synced = sync::file_system(&self.path);
        synced.with_context(|| {
            format!("cannot have `{}` written to the disk", self.path.display())
        })?;
        let swapped = match fs::metadata(out) {
            // The owner chooses who may read the site, on the folder.
            Ok(there) => fs::set_permissions(&self.path, there.permissions())
                .and_then(|()| exchange(&self.path, out).or_else(|_| self.rename_in_turn())),
            Err(_) => fs::rename(&self.path, out),
        };
        let swapped = swapped.and_then(|()| out.parent().map_or(Ok(()), sync::folder));
        swapped.with_context(|| {
            format!(
                "cannot replace `{}` by the new site; if it is a mount point, name a folder in it \
                 with `--out`; if another program uses it, close that and build again",
                out.display()
            )
        })
    }

    /// Removes it. The next build continues with what cannot be removed now.
    pub(super) fn discard(&self) {
        let _ = tree::remove(&self.path);
    }

    fn make(&self) -> Result<()> {
        let marker = self.path.join(MARKER);
        let is_whole = fs::read(&marker).is_ok_and(|text| text == MARKER_TEXT.as_bytes());
        let made = fs::create_dir_all(&self.path)
            // A build killed as it wrote the marker leaves an empty one.
            .and_then(|()| if is_whole { Ok(()) } else { fs::write(marker, MARKER_TEXT) });
        made.with_context(|| format!("cannot make the folder `{}`", self.path.display()))
    }

    /// Exchanges the trees in three steps: [`recover`] repairs what a build leaves that is killed
    /// between them.
    fn rename_in_turn(&self) -> io::Result<()> {
        let (out, last) = (&self.out, &self.last);
        fs::rename(out, last)?;
        if let Err(error) = fs::rename(&self.path, out) {
            fs::rename(last, out)?;
            return Err(error);
        }
        fs::rename(last, &self.path)
    }
}

fn is_in_the_way(error: &io::Error) -> bool {
    matches!(error.kind(), AlreadyExists | IsADirectory)
}

/// Restores what a build killed in [`NextFolder::rename_in_turn`] renamed. The caller must hold the
/// lock.
pub(super) fn recover(folder: &OutputFolder) -> Result<()> {
    let (out, last) = (folder.path(), folder.last());
    if own::look(&last)? == There::Nothing {
        return Ok(());
    }
    refuse_if_foreign(&last, "where the old site is for a moment")?;
    let done = if out.exists() { tree::remove(&last) } else { fs::rename(&last, out) };
    done.with_context(|| format!("cannot clean up `{}`", last.display()))
}

/// Refuses what is at a path of the program's own, unless it is nothing, an empty folder, or a tree
/// that the program made: one with its marker and without any link.
fn refuse_if_foreign(path: &Path, what: &str) -> Result<()> {
    let is_foreign = match own::look(path)? {
        There::Nothing => false,
        There::File => true,
        There::Folder => {
            let is_empty = fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
            !is_empty && own::look(&path.join(MARKER))? != There::File
        }
    };
    if is_foreign {
        bail!("`{}`, {what}, holds files that wuzha did not write; move it away", path.display());
    }
    if let Some(link) = tree::first_link(path)? {
        bail!(
            "`{}` is a link, in a folder of wuzha's own, where none is made; remove it",
            link.display()
        );
    }
    Ok(())
}

/// Whether there is a tree to go on with. One that may not be written to, because the folder that it
/// was had such permissions, is removed.
fn usable_spare(path: &Path) -> Result<bool> {
    let is_spare = fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some());
    if !is_spare || tree::is_writable(path) {
        return Ok(is_spare);
    }
    tree::remove(path).with_context(|| {
        format!(
            "cannot remove `{}`, which an earlier build left; remove it and build again",
            path.display()
        )
    })?;
    Ok(false)
}

/// Exchanges two folders in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path| fs::symlink_metadata(path).map(|there| (there.dev(), there.ino())).ok();
    id(one).is_some_and(|one| id(other) == Some(one))
}

/// Elsewhere this cannot be determined; the link is made again.
#[cfg(not(unix))]
fn is_same_file(_: &Path, _: &Path) -> bool {
    false
}

/// A copy with the time of the original, for file systems without hard links.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    let modified = fs::metadata(from)?.modified()?;
    File::options().write(true).open(to)?.set_modified(modified)
}
