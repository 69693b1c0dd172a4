//! The default theme, built into the binary so that a site without a `themes` folder builds.
//!
//! `build.rs` lists the files of `themes/default` when the binary is compiled.

use crate::base::source::SourceFiles;

/// Paths, relative to a site's root, and bytes.
const DEFAULT_THEME: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/default_theme.rs"));

/// Adds the default theme, unless the site brings its own under that name.
pub fn add_default_theme(sources: &mut SourceFiles) {
    if sources.under("themes/default/").next().is_none() {
        for (path, bytes) in DEFAULT_THEME {
            sources.insert(path, *bytes);
        }
    }
}

/// The text of a file of the built-in theme.
pub fn of_theme(name: &str) -> Option<&'static str> {
    let (_, bytes) = DEFAULT_THEME
        .iter()
        .find(|(path, _)| path.strip_prefix("themes/default/") == Some(name))?;
    std::str::from_utf8(bytes).ok()
}
