//! Single files: written all or nothing, and compared.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Error, Result, anyhow};

use super::own;
use super::sync;

/// Writes a file that the user named, all or nothing; a link is followed, and a device or a pipe is
/// written to directly.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let context = || format!("cannot write `{}`", path.display());
    match fs::symlink_metadata(path) {
        Ok(there) if !there.is_file() => fs::write(path, bytes).with_context(context),
        _ => replace(path, bytes, false).with_context(context),
    }
}

/// Writes a file whose name the program chose, all or nothing. It may be lost with the power.
///
/// # Errors
/// A link at its path or in the way.
pub fn write_own_file(path: &Path, bytes: &[u8]) -> Result<()> {
    own::look(path)?;
    replace(path, bytes, false).with_context(|| format!("cannot write `{}`", path.display()))
}

/// The same for a file that must be there after a loss of power: the old bytes or the new ones.
///
/// # Errors
/// A link at its path or in the way.
pub fn write_own_file_durably(path: &Path, bytes: &[u8]) -> Result<()> {
    own::look(path)?;
    replace(path, bytes, true).with_context(|| format!("cannot write `{}`", path.display()))
}

fn replace(path: &Path, bytes: &[u8], durably: bool) -> Result<()> {
    let (next, mut file) = beside(path)?;
    let mut write = || {
        file.write_all(bytes)?;
        if durably { file.sync_all() } else { Ok(()) }
    };
    let done = write().and_then(|()| fs::rename(&next, path));
    if done.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&next);
    }
    done?;
    match path.parent() {
        Some(folder) if durably => Ok(sync::folder(folder)?),
        _ => Ok(()),
    }
}

/// A new file for the next version of a file. Another thread or process, or a build that was
/// killed, may have one for the same file: each has a number of its own.
fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return Err(ErrorKind::InvalidInput.into());
    };
    loop {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let next = path.with_file_name(format!(".{name}{BESIDE}{}-{number}", std::process::id()));
        match File::create_new(&next) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            file => return Ok((next, file?)),
        }
    }
}

/// What the name of a file that is being written holds before the number of the process and of the
/// file.
const BESIDE: &str = ".next-";

/// Whether a name is that of a file that was being written.
pub fn is_unfinished(name: &str) -> bool {
    let number = name.strip_prefix('.').and_then(|name| name.rsplit_once(BESIDE));
    number.is_some_and(|(name, number)| {
        !name.is_empty()
            && !number.is_empty()
            && number.bytes().all(|b| matches!(b, b'0'..=b'9' | b'-'))
    })
}

/// The same error with what to do about it, where that is known.
pub(super) fn advised(error: Error) -> Error {
    match advice(&error) {
        Some(advice) => anyhow!("{error:#}; {advice}; the existing site is unchanged"),
        None => error,
    }
}

/// What to do about an I/O error.
fn advice(error: &Error) -> Option<&'static str> {
    let kind =
        error.chain().find_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind)?;
    Some(match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "free space on the disk and build again"
        }
        ErrorKind::FileTooLarge => {
            "files of this size are not allowed here; name another folder with `--out`"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "a new site is made beside the old one, so the folder above it must be writable; have \
             its permissions changed, or name another folder with `--out`"
        }
        _ => return None,
    })
}

/// Whether a file holds these bytes. A file that cannot be read does not, and is written again.
pub(super) fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let length = fs::symlink_metadata(path)
        .map(|there| if there.is_file() { there.len() } else { u64::MAX });
    length.is_ok_and(|length| length == bytes.len() as u64)
        && fs::read(path).is_ok_and(|there| there == bytes)
}
