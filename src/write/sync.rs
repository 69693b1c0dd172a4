//! What must be on the disk before something else is: a site that was exchanged before its files
//! were written would be empty files after a loss of power.

use std::io;
use std::path::Path;

/// Waits until everything that was written to the file system of a folder is on the disk. One call
/// costs less than one a file.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) fn file_system(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(std::fs::File::open(folder)?)?)
}

#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
pub(super) fn file_system(_: &Path) -> io::Result<()> {
    rustix::fs::sync();
    Ok(())
}

/// Windows has no such call for those who are not administrators.
#[cfg(not(unix))]
pub(super) fn file_system(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Waits until the names in a folder are on the disk.
#[cfg(unix)]
pub(super) fn folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match std::fs::File::open(folder)?.sync_all() {
        // Some network and shared folders cannot.
        Err(error)
            if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
        {
            Ok(())
        }
        done => done,
    }
}

/// Windows writes names by itself.
#[cfg(not(unix))]
pub(super) fn folder(_: &Path) -> io::Result<()> {
    Ok(())
}
