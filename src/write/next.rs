//! The folder beside the output folder in which the new tree is made, and their exchange.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use super::output_folder::OutputFolder;
use super::paths::{MARKER, MARKER_TEXT};
use super::tree::{self, Tree};

/// The folder in which the next site is made.
///
/// Its first contents do not matter: nothing, the files of a killed build, or the site before the
/// last.
pub(super) struct NextFolder<'a> {
    folder: &'a OutputFolder,
    path: PathBuf,
    /// What it held when it was opened.
    spare: &'a Tree,
}

impl<'a> NextFolder<'a> {
    /// Changes nothing yet.
    pub(super) fn open(folder: &'a OutputFolder, spare: &'a Tree) -> Result<Self> {
        let path = folder.next();
        if !spare.is_empty() && !path.join(MARKER).is_file() {
            bail!(
                "`{}`, where the site would be prepared, holds files that wuzha did not write",
                path.display()
            );
        }
        Ok(NextFolder { folder, path, spare })
    }

    /// Makes it hold exactly these files: those to write with new bytes, those to link as links to
    /// the files of the output folder.
    pub(super) fn fill(&self, write: &[(&str, &[u8])], link: &[&str]) -> Result<()> {
        self.make()?;
        let linked: Vec<bool> = link.par_iter().map(|path| self.is_linked(path)).collect();
        let linked: BTreeMap<&str, bool> = link.iter().copied().zip(linked).collect();
        let gone = self.spare.files.iter().filter(|path| linked.get(path.as_str()) != Some(&true));
        // Files are removed, never overwritten: their bytes may be those of the current site.
        gone.collect::<Vec<_>>().par_iter().try_for_each(|path| {
            let path = self.path.join(path);
            fs::remove_file(&path).with_context(|| format!("cannot remove `{}`", path.display()))
        })?;
        self.arrange_folders(write.iter().map(|(path, _)| *path).chain(link.iter().copied()))?;
        write.par_iter().try_for_each(|(path, bytes)| {
            let path = self.path.join(path);
            let done = File::create_new(&path).and_then(|mut file| file.write_all(bytes));
            done.with_context(|| format!("cannot write `{}`", path.display()))
        })?;
        link.par_iter().filter(|path| linked.get(*path) == Some(&false)).try_for_each(|path| {
            let (from, to) = (self.folder.join(path), self.path.join(path));
            let done = fs::hard_link(&from, &to).or_else(|_| copy(&from, &to));
            done.with_context(|| format!("cannot keep `{}`", from.display()))
        })
    }

    /// Exchanges the new tree and the old one: after that, this is the old one.
    pub(super) fn swap(&self) -> Result<()> {
        let out = self.folder.path();
        let swapped = match fs::metadata(out) {
            // The owner chooses who may read the site, on the folder.
            Ok(there) => fs::set_permissions(&self.path, there.permissions())
                .and_then(|()| exchange(&self.path, out).or_else(|_| self.rename_in_turn())),
            Err(_) => fs::rename(&self.path, out),
        };
        swapped.with_context(|| {
            format!(
                "cannot replace `{}` by the new site; if it is a mount point, name a folder in it \
                 with `--out`; if another program uses it, close that and build again",
                out.display()
            )
        })
    }

    /// Removes it. The next build continues with what cannot be removed now.
    pub(super) fn discard(self) {
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
        let (out, last) = (self.folder.path(), self.folder.last());
        fs::rename(out, &last)?;
        if let Err(error) = fs::rename(&self.path, out) {
            fs::rename(&last, out)?;
            return Err(error);
        }
        fs::rename(&last, &self.path)
    }

    /// Whether a file is already a link to the one in the output folder.
    fn is_linked(&self, path: &str) -> bool {
        self.spare.files.contains(path)
            && is_same_file(&self.path.join(path), &self.folder.join(path))
    }

    /// Removes the folders that hold none of these files, and makes the missing ones.
    fn arrange_folders<'p>(&self, files: impl Iterator<Item = &'p str>) -> Result<()> {
        let wanted: BTreeSet<&str> = files
            .flat_map(|path| path.match_indices('/').map(move |(end, _)| &path[..end]))
            .collect();
        let gone =
            self.spare.folders.iter().map(String::as_str).filter(|folder| !wanted.contains(folder));
        let new = wanted.iter().copied().filter(|folder| !self.spare.folders.contains(*folder));
        let in_each = |folders: &Vec<&str>, what: &str, act: fn(PathBuf) -> io::Result<()>| {
            folders.par_iter().try_for_each(|folder| {
                let path = self.path.join(folder);
                act(path).with_context(|| {
                    format!("cannot {what} the folder `{}/{folder}`", self.path.display())
                })
            })
        };
        // A folder's contents are removed before it and made after it.
        by_depth(gone)
            .values()
            .rev()
            .try_for_each(|folders| in_each(folders, "remove", fs::remove_dir))?;
        by_depth(new).values().try_for_each(|folders| in_each(folders, "make", fs::create_dir))
    }
}

/// The folders by the number of folders they are in.
fn by_depth<'p>(folders: impl Iterator<Item = &'p str>) -> BTreeMap<usize, Vec<&'p str>> {
    let mut by_depth: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for folder in folders {
        by_depth.entry(folder.matches('/').count()).or_default().push(folder);
    }
    by_depth
}

/// Restores what a build killed in [`NextFolder::rename_in_turn`] renamed. The caller must hold the
/// lock.
pub(super) fn recover(folder: &OutputFolder) -> Result<()> {
    let (out, last) = (folder.path(), folder.last());
    let done = match fs::symlink_metadata(&last) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(_) if out.exists() => tree::remove(&last),
        Ok(_) => fs::rename(&last, out),
    };
    done.with_context(|| format!("cannot clean up `{}`", last.display()))
}

/// Exchanges two folders in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
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
