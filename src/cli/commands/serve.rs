//! `wuzha serve`: previews the site while it is being written.

use std::path::PathBuf;

use anyhow::Result;

use crate::cli::console::Exit;

pub struct ServeArgs {
    pub root: PathBuf,
    pub port: u16,
    pub open: bool,
}

/// Ends only with an error, or by being stopped.
pub fn run(args: &ServeArgs) -> Result<Exit> {
    crate::cli::serve::serve(&args.root, args.port, args.open)?;
    Ok(Exit::Fine)
}
