//! The lock that keeps a second build from writing to the same folder.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::output_folder::OutputFolder;
use super::own::{self, There};

/// The right to write to a folder, until it is dropped. The operating system releases the lock of a
/// killed build.
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

/// More bytes than the number of a process has.
const LONGEST: u64 = 32;

impl Lock {
    pub(super) fn take(folder: &OutputFolder) -> Result<Self> {
        let path = folder.lock();
        let context = || format!("cannot lock `{}`", path.display());
        loop {
            if own::look(&path)? == There::Folder {
                bail!("`{}` is a folder, in the place of a lock; move it away", path.display());
            }
            let mut options = own::options();
            options.read(true).create(true).append(true);
            let mut file = options.open(&path).with_context(context)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => bail!(
                    "another build{} is writing to `{}`; wait for it to end, or name another \
                     folder with `--out`",
                    holder(&path),
                    folder.path().display()
                ),
                // Some network and shared folders have no locks. A single person does not need one.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(error).with_context(context),
            }
            // The last holder removes the file when it ends: the file just locked may already be
            // removed.
            if is_still_there(&path, &file) {
                refuse_if_foreign(&path, &mut file)?;
                // The process id is only a hint for others; a full disk is reported later.
                let _ = file.set_len(0).and_then(|()| write!(&file, "{}", std::process::id()));
                return Ok(Lock { path, _file: file });
            }
        }
    }
}

/// Refuses a file that holds anything but the number of a process.
fn refuse_if_foreign(path: &Path, file: &mut File) -> Result<()> {
    let mut text = Vec::new();
    let read = file.take(LONGEST).read_to_end(&mut text);
    read.with_context(|| format!("cannot read `{}`", path.display()))?;
    if !text.iter().all(u8::is_ascii_digit) {
        bail!(
            "`{}` is in the place of a lock and was not written by wuzha; move it away",
            path.display()
        );
    }
    Ok(())
}

/// “ (process 4711)”, if the lock file contains a process id.
fn holder(path: &Path) -> String {
    let id = fs::read_to_string(path).ok().and_then(|text| text.parse::<u32>().ok());
    id.map(|id| format!(" (process {id})")).unwrap_or_default()
}

impl Drop for Lock {
    fn drop(&mut self) {
        if cfg!(unix) {
            // Still locked at this point. A file that stays does no harm.
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn is_still_there(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(named), Ok(held)) = (fs::metadata(path), file.metadata()) else { return false };
    (named.dev(), named.ino()) == (held.dev(), held.ino())
}

/// Elsewhere the file is never removed.
#[cfg(not(unix))]
fn is_still_there(_: &Path, _: &File) -> bool {
    true
}
