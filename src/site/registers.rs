//! Registers: one file for the whole site, of hotlines, branches or campaigns; and branches' logos.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::media;
use crate::base::source::SourceFiles;
use crate::site::drawing;
use crate::site::utf8::utf8;

pub const HOTLINES: &str = "content/hotlines.toml";
pub const BRANCHES: &str = "content/branches.toml";
pub const CAMPAIGNS: &str = "content/campaigns.toml";
/// The folder of branches' logos.
pub const LOGOS: &str = "content/branches/";

/// A register, one file for the whole site; empty where there is none.
pub fn register<T: Default>(
    sources: &SourceFiles,
    path: &str,
    parse: impl Fn(&Arc<str>, &str) -> (T, Vec<Diagnostic>),
    diagnostics: &mut Vec<Diagnostic>,
) -> T {
    let file: Arc<str> = Arc::from(path);
    let text = sources.bytes(path).and_then(|bytes| utf8(&file, bytes, diagnostics));
    let Some(text) = text else { return T::default() };
    let (entries, found) = parse(&file, text);
    diagnostics.extend(found);
    entries
}

pub fn is_logo(name: &str) -> bool {
    matches!(&*media::ending(name).to_ascii_lowercase(), "svg" | "png")
}

pub fn logos(sources: &SourceFiles) -> BTreeMap<String, Arc<[u8]>> {
    let logos = sources.under(LOGOS).filter(|(path, _)| is_logo(path));
    logos.map(|(path, bytes)| (path[LOGOS.len()..].to_owned(), logo(bytes))).collect()
}

/// A logo without a document type, in which a drawing can say what its text means.
fn logo(bytes: &Arc<[u8]>) -> Arc<[u8]> {
    match std::str::from_utf8(bytes) {
        Ok(svg) if svg.contains("<!DOCTYPE") => Arc::from(drawing::plain(svg).as_bytes()),
        _ => Arc::clone(bytes),
    }
}
