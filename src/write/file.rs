//! Single files: written all or nothing, and compared.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context, Error, Result, anyhow};

/// Writes one file, all or nothing; a device or a pipe is written to directly.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let context = || format!("cannot write `{}`", path.display());
    let replaceable = fs::symlink_metadata(path).map_or(true, |there| there.is_file());
    match path.file_name().and_then(|name| name.to_str()) {
        Some(name) if replaceable => {
            let next = path.with_file_name(format!(".{name}.next-{}", std::process::id()));
            let done = fs::write(&next, bytes).and_then(|()| fs::rename(&next, path));
            if done.is_err() {
                // The temporary file may not exist. The first error is the one to report.
                let _ = fs::remove_file(&next);
            }
            done.with_context(context)
        }
        _ => fs::write(path, bytes).with_context(context),
    }
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
