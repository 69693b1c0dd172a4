//! Loading of a site’s files from the disk.
//!
//! Only a site's own files are read: see [`FILES`] and [`FOLDERS`]. Contents are not judged here; a
//! page that is not UTF-8 is loaded as the bytes it is, and the parser says where it breaks.
#![allow(clippy::disallowed_methods, reason = "one of the stages that may touch the disk")]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Error, Result, anyhow, bail};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::base::media::ending;
use crate::base::narrow::to_usize;
use crate::base::source::SourceFiles;
use crate::base::{embedded, kinds, limits, memory};

/// The files at a site's root.
pub const FILES: [&str; 2] = ["wuzha.toml", "printed.lock"];

/// The folders of a site.
pub const FOLDERS: [&str; 4] = ["content", "i18n", "static", "themes"];

/// Reads everything a build needs from the folder `root`, and adds the built-in theme where the
/// site has none.
pub fn load(root: &Path) -> Result<SourceFiles> {
    let root = fs::canonicalize(root)
        .with_context(|| format!("cannot open the folder `{}`", root.display()))?;
    let (mut found, mut unnamed, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for name in FILES.iter().chain(&FOLDERS) {
        list(&root, name, &mut found, &mut unnamed, &mut faults);
    }
    faults.extend(refuse_other_encodings(&unnamed).err());
    let total = refuse_if_too_large(&found)?;
    if !memory::is_there(to_usize(total)) {
        bail!(
            "the files of the site are {} MiB together, and there is less memory: raise the limit on \
             the address space (`ulimit -v`)",
            total >> 20
        );
    }
    // Reading in parallel, then looking for failures in order: the same message every time.
    let files: Vec<Result<Arc<[u8]>>> = found.par_iter().map(|(_, path)| read(path)).collect();
    let mut sources = SourceFiles::default();
    for ((relative, _), bytes) in found.iter().zip(files) {
        match bytes {
            Ok(bytes) => sources.insert(relative, bytes),
            Err(fault) => faults.push(fault),
        }
    }
    refuse(faults)?;
    embedded::add_default_theme(&mut sources);
    Ok(sources)
}

/// Fails with everything that keeps a site from being read; of many such things with the first.
fn refuse(mut faults: Vec<Error>) -> Result<()> {
    if faults.len() < 2 {
        return faults.pop().map_or(Ok(()), Err);
    }
    let more = faults.len().saturating_sub(limits::LISTED);
    let mut lines: Vec<String> =
        faults.iter().take(limits::LISTED).map(|fault| format!("- {fault:#}")).collect();
    if more > 0 {
        lines.push(format!("- and {more} more"));
    }
    bail!("{} files or folders cannot be read:\n{}", faults.len(), lines.join("\n"))
}

/// The sources with these files, relative to the root, read again: what [`load`] would return.
/// `None` where more than the contents of files has changed, or more cannot be ruled out.
///
/// # Errors
/// Files that cannot be read or are too large.
pub fn load_again(
    root: &Path,
    sources: &SourceFiles,
    changed: &BTreeSet<PathBuf>,
) -> Result<Option<SourceFiles>> {
    let mut new = sources.clone();
    for relative in changed {
        let path = root.join(relative);
        let there = fs::symlink_metadata(&path);
        let name = slashed(relative)?;
        match there {
            // A file of a theme may take the place of the built-in one.
            Ok(there)
                if there.is_file()
                    && sources.contains(&name)
                    && relative.starts_with("content") =>
            {
                new.insert(&name, read(&path)?);
            }
            // An editor's file for a moment.
            Err(error) if error.kind() == ErrorKind::NotFound && !sources.contains(&name) => {}
            _ => return Ok(None),
        }
    }
    Ok(Some(new))
}

/// Whether a path, relative to the root, is one that [`load`] would read or look into.
pub fn is_input(relative: &Path) -> bool {
    let names: Option<Vec<&str>> = relative
        .components()
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    match names.as_deref() {
        Some([file]) if FILES.contains(file) => true,
        Some([folder, rest @ ..]) => {
            FOLDERS.contains(folder)
                && !rest.iter().any(|name| is_skipped(name))
                && !is_note(folder, rest)
        }
        _ => false,
    }
}

/// Names that are never part of a site: hidden files, and what editors and file managers leave
/// behind.
fn is_skipped(name: &str) -> bool {
    // What GitHub Pages asks for by the latter.
    let hidden = name.starts_with('.')
        && !matches!(name, ".well-known" | ".nojekyll")
        // Refused, with the reason, rather than left out in silence.
        && !kinds::is_obeyed(name);
    let backup = name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'));
    // What office programs keep while a file is open, `~$draft.docx`, and the editors of JetBrains.
    let backup = backup
        || name.starts_with("~$")
        || name.ends_with("___jb_tmp___")
        || name.ends_with("___jb_old___");
    hidden
        || backup
        || matches!(ending(name), "swp" | "swo" | "swx" | "bak" | "orig" | "tmp" | "wbk" | "asd")
        || matches!(&*name.to_ascii_lowercase(), "thumbs.db" | "ehthumbs.db" | "desktop.ini")
}

/// `content/README.md`, `content/README.zh.md` and `content/LICENSE.md` are for people who open
/// the folder.
fn is_note(folder: &str, rest: &[&str]) -> bool {
    let is_note = |name: &str| name.starts_with("README") || name.starts_with("LICENSE");
    folder == "content" && matches!(rest, [name] if is_note(name) && name.ends_with(".md"))
}

/// Adds the files at or under `root/name`, in order, as (path relative to the root, path on the
/// disk); to `unnamed` those whose names are not UTF-8, to `faults` what must not be there.
fn list(
    root: &Path,
    name: &str,
    found: &mut Vec<(String, PathBuf)>,
    unnamed: &mut Vec<PathBuf>,
    faults: &mut Vec<Error>,
) {
    let top = root.join(name);
    match fs::symlink_metadata(&top) {
        Err(error) if error.kind() == ErrorKind::NotFound => return,
        Err(error) => {
            let context = format!("cannot read `{}`", top.display());
            return faults.push(Error::new(error).context(context));
        }
        Ok(_) => {}
    }
    let relative = |path: &Path| path.strip_prefix(root).map(Path::to_path_buf).unwrap_or_default();
    let wanted =
        |path: &Path| path.file_name().and_then(|n| n.to_str()).is_none_or(|n| !is_skipped(n));
    let walk = WalkDir::new(&top).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| wanted(entry.path())) {
        let entry = match entry {
            Ok(entry) => entry,
            // A dangling link is an error of its own, even under a name that is not wanted: Emacs's
            // locks are such.
            Err(error) if error.path().is_some_and(|path| !wanted(path)) => continue,
            Err(error) => {
                faults.push(not_walked(&top, error));
                continue;
            }
        };
        if entry.file_name().to_str().is_none() {
            unnamed.push(relative(entry.path()));
            continue;
        }
        let relative = relative(entry.path());
        let is_read = accept(root, &entry).map(|is_file| is_file && is_input(&relative));
        match is_read.and_then(|is_read| is_read.then(|| slashed(&relative)).transpose()) {
            Ok(Some(name)) => found.push((name, entry.into_path())),
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
    }
}

/// Names in other encodings, as zips from Chinese Windows leave them. The files would be missing from
/// the site without a word.
fn refuse_other_encodings(unnamed: &[PathBuf]) -> Result<()> {
    // What is in a folder with such a name has one too.
    let below = |path: &Path| unnamed.iter().any(|other| path != other && path.starts_with(other));
    let names: Vec<String> =
        unnamed.iter().filter(|path| !below(path)).map(|path| described(path)).collect();
    if names.is_empty() {
        return Ok(());
    }
    bail!(
        "these names are not in UTF-8: {}; rename them, or unpack the archive they come from again \
         with its encoding named (`unzip -O GBK`)",
        names.join(", ")
    )
}

/// A path whose name is not UTF-8, and how it reads if it is GBK.
fn described(path: &Path) -> String {
    let (name, _, is_wrong) = encoding_rs::GBK.decode(path.as_os_str().as_encoded_bytes());
    let shown = path.display();
    if is_wrong { format!("`{shown}`") } else { format!("`{shown}` (as GBK: `{name}`)") }
}

/// Whether an entry is a file to read; an error where it is something that must not be there.
fn accept(root: &Path, entry: &DirEntry) -> Result<bool> {
    let path = entry.path();
    if entry.path_is_symlink() {
        let target = fs::canonicalize(path)
            .with_context(|| format!("cannot follow the link `{}`", path.display()))?;
        // A link to anything else under the root would publish what was never meant to be: `.env`,
        // `.git`.
        if !target.strip_prefix(root).is_ok_and(is_input) {
            bail!(
                "`{}` is a link to `{}`, outside the site's own folders; put a copy of the file in its place",
                path.display(),
                target.display()
            );
        }
    }
    let kind = entry.file_type();
    if !kind.is_dir() && !kind.is_file() {
        bail!(
            "`{}` is not an ordinary file but a pipe, a socket or a device; remove it",
            path.display()
        );
    }
    Ok(kind.is_file())
}

/// A relative path as the sources name it: with `/`, on every system.
fn slashed(relative: &Path) -> Result<String> {
    let parts: Option<Vec<&str>> =
        relative.components().map(|part| part.as_os_str().to_str()).collect();
    let parts = parts
        .with_context(|| format!("the name of `{}` is not UTF-8; rename it", relative.display()))?;
    Ok(parts.join("/"))
}

/// The bytes of all files, before anything is read: they will be in memory together.
fn refuse_if_too_large(found: &[(String, PathBuf)]) -> Result<u64> {
    // What cannot be looked at is said of it when it is read.
    let length = |path: &PathBuf| fs::metadata(path).map_or(0, |file| file.len());
    let total: u64 = found
        .par_iter()
        .map(|(_, path)| length(path))
        .filter(|&length| length <= limits::FILE)
        .sum();
    if total > limits::SITE {
        bail!(
            "the files of the site are {} MiB together, and {} MiB may be read; take the largest of them out of `static`: \
             films and archives are better kept elsewhere",
            total >> 20,
            limits::SITE >> 20
        );
    }
    Ok(total)
}

/// Why a folder could not be looked through.
fn not_walked(top: &Path, error: walkdir::Error) -> Error {
    let path = error.path().unwrap_or(top).to_path_buf();
    let is_link = fs::symlink_metadata(&path).is_ok_and(|there| there.is_symlink());
    match error.loop_ancestor() {
        Some(above) => {
            anyhow!(
                "`{}` is a link to `{}`, which contains it: an endless loop; remove the link",
                path.display(),
                above.display()
            )
        }
        None if is_link => {
            anyhow!(
                "`{}` is a link to a file that does not exist; fix or remove it",
                path.display()
            )
        }
        None => not_read(&path, error.into()),
    }
}

/// Why a file could not be read, and what to do.
fn not_read(path: &Path, error: io::Error) -> Error {
    let path = path.display();
    let context = match error.kind() {
        ErrorKind::NotFound => {
            format!("`{path}` was there a moment ago and is gone; put it back, or just try again")
        }
        ErrorKind::PermissionDenied => {
            format!("you may not read `{path}`; have its owner or its permissions changed")
        }
        _ => format!("cannot read `{path}`"),
    };
    Error::new(error).context(context)
}

/// The bytes of a file, read once: whatever happens to it afterwards, the site is made of these.
fn read(path: &Path) -> Result<Arc<[u8]>> {
    let named = |error| not_read(path, error);
    let file = File::open(path).map_err(named)?;
    let expected = file.metadata().map_err(named)?.len();
    let mut bytes = Vec::new();
    if expected <= limits::FILE {
        bytes.reserve_exact(to_usize(expected) + 1);
        // One byte more than allowed is enough to notice a file that grows while it is read.
        file.take(limits::FILE + 1).read_to_end(&mut bytes).map_err(named)?;
    }
    if expected > limits::FILE || bytes.len() as u64 > limits::FILE {
        bail!(
            "`{}` is larger than {} MiB; a site's files must be smaller",
            path.display(),
            limits::FILE >> 20
        );
    }
    Ok(bytes.into())
}
