//! What is built into the binary? The default theme, so that a site without a `themes` folder builds, and the help pages of
//! the rules, which are also their tests.
//!
//! `build.rs` lists the files of `themes/default` and `tests/rules` when the binary is compiled.

use crate::source::Sources;

/// Paths, relative to a site's root, and bytes.
const DEFAULT_THEME: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/default_theme.rs"));

/// Adds the default theme, unless the site brings its own under that name.
pub fn add_default_theme(sources: &mut Sources) {
    if sources.under("themes/default/").next().is_none() {
        for (path, bytes) in DEFAULT_THEME {
            sources.insert(path, *bytes);
        }
    }
}

/// The text of a file of the built-in theme.
pub fn of_theme(name: &str) -> Option<&'static str> {
    let (_, bytes) = DEFAULT_THEME.iter().find(|(path, _)| path.strip_prefix("themes/default/") == Some(name))?;
    std::str::from_utf8(bytes).ok()
}

const RULES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// The help pages of the rules, by name: Markdown, in English and Chinese, with a site that breaks the rule.
pub fn rules() -> impl Iterator<Item = (&'static str, &'static str)> {
    RULES.iter().filter_map(|(path, bytes)| {
        let name = path.rsplit('/').next()?.strip_suffix(".md")?;
        Some((name, std::str::from_utf8(bytes).ok()?))
    })
}

/// The first sentence of a rule's help page.
pub fn summary(rule: &str) -> Option<&'static str> {
    let (_, text) = rules().find(|(name, _)| *name == rule)?;
    let body = text.split("\n\n").nth(1)?;
    Some(&body[..body.find(". ").map_or(body.len(), |at| at + 1)])
}
