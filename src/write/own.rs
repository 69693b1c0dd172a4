//! Files and folders that the program makes by itself, such as `.wuzha` and `.public.next`.
//!
//! Nobody named them, so nobody expects them to lead elsewhere: a link in the place of one, which a
//! repository can carry, would have the program write or remove files outside the site. They are
//! opened without following links, and a link is an error that names it.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum There {
    Nothing,
    File,
    Folder,
}

/// What is at a path that the program chose.
///
/// # Errors
/// A link, a pipe, a socket or a device.
pub fn look(path: &Path) -> Result<There> {
    let there = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(There::Nothing),
        there => there.with_context(|| format!("cannot look at `{}`", path.display()))?,
    };
    match there.file_type() {
        kind if kind.is_symlink() => bail!(
            "`{}` is a link; wuzha keeps files of its own there and follows no link: remove it and \
             try again",
            path.display()
        ),
        kind if kind.is_dir() => Ok(There::Folder),
        kind if kind.is_file() => Ok(There::File),
        _ => bail!(
            "`{}` is a pipe, a socket or a device; wuzha keeps files of its own there: remove it \
             and try again",
            path.display()
        ),
    }
}

/// The bytes of a file; `None` where there is none.
///
/// # Errors
/// Anything but a file at the path, and files that cannot be read.
pub fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    if look(path)? == There::Nothing {
        return Ok(None);
    }
    let context = || format!("cannot read `{}`", path.display());
    let mut file = match options().read(true).open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        file => file.with_context(context)?,
    };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).with_context(context)?;
    Ok(Some(bytes))
}

/// Makes a folder, if there is none; its parents too.
///
/// # Errors
/// Anything but a folder at the path.
pub fn make_folder(path: &Path) -> Result<()> {
    match look(path)? {
        There::Folder => Ok(()),
        There::File => bail!(
            "`{}` is a file; wuzha keeps a folder of its own there: move the file away",
            path.display()
        ),
        There::Nothing => fs::create_dir_all(path)
            .with_context(|| format!("cannot make the folder `{}`", path.display())),
    }
}

/// For opening a file that is never reached through a link at its own name, nor waited for.
#[cfg(unix)]
pub(super) fn options() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;

    use rustix::fs::OFlags;

    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let mut options = File::options();
    options.custom_flags(flags.bits().cast_signed());
    options
}

#[cfg(not(unix))]
pub(super) fn options() -> OpenOptions {
    File::options()
}
