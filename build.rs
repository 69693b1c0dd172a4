//! Lists the files of the built-in theme for `src/base/embedded.rs`.
#![allow(clippy::disallowed_methods, reason = "a build script reads the folder it builds from")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The folder, and the name of the list of its files.
const THEME: &str = "themes/default";
const LIST: &str = "default_theme.rs";

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    println!("cargo:rerun-if-changed={THEME}");
    fs::write(out.join(LIST), list_of(&root, THEME)?)?;
    Ok(())
}

/// A list of names and bytes, as Rust.
fn list_of(root: &Path, folder: &str) -> io::Result<String> {
    let mut files = Vec::new();
    if root.join(folder).is_dir() {
        list(&root.join(folder), folder, &mut files)?;
    }
    files.sort();
    let mut code = String::from("&[\n");
    for name in files {
        // Where the package lies is asked when it is compiled: what this script wrote may be used
        // for another checkout.
        let path = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?})", format!("/{name}"));
        // Writing to a string cannot fail.
        let _ = writeln!(code, "({name:?}, include_bytes!({path}) as &[u8]),");
    }
    code.push(']');
    Ok(code)
}

/// Adds the files under a folder, as paths with `/` relative to the package.
fn list(folder: &Path, name: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let file_name = entry.file_name().into_string().map_err(|_| io::ErrorKind::InvalidData)?;
        if file_name.starts_with('.') || file_name.ends_with('~') {
            continue;
        }
        let name = format!("{name}/{file_name}");
        if entry.file_type()?.is_dir() {
            // A folder's own time changes when a file is added; cargo looks at what is named here.
            println!("cargo:rerun-if-changed={name}");
            list(&entry.path(), &name, files)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}
