//! Entries in a folder: the site's own, `.wuzha/cache`, or one that somebody names.
#![allow(clippy::disallowed_methods, reason = "touches the disk, as commands may")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::cli::cache::store::{Failure, Store};
use crate::cli::state;
use crate::write;

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

    /// Removes everything but these entries.
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
            if !entry.file_name().to_str().is_some_and(|name| wanted.contains(name)) {
                match fs::remove_file(entry.path()) {
                    // Another build was quicker.
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    removed => removed?,
                }
            }
        }
        Ok(())
    }

    fn try_write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        fs::create_dir_all(&self.path)
            .with_context(|| format!("cannot make the folder `{}`", self.name))?;
        if let Some(root) = &self.own_root {
            state::make(root)?;
        }
        write::write_file(&self.path.join(name), bytes)
    }
}

impl Store for Folder {
    fn name(&self) -> &str {
        &self.name
    }

    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        match fs::read(self.path.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failure(&error.into())),
        }
    }

    fn write(&self, name: &str, bytes: Vec<u8>) -> Result<(), Failure> {
        self.try_write(name, &bytes).map_err(|error| failure(&error))
    }
}

fn failure(error: &anyhow::Error) -> Failure {
    Failure { text: format!("{error:#}"), is_total: false }
}
