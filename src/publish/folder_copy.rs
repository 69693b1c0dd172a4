//! The copy of the site that opens without a server, from a folder or a USB stick.
//!
//! Every link becomes relative and names its file. What scripts read (the search index and the
//! catalogue's list) becomes scripts itself, because a page opened from a folder (`file:`) may run
//! scripts but may not fetch files.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lol_html::html_content::Element;
use lol_html::{HandlerResult, RewriteStrSettings, element, rewrite_str};

use crate::base::artifact::Artifact;
use crate::site::route;

/// The attributes that hold the address of a page or a file.
const ADDRESSES: [&str; 4] = ["href", "src", "action", "data-script"];
/// The attributes that hold the address of a folder.
const FOLDERS: [&str; 2] = ["data-index", "data-root"];
/// The attributes that make no sense in a folder: a page opened from one has no origin that could
/// vouch for its files, and needs no offline copy.
const REMOVED: [&str; 4] = ["integrity", "data-integrity", "crossorigin", "data-worker"];

/// The form of a file in a copy that is opened from a folder. `base_path` is what the site's
/// addresses begin with: empty, or `/folder`.
pub fn for_folder(artifact: Artifact, base_path: &str) -> Artifact {
    let Artifact { path, bytes, made_from } = artifact;
    if path.ends_with(".html") {
        let html = relative(&String::from_utf8_lossy(&bytes), &path, base_path);
        return Artifact::new(path, html.into_bytes(), &made_from);
    }
    let is_index = path.starts_with("search/") && path.ends_with(".bin");
    if is_index || (route::is_catalogue(&path) && path.ends_with(".json")) {
        let script = format!("wuzhaFile('{}');\n", STANDARD.encode(&bytes));
        return Artifact::new(format!("{path}.js"), script.into_bytes(), &made_from);
    }
    Artifact { path, bytes, made_from }
}

/// A page with relative links.
fn relative(html: &str, path: &str, base_path: &str) -> String {
    let base = LinkBase { path, base_path };
    let rewrite = |element: &mut Element| base.rewrite(element);
    let settings = RewriteStrSettings::new().append_element_content_handler(element!("*", rewrite));
    rewrite_str(html, settings).expect("no handler fails, and a page of this site fits into memory")
}

/// Where a page is, for links from it.
struct LinkBase<'a> {
    path: &'a str,
    base_path: &'a str,
}

impl LinkBase<'_> {
    fn rewrite(&self, element: &mut Element) -> HandlerResult {
        for name in ADDRESSES {
            if let Some(address) = element.get_attribute(name)
                && let Some(address) = self.file(&address)
            {
                element.set_attribute(name, &address)?;
            }
        }
        for name in FOLDERS {
            if let Some(folder) = element.get_attribute(name)
                && let Some(folder) = self.relative(&folder)
            {
                element.set_attribute(name, &folder)?;
            }
        }
        // A redirect: `<meta http-equiv="refresh" content="0; url=/scams/">`.
        if element.tag_name() == "meta"
            && let Some(content) = element.get_attribute("content")
            && let Some((delay, address)) = content.split_once("url=")
            && let Some(address) = self.file(address)
        {
            element.set_attribute("content", &format!("{delay}url={address}"))?;
        }
        // A browser reads no manifest from a folder.
        if element.get_attribute("rel").is_some_and(|rel| rel == "manifest") {
            element.remove();
        }
        for name in REMOVED {
            element.remove_attribute(name);
        }
        Ok(())
    }

    /// The relative address of a page or a file. Seen from `scams/romance/index.html`,
    /// `/en/scams/?q=x` is `../../en/scams/index.html?q=x`. None for an address outside the site.
    fn file(&self, address: &str) -> Option<String> {
        let address = self.relative(address)?;
        let end = address.find(['?', '#']).unwrap_or(address.len());
        let (file, rest) = address.split_at(end);
        let index = if file.is_empty() || file.ends_with('/') { "index.html" } else { "" };
        Some(format!("{file}{index}{rest}"))
    }

    /// The relative address, without the name of the file in a folder.
    fn relative(&self, address: &str) -> Option<String> {
        let rest = address.strip_prefix(self.base_path)?.strip_prefix('/')?;
        if rest.starts_with('/') {
            return None;
        }
        Some(format!("{}{rest}", "../".repeat(self.path.matches('/').count())))
    }
}
