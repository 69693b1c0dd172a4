//! The contents of a folder, and its removal.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rayon::prelude::*;
use walkdir::WalkDir;

use super::paths::MARKER;

/// What is in a folder.
#[derive(Default)]
pub(super) struct Contents {
    /// As [`files`] gives them.
    pub files: Vec<String>,
    pub has_link: bool,
}

/// What is in a folder; nothing if it does not exist.
pub(super) fn contents(root: &Path) -> Result<Contents> {
    let mut contents = Contents::default();
    for entry in entries(root) {
        let (path, is_link) = entry?;
        contents.has_link |= is_link;
        if path != MARKER {
            contents.files.push(path);
        }
    }
    Ok(contents)
}

/// The relative paths of the files in a folder, with `/`: everything that is not a folder; links are
/// not followed. The marker is not among them. None if the folder does not exist.
pub(super) fn files(root: &Path) -> impl Iterator<Item = Result<String>> {
    let paths = entries(root).map(|entry| entry.map(|(path, _)| path));
    paths.filter(|path| path.as_ref().is_ok_and(|path| path != MARKER) || path.is_err())
}

/// The same with the marker, each with whether it is a link.
fn entries(root: &Path) -> impl Iterator<Item = Result<(String, bool)>> {
    let walk = root.is_dir().then(|| WalkDir::new(root).min_depth(1).sort_by_file_name());
    let entries = walk.into_iter().flatten();
    entries.filter_map(move |entry| {
        let entry = match entry.with_context(|| format!("cannot read `{}`", root.display())) {
            Ok(entry) if entry.file_type().is_dir() => return None,
            Ok(entry) => entry,
            Err(error) => return Some(Err(error)),
        };
        Some(Ok((relative(root, entry.path()), entry.path_is_symlink())))
    })
}

/// wuzha writes no name that is not UTF-8: such a file is removed, so its name here need only
/// differ from all that are written.
fn relative(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let names: Vec<_> =
        relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    names.join("/")
}

/// Whether there is a file; a link is none.
pub(super) fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|there| there.is_file())
}

/// Removes the folders that hold nothing.
pub(super) fn remove_empty_folders(root: &Path) -> Result<()> {
    for entry in WalkDir::new(root).min_depth(1).contents_first(true) {
        let entry = entry.with_context(|| format!("cannot read `{}`", root.display()))?;
        if entry.file_type().is_dir() {
            // It stays if there is anything in it.
            let _ = fs::remove_dir(entry.path());
        }
    }
    Ok(())
}

/// A link in a folder; the first that is met.
pub(super) fn first_link(root: &Path) -> Result<Option<PathBuf>> {
    if !root.is_dir() {
        return Ok(None);
    }
    for entry in WalkDir::new(root).min_depth(1) {
        let entry = entry.with_context(|| format!("cannot read `{}`", root.display()))?;
        if entry.path_is_symlink() {
            return Ok(Some(entry.into_path()));
        }
    }
    Ok(None)
}

/// Removes a folder and its contents, if it exists; links are removed, not followed.
///
/// The marker is removed last: if the build is killed, what is left is still marked as written by
/// wuzha. A folder of the program's own may have permissions that forbid it: they are changed.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    match remove_at_once(folder) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            allow_writing(folder)?;
            remove_at_once(folder)
        }
        done => done,
    }
}

#[cfg(unix)]
fn allow_writing(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = fs::symlink_metadata(folder)?.permissions();
    permissions.set_mode(permissions.mode() | 0o700);
    fs::set_permissions(folder, permissions)
}

#[cfg(not(unix))]
fn allow_writing(_: &Path) -> io::Result<()> {
    Err(ErrorKind::PermissionDenied.into())
}

/// Whether files can be made in a folder, as far as its permissions tell.
#[cfg(unix)]
pub(super) fn is_writable(folder: &Path) -> bool {
    rustix::fs::access(folder, rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK).is_ok()
}

#[cfg(not(unix))]
pub(super) fn is_writable(_: &Path) -> bool {
    true
}

fn remove_at_once(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries?.collect::<io::Result<Vec<_>>>()?,
    };
    let (marker, others): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|entry| entry.file_name() == MARKER);
    for entries in [others, marker] {
        entries.par_iter().try_for_each(|entry| {
            if entry.file_type()?.is_dir() {
                remove(&entry.path())
            } else {
                fs::remove_file(entry.path())
            }
        })?;
    }
    fs::remove_dir(folder)
}
