//! `wuzha serve`: how does the site look while it is being written?

use std::path::PathBuf;

use anyhow::Result;

use super::Exit;

pub struct Settings {
    pub root: PathBuf,
    pub port: u16,
    pub open: bool,
}

/// Ends only with an error, or by being stopped.
pub fn run(settings: &Settings) -> Result<Exit> {
    crate::serve::serve(&settings.root, settings.port, settings.open)?;
    Ok(Exit::Fine)
}
