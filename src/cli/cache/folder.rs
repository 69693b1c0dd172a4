//! Entries in a folder: the site's own, `.wuzha/cache`, or one that somebody names.
#![allow(clippy::disallowed_methods, reason = "touches the disk, as commands may")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::cli::cache::store::{Failure, Scope, Store};
use crate::cli::state;
use crate::write::{self, own};

#[derive(Clone)]
pub(super) struct Folder {
    path: PathBuf,
    name: String,
    /// The root of the site whose own folder it is.
    own_root: Option<PathBuf>,
}

impl Folder {
    /// The folder below a site's root, which git is told to leave alone.
    pub(super) fn own(root: &Path) -> Self {
        Folder { own_root: Some(root.to_path_buf()), ..Folder::named(&state::path(root, "cache")) }
    }

    pub(super) fn named(path: &Path) -> Self {
        Folder { path: path.to_owned(), name: path.display().to_string(), own_root: None }
    }

    /// Removes all entries but these, and what was left unfinished. Other files are not the
    /// program's.
    pub(super) fn remove_others(&self, names: &[String]) -> Result<(), Failure> {
        self.try_remove_others(names).map_err(|error| failure(&error.into()))
    }

    fn try_remove_others(&self, names: &[String]) -> io::Result<()> {
        let wanted: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let entries = match fs::read_dir(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let is_removed = |name: &str| {
                (is_entry(name) && !wanted.contains(name)) || write::is_unfinished(name)
            };
            if entry.file_type()?.is_file() && name.to_str().is_some_and(is_removed) {
                match fs::remove_file(entry.path()) {
                    // Another build was quicker.
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    removed => removed?,
                }
            }
        }
        Ok(())
    }

    /// Where an entry is, if nothing else is there: a link or a pipe says nothing about the others.
    fn path_of(&self, name: &str) -> Result<PathBuf, Failure> {
        let path = self.path.join(name);
        match own::look(&path) {
            Ok(_) => Ok(path),
            Err(error) => Err(Failure { scope: Scope::Entry, ..failure(&error) }),
        }
    }

    fn try_write(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        match &self.own_root {
            Some(root) => {
                state::make(root)?;
                own::make_folder(&self.path)?;
            }
            // Somebody named it: it may be a link.
            None => fs::create_dir_all(&self.path)
                .with_context(|| format!("cannot make the folder `{}`", self.name))?,
        }
        write::write_own_file(path, bytes)
    }
}

impl Store for Folder {
    fn name(&self) -> &str {
        &self.name
    }

    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        let path = self.path_of(name)?;
        own::read(&path).map_err(|error| failure(&error))
    }

    fn write(&self, name: &str, bytes: Vec<u8>) -> Result<(), Failure> {
        let path = self.path_of(name)?;
        self.try_write(&path, &bytes).map_err(|error| failure(&error))
    }
}

/// Whether a name is a digest, under which the program keeps leaflets: 64 hexadecimal digits.
fn is_entry(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn failure(error: &anyhow::Error) -> Failure {
    Failure { text: format!("{error:#}"), scope: Scope::Direction }
}
